"""Circles of friends under a scheme: who loses friends, and whether like come to know only like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import polars as pl

from demerit.findings.coded import Coded, once
from demerit.findings.columns import IntArray, codes
from demerit.findings.finding import Estimate, FloatArray
from demerit.findings.jackknife import LEAST_CARRIED, Sums, abreast, table_of
from demerit.findings.needs import FRIENDS, TIES
from demerit.findings.pooled import Pooled
from demerit.findings.registry import question
from demerit.findings.wording import Words, alike, be

HARDLY_ANY: Final = "hardly any friends share a band other than the commonest"


@question(
    "ties.lost_share",
    unit="share of friendships",
    definition="Friends of the start that persons no longer have on the last day and have not replaced, "
    "over friends of the start.",
    direction="harm",
    words=Words(
        label="Friendships lost",
        what=be("gone and not replaced", "is"),
        of=1_000,
        whom=("friendship of the start", "friendships of the start"),
        section="Costs",
    ),
    needs=(FRIENDS,),
    nothing="nobody had a friend at the start",
    gap=True,
)
def lost(run: Coded) -> Sums:
    """How many friendships the scheme costs."""
    first = run.summed(run.column("friends_at_start"))
    return Sums(sums=abreast(run.summed(friends_gone(run)), first), one=2.0)


def friends_gone(run: Coded) -> IntArray:
    """How many friends of the start each person no longer has and has not replaced."""
    return run.column("friends_at_start").astype(np.int64) - run.column("friends")


@question(
    "ties.assortativity",
    unit="coefficient",
    definition="Assortativity of friendships by band on the last day (Newman 2003): 0 where friends' bands "
    "have nothing to do with each other, 1 where friends are all of one band.",
    direction="neutral",
    words=Words(label="How alike friends are", what=alike("assortativity of friendships by band")),
    needs=(TIES,),
    nothing="all friends are of one band",
)
def assortativity(run: Coded) -> Pooled:
    """Whether people of one band are friends with each other only."""
    _, counts = _mixing(run)
    return Pooled(parts={"ties": counts[-1]}, work_out=lambda parts: _coefficient(parts["ties"]))


@question(
    "ties.assortativity_by_day",
    unit="coefficient",
    definition="The same at the start of each year and on the last day; null where all are of one band.",
    direction="neutral",
    words=Words(
        label="How alike friends are, by day",
        what=alike("assortativity of friendships by band, by day"),
        section=None,
    ),
    needs=(TIES,),
    nothing="all friends are of one band",
)
def over_time(run: Coded) -> Pooled:
    """Whether circles close as time goes on."""
    parts = {str(day): count for day, count in zip(*_mixing(run), strict=True)}
    return Pooled(parts=parts, work_out=_by_day)


def _by_day(counts: Mapping[str, FloatArray]) -> Estimate:
    """The coefficient on each day; of its ties the last."""
    parts = {day: _coefficient(count) for day, count in counts.items()}
    return table_of(parts, events=int(list(counts.values())[-1].sum()) // 2)


def _coefficient(ties: FloatArray) -> Estimate:
    """The coefficient of ties by district and both ends' bands: float64[D, B, B].

    Where hardly any friends share a band that is not the commonest, one pair more would move it by more than
    districts show: there is no interval then.
    """
    sums = ties.reshape(ties.shape[0], 1, -1)
    pairs = sums.sum(axis=-1) / 2
    counts = abreast(pairs, pairs)
    estimate = Sums(sums=sums, statistic=newman, law="mean", within=(-1.0, 1.0), counts=counts).estimate()
    alike = np.diagonal(ties.sum(axis=0)) / 2  # each pair counts from both ends
    if estimate.low is not None and alike.sum() - alike.max() < LEAST_CARRIED:
        return replace(estimate, low=None, high=None, reason=HARDLY_ANY)
    return estimate


def newman(sums: FloatArray) -> FloatArray:
    """(trace e - |e²|) / (1 - |e²|) of ties by both ends' bands: float64[…, B²] to float64[…].

    Source: Newman 2003, Mixing patterns in networks, Physical Review E 67, 026126, equation 2.
    """
    bands = round(sums.shape[-1] ** 0.5)
    table = sums.reshape(*sums.shape[:-1], bands, bands)
    e = table / table.sum(axis=(-1, -2), keepdims=True)
    chance = (e.sum(axis=-1) * e.sum(axis=-2)).sum(axis=-1)
    return (np.trace(e, axis1=-2, axis2=-1) - chance) / (1.0 - chance)


@once
def _mixing(run: Coded) -> tuple[list[int], list[FloatArray]]:
    """Days, and for each the ties of each district by both ends' bands: float64[D, B, B]."""
    table = run.kept("ties").collect()
    days = table["day"].unique().sort().to_list()
    bands, districts = len(run.bands), run.district_numbers
    day = np.searchsorted(np.array(days), table["day"].to_numpy())
    district = np.searchsorted(districts, table["district"].to_numpy())
    one, other = (codes(table[name].cast(pl.String), run.bands) for name in ("band", "other_band"))
    counts = np.zeros((len(days), len(districts), bands, bands))
    np.add.at(counts, (day, district, one, other), table["ties"].to_numpy())
    return days, list(counts)
