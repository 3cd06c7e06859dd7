"""Shares as counts: among a thousand or so, or, where few were seen, among those who were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demerit.findings.catalogue import words_of
from demerit.findings.wording import (
    Words,
    base_for,
    both_frequencies,
    count_of,
    few,
    frequency_ends,
)

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder

OF_PERSONS = "share of persons"


@dataclass(frozen=True, kw_only=True)
class Natural:
    """So many (`count`) of so many (`of`), with the interval's ends or None; `of` is None where not known."""

    of: int | None
    count: str
    ends: str | None = None

    @property
    def shown(self) -> str:
        """'212 (208-216)'."""
        return f"{self.count} ({self.ends})" if self.ends else self.count

    def sentence(self, words: Words) -> str:
        """'Of 1,000 people, 212 (208-216) got a record …'."""
        return f"{words.among(self.of)}, {self.shown} {words.verb(self.count, self.of)}"


def natural(run: RunFolder, name: str, least: int = 1_000, *, whole: int | None = None) -> Natural | None:
    """The share that a finding is, as a count; None where it has no number.

    Among `least` or, of rare things, more; where whole numbers would hide the interval, both carry a decimal,
    and where even that shows none there are no ends. Where the run holds fewer (`whole`: how many there are
    in all, of shares of persons the run's people), among all; where few events stand behind it, among those
    seen, and without an interval, which would be one of a share.
    """
    finding = run.number(name)
    if finding is None:
        return None
    whole = run.people if whole is None and finding.unit == OF_PERSONS else whole
    if few(finding):
        return _seen(name, float(finding.value), finding.events, whole)
    if whole and whole < least:  # people are counted whole, and so are the ends
        ends = None if "." in frequency_ends(finding, whole) else both_frequencies(finding, whole) or None
        return Natural(of=whole, count=count_of(finding.value, whole), ends=ends)
    wide = base_for(abs(finding.value), least)
    finely = "." in frequency_ends(finding, wide)
    count = f"{finding.value * wide:,.1f}" if finely else count_of(finding.value, wide)
    return Natural(of=wide, count=count, ends=both_frequencies(finding, wide) or None)


def _seen(name: str, share: float, events: int, whole: int | None) -> Natural:
    """A share of few, as what was counted."""
    if words_of(name).per_case:
        return Natural(of=events, count=f"{share * events:,.0f}")
    if whole:
        return Natural(of=whole, count=count_of(share, whole))
    if share:
        return Natural(of=round(events / share), count=f"{events:,}")
    return Natural(of=None, count="none")
