"""A scheme's rules as dials: every dial turns its number, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from demerit.formats.writing import flow
from demerit.schemes.loading import library
from demerit.web.asked import Spec
from demerit.web.files import Shelf
from demerit.web.rules import dials_of, every_dial, held, presets, scheme_told
from demerit.web.shelf import rewards_only, settings

SHELF = Shelf()
SCHEMES = [each.model.id for each in library()]


def spec(scheme: str, **asked: Any) -> Spec:
    """A world of a scheme where it is shown."""
    return Spec.model_validate({"scheme": scheme} | settings()[scheme] | asked)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_can_be_told(scheme: str) -> None:
    """Each scheme of the library has dials; none of them is changed, and each path is there once."""
    told = scheme_told(SHELF, spec(scheme))
    dials = every_dial(told)
    assert json.dumps(told, allow_nan=False)
    assert len(dials) == len({each["path"] for each in dials})
    assert [] == [each["path"] for each in dials if each["changed"] or each["value"] != each["of"]]
    assert {each["path"] for each in told["main"]} <= {each["path"] for each in dials}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_dial_has_a_place_or_none(scheme: str) -> None:
    """What a dial stands at is a number, two ends, or nothing where the file has a table; never the table."""
    told = scheme_told(SHELF, spec(scheme))
    for each in (*every_dial(told), *told["assumed"]["dials"]):
        stands = each["value"] if isinstance(each["value"], list) else [each["value"]]
        assert [] == [one for one in stands if not isinstance(one, int | float | None)], each["path"]
        assert each["low"] <= each["high"]


def test_a_dial_turns_its_own_number_only() -> None:
    """What a dial's path is set to is what that dial then shows, and no other dial moves."""
    scheme = "as-described"
    before = {each["path"]: each for each in every_dial(scheme_told(SHELF, spec(scheme)))}
    paths = list(before)[:: max(1, len(before) // 12)]
    turned = {
        path: before[path]["low"] if before[path]["kind"] == "share" else _next(before[path])
        for path in paths
    }
    for path, value in turned.items():
        if path.startswith(("score", "bands")):
            continue
        after = {
            each["path"]: each
            for each in every_dial(scheme_told(SHELF, spec(scheme, sets=[f"{path}={flow(value)}"])))
        }
        assert list(before) == list(after)
        assert (value, before[path]["value"]) == (after[path]["value"], after[path]["of"])
        assert [] == [other for other in after if other != path and after[other]["changed"]]


def _next(told: dict[str, Any]) -> Any:
    """Another value of a dial's sort."""
    value = told["value"][0] if isinstance(told["value"], list) else told["value"]
    return int(value) + 1 if told["kind"] in {"points", "count", "days"} else value * 0.5


def test_what_is_off_stays_in_sight() -> None:
    """A rule that is off is marked, in its place, and its dials keep their values."""
    told = scheme_told(SHELF, spec("as-described"))
    rule = told["treatments"][0]["rule"]
    off = scheme_told(SHELF, spec("as-described", off=[rule]))
    assert [True, *[False] * (len(told["treatments"]) - 1)] == [each["off"] for each in off["treatments"]]
    assert [each["id"] for each in told["treatments"]] == [each["id"] for each in off["treatments"]]
    assert told["sha256"] != off["sha256"]


@pytest.mark.parametrize("way", ["appeal", "repair", "lapse"])
def test_a_way_back_that_is_not_there_can_be_added(way: str) -> None:
    """What a scheme lacks comes with the change that adds it, and then has dials."""
    told = scheme_told(SHELF, spec("as-described"))
    (lacking,) = [each for each in told["redress"] if each["id"] == way]
    assert (False, []) == (lacking["present"], lacking["dials"])
    added = scheme_told(SHELF, spec("as-described", sets=[lacking["add"]]))
    (there,) = [each for each in added["redress"] if each["id"] == way]
    assert there["present"]
    assert there["dials"]


@pytest.mark.parametrize("scheme", ["as-described", "welfare-fraud-flag", "tenant-score"])
def test_presets_are_rules_that_can_be_switched_off(scheme: str) -> None:
    """Each preset is a sound scheme; with rewards only nothing costs points and nobody is worse off."""
    for each in presets(SHELF.files(spec(scheme)).scheme.model):
        told = scheme_told(SHELF, spec(scheme, off=each["off"]))
        if each["id"] == "rewards-only":
            left = SHELF.files(spec(scheme, off=each["off"])).scheme.model
            assert rewards_only(left)
        assert told["id"] == scheme


def test_numbers_before_are_the_files_own() -> None:
    """What a dial is compared with is what the file says."""
    document = SHELF.scheme_of(spec("brackwater-standing"))
    dials = dials_of(document)
    (jaywalking,) = [each for each in document.sheet.tree.data["conducts"] if each["id"] == "jaywalking"]
    assert jaywalking["points"] == dials["conducts.jaywalking.points"]["value"]


def test_what_an_entry_says_of_itself_is_kept() -> None:
    """Source and range of an entry hold for the numbers in it; what is not there is nothing."""
    assert (2, {"source": "s"}) == held({"source": "s", "wait": {"days": 2}}, "wait.days")
    assert None is held({"wait": 3}, "wait.days")[0]
