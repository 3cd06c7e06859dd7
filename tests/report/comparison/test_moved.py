"""Why conduct moves is told from the run."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from demerit.report.comparison.apart import Apart
from demerit.report.comparison.moved import BEGINS, explained, stake
from demerit.report.folder import RunFolder, read_folder
from worlds import a_scheme, conduct


def moved(name: str, low: float | None = -9.0, high: float | None = -1.0) -> Apart:
    """A conduct of which fewer acts were done."""
    return Apart(
        name=f"{BEGINS}{name}", group="Claimed benefits", words="", a=90.0, b=85.0, difference=-5.0, low=low,
        high=high, of=100,
    )  # fmt: skip


@pytest.fixture
def bold(eventful: Path, tmp_path: Path) -> tuple[RunFolder, RunFolder]:
    """A run, and the same with every person's caution halved."""
    copy = tmp_path / "bold"
    shutil.copytree(eventful, copy)
    people = pl.read_parquet(copy / "people.parquet")
    people.with_columns(pl.col("caution") / 2).write_parquet(copy / "people.parquet")
    return read_folder(eventful), read_folder(copy)


def test_drivers_that_differ_are_named_with_their_means(bold: tuple[RunFolder, RunFolder]) -> None:
    """Caution halves, hardship stays; the conduct's stake is that of its rule."""
    name = next(c.id for c in bold[0].scheme.model.conducts if c.subject == "person")
    lead, line = explained(*bold, [moved(name)])
    assert "caution goes from" in lead
    assert "hardship stays at" in lead
    assert "whose rule is the same in both: 90, then 85 acts for each 100" in line


def test_only_conduct_whose_rule_stays_is_explained(bold: tuple[RunFolder, RunFolder]) -> None:
    """A conduct of no scheme, or changed in one, has its reason in the rules that differ."""
    a, b = bold
    name = next(c.id for c in a.scheme.model.conducts if c.subject == "person")
    other = tuple(c.model_copy(update={"per_year": 99}) for c in b.scheme.model.conducts)
    changed = replace(
        b, scheme=replace(b.scheme, model=b.scheme.model.model_copy(update={"conducts": other}))
    )
    assert [] == explained(a, changed, [moved(name)])
    assert [] == explained(a, b, [moved("nothing")])


def test_what_may_be_chance_says_so(bold: tuple[RunFolder, RunFolder]) -> None:
    """Within chance, or without an interval."""
    name = next(c.id for c in bold[0].scheme.model.conducts if c.subject == "person")
    assert "(within chance)" in explained(*bold, [moved(name, high=1.0)])[-1]
    assert "(without an interval)" in explained(*bold, [moved(name, low=None, high=None)])[-1]


@pytest.mark.parametrize(("score", "points", "expected"), [(980, -10, 1.0), (989, -5, 0.5), (1079, -10, 0.1)])
def test_a_stake_is_the_part_of_the_way_down(
    score: int, points: int, expected: float, eventful: Path
) -> None:
    """`min(1, points / (score - from + 1))` of the weight between the bands, 0 in the lowest (DESIGN 2.2)."""
    scheme = a_scheme(conducts=[conduct("cross", points)])
    run = replace(read_folder(eventful), scheme=scheme)
    high = pl.DataFrame({"score": [score], "band": ["high"]})
    assert expected == stake(run, high, scheme.model.conducts[0])
    assert 0 == stake(run, pl.DataFrame({"score": [700], "band": ["low"]}), scheme.model.conducts[0])
