"""A run's tables taken apart into blocks of districts, so that memory holds the persons of one at a time.

A run's tables stand in the order of districts (DESIGN section 5), so that a block is a stretch of rows of
each. Tables that do not, as may have been made by hand, are taken whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

import numpy as np
import polars as pl

from demerit.findings.columns import PLACE, IntArray, places
from demerit.findings.evidence import Evidence

MOST_ROWS: Final = 4_000_000
"""Rows of all tables together that are measured at a time."""
AT_A_TIME: Final = 2_000_000
"""Rows of one table whose districts are counted at a time."""
BY_SUBJECT: Final = ("people", "ledger", "needs", "counterparts", "providers")
BY_DISTRICT: Final = ("tallies", "ties")
WITHOUT: Final = "without "
"""Before the name of a table of the world without the scheme."""

Tables = Mapping[str, pl.LazyFrame]


@dataclass(frozen=True, kw_only=True)
class Stretches:
    """Which districts a table has, rising, and after how many rows each ends: int64[D] each."""

    district: IntArray
    end: IntArray

    def before(self, district: int) -> int:
        """How many rows stand before a district's."""
        place = int(np.searchsorted(self.district, district))
        return int(self.end[place - 1]) if place else 0


def in_blocks(evidence: Evidence, most_rows: int = MOST_ROWS) -> list[Evidence]:
    """A run's evidence in blocks of whole districts, of about so many rows each; one block of a small run.

    Where a channel goes about between districts they are one system, which lives at once, and is one block.
    """
    tables = _tables(evidence)
    rows = {name: _height(table) for name, table in tables.items()}
    if sum(rows.values()) <= most_rows or evidence.allocation is not None:
        return [evidence]
    stretches: dict[str, Stretches] = {}
    for name, table in tables.items():
        stretch = _stretches(table, rows[name], by_subject=name in BY_SUBJECT or name == f"{WITHOUT}people")
        if stretch is None:
            return [evidence]
        stretches[name] = stretch
    edges = _edges(stretches, most_rows)
    return [_block(evidence, tables, stretches, low, high) for low, high in pairwise(edges)]


def _tables(evidence: Evidence) -> dict[str, pl.LazyFrame]:
    """The tables that have rows of districts, by name."""
    tables = {name: getattr(evidence, name) for name in (*BY_SUBJECT, *BY_DISTRICT)}
    if evidence.baseline is not None:
        tables |= {
            f"{WITHOUT}people": evidence.baseline.people,
            f"{WITHOUT}tallies": evidence.baseline.tallies,
        }
    return {name: table.lazy() for name, table in tables.items() if table is not None}


def _height(table: pl.LazyFrame) -> int:
    """How many rows a table has."""
    return int(table.select(pl.len()).collect().item())


def _stretches(table: pl.LazyFrame, rows: int, *, by_subject: bool) -> Stretches | None:
    """Where each district's rows end; None where they do not stand together, in the order of districts."""
    numbers: list[IntArray] = [np.empty(0, np.int64)]
    ends: list[IntArray] = [np.empty(0, np.int64)]
    for first in range(0, rows, AT_A_TIME):
        part = table.slice(first, AT_A_TIME).select("subject" if by_subject else "district").collect()
        runs = part.to_series().rle().struct.unnest()
        value = runs["value"]
        district = places(value) // PLACE if by_subject else value.cast(pl.Int64).to_numpy()
        last = np.append(district[1:] != district[:-1], True)[: len(district)]
        numbers.append(district[last])
        ends.append(first + np.cumsum(runs["len"].to_numpy().astype(np.int64))[last])
    district, end = np.concatenate(numbers), np.concatenate(ends)
    last = np.append(district[1:] != district[:-1], True)[: len(district)]
    district, end = district[last], end[last]
    if bool(np.any(district[1:] < district[:-1])):
        return None
    return Stretches(district=district, end=end)


def _edges(stretches: Mapping[str, Stretches], most_rows: int) -> list[int]:
    """The districts at which blocks begin, and one past the last."""
    districts = np.unique(np.concatenate([stretch.district for stretch in stretches.values()]))
    rows = np.zeros(len(districts), np.int64)
    for cut in stretches.values():
        rows[np.searchsorted(districts, cut.district)] += np.diff(cut.end, prepend=0)
    edges, held = [int(districts[0])], 0
    for district, count in zip(districts.tolist(), rows.tolist(), strict=True):
        if held and held + count > most_rows:
            edges.append(district)
            held = 0
        held += count
    return [*edges, int(districts[-1]) + 1]


def _block(
    evidence: Evidence, tables: Tables, stretches: Mapping[str, Stretches], low: int, high: int
) -> Evidence:
    """The rows of the districts from `low` to below `high`."""
    cut: dict[str, Any] = {}
    for name, table in tables.items():
        first, end = stretches[name].before(low), stretches[name].before(high)
        cut[name] = table.slice(first, end - first)
    without = {name: cut.pop(f"{WITHOUT}{name}", None) for name in ("people", "tallies")}
    if evidence.baseline is not None:
        cut["baseline"] = replace(evidence.baseline, **without)
    return replace(evidence, **cut)
