"""Harms that rise: whether a changed scheme leaves any group worse off than the scheme as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from demerit.findings.finding import Finding
from demerit.findings.jackknife import Sums
from demerit.findings.paired import apart
from demerit.findings.wording import is_finite

HARM: Final = "harm"
ABSOLUTE: Final = (
    "persons", "person-year", "person-years", "subject-years", "subjects", "friendships", "needs",
)  # fmt: skip
"""What a harm in itself is counted among: a share of refusals may rise because fewer are refused."""


def absolute(finding: Finding) -> bool:
    """Whether a finding is a harm in itself: counted among people, their years or their needs."""
    words = finding.unit.replace(",", "").split()
    return (
        finding.direction == HARM
        and is_finite(finding.value)
        and words[-1] in ABSOLUTE
        and "denied needs" not in finding.unit.partition(" of ")[2]
        and "delayed needs" not in finding.unit.partition(" of ")[2]
    )


def risen(before: Mapping[str, Finding], after: Mapping[str, Finding]) -> Iterator[str]:
    """The absolute harms of groups (of all, where there are no groups) that rise beyond chance.

    Where too little differs to tell, any rise counts.
    """
    for name, finding in before.items():
        if not absolute(finding) or name not in after:
            continue
        for group, one, other in _by_group(finding, after[name]):
            if not (is_finite(one.value) and is_finite(other.value)):
                continue
            difference = other.value - one.value
            low = apart(one, other, difference).low
            if difference > 0 and (low is None or low > 0):
                yield name if group is None else f"{name}[{group}]"


def _by_group(a: Finding, b: Finding) -> Iterator[tuple[str | None, Finding, Finding]]:
    """The same finding of two worlds for each group; for all, where it is not kept by group."""
    one, other = a.sums, b.sums
    if not a.groups or not isinstance(one, Sums) or not isinstance(other, Sums):
        yield None, a, b
        return
    for place, group in enumerate(a.groups):
        yield group, _of_group(a, one, place), _of_group(b, other, place)


def _of_group(finding: Finding, sums: Sums, place: int) -> Finding:
    """A finding of one group alone."""
    own = replace(
        sums,
        sums=sums.sums[:, [place]],
        counts=None if sums.counts is None else sums.counts[:, [place]],
        squares=None if sums.squares is None else sums.squares[:, [place]],
    )
    estimate = own.estimate()
    return replace(
        finding, value=estimate.value, low=estimate.low, high=estimate.high, events=estimate.events,
        groups={}, replicates=estimate.replicates, made_of=estimate.made_of, sums=own,
    )  # fmt: skip
