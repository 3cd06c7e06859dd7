"""One changed value, and the file read anew."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import DemeritError, FileInvalid, WrongUse
from demerit.formats.problems import Problems
from demerit.formats.reading import Document
from demerit.formats.setting import data_of, with_data, with_set
from demerit.schemes.loading import load_scheme, scheme_from_text
from demerit.schemes.model import Scheme


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ("conducts.jaywalking.points", 0, "points: [-3, -2]", "points: 0"),
        ("conducts.jaywalking.points[0]", -9, "points: [-3, -2]", "points: [-9, -2]"),
        ("conducts.jaywalking.points.1", -1, "points: [-3, -2]", "points: [-3, -1]"),
        ("conducts[0].points", -1, "points: [-3, -2]", "points: -1"),
        ("channels.street-camera.detects", 0.02, "{value: 0.12, assumed: true, range: [0.05, 0.3]}", "0.02"),
        ("score.start", 1200, "start: 1000", "start: 1200"),
        ("redress.lapse.days", 365, "format:", "redress: {lapse: {days: 365}}\nformat:"),
        ("conducts.rumours.per_year", 2, "id: rumours", "per_year: 2\n    id: rumours"),
        ("bands.barred.title", "No: way", "{id: barred", '{title: "No: way", id: barred'),
        ("sources.ordinance.year", 2031, "{title: An", "{year: 2031, title: An"),
    ],
)
def test_only_the_value_changes(small: Document[Scheme], path: str, value: Any, old: str, new: str) -> None:
    """Comments and all other lines stay as they are."""
    assert small.text.replace(old, new, 1) == with_set(small, path, value).text


def test_what_was_set_is_a_file_of_its_own(small: Document[Scheme], tmp_path: Path) -> None:
    """Another hash, the set recorded, and the text on disk reads as the same model."""
    document = with_set(with_set(small, "score.start", 1100), "conducts.jaywalking.points", [-5, -4])
    assert document.sha256 != small.sha256
    assert ("score.start=1100", "conducts.jaywalking.points=[-5, -4]") == document.sets
    file = tmp_path / "changed.yaml"
    file.write_text(document.text)
    reread = load_scheme(file)
    assert (document.model, document.sha256) == (reread.model, reread.sha256)
    assert (1100, (-5, -4)) == (reread.model.score.start, reread.model.conducts[0].points)


def test_a_number_that_is_set_is_no_longer_assumed(small: Document[Scheme]) -> None:
    """Its range goes, so that it may lie outside; another key of the entry keeps it."""
    conduct = with_set(small, "conducts.rumours.points", 0).model.conducts[1]
    assert (0, False, None) == (conduct.points, conduct.assumed, conduct.range)
    detects: Any = with_set(small, "channels.street-camera.detects.value", 0.9).model.channels[0].detects
    assert (0.9, False, None) == (detects.value, detects.assumed, detects.range)
    assert with_set(small, "conducts.rumours.per_year", 2).model.conducts[1].assumed


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("conducts.jaywalkin.points", 0, "did you mean 'jaywalking'?"),
        ("conducts.jaywalking.pints", 0, "did you mean 'points'?"),
        ("conducts.9.points", 0, "'9' is no entry here"),
        ("score.start.x", 1, "single value"),
        ("score.start", 1, "1, expected a number from min to max"),
        ("score.start", "many", "'many', expected a whole number"),
        ("bands.ordinary.from", 600, "a number above 600"),
        ("bands.ordinary.id", "barred", "an id of its own"),
        ("redress.laps.days", 3, "did you mean 'lapse'?"),
    ],
)
def test_sets_that_lead_nowhere(small: Document[Scheme], path: str, value: Any, words: str) -> None:
    """The message names the path and the nearest name."""
    with pytest.raises(Problems) as raised:
        with_set(small, path, value)
    assert words in str(raised.value)
    assert f"small.yaml with {path}=" in str(raised.value)


@pytest.mark.parametrize("path", ["", ".", "a..b", "a.", "a[b]", "a[1"])
def test_paths_that_are_none(small: Document[Scheme], path: str) -> None:
    """Wrong use, not a fault of the file."""
    with pytest.raises(WrongUse, match="no path"):
        with_set(small, path, 1)


def test_what_is_null_is_made(small: Document[Scheme]) -> None:
    """A null or empty part takes keys as a missing one does; a key among numbers is a number, in order."""
    null = scheme_from_text(f"{small.text}redress: null\nuse: {{}}\n")
    redress: Any = with_set(null, "redress.lapse.days", 365).model.redress
    assert 365 == redress.lapse.days
    assert "town" == with_set(null, "use.place", "town").model.use.place
    by = with_set(small, "channels.street-camera.detects", {"by": "age", "values": {18: 0.1, 40: 0.2}})
    values: Any = with_set(by, "channels.street-camera.detects.values.65", 0.3).model.channels[0].detects
    assert [(18, 0.1), (40, 0.2), (65, 0.3)] == list(values.values.items())


def test_block_style_and_aliases_are_changed_too() -> None:
    """What cannot be edited in place is written anew, with the same meaning."""
    text = (
        "format: demerit/scheme/1\nid: x\ntitle: t\nscore: &s\n  start: 1\n  min: 0\n  max: 9\nbands:\n- id: a\n  from: 0\n"  # noqa: E501
        "conducts:\n- &c\n  id: a\n  subject: person\n  family: work\n  context: work\n  points:\n  - 1\n  - 2\n"  # noqa: E501
    )
    document = scheme_from_text(text)
    assert [] == list(with_set(document, "conducts", []).model.conducts)
    assert 3 == with_set(document, "conducts.a.points", 3).model.conducts[0].points
    assert 5 == with_set(document, "score.start", 5).model.score.start
    assert ("b",) == tuple(
        band.id for band in with_set(document, "bands", [{"id": "b", "from": 0}]).model.bands
    )


@given(st.data())
def test_any_set_ends_in_a_document_or_in_a_message(data: st.DataObject) -> None:
    """Any path into the file and any value: a document that rereads as itself, or one of our messages."""
    document = load_scheme("brackwater-standing")
    steps = data.draw(st.sampled_from([part.path for part in document.top().everything() if part.path]))
    path = ".".join(map(str, steps))
    value = data.draw(
        st.sampled_from([0, -1, 0.5, "x", None, True, [], {}, {"value": 1}, float("nan"), [1, 2]])
    )
    changed = document
    with suppress(DemeritError):
        changed = with_set(document, path, value)
    assert scheme_from_text(changed.text).model == changed.model


def test_other_data_is_checked_in_full() -> None:
    """A document with its own data says the same, under a name of its own; wrong data is refused there."""
    document = load_scheme("brackwater-standing")
    data = data_of(document)
    made = with_data(document, data, "as it is")
    assert (document.model, "as it is") == (made.model, made.name[-8:])
    data["bands"][0]["from"] = "x"
    assert data_of(document)["bands"][0]["from"] == 600
    with pytest.raises(FileInvalid, match=r"brackwater-standing\.yaml as it is:\d+:\d+  bands\[0\]\.from"):
        with_data(document, data, "as it is")
