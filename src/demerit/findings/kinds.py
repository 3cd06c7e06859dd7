"""Companies, government entities and social organisations: what the scheme does to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from demerit.findings.coded import Coded
from demerit.findings.columns import PLACE, places
from demerit.findings.jackknife import Sums, ratio
from demerit.findings.possible import can_err, treatments
from demerit.findings.registry import question
from demerit.schemes.treatments import REFUSING

Column = Callable[[pl.DataFrame], npt.NDArray[np.float64]]


def _per_subject(run: Coded, top: Column, **more: Any) -> dict[str, Sums]:
    """A mean over the subjects of each kind that is no person: by kind."""
    table = run.once("others", lambda: _others(run))
    answers: dict[str, Sums] = {}
    for kind in table["kind"].unique().sort().to_list():
        mine = table.filter(pl.col("kind") == kind)
        district = np.searchsorted(run.district_numbers, places(mine["subject"]) // PLACE)
        sums = np.zeros((run.districts, 1, 2))
        for column, values in enumerate((top(mine), np.ones(mine.height))):
            sums[:, 0, column] = np.bincount(district, weights=values, minlength=run.districts)
        answers[kind] = Sums(sums=sums, statistic=ratio, **more)
    return answers


def _others(run: Coded) -> pl.DataFrame:
    """The rows of people.parquet that are no persons'."""
    kinds = pl.col("kind").cast(pl.String)
    table = run.evidence.people.lazy().filter(kinds != "person")
    return table.with_columns(kinds, pl.col("band").cast(pl.String)).collect()


@question(
    "kind.score.<kind>",
    unit="points",
    definition="Mean score of the subjects of the kind <kind> on the last day.",
    direction="favourable",
)
def score(run: Coded) -> dict[str, Sums]:
    """Where organisations stand."""
    found = _per_subject(run, lambda t: t["score"].to_numpy().astype(np.float64), law="mean")
    return {kind: replace(sums, counts=sums.sums[..., [1, 1]]) for kind, sums in found.items()}


@question(
    "kind.lowest_band_share.<kind>",
    unit="share of subjects",
    definition="Share of the subjects of the kind <kind> in the lowest band on the last day.",
    direction="harm",
)
def lowest(run: Coded) -> dict[str, Sums]:
    """How many are at the bottom."""
    return _per_subject(run, lambda t: (t["band"] == run.bands[0]).to_numpy().astype(np.float64))


@question(
    "kind.wrong_share.<kind>",
    unit="share of subjects",
    definition="Share of the subjects of the kind <kind> with a record of another's act or of nobody's.",
    direction="harm",
)
def wrong(run: Coded) -> dict[str, Sums]:
    """How many were ever recorded for nothing."""
    return _per_subject(
        run,
        lambda t: ((t["records_misnamed"] + t["records_alarm"]) > 0).to_numpy().astype(np.float64),
        fixed=None if can_err(run) else 0.0,
    )


@question(
    "kind.denied.<kind>",
    unit="denied needs per 1,000 subject-years",
    definition="Denied needs for 1,000 subjects of the kind <kind> in a year.",
    direction="harm",
)
def denied(run: Coded) -> dict[str, Sums]:
    """How many doors stay shut."""
    found = _per_subject(
        run, lambda t: t["denied"].to_numpy().astype(np.float64), law="rate", scale=1000 / run.years
    )
    return {
        kind: sums if treatments(run, REFUSING, subject=kind) else replace(sums, fixed=0.0)
        for kind, sums in found.items()
    }
