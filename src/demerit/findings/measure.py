"""From a run's evidence to its findings: every registered question asked once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from demerit.findings import (
    access,
    allocation,
    bands,
    butfor,
    circles,
    exposure,
    face,
    fired,
    groups,
    kinds,
    providers,
    redress,
    scores,
    silence,
    work,
    wrong,
)
from demerit.findings.coded import Coded
from demerit.findings.evidence import Evidence
from demerit.findings.finding import Ends, Finding, read_findings, write_findings
from demerit.findings.groups import gap
from demerit.findings.jackknife import Estimate, Sums, number
from demerit.findings.registry import QUESTIONS, Answer, Question

__all__ = ["ROOMS", "Finding", "measure", "read_findings", "write_findings"]

ROOMS = (
    scores, bands, wrong, redress, face, silence, access, butfor, providers, exposure, circles, work, kinds,
    allocation, fired, groups,
)  # fmt: skip
"""The files of questions: importing them registers what they ask."""


def measure(evidence: Evidence) -> dict[str, Finding]:
    """Every finding of a run, by id, in the order of the files of questions; the gaps between groups last."""
    run = Coded(evidence)
    findings: dict[str, Finding] = {}
    gaps: dict[str, Finding] = {}
    for question in sorted(QUESTIONS.values(), key=_place):
        for name, (definition, answer) in question.answers(run).items():
            findings[name] = _finding(run, question, definition, answer)
            if question.gap:
                gaps[f"group.gap.{name}"] = _gap(run, question, name, answer)
    return findings | gaps


def _place(question: Question) -> int:
    """The questions' order is that of their files, whoever imported them first; strangers' come last."""
    names = [room.__name__ for room in ROOMS]
    room = question.ask.__module__
    return names.index(room) if room in names else len(names)


def _finding(run: Coded, question: Question, definition: str, answer: Answer) -> Finding:
    """An answer with the words of its question."""
    estimate = answer.estimate() if isinstance(answer, Sums) else answer or Estimate(value=None)
    share = None
    if isinstance(answer, Sums) and answer.share is not None:
        with np.errstate(divide="ignore", invalid="ignore"):  # nothing asked: no share
            share = number(answer.share(answer.sums.sum(axis=(0, 1))))
    return Finding(
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        unit=question.unit,
        definition=definition,
        direction=question.direction,
        events=estimate.events,
        groups=dict(_by_group(run, answer)),
        share=share,
        parts=estimate.parts,
        replicates=estimate.replicates,
    )


def _by_group(run: Coded, answer: Answer) -> Iterator[tuple[str, Ends]]:
    """Each group's own value and interval, where the sums are kept by group."""
    if isinstance(answer, Sums) and answer.sums.shape[1] == len(run.groups):
        for place, name in enumerate(run.groups):
            yield name, answer.estimate(place).ends()


def _gap(run: Coded, question: Question, name: str, answer: Answer) -> Finding:
    """The groups of a finding compared."""
    several = len(run.groups) > 1
    found = gap(answer, run.groups, question.direction) if several and isinstance(answer, Sums) else None
    worst = found.worst if found else Estimate(value=None)
    extreme = "lowest" if question.direction == "favourable" else "highest"
    return Finding(
        value=worst.value,
        low=worst.low,
        high=worst.high,
        unit="ratio",
        definition=f"{name} of a group over that of the rest of society: the {extreme} ratio of any group "
        "with 20 events or more, in it and in the rest; the interval does not allow for picking it.",
        direction=question.direction,
        events=worst.events,
        groups=found.groups if found else {},
        replicates=worst.replicates,
    )
