"""Lines fit the terminal they are written in, and their columns never touch."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.cli.lines import MOST_ACROSS, beside, columns, command, named, row, shell, table, wrapped

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=14), max_size=40).map(" ".join)


def test_intervals_end_in_one_column() -> None:
    """Counts are right-aligned, and intervals end in the same column."""
    (long,) = row("212", "got a record for something they did not do", "208-216")
    (short,) = row("63", "entered the lowest band; 41 are still there", "60-66")
    assert "   212  got a record for something they did not do         208-216" == long
    assert (MOST_ACROSS, MOST_ACROSS) == (len(long), len(short))
    assert ["     3  of them"] == row("3", "of them")
    assert MOST_ACROSS == len(named("Claimed benefit", "drunk driving -4 %", "-6 to -2")[0])


@pytest.mark.parametrize(("said", "expected"), [("60", 60), ("59", 60), ("72", 72), ("100", 80), ("", 80)])
def test_columns_follow_the_terminal(said: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 60 to 80, as COLUMNS says; 80 where nobody says."""
    monkeypatch.setenv("COLUMNS", said)
    assert expected == columns()


@given(WORDS)
def test_paragraphs_stay_within_the_columns(words: str) -> None:
    """Wrapping loses no word and passes no last column."""
    lines = wrapped(words, indent=4)
    assert words.split() == " ".join(lines).split()
    assert all(len(line) <= columns() for line in lines)


@given(WORDS, st.text("0123456789-", max_size=18), st.integers(45, 80))
def test_columns_never_touch(words: str, ends: str, end: int) -> None:
    """However long words and interval are, two blanks stand between them, and every line ends in time."""
    lines = beside("   212  ", words, ends, end)
    assert all(len(line) <= end for line in lines)
    if ends:
        assert lines[0].endswith(f"  {ends}")
    told = [*lines[0].removesuffix(ends).split()[1:], *" ".join(lines[1:]).split()]
    assert words.split() == told


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1))
def test_a_shell_reads_a_path_as_it_is(path: str) -> None:
    """Blanks, brackets, quotes and line ends come back as they were; a leading hyphen is no option."""
    (read,) = shlex.split(shell(path))
    assert path == (read.removeprefix("./") if path.startswith("-") else read)
    assert not read.startswith("-")


@given(st.lists(st.text("abc-=", min_size=1, max_size=30), min_size=1, max_size=8))
def test_a_broken_command_is_the_same_command(words: list[str]) -> None:
    """A shell joins the lines again; no line passes the last column unless a word alone does."""
    lines = command("Follow one", words, 14)
    assert words == " ".join(line.removesuffix("\\") for line in lines).split()[2:]
    assert all(line.endswith(" \\") for line in lines[:-1])
    assert all(len(line) <= columns() for line in lines)


@given(
    rows=st.lists(st.tuples(WORDS, st.text("0123456789", min_size=1, max_size=9)), max_size=5),
    headed=st.booleans(),
)
def test_a_table_loses_no_word_and_fits(rows: list[tuple[str, str]], *, headed: bool) -> None:
    """Every word of every row stands in it, numbers end in its last column; of no rows nothing is left."""
    lines = table(rows, heads=("said", "number") if headed else (), right=(1,), whole=(1,), end=60)
    assert all(len(line) <= 60 for line in lines)
    assert (not rows) == (not lines)
    text = " ".join(lines)
    for words, number in rows:
        assert number in text
        assert set(words.split()) <= set(text.split())
    assert sum(line.endswith(number) for line in lines for _, number in rows) >= len(rows)
