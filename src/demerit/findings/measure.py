"""From a run's evidence to its findings: every registered question asked once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from demerit.findings.blocks import MOST_ROWS, in_blocks
from demerit.findings.catalogue import questions
from demerit.findings.coded import Coded, blocks_of
from demerit.findings.evidence import Evidence
from demerit.findings.finding import Ends, Estimate, Finding
from demerit.findings.groups import gap
from demerit.findings.jackknife import Sums, number
from demerit.findings.pooled import Pooled
from demerit.findings.registry import Reply, of_all

NONE_ANYWHERE: Final = "it is 0 in every group"
ONE_GROUP: Final = "this society has one group only"


def measure(
    evidence: Evidence | Coded, wanted: Collection[str] | None = None, *, most_rows: int = MOST_ROWS,
    before_each: Callable[[], None] = lambda: None,
) -> dict[str, Finding]:  # fmt: skip
    """Every finding of a run, by id, in the order of the files of questions; the gaps between groups last.

    With ids that are `wanted`, those of their questions and no others. Evidence that is coded already is kept
    by whoever asks more of it than findings. Of a large run, districts of about `most_rows` rows are measured
    at a time; the findings are the same. What `before_each` question raises ends it.
    """
    chosen = [q for q in questions() if wanted is None or any(q.answers_to(name) for name in wanted)]
    groups: Sequence[str] = ()
    replies: list[list[Reply]] = []
    for run in [evidence] if isinstance(evidence, Coded) else blocks_of(in_blocks(evidence, most_rows)):
        groups = run.groups
        replies.append([])
        for question in chosen:
            before_each()
            replies[-1] += question.answers(run)
    findings: dict[str, Finding] = {}
    gaps: dict[str, Finding] = {}
    for several in zip(*replies, strict=True):
        before_each()
        asked = of_all(several)
        name = asked.question.id
        findings[name] = _finding(groups, asked)
        if asked.question.gap:
            gaps[f"group.gap.{name}"] = _gap(groups, asked, findings[name])
    return findings | gaps


def _finding(groups: Sequence[str], asked: Reply) -> Finding:
    """An answer with the words of its question.

    Why a value is null: the need that the run lacks, what the estimate says, or that nothing happened; of a
    value that is there, why its interval is not.
    """
    answer, question = asked.answer, asked.question
    sums = answer if isinstance(answer, Sums) else None
    estimate = answer.estimate() if isinstance(answer, Sums | Pooled) else answer
    estimate = estimate or Estimate(value=None)
    reason = asked.reason or estimate.reason or (question.nothing if estimate.value is None else None)
    share = None
    if sums is not None and sums.share is not None:
        with np.errstate(divide="ignore", invalid="ignore"):  # nothing asked: no share
            share = number(sums.share(sums.sums.sum(axis=(0, 1))))
    by_group: dict[str, Ends] = {}
    if sums is not None and sums.sums.shape[1] == len(groups):
        by_group = {name: sums.estimate(place).ends() for place, name in enumerate(groups)}
    return Finding(
        **vars(replace(estimate, reason=reason, made_of=estimate.made_of if sums is None else sums.sums)),
        unit=question.unit,
        definition=question.definition,
        direction=question.direction,
        groups=by_group,
        share=share,
        sums=sums,
    )


def _gap(groups: Sequence[str], asked: Reply, finding: Finding) -> Finding:
    """The groups of a finding compared.

    Without replicates where which group is the worst may be chance: in another run it may be another, which
    no interval of a difference allows for.
    """
    question, reason = asked.question, finding.reason if finding.value is None else None
    if len(groups) <= 1:
        reason = reason or ONE_GROUP
    elif finding.value == 0:
        reason = NONE_ANYWHERE
    sums: Sums | None = finding.sums
    worst, by_group = Estimate(value=None, reason=reason), dict[str, Ends]()
    if reason is None and sums is not None:
        worst, by_group = gap(sums, groups, question.direction)
    extreme = "lowest" if question.direction == "favourable" else "highest"
    return Finding(
        **vars(replace(worst, made_of=None if sums is None else sums.sums)),
        unit="ratio",
        definition=f"{question.id} of a group over that of the rest of society: the {extreme} ratio of any "
        "group; its interval allows for picking the worst, each group's own does not.",
        direction=question.direction,
        groups=by_group,
    )
