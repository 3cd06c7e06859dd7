"""Plain words follow YAML 1.2's core schema."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.scalars import TooLong, plain_scalar


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "2020-01-01", "1_000", "0b1", "1:30", ".", "-", "1e", "+.", "<<"]
)
def test_words_of_older_yaml_are_text(word: str) -> None:
    """What YAML 1.1 took for booleans, dates or odd numbers is text in 1.2."""
    assert word == plain_scalar(word)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("", None),
        ("~", None),
        ("true", True),
        ("FALSE", False),
        ("0o17", 15),
        ("0xfF", 255),
        ("-012", -12),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.inf", -math.inf),
        ("1.", 1.0),
    ],
)
def test_core_schema(word: str, value: object) -> None:
    """Null, booleans and numbers in each of their spellings."""
    assert (value, type(value)) == (plain_scalar(word), type(plain_scalar(word)))


def test_nan_is_read_as_nan() -> None:
    """Not-a-number is a number for YAML; formats refuse it, not the reader of words."""
    read = plain_scalar(".nan")
    assert isinstance(read, float)
    assert math.isnan(read)


def test_whole_numbers_that_fit_no_column_are_refused() -> None:
    """Eighteen digits are read, nineteen are not."""
    assert 10**18 - 1 == plain_scalar("9" * 18)
    with pytest.raises(TooLong):
        plain_scalar("9" * 5000)


@given(st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back(number: float) -> None:
    """What Python writes of a number is read as that number."""
    assert number == plain_scalar(repr(number))


@pytest.mark.parametrize("zeros", [1, 20, 5_000])
def test_leading_zeros_are_no_digits(zeros: int) -> None:
    """Python itself counts them, and refuses to read thousands."""
    words = [f"{sign}{'0' * zeros}{digit}" for sign, digit in (("", 7), ("-", 7), ("+", 0))]
    assert [7, -7, 0] == [plain_scalar(word) for word in words]


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    """Before Python counts it."""
    with pytest.raises(TooLong):
        plain_scalar("9" * 5_000)
