"""Companies, government entities and social organisations: what the scheme does to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from demerit.findings.coded import Coded, once
from demerit.findings.columns import PLACE, places
from demerit.findings.jackknife import Sums
from demerit.findings.possible import can_err
from demerit.findings.registry import question
from demerit.findings.wording import Words, alike, be
from demerit.schemes.treatments import REFUSING

Column = Callable[[pl.DataFrame], pl.Series]


def _per_subject(run: Coded, top: Column, **more: Any) -> dict[str, Sums]:
    """A mean over the subjects of each kind that is no person: by kind."""
    table = _others(run)
    answers: dict[str, Sums] = {}
    for kind in run.whole.kinds:
        mine = table.filter(pl.col("kind") == kind)
        district = np.searchsorted(run.district_numbers, places(mine["subject"]) // PLACE)
        sums = np.zeros((run.districts, 1, 2))
        for column, values in enumerate((top(mine).to_numpy().astype(np.float64), np.ones(mine.height))):
            sums[:, 0, column] = np.bincount(district, weights=values, minlength=run.districts)
        answers[kind] = Sums(sums=sums, **more)
    return answers


@once
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
    words=Words(
        label="Scores of <kind>",
        what=alike("points: the mean score of <kind> on the last day"),
        section="Organisations",
    ),
)
def score(run: Coded) -> dict[str, Sums]:
    """Where organisations stand."""
    columns: tuple[Column, ...] = (
        lambda t: t["score"], _moved, lambda t: _moved(t) ** 2, lambda t: _moved(t) != 0,
    )  # fmt: skip
    by_column = [_per_subject(run, column) for column in columns]
    answers: dict[str, Sums] = {}
    for kind in by_column[0]:
        scores, moved, squares, how_many = (by_kind[kind].sums for by_kind in by_column)
        answers[kind] = Sums(
            sums=np.concatenate([scores, moved[..., :1], squares[..., :1]], -1),
            law="mean",
            counts=how_many,
            carried=lambda s: s[..., 2] ** 2 / s[..., 3],
        )
    return answers


def _moved(table: pl.DataFrame) -> pl.Series:
    """How far scores lie from the start on the last day."""
    return (table["score"].cast(pl.Float64) - table["score_start"]).abs()


@question(
    "kind.lowest_band_share.<kind>",
    unit="share of subjects",
    definition="Share of the subjects of the kind <kind> in the lowest band on the last day.",
    direction="harm",
    words=Words(
        label="Who is in the lowest band",
        what=be("in the lowest band on the last day", "is"),
        of=1_000,
        whom=("<kind>", "<kind>"),
        headline=20,
        section="Organisations",
    ),
)
def lowest(run: Coded) -> dict[str, Sums]:
    """How many are at the bottom."""
    return _per_subject(run, lambda t: t["band"] == run.bands[0])


@question(
    "kind.wrong_share.<kind>",
    unit="share of subjects",
    definition="Share of the subjects of the kind <kind> with a record of another's act or of nobody's.",
    direction="harm",
    words=Words(
        label="Wrong records",
        what=alike("got a record for something they did not do"),
        of=1_000,
        whom=("<kind>", "<kind>"),
        headline=10,
        section="Organisations",
    ),
)
def wrong(run: Coded) -> dict[str, Sums]:
    """How many were ever recorded for nothing."""
    return _per_subject(
        run,
        lambda t: (t["records_misnamed"] + t["records_alarm"]) > 0,
        fixed=None if can_err(run) else 0.0,
    )


@question(
    "kind.denied.<kind>",
    unit="denied needs per 1,000 subject-years",
    definition="Denied needs for 1,000 subjects of the kind <kind> in a year.",
    direction="harm",
    words=Words(
        label="Refusals", what=alike("services a year were refused to 1,000 <kind>"), section="Organisations"
    ),
)
def denied(run: Coded) -> dict[str, Sums]:
    """How many doors stay shut."""
    by_kind = _per_subject(run, lambda t: t["denied"], law="rate", scale=1000 / run.years)
    return {
        kind: sums if run.scheme.treating(REFUSING, subject=kind) else replace(sums, fixed=0.0)
        for kind, sums in by_kind.items()
    }
