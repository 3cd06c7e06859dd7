"""From a run's evidence to its findings: every registered question asked once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

import numpy as np

from demerit.findings.catalogue import questions
from demerit.findings.coded import Coded
from demerit.findings.evidence import Evidence
from demerit.findings.finding import Ends, Finding, read_findings, write_findings
from demerit.findings.groups import gap
from demerit.findings.jackknife import Estimate, Sums, number
from demerit.findings.registry import Answer, Question, Reply

__all__ = ["Finding", "measure", "read_findings", "write_findings"]

NONE_ANYWHERE: Final = "it is 0 in every group"
ONE_GROUP: Final = "this society has one group only"


def measure(evidence: Evidence | Coded, wanted: Collection[str] | None = None) -> dict[str, Finding]:
    """Every finding of a run, by id, in the order of the files of questions; the gaps between groups last.

    With ids that are `wanted`, those of their questions and no others. Evidence that is coded already is kept
    by whoever asks more of it than findings.
    """
    run = evidence if isinstance(evidence, Coded) else Coded(evidence)
    findings: dict[str, Finding] = {}
    gaps: dict[str, Finding] = {}
    for question in questions():
        if wanted is not None and not any(question.answers_to(name) for name in wanted):
            continue
        for asked in question.answers(run):
            findings[asked.name] = _finding(run, question, asked)
            if question.gap:
                gaps[f"group.gap.{asked.name}"] = _gap(run, question, asked, findings[asked.name])
    return findings | gaps


def _finding(run: Coded, question: Question, asked: Reply) -> Finding:
    """An answer with the words of its question."""
    answer = asked.answer
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
        definition=asked.definition,
        direction=question.direction,
        events=estimate.events,
        groups=dict(_by_group(run, answer)),
        share=share,
        parts=estimate.parts,
        reason=_reason(asked, estimate),
        replicates=estimate.replicates,
        made_of=answer.sums if isinstance(answer, Sums) else estimate.made_of,
        sums=answer if isinstance(answer, Sums) else None,
    )


def _reason(asked: Reply, estimate: Estimate) -> str | None:
    """Why a value is null: the need that the run lacks, what the estimate says, or that nothing happened.

    Of a value that is there, why its interval is not.
    """
    return asked.reason or estimate.reason or (asked.nothing if estimate.value is None else None)


def _by_group(run: Coded, answer: Answer) -> Iterator[tuple[str, Ends]]:
    """Each group's own value and interval, where the sums are kept by group."""
    if isinstance(answer, Sums) and answer.sums.shape[1] == len(run.groups):
        for place, name in enumerate(run.groups):
            yield name, answer.estimate(place).ends()


def _gap(run: Coded, question: Question, asked: Reply, finding: Finding) -> Finding:
    """The groups of a finding compared.

    Without replicates where which group is the worst may be chance: in another run it may be another, which
    no interval of a difference allows for.
    """
    reason = finding.reason if finding.value is None else None
    if len(run.groups) <= 1:
        reason = reason or ONE_GROUP
    elif finding.value == 0:
        reason = NONE_ANYWHERE
    found = None
    if reason is None and isinstance(asked.answer, Sums):
        found = gap(asked.answer, run.groups, question.direction)
    worst = found.worst if found else Estimate(value=None, reason=reason)
    extreme = "lowest" if question.direction == "favourable" else "highest"
    return Finding(
        value=worst.value,
        low=worst.low,
        high=worst.high,
        unit="ratio",
        definition=f"{asked.name} of a group over that of the rest of society: the {extreme} ratio of any "
        "group; its interval allows for picking the worst, each group's own does not.",
        direction=question.direction,
        events=worst.events,
        groups=found.groups if found else {},
        reason=worst.reason,
        replicates=worst.replicates,
        made_of=asked.answer.sums if isinstance(asked.answer, Sums) else None,
    )
