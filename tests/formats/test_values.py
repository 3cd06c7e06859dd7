"""Numbers: plain, by column, sourced; the type inside is held at every depth."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from demerit.formats.occasions import Need, Opportunity
from demerit.formats.plain import is_list, is_mapping
from demerit.formats.reading import schema_of
from demerit.formats.values import (
    By,
    Points,
    Probability,
    Scalar,
    Share,
    Sourced,
    Value,
    bare,
    every_number,
    number,
)
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.model import Society
from demerit.study.expect import Expect

FORMATS = (Scheme, Society, Behaviour, Expect)
PROBABILITY: TypeAdapter[Probability] = TypeAdapter(Probability)
POINTS: TypeAdapter[Points] = TypeAdapter(Points)


@pytest.mark.parametrize(
    "raw",
    [
        2,
        -0.1,
        "0.5",
        True,
        float("nan"),
        float("inf"),
        None,
        [0.5],
        {"by": "sex", "values": {"male": 2}},
        {"value": 2},
        {"value": {"by": "sex", "values": {"male": {"value": 2}}}},
        {"by": "sex", "values": {}},
        {"by": "height", "values": {"tall": 0.1}},
        {"by": "sex", "values": {True: 0.1}},
        {"value": 0.5, "range": [0, "1"]},
        {"value": 0.5, "assumed": 1},
        {"value": 0.5, "unit": "x"},
    ],
)
def test_a_probability_is_one_at_every_depth(raw: object) -> None:
    """What is no number from 0 to 1 is refused plain, by column, sourced and nested."""
    with pytest.raises(ValidationError):
        PROBABILITY.validate_python(raw)


def test_shapes_keep_their_classes() -> None:
    """Readers ask for `By` and `Sourced`, whatever the type inside."""
    nested = PROBABILITY.validate_python(
        {"value": {"by": "age", "values": {18: 0.1, 40: {"value": 0.2, "source": "x"}}}}
    )
    assert isinstance(nested, Sourced)
    assert isinstance(nested.value, By)
    assert isinstance(nested.value.values[40], Sourced)
    assert 0.1 == nested.value.values[18]


def test_points_are_one_or_a_pair() -> None:
    """Whole, or [low, high], also by column; nothing else."""
    assert (-3, -2) == POINTS.validate_python([-3, -2])
    by = POINTS.validate_python({"by": "group", "values": {"a": -1, "b": [-3, -2]}})
    assert isinstance(by, By)
    assert {"a": -1, "b": (-3, -2)} == by.values
    for raw in (1.5, [1], [1, 2, 3], [1.0, 2], "3"):
        with pytest.raises(ValidationError):
            POINTS.validate_python(raw)


def test_a_scalar_has_no_columns() -> None:
    """It may be sourced, but is the same for everybody."""
    adapter: TypeAdapter[Scalar[Share]] = TypeAdapter(Scalar[Share])
    assert 0.5 == adapter.validate_python(0.5)
    assert isinstance(adapter.validate_python({"value": 0.5, "source": "x"}), Sourced)
    for raw in ({"by": "sex", "values": {"male": 1}}, {"value": {"by": "sex", "values": {"male": 1}}}):
        with pytest.raises(ValidationError):
            adapter.validate_python(raw)


def test_one_annotation_a_type() -> None:
    """The same type inside gives the same classes, so that equal files give equal models."""
    assert Value[Share] is Value[Share]
    one = Opportunity.model_validate({"act": {"value": 0.1}})
    assert one == Opportunity.model_validate({"act": {"value": 0.1}})


def test_models_take_values_made_in_python() -> None:
    """A `Sourced` or `By` made by hand is checked and taken."""
    made = Opportunity(act=By(by="sex", values={"male": 0.1}), spread=Sourced(value=0.5, source="x"))
    assert isinstance(made.act, By)
    with pytest.raises(ValidationError):
        Opportunity(act=Sourced(value=7.0))


def test_flags_and_costs_are_strict() -> None:
    """1 is no true, a cost is not negative."""
    for changes in ({"assumed": 1}, {"cost": -0.1}, {"cost": True}):
        with pytest.raises(ValidationError):
            Need.model_validate({"context": "travel", **changes})


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (0.2, 0.2),
        (1, 1.0),
        ({"value": {"value": 0.2, "source": "x"}, "assumed": True}, 0.2),
        ({"by": "sex", "values": {"male": 0.2}}, None),
        ({"value": {"by": "sex", "values": {"male": 0.2}}}, None),
    ],
)
def test_one_number_is_had_bare(raw: object, expected: float | None) -> None:
    """Sources are left aside at any depth; what differs by a column has no one number."""
    value = PROBABILITY.validate_python(raw)
    assert expected == bare(value)
    if expected is not None:
        assert expected == number(value)


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        (-3, [-3]),
        ((-3, -2), [-3, -2]),
        (Sourced(value=0.5, source="x"), [0.5]),
        (By(by="sex", values={"male": 0.1, "female": Sourced(value=0.2, source="x")}), [0.1, 0.2]),
        ("none", []),
    ],
)
def test_every_number_of_a_value_is_found(value: object, numbers: list[float]) -> None:
    """Pairs, columns and sources are searched; words are no numbers."""
    assert numbers == every_number(value)


def numbers_in(schema: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every number that a JSON Schema speaks of, with where it does."""
    if is_mapping(schema):
        if schema.get("type") in {"integer", "number"}:
            yield at, schema
        for key, each in schema.items():
            yield from numbers_in(each, f"{at}/{key}")
    elif is_list(schema):
        for each in schema:
            yield from numbers_in(each, at)


