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
    aware = rows["behaviour.aware"]
    assert ("behaviour", "0.3") == (aware["file"], aware["after"])
    assert aware["before"] in told_line(SHELF.behaviour("everyday").text, aware["line_before"])
    assert 3 == len(rows)


def told_line(text: str, number: int) -> str:
    """A line of a text, from 1."""
    return text.split("\n")[number - 1]


def test_changes_are_said_in_words() -> None:
    """Shares as counts of a hundred, two ends with 'to', what goes, what is new."""
    sets = ("channels.street-camera.misnames=0.25", *SETS, "redress.lapse.days=365")
    rule = load_scheme("as-described").model.treatments[0]
    told = changes_told(SHELF, Spec(scheme="as-described", sets=sets, off=(f"treatments.{rule.id}",)))
    words = {each["path"]: each["words"] for each in told["changes"]}
    misnames = words["channels.street-camera.misnames"]
    (row,) = [each for each in told["changes"] if each["path"] == "channels.street-camera.misnames"]
    assert ("0.02", "0.25") == (row["before"], row["after"])
    assert misnames.startswith("How often Street cameras")
    assert "one for another: 2 of 100 before, 25 of 100 now." in misnames
    assert "\u22123 to \u22122 points before, 0 points now." in words["conducts.jaywalking.points"]
    assert words[f"treatments.{rule.id}"].endswith(": taken out.")
    assert [path for path, said in words.items() if ": new" in said]
    assert all(said[:1].isupper() and said.endswith(".") for said in words.values())


def test_a_saved_file_keeps_its_comments() -> None:
    """Rules that are off leave the comments of all others where they stand."""
    told = file_told(SHELF, spec())
    lines = load_scheme("as-described").text.split("\n")
    comments = [line for line in lines if line.strip().startswith("#")]
    assert comments == [line for line in told["yaml"].split("\n") if line.strip().startswith("#")]
    assert len(comments) > 5


def test_a_path_that_is_not_there_has_no_line() -> None:
    """What a file does not have stands nowhere."""
    document = api.scheme("as-described")
    assert None is line_of(document, "conducts.none.points")
    assert None is line_of(document, "score.start.deeper")
    assert 1 < (line_of(document, "score.start") or 0)


def test_a_table_by_numbers_has_lines_too() -> None:
    """Keys of a file may be numbers, paths are words."""
    document = api.scheme("access-pass")
    line = line_of(document, "redress.appeal.rate.value.values.5") or 0
    assert "5: 0.2" in document.text.splitlines()[line - 1]
