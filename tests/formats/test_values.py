"""Numbers: plain, by column, sourced; the type inside is held at every depth."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from demerit.formats.occasions import Need, Opportunity
from demerit.formats.values import By, Points, Probability, Scalar, Share, Sourced, Value, bare, every_number

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
    ("raw", "number"),
    [
        (0.2, 0.2),
        ({"value": {"value": 0.2, "source": "x"}, "assumed": True}, 0.2),
        ({"by": "sex", "values": {"male": 0.2}}, None),
        ({"value": {"by": "sex", "values": {"male": 0.2}}}, None),
    ],
)
def test_one_number_is_had_bare(raw: object, number: float | None) -> None:
    """Sources are left aside at any depth; what differs by a column has no one number."""
    assert number == bare(PROBABILITY.validate_python(raw))


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
