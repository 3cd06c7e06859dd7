"""What a run says about a figure: one of its findings, or a query over its tables."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeVar

import polars as pl

from demerit.findings.evidence import load_evidence
from demerit.findings.measure import Finding, measure
from demerit.formats.problems import Problem, Problems
from demerit.formats.reading import Document
from demerit.study.expect import Expect

A = TypeVar("A")
SE: Final = "se"
QUERY_SECONDS: Final = 120.0


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A figure in one run: its value, NaN where the run has none, and its standard error within the run."""

    value: float
    se: float | None = None


class Tables:
    """A finished run's tables and findings, read when a figure asks for them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._findings: Mapping[str, Finding] | None = None

    def measured(self, expect: Document[Expect], place: int) -> Measured:
        """One figure of an expectation in this run.

        Raises:
            Problems: a finding that does not exist or a query that cannot be, at its line.
        """
        finding = expect.model.expect[place].finding
        if finding is not None:
            return self._found(expect, place, finding)
        return self._queried(expect, place)

    def _found(self, expect: Document[Expect], place: int, finding: str) -> Measured:
        """A finding's value."""
        if self._findings is None:
            self._findings = measure(load_evidence(self._folder))
        known = self._findings
        if finding not in known:
            where = ("expect", place, "finding")
            raise Problems([expect.problem(where, expected="a finding of this run", known=sorted(known))])
        return Measured(value=_number(known[finding].value))

    def can_measure(self, expect: Document[Expect], place: int) -> None:
        """Whether one figure could be measured in a run with these tables, whatever they hold.

        Raises:
            Problems: a finding that does not exist or a query that cannot be, at its line.
        """
        finding = expect.model.expect[place].finding
        if finding is None:
            answered(expect, place, self.frames(), lambda query: query.collect_schema())
        else:
            self._found(expect, place, finding)

    def _queried(self, expect: Document[Expect], place: int) -> Measured:
        """A query's one row."""
        frames = self.frames()
        found = answered(expect, place, frames, _collected)
        if found.height != 1 or found.width < 1:
            says = f"{found.height} rows"
            raise Problems([_refused(expect, place, says, frames)])
        row = found.row(0, named=True)
        value, se = next(iter(row.values())), row.get(SE)
        return Measured(value=_number(value), se=None if se is None else _number(se))

    def frames(self) -> dict[str, pl.LazyFrame]:
        """The run's tables by name; those of the world without the scheme begin with `baseline_`."""
        return {
            name: pl.scan_parquet(path, glob=False)
            for path in sorted(self._folder.rglob("*.parquet"))
            if (name := "_".join(path.relative_to(self._folder).with_suffix("").parts))
        }


def _collected(query: pl.LazyFrame) -> pl.DataFrame:
    """What a query yields; TimeoutError where it takes longer than any figure does."""
    asked = query.collect(background=True)
    until = time.monotonic() + QUERY_SECONDS
    pause = 0.0005
    while (found := asked.fetch()) is None:
        if time.monotonic() > until:
            asked.cancel()
            raise TimeoutError(f"no answer within {QUERY_SECONDS:,.0f} seconds")
        time.sleep(pause)
        pause = min(pause * 2, 0.05)
    return found


def answered(
    expect: Document[Expect],
    place: int,
    frames: Mapping[str, pl.LazyFrame],
    asked: Callable[[pl.LazyFrame], A],
) -> A:
    """What a figure's query says when asked, in polars' words where it cannot be."""
    sql = expect.model.expect[place].sql or ""
    try:
        return asked(pl.SQLContext(frames, eager=False).execute(sql))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, TypeError, ValueError, OSError) as error:
        raise Problems([_refused(expect, place, _first_line(error), frames)]) from error


def _number(value: Any) -> float:
    """A number, or NaN for what is none."""
    return float(value) if isinstance(value, int | float | Decimal) and math.isfinite(value) else math.nan


def _first_line(error: BaseException) -> str:
    """What polars says, without the plan that it failed at."""
    return str(error).strip().split("\n", 1)[0] or type(error).__name__


def _refused(expect: Document[Expect], place: int, says: str, frames: Mapping[str, pl.LazyFrame]) -> Problem:
    """A query that cannot be, at its line."""
    expected = f"SQL that yields one row, over the tables {', '.join(frames)}"
    return expect.sheet.problem(("expect", place, "sql"), says=says, expected=expected)
