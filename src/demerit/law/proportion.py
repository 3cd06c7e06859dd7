"""Proportion from text and arithmetic: acts, days, gravity and ways back, an act a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from demerit.law import readings, rights
from demerit.law.case import Case, Path
from demerit.law.reach import WayOut, farthest, numbers
from demerit.schemes.model import Conduct

MOST_DRAWN: Final = 30
"""Acts along a curve, at most."""


@dataclass(frozen=True, kw_only=True)
class Proportion:
    """An act that leads to a burden, beside that burden.

    `acts` are the fewest into `band`, `out` how it is left again; `refused` are the treatments there,
    `essential` those of them that the file calls essential. `curve` are scores after 0, 1, … acts.
    """

    conduct: Conduct
    band: str
    acts: int
    through: str | None
    out: WayOut
    refused: tuple[str, ...]
    essential: tuple[str, ...]
    exercised: tuple[str, ...]
    curve: tuple[float, ...]

    def as_json(self) -> dict[str, Any]:
        """A row of the audit's JSON."""
        return {
            "conduct": self.conduct.id, "band": self.band, "acts": self.acts, "through": self.through,
            "days_until_out": self.out.days, "out": self.out.how, "gravity": self.conduct.gravity,
            "lawful": self.conduct.lawful, "unlawful_under": self.conduct.unlawful_under,
            "rights": list(self.exercised), "treatments": list(self.refused),
            "essential": list(self.essential), "curve": list(self.curve),
        }  # fmt: skip


def proportions(case: Case) -> list[Proportion]:
    """A row for each act that costs and each band it carries persons down into, fewest acts first."""
    grouped: dict[tuple[str, str, str | None], list[Path]] = {}
    for path in case.paths:
        if path.acts and (farthest(path.conduct, falling=True) or path.conduct.to_band is not None):
            grouped.setdefault((path.conduct.id, path.band, path.through), []).append(path)
    rows = [_row(case, paths) for paths in grouped.values()]
    return sorted(rows, key=lambda row: (row.through is not None, row.acts, row.conduct.id, row.band))


def _row(case: Case, paths: list[Path]) -> Proportion:
    """The paths of one act into one band as a row."""
    first = paths[0]
    acts = first.acts
    return Proportion(
        conduct=first.conduct, band=first.band, acts=acts, through=first.through,
        out=case.ladder.way_out(first.conduct, first.band, acts, first.share),
        refused=tuple(path.treatment.id for path in paths),
        essential=tuple(path.treatment.id for path in paths if path.treatment.essential),
        exercised=tuple(sorted(readings.touched(case.scheme, first.conduct) & rights.EXERCISED)),
        curve=tuple(case.ladder.after(first.conduct, min(acts, MOST_DRAWN))) if first.through is None else (),
    )  # fmt: skip


def safeguards(case: Case) -> dict[str, str]:
    """Ways back that the file has, each in words: notice, appeal, repair, lapse."""
    redress, fades = case.scheme.redress, case.scheme.score.fades
    sentences: dict[str, str] = dict.fromkeys(("notice", "appeal", "repair", "lapse"), "none")
    if fades is not None:
        sentences["fading"] = (
            f"{1 - fades.kept:.0%} of what is lost comes back every {fades.every_days:,} days"
        )
    if redress is None:
        return sentences
    shares = numbers(redress.notice)
    if any(shares):
        sentences["notice"] = f"{_share(shares)} of records come to the subject's knowledge"
    if redress.appeal is not None:
        appeal = redress.appeal
        sentences["appeal"] = (
            f"within {appeal.within_days:,} days, decided after {appeal.decided_days:,}; "
            f"{_share(numbers(appeal.upheld_if_wrong))} upheld where the record is wrong"
        )
    if redress.repair is not None:
        sentences["repair"] = (
            f"{redress.repair.points:,} points after each {redress.repair.after_days:,} days without loss"
        )
    if redress.lapse is not None:
        sentences["lapse"] = f"{redress.lapse.of} after {redress.lapse.days:,} days"
    return sentences


def _share(values: Iterable[float]) -> str:
    """A share in per cent, from least to most where it differs."""
    ends = sorted(set(values))
    low, high = f"{ends[0] * 100:.0f}", f"{ends[-1] * 100:.0f}"
    return f"{low} %" if low == high else f"{low} to {high} %"
