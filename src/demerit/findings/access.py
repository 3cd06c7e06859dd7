"""Doors that stay shut: denied needs, who bears them, and what life in a worse band costs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from demerit.findings.bounds import Level, of_cases
from demerit.findings.coded import Coded
from demerit.findings.columns import IntArray
from demerit.findings.finding import Estimate, FloatArray
from demerit.findings.jackknife import FEWEST_DISTRICTS, SHARE, Sums, abreast, table_of
from demerit.findings.needs import PERSONS, REFUSALS_OF_SEVERAL
from demerit.findings.pooled import Pooled
from demerit.findings.possible import can_cost, needs_of
from demerit.findings.registry import question
from demerit.findings.wording import OF_REFUSALS, Words, alike, be
from demerit.schemes.treatments import REFUSING

DECILES: Final = range(1, 11)
TENTH: Final = 0.1


@question(
    "access.denied",
    unit="denied needs per 1,000 person-years",
    definition="Denied needs for 1,000 persons in a year, of whatever kind; share: of all needs asked.",
    direction="harm",
    words=Words(
        label="Refusals",
        what=alike("services a year refused, of 1,000 people"),
        bears_on=("unrelated", "solely-automated"),
        section="Refusals and delays",
    ),
    needs=(PERSONS,),
    gap=True,
)
def denied(run: Coded) -> Sums:
    """How many doors stay shut."""
    return _denied(run, run.needs)


def _contexts(run: Coded) -> list[str]:
    """The contexts that persons need anything in."""
    life = run.evidence.life.needs
    return sorted({life[need].context for need in run.needs})


@question(
    "access.denied.<context>",
    unit="denied needs per 1,000 person-years",
    definition="Denied needs of the context <context> for 1,000 persons in a year; share: of those asked.",
    direction="harm",
    words=Words(
        label="Refusals in <context>",
        what=alike("services a year refused in <context>, of 1,000 people"),
        bears_on_by_key={
            "education": ("education-access",),
            "work": ("work-access", "public-life"),
            "finance": ("creditworthiness",),
            "health": ("essential-public-service", "health-care"),
            "housing": ("social-assistance", "housing-access"),
            "travel": ("touches-movement",),
            "transport": ("touches-movement",),
            "public-services": ("essential-public-service", "social-assistance"),
        },
        section="Refusals and delays",
    ),
    needs=(PERSONS,),
    keys=_contexts,
)
def denied_in(run: Coded) -> dict[str, Sums]:
    """Which doors stay shut."""
    life = run.evidence.life.needs
    return {c: _denied(run, [n for n in run.needs if life[n].context == c]) for c in _contexts(run)}


def _denied(run: Coded, needs: Collection[str]) -> Sums:
    """Denied needs by person-years, and by needs asked."""
    possible = set(needs_of(run.scheme.treating(REFUSING))).intersection(needs)
    return replace(barred(run, "denied", needs), fixed=None if possible else 0.0)


def barred(run: Coded, column: Literal["denied", "delayed"], needs: Collection[str]) -> Sums:
    """Needs that met a refusal, or delay, by person-years, and by needs asked."""
    squares = refused(run, column, needs)
    return replace(how_often(run, column, needs), squares=squares, one=of_one(run, needs))


def how_often(run: Coded, column: str, needs: Collection[str]) -> Sums:
    """Needs of a column of the tallies for 1,000 persons in a year; share: of those asked."""
    return Sums(
        sums=abreast(run.tally(column, needs), run.heads, run.tally("asked", needs)),
        law="rate",
        scale=1000 / run.years,
        share=lambda s: s[..., 0] / s[..., 2],
    )


def refused(run: Coded, column: Literal["denied", "delayed"], needs: Collection[str]) -> FloatArray | None:
    """The squares of how often each person met a refusal, or delay, of these needs, by district and group.

    Where no table of needs was kept, of any need, from the persons' column; None where there is none.
    """
    if run.evidence.needs is None:
        return run.summed(run.column(column).astype(np.float64) ** 2) if run.has_column(column) else None
    met = run.refusals if column == "denied" else run.delays
    places = [run.needs.index(need) for need in needs]
    return run.squared(met.person[np.isin(met.need, places)])


def of_one(run: Coded, needs: Collection[str]) -> float:
    """How many of these needs one person asks, as seen from a need: so many refusals one who falls may meet.

    The needs of all kinds that a person asks are known, so those of some kinds are their part of them.
    """
    whole = run.whole
    every, some = (float(sum(whole.asked.get(name, 0) for name in names)) for names in (run.needs, needs))
    return max(1.0, whole.needs_squared / whole.needs * some / every) if whole.needs and every else 1.0


@question(
    "exclusion.all_providers",
    unit="share of needs",
    definition="Share of needs asked that every provider of the day denies: there is nowhere else to go.",
    direction="harm",
    words=Words(
        label="How often every provider refuses",
        what=be("refused by every provider of the day", "is"),
        of=1_000,
        whom=("service asked for", "services asked for"),
        caveat="There is nowhere else to go.",
        those="Services refused by every provider",
        section="Refusals and delays",
    ),
    needs=(PERSONS, REFUSALS_OF_SEVERAL),
    nothing="nobody asked for anything",
    gap=True,
)
def all_providers(run: Coded) -> Sums:
    """Whether there is anywhere else to go."""
    nowhere, persons = _nowhere(run)
    return Sums(
        sums=abreast(nowhere, run.tally("asked", run.needs)),
        law="rate",  # a share of so many that it varies as a count, and hangs together by person
        within=SHARE,
        squares=persons,
        one=of_one(run, run.needs),
        fixed=None if run.scheme.treating(REFUSING) else 0.0,
    )


def _nowhere(run: Coded) -> tuple[FloatArray, FloatArray | None]:
    """Needs that every provider of the day denies, by district and group, and their squares by person."""
    if run.scheme.providers.count == 1:
        return run.tally("denied", run.needs), refused(run, "denied", run.needs)
    days = np.arange(run.evidence.days)
    there = np.array([run.scheme.providers_on(int(day)) for day in days], np.int64)
    nowhere = run.refusals.person[run.refusals.denied_by >= there[run.refusals.day]]
    return run.summed(rows=nowhere), run.squared(nowhere)


@question(
    "harm.top_decile_share",
    unit="share of denied needs",
    definition="Share of all denied needs that falls on the tenth of persons with most of them: "
    "0.1 if all bear alike, 1 if a tenth bears all.",
    direction="harm",
    words=Words(
        label="On whom refusals fall",
        what=(
            "falls on the tenth of people who are refused most",
            "fall on the tenth of people who are refused most",
        ),
        of=100,
        whom=OF_REFUSALS,
        per_case=True,
        section="Refusals and delays",
    ),
    needs=(PERSONS,),
    nothing="nobody was refused anything",
)
def top_decile_share(run: Coded) -> Pooled:
    """Whether few bear most."""
    times = run.column("denied").astype(np.int64)
    most = int(times.max(initial=0))
    place = run.district * (most + 1) + times
    counts = np.bincount(place, minlength=run.districts * (most + 1))
    return Pooled(parts={"persons": counts.reshape(run.districts, most + 1)}, work_out=_on_the_tenth)


def _on_the_tenth(parts: Mapping[str, IntArray]) -> Estimate:
    """The share on the tenth with most, from persons by district and number of denials: int64[D, …]."""
    persons = parts["persons"]
    districts = len(persons)
    times: IntArray = np.arange(persons.shape[-1], dtype=np.int64)
    heads = persons.sum(axis=1).astype(np.float64)[:, None]
    share = Sums(
        sums=persons[:, None].astype(np.float64),
        statistic=_top_share,
        law="mean",
        within=(TENTH, 1.0),
        counts=abreast(heads, heads),
    ).estimate()
    share = replace(share, events=int((persons * times).sum()))
    if share.value is None or districts < FEWEST_DISTRICTS:
        return share
    every, refused = int(persons.sum()), int(persons[:, 1:].sum())
    return _with_room(share, refused=refused, persons=every, districts=districts)


def _with_room(estimate: Estimate, *, refused: int, persons: int, districts: int) -> Estimate:
    """The lower end allows for how many are refused at all: once that is over a tenth, the share sinks.

    Where fewer are, all falls on the tenth whatever the refusals: then the share is one, not by chance.
    """
    _, most = of_cases(refused, persons, Level(districts=districts))
    reached = min(1.0, TENTH / float(most))
    low, high = (estimate.value, estimate.value) if estimate.low is None else (estimate.low, estimate.high)
    least = min(low, reached) if refused <= TENTH * persons else low
    return replace(estimate, low=least, high=high, reason=None)


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
    words=Words(
        label="Extra costs by income",
        what=alike("went to prices and taxes in tenth <decile>"),
        of=100,
        whom=("euro of income", "euros of income"),
        section="Costs",
    ),
    needs=(PERSONS,),
)
def income_share(run: Coded) -> Pooled:
    """What life in a worse band costs, and whom."""
    paid, income = (run.column(name).astype(np.float64) for name in ("paid_extra", "income"))
    decile = run.column("income_decile")
    parts = {str(place): _cost(run, paid, income, np.flatnonzero(decile == place)) for place in DECILES}
    return Pooled(parts=parts, work_out=_by_decile)


def _by_decile(costs: Mapping[str, Sums]) -> Estimate:
    """The share of each decile's income."""
    parts = {key: cost.estimate() for key, cost in costs.items()}
    return table_of(parts, events=sum(part.events for part in parts.values()))


def _cost(run: Coded, paid: FloatArray, income: FloatArray, rows: npt.NDArray[np.int64]) -> Sums:
    """Paid over income of some persons; the events are those who paid (or were paid) anything."""
    return Sums(
        sums=abreast(run.summed(paid[rows], rows), run.summed(income[rows], rows)),
        law="rate",
        scale=1 / run.years,
        counts=abreast(run.summed(paid[rows] != 0, rows), run.summed(rows=rows)),
        fixed=None if can_cost(run) else 0.0,
    )