@pytest.mark.parametrize("model", FORMATS)
def test_every_number_of_a_format_has_a_range(model: Any) -> None:
    """None is without a least and a greatest: the engine holds no number of any size."""
    found = dict(numbers_in(schema_of(model)))
    assert found
    assert [] == [
        at
        for at, each in found.items()
        if "maximum" not in each or not {"minimum", "exclusiveMinimum"} & set(each)
    ]


def test_a_number_is_read_at_its_bounds_and_refused_beyond() -> None:
    """Of every number that any field takes plainly, both ends."""
    made: Any = TypeAdapter  # checkers know no annotation that is found at run time
    together: Any = Annotated
    fields: dict[str, TypeAdapter[Any]] = {
        f"{kind.__name__}.{name}": made(together[field.annotation, *field.metadata, name])
        for model in FORMATS
        for kind in _parts(model)
        for name, field in kind.model_fields.items()
    }
    plain = {
        (name, repr(each)): (adapter, each)
        for name, adapter in fields.items()
        for each in _options(adapter.json_schema())
        if each.get("type") in {"integer", "number"}
    }
    assert 40 < len(plain)
    for adapter, each in plain.values():
        _hold_bounds(adapter, each)


def _options(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """A schema and its alternatives."""
    return [schema, *schema.get("oneOf", ()), *schema.get("anyOf", ())]


def _parts(model: Any) -> list[Any]:
    """All models that a format is made of, each once."""
    found: dict[str, Any] = {}

    def look(schema: Any) -> None:
        if is_mapping(schema):
            kind = schema.get("cls")
            if kind is not None and schema.get("type") == "model":
                found.setdefault(kind.__name__, kind)
            for each in schema.values():
                look(each)
        elif isinstance(schema, list | tuple):
            for each in schema:
                look(each)

    look(model.__pydantic_core_schema__)
    return list(found.values())


def _hold_bounds(adapter: TypeAdapter[Any], schema: dict[str, Any]) -> None:
    """The least and the greatest are read, what lies just beyond is not."""
    low: float = schema["minimum"] if "minimum" in schema else schema["exclusiveMinimum"]
    high: float = schema["maximum"]
    whole = schema["type"] == "integer"
    adapter.validate_python(high)
    if "minimum" in schema:
        adapter.validate_python(low)
    nearest = (math.nextafter(low, -math.inf), math.nextafter(high, math.inf))
    for beyond in (low - 1, high + 1) if whole else nearest:
        with pytest.raises(ValidationError):
            adapter.validate_python(beyond)
