"""What a run measured that bears on a clause: it shows what the rules can do, and sets no status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from demerit.formats.reading import read
from demerit.formats.values import Model, Number
from demerit.law.law import DATA

if TYPE_CHECKING:
    from demerit.findings.finding import Finding

FRAME: Final = "In a synthetic society, under these assumptions, {said} ({ranges}). "
CAVEAT: Final = "This shows what the rules can do, not what happened to anyone."
NOTHING: Final = "That there was none clears nothing. "
WHOLE_FROM: Final = 10


class Wording(Model):
    """How a finding is said: a sentence with {x}, the value times `scale`."""

    scale: Number
    says: str


class Wordings(Model):
    """Wordings by finding."""

    format: Literal["demerit/evidence/1"]
    findings: dict[str, Wording]


@cache
def wordings() -> dict[str, Wording]:
    """The wordings that ship with demerit."""
    return read(DATA / "evidence.yaml", Wordings, name="evidence.yaml").model.findings


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A finding of a run beside a clause: value and intervals as in findings.json, and the sentence."""

    finding: str
    value: float
    low: float | None
    high: float | None
    assumed_low: float | None
    assumed_high: float | None
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """The entry under the finding's id."""
        return {
            "value": self.value, "low": self.low, "high": self.high, "assumed_low": self.assumed_low,
            "assumed_high": self.assumed_high, "sentence": self.sentence,
        }  # fmt: skip


def evidence_of(findings: Mapping[str, Finding]) -> dict[str, Evidence]:
    """The findings that can be said beside a clause; those without a value are left out."""
    return {
        name: Evidence(
            finding=name, value=float(found.value), low=found.low, high=found.high,
            assumed_low=found.assumed_low, assumed_high=found.assumed_high, sentence=sentence(wording, found),
        )
        for name, wording in wordings().items()
        if (found := findings.get(name)) is not None and isinstance(found.value, int | float)
    }  # fmt: skip


def sentence(wording: Wording, found: Finding) -> str:
    """A finding in words, with chance alone, the assumed ranges, and what it does not show."""

    def ends(low: float | None, high: float | None, otherwise: str) -> str:
        if low is None or high is None:
            return otherwise
        return f"{amount(low * wording.scale)} to {amount(high * wording.scale)}"

    chance = f"chance alone {ends(found.low, found.high, 'not estimated: too few districts')}"
    assumed = f"over the assumed ranges {ends(found.assumed_low, found.assumed_high, 'not studied')}"
    said = wording.says.format(x=amount(found.value * wording.scale))
    return (
        FRAME.format(said=said, ranges=f"{chance}; {assumed}")
        + (NOTHING if found.value == 0 else "")
        + CAVEAT
    )


def amount(value: float) -> str:
    """A number for reading: whole from ten on, three digits below, two below one."""
    if abs(value) >= WHOLE_FROM or value == 0:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) >= 1 else f"{value:.2g}"
