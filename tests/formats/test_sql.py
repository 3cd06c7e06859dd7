"""Queries of files are bounded; what an expectation refuses of them is held in tests/study/test_expect.py."""

from __future__ import annotations

from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.reading import read_text
from demerit.formats.sql import SQL_LONGEST, sql_problems
from demerit.formats.values import Model
from demerit.formats.writing import flow


class Asked(Model):
    """A file that holds a query."""

    format: Literal["demerit/asked/1"]
    sql: str


@given(st.text("SELECT FROM scan_csv('x')();,ab1", max_size=60))
def test_any_text_is_a_query_or_refused_at_its_line(text: str) -> None:
    """No text breaks the check; what reads a file is never let through."""
    sheet = read_text(f"format: demerit/asked/1\nsql: {flow(text)}\n", Asked).top()
    problems = list(sql_problems(sheet["sql"]))
    assert all(problem.line == 2 for problem in problems)
    if "scan_csv" in text or not text.strip().upper().startswith(("SELECT", "WITH")):
        assert problems


def test_the_longest_query_is_read_and_one_more_letter_is_not() -> None:
    """The bound itself is fine."""
    for size, refused in ((SQL_LONGEST, 0), (SQL_LONGEST + 1, 1)):
        text = "SELECT 1".ljust(size, "x")
        sheet = read_text(f"format: demerit/asked/1\nsql: {text}\n", Asked).top()
        assert refused == len(list(sql_problems(sheet["sql"])))
