"""Numbers as files write them: plain, sourced, or different by column.

`Value[T]` is one of three shapes: a plain `T`; `{by: <column>, values: {<key>: Value[T]}}`;
or `{value: T | By[T], source: … | assumed: true, range: [low, high]}`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ForwardRef, Generic, TypeGuard, TypeVar, Union, get_args

from annotated_types import Ge, Gt, Le, MinLen
from pydantic import (
    AllowInfNan,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    Tag,
    create_model,
)

from demerit.formats.columns import NameOf
from demerit.formats.plain import is_series

T = TypeVar("T")

# Tags end up in pydantic's paths; in angle brackets they cannot be taken for keys of a file.
PLAIN, BY, SOURCED, KEYED = "<plain>", "<by>", "<sourced>", "<keyed>"


class Model(BaseModel):
    """A part of a file: unknown keys are errors, and what was read does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def shape_of(raw: Any) -> str:
    """Which of the three shapes a raw value has."""
    if isinstance(raw, By) or (isinstance(raw, Mapping) and "by" in raw):
        return BY
    if isinstance(raw, Sourced | Mapping):
        return SOURCED
    return PLAIN


def plain_or_keyed(raw: Any) -> str:
    """Whether a raw value stands for itself or has keys, as the sourced shape of a `Scalar` has."""
    return KEYED if isinstance(raw, Model | Mapping) else PLAIN


def one_or_pair(raw: Any) -> str:
    """Whether points are one number or a [low, high]."""
    return "<pair>" if isinstance(raw, list | tuple) else "<one>"


# Every number has a range that the engine holds: what lies outside is refused at its line, never cut or
# wrapped. Products of a few stay far within a double, and every level below 2^14 in the engine's fixed point.
Finite = Annotated[float, Strict(), AllowInfNan(False)]
Number = Annotated[Finite, Ge(-1_000_000_000_000), Le(1_000_000_000_000)]
NonNegative = Annotated[Finite, Ge(0), Le(1_000_000_000_000)]
Share = Annotated[Finite, Ge(0), Le(1)]
Part = Annotated[Finite, Gt(0), Le(1)]
Yearly = Annotated[Finite, Ge(0), Le(1_000_000)]
Multiple = Annotated[Finite, Ge(0), Le(1_000)]
Weight = Annotated[Finite, Ge(-1_000), Le(1_000)]
Spread = Annotated[Finite, Ge(0), Le(10)]  # 256 quantiles hold no more
HalfLifeDays = Annotated[Finite, Ge(0.01), Le(1_000_000_000)]
Integer = Annotated[int, Strict()]
Whole = Annotated[Integer, Ge(-1_000_000_000_000), Le(1_000_000_000_000)]
Count = Annotated[Integer, Ge(0), Le(1_000_000_000)]
Days = Annotated[Integer, Ge(1), Le(1_000_000)]
DaysOrNone = Annotated[Integer, Ge(0), Le(1_000_000)]
Flag = Annotated[bool, Strict()]
Point = Annotated[Integer, Ge(-1_000_000), Le(1_000_000)]  # the engine's tables hold 32 bits and every score
PointRange = Annotated[tuple[Point, Point], Field(description="drawn evenly from low to high, both included")]
Key = Annotated[int, Strict()] | Finite | Annotated[str, Strict()]


class By(Model, Generic[T]):
    """A number that differs by a column; numeric keys are lower edges of steps."""

    model_config = ConfigDict(from_attributes=True)

    by: Annotated[str, NameOf()]
    values: dict[Key, T | By[T] | Sourced[T]]


class Sourced(Model, Generic[T]):
    """A number with where it comes from, or `assumed: true` with the range that studies vary it in."""

    model_config = ConfigDict(from_attributes=True)

    value: T | By[T] | Sourced[T]
    source: str | None = None
    assumed: Flag = False
    range: tuple[Number, Number] | None = None
    note: str | None = None


_WORDS = {Ge: "From", Gt: "Above", Le: "To"}


