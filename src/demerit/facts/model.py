"""The format demerit/facts/1: what was measured of real life, and where a run shows the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final, Literal

from pydantic import Field

from demerit.formats.limits import DAYS
from demerit.formats.name_checks import doubled
from demerit.formats.occasions import Id
from demerit.formats.problems import Problem
from demerit.formats.sheet import Part
from demerit.formats.sql import sql_problems
from demerit.formats.values import Flag, Model, Number, Whole
from demerit.schemes.model import Source

HOLDERS: Final = ("finding", "sql", "unheld")
"""The three ways to say what a fact is held against: a finding, a query over a run's tables, or nothing."""
FEWEST_SEEDS: Final = 2


class Setting(Model):
    """The run that a file's facts are held against: ids of the library, or paths beside the file.

    It is lived under `seeds` seeds in a row from `seed` on; their scatter is the chance of our figure.
    """

    scheme: str
    society: str
    behaviour: str = "everyday"
    people: Annotated[Whole, Field(ge=2)] | None = None
    days: Annotated[Whole, Field(ge=1, le=DAYS)]
    seed: Annotated[Whole, Field(ge=0)] = 1
    seeds: Annotated[Whole, Field(ge=FEWEST_SEEDS, le=1_000)] = 5
    ledger: Flag = True
    baseline: Flag = True


class Fact(Model):
    """One published measurement, and the finding or query that is its like in a run.

    `low` and `high` are what the publication leaves open: its interval, its rounding, or several sources.
    `put_in` are dotted paths of the inputs that already contain it: then it checks the engine, and the world
    not. `unheld` says why no run can be held against it.
    """

    id: Id
    fact: str
    value: Number
    low: Number | None = None
    high: Number | None = None
    unit: str
    population: str
    period: str
    source: str
    status: Literal["published", "second-hand", "unverified", "derived"]
    finding: str | None = None
    sql: str | None = None
    unheld: str | None = None
    put_in: tuple[str, ...] = ()
    note: str | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """What the publication leaves open; the value itself where it says nothing more."""
        low, high = (self.value if end is None else end for end in (self.low, self.high))
        return float(low), float(high)


class Facts(Model):
    """A file of facts about one matter, with the one run that they are held against."""

    format: Literal["demerit/facts/1"]
    id: Id
    title: str
    run: Setting
    sources: dict[Id, Source]
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    note: str | None = None


def facts_problems(top: Part) -> Iterable[Problem]:
    """What a file's parts say about each other: sources that are there, ids once, one way to hold a fact."""
    sources = [str(name) for name, _ in top["sources"].items()]
    yield from doubled(top["facts"], expected="an id that no other fact of this file has")
    for fact in top["facts"].entries():
        yield from fact["source"].unless(sources, "a source of this file")
        yield from _holder_problems(fact)
        yield from _range_problems(fact)


def _holder_problems(fact: Part) -> Iterable[Problem]:
    """Exactly one of finding, sql and unheld."""
    given = [fact[key] for key in HOLDERS if fact[key].present]
    if len(given) > 1:
        yield given[1].problem(f"one of {', '.join(HOLDERS)}", key=True)
    elif not given and fact["id"].present:
        yield fact["finding"].problem("finding, sql or unheld: what the fact is held against")
    yield from sql_problems(fact["sql"])


def _range_problems(fact: Part) -> Iterable[Problem]:
    """The value lies within what the publication leaves open."""
    value, low, high = (fact[key].number() if fact[key].present else None for key in ("value", "low", "high"))
    if value is not None and low is not None and low > value:
        yield fact["low"].problem(f"at most the value, {value:g}")
    if value is not None and high is not None and high < value:
        yield fact["high"].problem(f"at least the value, {value:g}")
