"""Which lives are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from demerit.report.folder import read_folder
from demerit.report.story import CHOOSING, choose, lives

MakeRun = Callable[..., Path]


def test_the_first_was_wrongly_recorded_and_refused(run: Path) -> None:
    """The first life has a wrong record and a refusal, both told with their rows, in both worlds."""
    first = lives(read_folder(run))[0]
    assert "Wrongly recorded, and refused" == first.role
    assert first.lived["points_lost_wrongly"] > 0
    assert 0 < len(first.denied) == first.lived["denied"]
    assert first.without is not None
    assert 0 == first.without["denied"]
    assert {first.subject} == {row["subject"] for row in first.records}


@given(random=st.randoms(use_true_random=False))
def test_the_order_of_rows_chooses_nobody(crowd: pl.DataFrame, random: Random) -> None:
    """The same people in another order give the same lives."""
    people, order = crowd.select(CHOOSING), list(range(200))
    random.shuffle(order)
    assert choose(people) == choose(people[order])


def test_where_nobody_is_refused(crowd: pl.DataFrame) -> None:
    """Without refusals only the ordinary life is told, and nobody twice."""
    calm = crowd.select(CHOOSING).with_columns(denied=pl.lit(0))
    assert ["An ordinary life"] == [role for _, role, _ in choose(calm)]
    assert [] == choose(calm.clear())


def test_without_a_ledger_lives_are_shorter(make_run: MakeRun) -> None:
    """A run that kept no ledger still tells lives, without their records."""
    assert [[], [], []] == [life.records for life in lives(read_folder(make_run(ledger=False)))]
