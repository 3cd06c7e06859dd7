"""Changes as people write them: the file, the path and the value of PATH=VALUE."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import DemeritError, FileInvalid, WrongUse
from demerit.formats.problems import Problems
from demerit.formats.sets import FILES, changed, changes, shared
from demerit.formats.writing import flow
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.sampled_from(["a", "b c", "x: y", "1"]),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from("abc"), parts, max_size=3),
    max_leaves=6,
)


@given(file=st.sampled_from(FILES), value=PLAIN, named=st.booleans())
def test_a_value_is_read_as_its_file_would_have_it(file: str, value: object, *, named: bool) -> None:
    """Whatever a file can hold goes through as written; the file is the named one, or the one of the call."""
    path = f"{file}.a.b" if named else "a.b"
    (change,) = changes([f"{path}={flow(value)}"], of=file)
    assert (file, "a.b", value) == (change.file, change.path, change.value)


@given(st.text(max_size=30))
def test_whatever_is_written_is_a_change_or_refused_in_words(text: str) -> None:
    """No text ends in anything but one change, or a message that begins with --set."""
    with suppress(DemeritError):
        (change,) = changes([text])
        assert text == change.text
        return
    with pytest.raises(DemeritError, match=r"\A--set"):
        changes([text])


@pytest.mark.parametrize("text", ["", "=3", "points", "society.people"])
def test_without_path_or_value_the_form_is_told(text: str) -> None:
    """PATH=VALUE, with an example."""
    with pytest.raises(WrongUse, match="expected PATH=VALUE, as in"):
        changes([text])


def test_changes_reach_their_file_in_order() -> None:
    """The later of two changes of one number holds, in scheme and behaviour alike."""
    scheme = changed(load_scheme("brackwater-standing"), changes(["score.start=1100", "score.start=1050"]))
    assert 1050 == scheme.model.score.start
    written = changes(["behaviour.caution.half_life_days=90"])
    behaviour = changed(load_behaviour(), written, of="behaviour")
    assert 90 == behaviour.model.caution.half_life_days


def test_a_change_of_another_file_is_refused() -> None:
    """A scheme has no number of a society's."""
    with pytest.raises(WrongUse, match="expected a path of the scheme, not of the society"):
        changed(load_scheme("brackwater-standing"), changes(["society.people=900"]))


def test_a_path_that_names_nothing_names_the_nearest() -> None:
    """In a behaviour too."""
    with pytest.raises(Problems, match="half_life_days"):
        changed(load_behaviour(), changes(["behaviour.caution.half_life_day=90"]), of="behaviour")


def test_a_value_that_no_file_holds_is_refused() -> None:
    """An unclosed bracket, a doubled key, two lines."""
    for text in ("a=[1", "a={b: 1, b: 2}"):
        with pytest.raises(FileInvalid, match="--set"):
            changes([text])
    with pytest.raises(WrongUse, match="one line"):
        changes(["a=1\nb: 2"])


def test_what_all_schemes_share_is_told_from_what_one_has() -> None:
    """Changes of society and behaviour are shared, in their order."""
    written = ["society.people=900", "score.start=1", "scheme.score.min=0", "behaviour.aware=0.5"]
    assert ("society.people=900", "behaviour.aware=0.5") == shared(written)
