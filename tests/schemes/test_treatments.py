"""Treatments: a model an effect, each with its own keys, its doings and its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest
from pydantic import TypeAdapter

from demerit.law.case import level, neutral
from demerit.schemes.treatments import BARRING, CHARGING, Effect, Treatment, TreatmentEntry, days_late, does
from worlds import treatment

Told = Callable[..., list[tuple[str, str]]]
OWN = {
    "price": {"factor": 1.2},
    "wait": {"wait": {"days": 3}},
    "tax": {"tax": {"share": 0.02}},
    "investigation": {"investigation": {"days": 60}},
    "human-referral": {"wait": {"days": 5}},
}


def of_effect(effect: str, **parts: object) -> Treatment:
    """A treatment with an effect, of persons in the band "low"."""
    parts = treatment("it", "permit", effect, **(parts or OWN.get(effect, {})))
    return TypeAdapter[Treatment](TreatmentEntry).validate_python(parts)


def test_every_effect_has_one_model() -> None:
    """None is without a model, and no two share one."""
    said = [get_args(each.model_fields["effect"].annotation) for each in get_args(Treatment)]
    assert [(effect,) for effect in get_args(Effect)] == said


@pytest.mark.parametrize("effect", get_args(Effect))
def test_every_effect_does_something(effect: str) -> None:
    """It does one thing, is counted, has words where a need meets it, and the audit weighs it."""
    it = does(effect)
    doings = (it.refuses, it.delays, it.prefers, it.shows, it.prices, it.taxes, it.investigates)
    assert 1 == sum(doings)
    assert it.counted
    assert (effect in BARRING) == bool(it.done) == bool(it.doing)
    found = of_effect(effect)
    assert it is found.does
    assert level(found, "low") != level(found, "elsewhere")
    assert it.delays == (days_late(found) is not None)


def test_dearer_or_cheaper() -> None:
    """A discount and a gift are better than none, whoever else has them; what costs is worse."""
    for effect, parts in (("price", {"factor": 0.5}), ("tax", {"tax": {"share": -0.1}})):
        found = of_effect(effect, **parts)
        assert effect in CHARGING
        assert level(found, "low")[1] < neutral(found)


@pytest.mark.parametrize(
    ("entry", "places"),
    [
        ("effect: prcie, need: bus, factor: 2", {"effect": "did you mean 'price'?"}),
        ("need: bus, factor: 2", {"effect": "missing"}),
        ("effect: [denial], need: bus", {"effect": "is no word for effect"}),
        ("effect: shame, essential: 7", {"effect": "is no word for effect", "essential": "true or false"}),
        ("effect: wait, need: bus, wait: 3", {"wait": "a mapping with days"}),
        ("effect: wait, need: bus, wait: {days: -1}", {"wait.days": "a whole number"}),
        ("effect: wait, need: a, wait: {dys: 1}", {"wait.days": "missing", "wait.dys": "mean 'days'?"}),
        ("effect: price, need: a, factor: {by: sex, values: {male: x, female: 1}}", {"factor.values.male": "a number"}),  # noqa: E501
        ("effect: tax, tax: {share: 2}", {"tax.share": "from -1 to 1"}),
        ("effect: investigation", {"investigation": "as the effect is investigation"}),
        ("effect: investigation, investigation: {days: 0.5}", {"investigation.days": "a whole number"}),
        ("effect: investgation, investigation: {days: 9}", {"effect": "did you mean 'investigation'?"}),
        ("effect: denial, ned: bus", {"need": "as the effect is denial", "ned": "mean 'need'?"}),
    ],
)  # fmt: skip
def test_errors_stand_where_the_file_has_them(told: Told, entry: str, places: dict[str, str]) -> None:
    """What tells the models apart is no key of the file, and of two faults both are told."""
    found = dict(told(treatments=f"[{{id: t, subject: person, context: work, bands: [low], {entry}}}]"))
    assert {f"treatments[0].{place}" for place in places} == set(found)
    for place, words in places.items():
        assert words in found[f"treatments[0].{place}"]


def test_no_mapping_is_told_once(told: Told) -> None:
    """With the keys that every effect needs."""
    ((place, said),) = told(treatments="[denial]")
    assert "treatments" in place
    assert "a mapping with id, subject, context, bands, effect" in said
