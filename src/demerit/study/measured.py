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
from demerit.findings.finding import Finding
from demerit.findings.measure import measure
from demerit.formats.problems import Place, Problem, Problems
from demerit.formats.reading import Document
from demerit.runs.stored import Stored

A = TypeVar("A")
SE: Final = "se"
QUERY_SECONDS: Final = 120.0


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """A figure in one run: its value, NaN where the run has none, and its standard error within the run."""

    value: float
    se: float | None = None


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a file asks of a run: a finding or else a query, and the file and the place that ask."""

    document: Document[Any]
    where: Place
    finding: str | None
    sql: str | None


class RunTables:
    """A finished run's tables and findings, read when a figure asks for them."""

    def __init__(self, folder: Path | Stored) -> None:
        self._run = folder if isinstance(folder, Stored) else Stored(folder)
        self._findings: Mapping[str, Finding] | None = None

    def measured(self, asked: Request) -> Measurement:
        """What is asked, in this run.

        Raises:
            Problems: a finding that does not exist or a query that cannot be, at its line.
        """
        return self._queried(asked) if asked.finding is None else self._found(asked, asked.finding)

    def _found(self, asked: Request, finding: str) -> Measurement:
        """A finding's value."""
        if self._findings is None:
            self._findings = measure(load_evidence(self._run))
        known = self._findings
        if finding not in known:
            where = (*asked.where, "finding")
            problem = asked.document.problem(where, expected="a finding of this run", known=sorted(known))
            raise Problems([problem])
        return Measurement(value=_number(known[finding].value))

    def can_measure(self, asked: Request) -> None:
        """Whether this could be measured in a run with these tables, whatever they hold.

        Raises:
            Problems: a finding that does not exist or a query that cannot be, at its line.
        """
        if asked.finding is None:
            answered(asked, self.frames(), lambda query: query.collect_schema())
        else:
            self._found(asked, asked.finding)

    def _queried(self, asked: Request) -> Measurement:
        """A query's one row."""
        frames = self.frames()
        frame = answered(asked, frames, _collected)
        if frame.height != 1 or frame.width < 1:
            says = f"{frame.height} rows"
            raise Problems([_refused(asked, says, frames)])
        row = frame.row(0, named=True)
        value, se = next(iter(row.values())), row.get(SE)
        return Measurement(value=_number(value), se=None if se is None else _number(se))

    def frames(self) -> dict[str, pl.LazyFrame]:
        """The run's tables by name; those of the world without the scheme begin with `baseline_`."""
        return {path.replace("/", "_"): table for path, table in self._run.tables().items()}


def _collected(query: pl.LazyFrame) -> pl.DataFrame:
    """What a query yields; TimeoutError where it takes longer than any figure does."""
    asked = query.collect(background=True)
    until = time.monotonic() + QUERY_SECONDS
    pause = 0.0005
    while (frame := asked.fetch()) is None:
        if time.monotonic() > until:
            asked.cancel()
            raise TimeoutError(f"no answer within {QUERY_SECONDS:,.0f} seconds")
        time.sleep(pause)
        pause = min(pause * 2, 0.05)
    return frame


def answered(asked: Request, frames: Mapping[str, pl.LazyFrame], collected: Callable[[pl.LazyFrame], A]) -> A:
    """What a query yields when it is collected, in polars' words where it cannot be."""
    try:
        return collected(pl.SQLContext(frames, eager=False).execute(asked.sql or ""))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, TypeError, ValueError, OSError) as error:
        raise Problems([_refused(asked, _first_line(error), frames)]) from error


def _number(value: Any) -> float:
    """A number, or NaN for what is none."""
    return float(value) if isinstance(value, int | float | Decimal) and math.isfinite(value) else math.nan


def _first_line(error: BaseException) -> str:
    """What polars says, without the plan that it failed at."""
    return str(error).strip().split("\n", 1)[0] or type(error).__name__


def _refused(asked: Request, says: str, frames: Mapping[str, pl.LazyFrame]) -> Problem:
    """A query that cannot be, at its line."""
    expected = f"SQL that yields one row, over the tables {', '.join(frames)}"
    return asked.document.sheet.problem((*asked.where, "sql"), says=says, expected=expected)
