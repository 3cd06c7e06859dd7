"""Published tables on face recognition: searches against a list, alerts in the street, errors by group.

They say how often machines were wrong where somebody counted. Nothing here compares faces.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

SAME: Final = "same"
"""Written for a source that is the row's above."""
RACES: Final = {"W": "white", "B": "black"}
SEXES: Final = {"M": "men", "F": "women"}


@dataclass(frozen=True, kw_only=True)
class OperatingPoint:
    """A system at one setting, against a list of so many faces; a rate that was not published is None.

    `tpir`: share of those on the list whom a search finds. `fpir`: share of those not on it whom it flags.
    """

    system: str
    at_list: int
    threshold: str
    tpir: float | None
    fpir: float | None
    note: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What came of cameras in the street; a count that was not published is None."""

    name: str
    passed: int | None
    alerts: int | None
    true: int | None
    false: int | None
    note: str
    source: str

    @property
    def right(self) -> float | None:
        """Share of alerts confirmed as right; None where counts are missing or contradict each other."""
        if not self.alerts or self.true is None:
            return None
        agree = self.false is None or self.true + self.false == self.alerts
        return self.true / self.alerts if agree else None


def _rows(name: str) -> list[dict[str, str]]:
    """A table of this room, its sources written out and each with its status."""
    file = resources.files("demerit.schemes") / "data" / name
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    above = ""
    for row in rows:
        if "source" in row:
            above = above if row["source"] == SAME else row["source"]
            row["source"] = f"{above}, {row['status']}"
    return rows


@cache
def operating_points() -> tuple[OperatingPoint, ...]:
    """Published rates of searches against a list."""
    return tuple(
        OperatingPoint(
            system=row["system"],
            at_list=int(row["gallery_or_watchlist"]),
            threshold=row["threshold"],
            tpir=float(row["tpir"]) if row["tpir"] else None,
            fpir=float(row["fpir"]) if row["fpir"] else None,
            note=row["note"],
            source=row["source"],
        )
        for row in _rows("error_anchor_points.csv")
    )


@cache
def trials() -> tuple[Trial, ...]:
    """Published counts of trials in the street."""
    return tuple(
        Trial(
            name=row["trial"],
            passed=int(row["faces_or_crowd"]) if row["faces_or_crowd"] else None,
            alerts=int(row["alerts"]) if row["alerts"] else None,
            true=int(row["true_alerts"]) if row["true_alerts"] else None,
            false=int(row["false_alerts"]) if row["false_alerts"] else None,
            note=row["note"],
            source=row["source"],
        )
        for row in _rows("live_face_recognition_trials.csv")
    )


def _group(code: str) -> str:
    """A group as its table codes it: 'FB' is black women."""
    sex, race = code
    return f"{RACES[race]}-{SEXES[sex]}"


@cache
def false_matches() -> dict[tuple[str, str], dict[float, float]]:
    """False match rates between two groups, by quantile over the algorithms tested (0.5: the median).

    Each algorithm stands at the threshold that gives the same rate between white men.
    """
    rows = _rows("nist_frvt11_2020_fmr_sex_race_quantiles.csv")
    pairs = [pair for pair in rows[0] if pair != "quantile"]
    return {
        (_group(a), _group(b)): {float(row["quantile"]): float(row[pair]) for row in rows}
        for pair in pairs
        for a, b in [pair.split("_")]
    }
