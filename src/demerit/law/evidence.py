"""What a run measured that bears on a clause: it shows what the rules can do, and sets no status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from demerit.findings.catalogue import words_of

if TYPE_CHECKING:
    from demerit.findings.finding import Finding
    from demerit.findings.wording import Words

FRAME: Final = "In a synthetic society, under these assumptions, {measured} ({ranges}). "
CAVEAT: Final = "This shows what the rules can do, not what happened to anyone."
NOTHING: Final = "That there was none clears nothing. "
WHOLE_FROM: Final = 10
BASE: Final = 1_000
"""Shares are said among so many."""


@dataclass(frozen=True, kw_only=True)
class ClauseEvidence:
    """A finding of a run beside a clause: value and intervals as in findings.json, and the sentence."""

    finding: str
    value: float
    low: float | None
    high: float | None
    assumed_low: float | None
    assumed_high: float | None
    sentence: str
    bears_on: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The entry under the finding's id."""
        return {
            "value": self.value, "low": self.low, "high": self.high, "assumed_low": self.assumed_low,
            "assumed_high": self.assumed_high, "sentence": self.sentence,
        }  # fmt: skip


def evidence_of(findings: Mapping[str, Finding]) -> dict[str, ClauseEvidence]:
    """The findings that bear on an element of the law; those without a value are left out."""
    return {
        name: ClauseEvidence(
            finding=name, value=float(finding.value), low=finding.low, high=finding.high,
            assumed_low=finding.assumed_low, assumed_high=finding.assumed_high, bears_on=words.bears_on,
            sentence=sentence(words, finding),
        )
        for name, finding in findings.items()
        if isinstance(finding.value, int | float) and (words := words_of(name)).bears_on
    }  # fmt: skip


def sentence(words: Words, finding: Finding) -> str:
    """A finding in words, with chance alone, the assumed ranges, and what it does not show."""

    def ends(low: float | None, high: float | None, otherwise: str) -> str:
        if low is None or high is None:
            return otherwise
        return f"{amount(words.scaled(low, BASE))} to {amount(words.scaled(high, BASE))}"

    chance = f"chance alone {ends(finding.low, finding.high, 'not estimated: too few districts')}"
    assumed = f"over the assumed ranges {ends(finding.assumed_low, finding.assumed_high, 'not studied')}"
    measured = f"{amount(words.scaled(finding.value, BASE))} {words.phrase(BASE)}"
    return (
        FRAME.format(measured=measured, ranges=f"{chance}; {assumed}")
        + (NOTHING if finding.value == 0 else "")
        + CAVEAT
    )


def amount(value: float) -> str:
    """A number for reading: whole from ten on, three digits below, two below one."""
    if abs(value) >= WHOLE_FROM or value == 0:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) >= 1 else f"{value:.2g}"
