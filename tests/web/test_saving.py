"""A changed scheme as a file, and what was changed."""

from __future__ import annotations

import shlex

from demerit import api
from demerit.schemes.loading import load_scheme, scheme_from_text
from demerit.web.asked import Spec
from demerit.web.files import Shelf
from demerit.web.saving import changes_told, file_told, line_of

SHELF = Shelf()
SETS = ("conducts.jaywalking.points=0", "behaviour.aware=0.3")


def spec() -> Spec:
    """A scheme with changes of all sorts."""
    rule = load_scheme("as-described").model.treatments[0].id
    return Spec(scheme="as-described", sets=SETS, off=(f"treatments.{rule}",))


def test_the_file_is_the_scheme_that_the_page_lives() -> None:
    """Its text reads as the same scheme, and the command gives the rest of the state."""
    told = file_told(SHELF, spec())
    assert SHELF.files(spec()).scheme.model == scheme_from_text(told["yaml"]).model
    words = shlex.split(told["command"])
    assert ["demerit", "run", told["filename"]] == words[:3]
    assert "behaviour.aware=0.3" in words
    assert told["note"]


def test_an_unchanged_scheme_keeps_its_text() -> None:
    """Comments and all."""
    told = file_told(SHELF, Spec(scheme="as-described"))
    assert load_scheme("as-described").text == told["yaml"]
    assert ("as-described.yaml", "") == (told["filename"], told["note"])


def test_every_rule_that_changed_is_told_with_its_line() -> None:
    """The value before and after, on the lines where a reader finds them."""
    told = changes_told(SHELF, spec())
    rows = {each["path"]: each for each in told["changes"]}
    points = rows["conducts.jaywalking.points"]
    assert ("[-3, -2]", "0") == (points["before"], points["after"])
    assert "jaywalking" in "\n".join(
        told["before"].split("\n")[points["line_before"] - 6 : points["line_before"]]
    )
    assert "behaviour" == rows["behaviour.aware"]["file"]
    assert 3 == len(rows)


def test_a_path_that_is_not_there_has_no_line() -> None:
    """What a file does not have stands nowhere."""
    document = api.scheme("as-described")
    assert None is line_of(document, "conducts.none.points")
    assert None is line_of(document, "score.start.deeper")
    assert 1 < (line_of(document, "score.start") or 0)