def _label(plain: Any) -> str:
    """A stable name for a plain type, for the shipped JSON Schemas: `NumberFrom0To1`."""
    base, *limits = get_args(plain)
    if base not in {int, float}:
        return "Points"
    words = [f"{_WORDS[type(x)]}{dataclasses.astuple(x)[0]}" for x in limits if type(x) in _WORDS]
    label = ("Whole" if base is int else "Number") + "".join(words)
    return label.replace("-", "Minus").replace(".", "Point")


def _made_from(base: Any, name: str, key: str, annotation: Any) -> Any:
    """A subclass of `By` or `Sourced` whose one open field has this annotation."""
    # pyright knows no overload for fields that are known only at run time.
    make: Any = create_model
    made = make(name, __base__=base, __doc__=base.__doc__, __module__=__name__, **{key: (annotation, ...)})
    globals()[name] = made  # found by its name, so that what was read can be sent to another process
    return made


# Union takes a tuple of types at run time only; type checkers know nothing of that.
_union: Any = Union


@cache
def _value(plain: Any) -> Any:
    """Plain, by column, or sourced, nesting freely; subclasses of `By` and `Sourced` that hold `plain`.

    Made once for each plain type: pydantic parametrises no recursive generic.
    """
    by_name, sourced_name = (f"ValueOf{_label(plain)}{shape}" for shape in ("By", "Sourced"))

    def shapes(by: Any, sourced: Any) -> Any:
        tagged = Annotated[plain, Tag(PLAIN)], Annotated[by, Tag(BY)], Annotated[sourced, Tag(SOURCED)]
        return Annotated[_union[tagged], Discriminator(shape_of)]

    inner = shapes(ForwardRef(by_name), ForwardRef(sourced_name))
    by = _made_from(By, by_name, "values", Annotated[dict[Key, inner], MinLen(1)])
    sourced = _made_from(Sourced, sourced_name, "value", inner)
    for made in (by, sourced):
        made.model_rebuild(_types_namespace={by_name: by, sourced_name: sourced})
    return shapes(by, sourced)


@cache
def _scalar(plain: Any) -> Any:
    """Plain or sourced, the same for everybody."""
    sourced = _made_from(Sourced, f"ScalarOf{_label(plain)}Sourced", "value", plain)
    tagged = Annotated[plain, Tag(PLAIN)], Annotated[sourced, Tag(KEYED)]
    return Annotated[_union[tagged], Discriminator(plain_or_keyed)]


if TYPE_CHECKING:
    Value = T | By[T] | Sourced[T]
    Scalar = T | Sourced[T]
else:

    class Value:
        """`Value[T]`: a number that may differ by column and may name its source."""

        def __class_getitem__(cls, plain: Any) -> Any:
            """The annotation that pydantic reads."""
            return _value(plain)

    class Scalar:
        """`Scalar[T]`: a number that may name its source, but is the same for everybody."""

        def __class_getitem__(cls, plain: Any) -> Any:
            """The annotation that pydantic reads."""
            return _scalar(plain)


WholeOrPair = Annotated[
    Annotated[Point, Tag("<one>")] | Annotated[PointRange, Tag("<pair>")], Discriminator(one_or_pair)
]

Probability = Value[Share]
Rate = Value[Yearly]
Coefficient = Value[Multiple]
Points = Value[WholeOrPair]


def is_by(value: object) -> TypeGuard[By[Any]]:
    """Whether this is a number that differs by a column."""
    return isinstance(value, By)


def _is_sourced(value: object) -> TypeGuard[Sourced[Any]]:
    """Whether this is a number with where it comes from."""
    return isinstance(value, Sourced)


def unsourced(value: Any) -> Any:
    """What a value of a file is, its source left aside."""
    while _is_sourced(value):
        value = value.value
    return value


def every_number(value: Any) -> list[float]:
    """Every plain number that a value of a file holds, columns, sources and pairs searched."""
    value = unsourced(value)
    if is_by(value):
        return [number for part in value.values.values() for number in every_number(part)]
    if is_series(value):
        return [number for part in value for number in every_number(part)]
    return [float(value)] if isinstance(value, int | float) else []


def number(value: Any) -> float:
    """The number that a value which does not differ by a column is, its source left aside."""
    return float(unsourced(value))


def bare(value: Any) -> float | None:
    """The one number behind a value of a file, or None where it differs by a column."""
    value = unsourced(value)
    return float(value) if isinstance(value, int | float) else None
