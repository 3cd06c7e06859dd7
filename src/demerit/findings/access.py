"""Doors that stay shut: denied needs, who bears them, and what life in a worse band costs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.finding import FloatArray
from demerit.findings.jackknife import POSITIVE, UNBOUNDED, Estimate, Sums, interval, number, ratio
from demerit.findings.registry import question
from demerit.scheme.phases import providers_on

DECILES: Final = range(1, 11)
TENTH: Final = 0.1


@question(
    "access.denied",
    unit="denied needs per 1,000 person-years",
    definition="Denied needs for 1,000 persons in a year, of whatever kind; share: of all needs asked.",
    direction="harm",
    gap=True,
)
def denied(run: Coded) -> Sums:
    """How many doors stay shut."""
    return _denied(run, run.needs)


@question(
    "access.denied.<context>",
    unit="denied needs per 1,000 person-years",
    definition="Denied needs of the context <context> for 1,000 persons in a year; share: of those asked.",
    direction="harm",
)
def denied_in(run: Coded) -> dict[str, Sums]:
    """Which doors stay shut."""
    life = run.evidence.life.needs
    contexts = sorted({life[need].context for need in run.needs})
    return {c: _denied(run, [n for n in run.needs if life[n].context == c]) for c in contexts}


def _denied(run: Coded, needs: Collection[str]) -> Sums:
    """Denied needs by person-years, and by needs asked."""
    columns = (run.tally("denied", needs), run.heads, run.tally("asked", needs))
    return Sums(
        sums=np.stack(columns, -1),
        statistic=ratio,
        scale=1000 / run.years,
        within=POSITIVE,
        share=lambda s: s[..., 0] / s[..., 2],
    )


@question(
    "exclusion.all_providers",
    unit="share of needs",
    definition="Share of needs asked that every provider of the day denies: there is nowhere else to go.",
    direction="harm",
    gap=True,
)
def all_providers(run: Coded) -> Sums | None:
    """Whether there is anywhere else to go."""
    asked = run.tally("asked", run.needs)
    count = run.scheme.providers.count
    if count == 1:
        return Sums(sums=np.stack([run.tally("denied", run.needs), asked], -1), statistic=ratio)
    if run.refusals is None:
        return None
    days = np.arange(run.evidence.days)
    there = np.array([providers_on(run.scheme, int(day)) for day in days], np.int64)
    nowhere = run.refusals.person[run.refusals.denied_by >= there[run.refusals.day]]
    return Sums(sums=np.stack([run.summed(rows=nowhere), asked], -1), statistic=ratio)


@question(
    "harm.top_decile_share",
    unit="share of denied needs",
    definition="Share of all denied needs that falls on the tenth of persons with most of them: "
    "0.1 if all bear alike, 1 if a tenth bears all.",
    direction="harm",
)
def top_decile_share(run: Coded) -> Sums:
    """Whether few bear most."""
    times = run.column("denied").astype(np.int64)
    most = int(times.max(initial=0))
    place = run.district * (most + 1) + times
    counts = np.bincount(place, minlength=run.districts * (most + 1))
    sums = counts.reshape(run.districts, 1, most + 1).astype(np.float64)
    return Sums(sums=sums, statistic=_top_share, events=int(times.sum()))


def _top_share(persons: FloatArray) -> FloatArray:
    """Share of denials on the tenth with most, from persons by their number of denials (last axis).

    The person on the edge of the tenth counts in part.
    """
    times: FloatArray = np.arange(persons.shape[-1], dtype=np.float64)
    room = TENTH * persons.sum(axis=-1, keepdims=True)
    above = np.flip(np.cumsum(np.flip(persons, -1), -1), -1) - persons
    taken = np.clip(room - above, 0, persons)
    return (taken * times).sum(axis=-1) / (persons * times).sum(axis=-1)


@question(
    "cost.income_share",
    unit="share of income",
    definition="Paid beyond the plain price because of the band (prices and taxes), over income of those "
    "years, by income decile (1: poorest).",
    direction="harm",
)
def income_share(run: Coded) -> Estimate:
    """What life in a worse band costs, and whom."""
    paid, income = (run.column(name).astype(np.float64) for name in ("paid_extra", "income"))
    decile = run.column("income_decile")
    parts: dict[str, Estimate] = {}
    for place in DECILES:
        rows = np.flatnonzero(decile == place)
        sums = np.stack([run.summed(part[rows], rows) for part in (paid, income)], -1).sum(axis=1)
        total = sums.sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            value, replicates = number(ratio(total) / run.years), ratio(total - sums) / run.years
        low, high = interval(value, replicates, UNBOUNDED)
        parts[str(place)] = Estimate(value=value, low=low, high=high, events=int((paid[rows] != 0).sum()))
    return Estimate(
        value={key: part.value for key, part in parts.items()},
        events=sum(part.events for part in parts.values()),
        parts={key: part.ends() for key, part in parts.items()},
    )
