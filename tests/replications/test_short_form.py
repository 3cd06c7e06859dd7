"""The short form: what ships is met, under fixed seeds, with intervals narrow enough to mean something."""

from __future__ import annotations

import pytest

from demerit.study.plan import usable_cores
from demerit.study.replicate import FigureRow, replicate
from demerit.study.replication import read_all, shipped
from demerit.study.verdict import FIGURES_AT_MOST


@pytest.fixture(scope="module")
def rows() -> list[FigureRow]:
    """The table of all replications."""
    return replicate(read_all([]), workers=usable_cores())


def test_all_figures_are_met(rows: list[FigureRow]) -> None:
    """By chance alone the table would miss in fewer than 1 of 1,000 calls, with other seeds."""
    assert [] == [row for row in rows if row.verdict == "missed"]
    assert len(rows) <= FIGURES_AT_MOST


def test_no_interval_holds_everything(rows: list[FigureRow]) -> None:
    """Half of an interval is at most a fifth of the figure, or a twentieth of one.

    Alarms that are rare, and spreads, need more runs than the short form has.
    """
    rare = {"false alarms in a million looks, list of 1,000", "the same, standard deviation over runs"}
    wide = [
        row
        for row in rows
        if (row.high - row.low) / 2 > max(0.2 * abs(row.paper), 0.05) and row.figure not in rare
    ]
    assert [] == wide


def test_every_replication_is_in_the_table(rows: list[FigureRow]) -> None:
    """With two figures at least."""
    names = [row.replication for row in rows]
    assert [] == [name for name in shipped() if names.count(name) < 2]
