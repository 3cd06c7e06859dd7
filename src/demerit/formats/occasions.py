"""What life brings: opportunities and needs, as societies' `life` and schemes' `assumes` write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, create_model
from pydantic_core import core_schema

from demerit.formats.columns import AGE, Column, traits
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


@dataclass(frozen=True)
class Who:
    """Whom an occasion befalls: everybody, unless narrowed; age is [from, below].

    `asked`: by trait, whichever are declared when a file is read, a span of ages or a list of values.
    """

    asked: Mapping[str, tuple[Any, ...]] = field(default_factory=dict[str, tuple[Any, ...]])

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        """Read by the shape of today's traits; written as files write it."""
        written = core_schema.plain_serializer_function_ser_schema(lambda who: dict(who.asked))
        # With a reference of its own it is a definition of the schema, as other models are.
        return core_schema.no_info_plain_validator_function(
            cls._read, serialization=written, ref=f"{cls.__module__}.{cls.__name__}:{id(cls)}"
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, handler: GetJsonSchemaHandler) -> Any:
        """A key a trait."""
        return handler(cls.shape().__pydantic_core_schema__)

    @classmethod
    def shape(cls) -> type[Model]:
        """What a file may say: a key a trait that is declared just now."""
        return _shape_of(traits())

    @classmethod
    def _read(cls, raw: Any) -> Who:
        """What a file says, or what has been read."""
        if isinstance(raw, Who):
            return raw
        return cls({name: part for name, part in cls.shape().model_validate(raw) if part})


@cache
def _shape_of(declared: tuple[Column, ...]) -> type[Model]:
    """The shape of `who` where these traits are declared."""
    # pyright knows no overload for fields that are known only at run time.
    make: Any = create_model
    fields = {column.name: (_asked_of(column), None) for column in declared}
    doc = "Whom an occasion befalls: everybody, unless narrowed; age is [from, below]."
    return make("Who", __base__=Model, __doc__=doc, **fields)


def _asked_of(column: Column) -> Any:
    """How `who` asks for a trait: a span of ages, or a list of values."""
    if column.name == AGE:
        return tuple[Count, Count] | None
    if not column.limits:
        return tuple[Literal[column.names] if column.names else str, ...] | None
    low, high = column.limits
    return tuple[Annotated[Whole, Field(ge=low, le=high)], ...] | None


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
    who: Who = Field(default_factory=Who)
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


class Refused(Model):
    """What whoever was refused a need does about it, until life under the scheme gets better.

    `again`: the chance of asking for it all the same when it comes up next; who is refused, or does not ask,
    turns to `instead`, if there is one, and otherwise goes without.
    """

    again: Probability = 0.0
    instead: Id | None = None


class Need(Model):
    """A service that life asks for; cost in shares of the mean annual income.

    `refused`: what a refusal teaches; without it everybody asks on. `employment: begins`: who is without work
    and is granted it, works for an organisation from then on.
    """

    context: Context
    per_year: Rate | None = None
    at_days: tuple[Count, ...] | None = None
    cost: Scalar[Multiple] = 0.0
    who: Who = Field(default_factory=Who)
    opens: Id | None = None
    refused: Refused | None = None
    employment: Literal["begins"] | None = None
    kind: Kind | None = None
    title: str | None = None
    source: str | None = None
    assumed: Flag = False
    note: str | None = None


class Assumes(Model):
    """Opportunities and needs that a society may lack; the society's own win."""

    opportunities: dict[Id, Opportunity] = {}
    needs: dict[Id, Need] = {}
