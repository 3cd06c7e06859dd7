"""What life brings: opportunities and needs, as societies' `life` and schemes' `assumes` write them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from demerit.formats.values import (
    Count,
    Flag,
    Model,
    Multiple,
    NonNegative,
    Number,
    Probability,
    Rate,
    Scalar,
    Spread,
    Whole,
)
from demerit.formats.vocabulary import Context, Family, Kind

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class Who(Model):
    """Whom an occasion befalls: everybody, unless narrowed; age is [from, below]."""

    age: tuple[Count, Count] | None = None
    sex: tuple[Literal["female", "male"], ...] | None = None
    group: tuple[str, ...] | None = None
    income_decile: tuple[Annotated[Whole, Field(ge=1, le=10)], ...] | None = None


class Normal(Model):
    """Mean and standard deviation."""

    mean: Number
    sd: NonNegative


class Threshold(Model):
    """The share (or, under `counts`, the number) of others who must have done it; one of the three."""

    counts: Annotated[tuple[Count, ...], Field(min_length=1)] | None = None
    normal: Normal | None = None
    uniform: tuple[Number, Number] | None = None


class Follows(Model):
    """An act that waits for others: taken only once enough of the ties, or of the district, did it."""

    ties: Literal["friends", "household", "district"]
    threshold: Threshold
    sticky: Flag = False


class Opportunity(Model):
    """A chance to do a conduct: how often life brings it, and how often it is taken.

    `hardship_of`: whose hardship presses on it; `employment: ends`: only who works for somebody meets it, and
    who lets it go works there no longer.
    """

    per_year: Rate | None = None
    at_days: tuple[Count, ...] | None = None
    act: Probability
    spread: Scalar[Spread] = 0.0
    who: Who = Who()
    takes: Id | None = None
    leaves: Id | None = None
    strains: Literal["takes", "leaves"] | None = None
    hardship_of: Literal["own", "employer"] = "own"
    employment: Literal["ends"] | None = None
    family: Family | None = None
    follows: Follows | None = None
    kind: Kind | None = None
    title: str | None = None
    source: str | None = None
    assumed: Flag = False
    note: str | None = None


class Need(Model):
    """A service that life asks for; cost in shares of the mean annual income.

    `employment: begins`: who is without work and is granted it, works for an organisation from then on.
    """

    context: Context
    per_year: Rate | None = None
    at_days: tuple[Count, ...] | None = None
    cost: Scalar[Multiple] = 0.0
    who: Who = Who()
    opens: Id | None = None
    employment: Literal["begins"] | None = None
    kind: Kind | None = None
    title: str | None = None
    source: str | None = None
    assumed: Flag = False
    note: str | None = None
