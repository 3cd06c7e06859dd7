"""Paths as people type them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import WrongUse
from demerit.formats.typed_paths import typed_path


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "found nothing"), (" ", "found nothing"), ("a\0b", "without NUL"), ("\udcff", r"\\xff: expected"),
     ("\ud800", r"\\ud800: expected"), ("~nosuchuser/x", "nobody has this home")],
)  # fmt: skip
def test_what_no_system_opens_is_refused(text: str, said: str) -> None:
    """Nothing, a NUL, what is no UTF-8, and a home that nobody has."""
    with pytest.raises(WrongUse, match=said):
        typed_path(text)


def test_homes_are_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """`~` is the home; `./~x` is a name here, and stays one."""
    monkeypatch.setenv("HOME", "/somewhere")
    assert Path("/somewhere/x") == typed_path("~/x")
    assert Path("~x").absolute() == typed_path("./~x")


@given(st.text("ab./é '\"[]", min_size=1).filter(str.strip))
def test_every_other_path_stays_as_it_is(text: str) -> None:
    """Blanks, quotes and brackets belong to names."""
    assert Path(text) == typed_path(text)
