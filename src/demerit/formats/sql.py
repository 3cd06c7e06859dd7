"""Queries that a file asks over a run's tables: bounded, over these tables alone, and ending."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

from demerit.formats.problems import Problem, shown
from demerit.formats.sheet import Part

SQL_LONGEST: Final = 2_000
SQL_DEEPEST: Final = 20
SQL_SELECTS: Final = 10
SQL_BEGINS: Final = re.compile(r"\s*(SELECT|WITH)\b", re.IGNORECASE)
SQL_REFUSED: Final = re.compile(
    r"\b((read|scan|generate)_\w+|RECURSIVE|CROSS|LPAD|RPAD|REPEAT)\b|;\s*\S|\b(FROM|JOIN)\s+('|\w+\s*\()",
    re.IGNORECASE,
)
"""What reads other files, never ends, or makes much of little; none of it measures a figure."""


def sql_problems(sql: Part) -> Iterable[Problem]:
    """A query of bounded length and depth over the run's own tables, which ends."""
    text = sql.text()
    if text is None:
        return
    if len(text) > SQL_LONGEST:
        yield sql.problem(f"a query of at most {SQL_LONGEST:,} characters", says=f"{len(text):,} characters")
        return
    refused, deepest = SQL_REFUSED.search(text), _depth(text)
    if refused:
        yield sql.problem("a query over the run's own tables, which ends", says=shown(refused[0]))
    elif not SQL_BEGINS.match(text):
        yield sql.problem("a query that begins with SELECT or WITH")
    elif deepest > SQL_DEEPEST:
        yield sql.problem(f"brackets nested at most {SQL_DEEPEST} deep", says=f"{deepest} levels")
    elif len(re.findall(r"\bSELECT\b", text, re.IGNORECASE)) > SQL_SELECTS:
        yield sql.problem(f"at most {SQL_SELECTS} times SELECT")


def _depth(text: str) -> int:
    """How deep brackets nest."""
    steps = (1 if char == "(" else -1 for char in text if char in "()")
    return max(accumulate(steps), default=0)
