"""Numbers as files write them: plain, sourced, or different by column.

`Value[T]` is one of three shapes: a plain `T`; `{by: <column>, values: {<key>: Value[T]}}`;
or `{value: T | By[T], source: … | assumed: true, range: [low, high]}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Generic, TypeVar

from annotated_types import Ge, Le
from pydantic import AllowInfNan, BaseModel, ConfigDict, Discriminator, Field, Strict, Tag

from demerit.formats.vocabulary import Column

T = TypeVar("T")


class Model(BaseModel):
    """A part of a file: unknown keys are errors, and what was read does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def shape_of(raw: Any) -> str:
    """Which of the three shapes a raw value has: number, by or value."""
    if isinstance(raw, By) or (isinstance(raw, Mapping) and "by" in raw):
        return "by"
    if isinstance(raw, Sourced) or (isinstance(raw, Mapping)):
        return "value"
    return "number"


Key = Annotated[int, Strict()] | Annotated[float, Strict()] | Annotated[str, Strict()]


class By(Model, Generic[T]):
    """A number that differs by a column; numeric keys are lower edges of steps."""

    by: Column
    values: Annotated[
        dict[
            Key,
            Annotated[
                Annotated[T, Tag("number")] | Annotated[By[T], Tag("by")] | Annotated[Sourced[T], Tag("value")],
                Discriminator(shape_of),
            ],
        ],
        Field(min_length=1),
    ]


class Sourced(Model, Generic[T]):
    """A number with where it comes from, or `assumed: true` with the range that studies vary it in."""

    value: Annotated[
        Annotated[T, Tag("number")] | Annotated[By[T], Tag("by")] | Annotated["Sourced[T]", Tag("value")],
        Discriminator(shape_of),
    ]
    source: str | None = None
    assumed: bool = False
    range: tuple[float, float] | None = None
    note: str | None = None


Value = Annotated[
    Annotated[T, Tag("number")] | Annotated[By[T], Tag("by")] | Annotated[Sourced[T], Tag("value")],
    Discriminator(shape_of),
]

Number = Annotated[float, Strict(), AllowInfNan(False)]
NonNegative = Annotated[Number, Ge(0)]
Share = Annotated[Number, Ge(0), Le(1)]
Whole = Annotated[int, Strict()]
Count = Annotated[Whole, Ge(0)]
Days = Annotated[Whole, Ge(1)]
PointRange = Annotated[tuple[Whole, Whole], Field(description="drawn evenly from low to high, both included")]

Probability = Value[Share]
Rate = Value[NonNegative]
Coefficient = Value[NonNegative]
Points = Value[Whole | PointRange]
