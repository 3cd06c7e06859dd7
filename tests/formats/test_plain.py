"""Shapes of plain data, and text that a terminal may be given."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.plain import is_list, is_mapping, is_series, printable

MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_shapes_are_told_apart() -> None:
    """A mapping, a list, a list or tuple; text is none of them."""
    shapes = [(is_mapping(raw), is_list(raw), is_series(raw)) for raw in ({}, [], (), "ab", None)]
    no = (False, False, False)
    assert [(True, False, False), (False, True, True), (False, False, True), no, no] == shapes


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("a\r\n\tb", "a\\x0d\\x0a\\x09b"),
        ("\x7f\x9b", "\\x7f\\x9b"),
        ("\u202egnp", "\\u202egnp"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("10\xa0000 \u202f€ – 信用 क्‍ष", "10\xa0000 \u202f€ – 信用 क्‍ष"),
    ],
)
def test_text_is_printed_by_its_shape_or_its_number(text: str, printed: str) -> None:
    """What would steer a terminal is spelt; words of any script stand as they are."""
    assert printed == printable(text)


@given(st.text(st.characters() | st.sampled_from(MARKS) | st.characters(categories=["Cc", "Cs", "Cf"])))
def test_printed_text_steers_no_terminal(text: str) -> None:
    """No control characters, direction marks, surrogates, separators; doing it twice changes nothing."""
    done = printable(text)
    steering = [each for each in done if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not steering
    assert not set(MARKS) & set(done)
    assert done == printable(done)
