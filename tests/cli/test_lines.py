"""Lines fit a narrow terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from demerit.cli.lines import ACROSS, COLUMNS, row, wrapped


def test_intervals_end_in_one_column() -> None:
    """Counts are right-aligned, and intervals end in the same column."""
    long = row("212", "got a record for something they did not do", "208-216")
    short = row("63", "entered the lowest band; 41 are still there", "60-66")
    assert "   212  got a record for something they did not do        208-216" == long.replace(
        " " * 9, " " * 8
    )
    assert (ACROSS, ACROSS) == (len(long), len(short))
    assert "     3  of them" == row("3", "of them")


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=20), max_size=60))
def test_paragraphs_stay_within_80_columns(words: list[str]) -> None:
    """Wrapping loses no word and passes no 80th column."""
    lines = wrapped(" ".join(words), indent=4)
    assert words == " ".join(lines).split()
    assert all(len(line) <= COLUMNS for line in lines)
