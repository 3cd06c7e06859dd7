"""The format demerit/expect/1: what a published result is, where it stands, and how ours is measured."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from demerit.formats.limits import DAYS
from demerit.formats.occasions import Id
from demerit.formats.problems import Problem
from demerit.formats.reading import Document, Rules, read
from demerit.formats.setting import FILES
from demerit.formats.sheet import Part
from demerit.formats.sql import sql_problems
from demerit.formats.values import Flag, Model, NonNegative, Number, Whole

PARTS: Final = (*FILES, "run")
"""What a variant may change: the files of a replication, and how the expectation itself has it run."""
FEWEST_FOR_SD: Final = 3
RUNS_AT_MOST: Final = 10_000


class RunOptions(Model):
    """How each run is lived: people (the society's number unless said), days, the first seed, tables kept."""

    people: Annotated[Whole, Field(ge=2)] | None = None
    days: Annotated[Whole, Field(ge=1, le=DAYS)]
    seed: Annotated[Whole, Field(ge=0)] = 1
    ledger: Flag = False
    baseline: Flag = False
    frozen_behaviour: Flag = False


class Figure(Model):
    """One published figure, and the finding or SQL that measures it in a run.

    SQL is over the run's tables (polars' dialect) and yields one row: the figure in its first column and, in
    a column `se` if it has one, its standard error within the run. `stat` is over runs; `tolerance` is how
    far off the paper's figure what we estimate may lie, chance apart.
    """

    figure: str
    variant: Id | None = None
    finding: str | None = None
    sql: str | None = None
    stat: Literal["mean", "sd"] = "mean"
    runs: Annotated[Whole, Field(ge=1, le=RUNS_AT_MOST)] = 1
    paper: Number
    tolerance: NonNegative
    paper_place: str
    input: str | None = None
    note: str | None = None


class Expect(Model):
    """A whole expectation: of which paper, how it is run, in which variants, and what should come out.

    `variants` name changes to the files of the folder: dotted paths that begin with `scheme`, `society`,
    `behaviour` or `run`. `engine_changes` tells what the engine had to learn for it, `not_reproduced` what
    of the paper does not come out, or cannot.
    """

    format: Literal["demerit/expect/1"]
    id: Id
    title: str
    paper: str
    run: RunOptions
    variants: dict[Id, dict[str, Any]] = {}
    expect: Annotated[tuple[Figure, ...], Field(min_length=1)]
    engine_changes: tuple[str, ...] = ()
    not_reproduced: tuple[str, ...] = ()
    note: str | None = None


def expect_problems(top: Part) -> Iterable[Problem]:
    """What an expectation's parts say about each other: variants that exist, one way to measure a figure."""
    variants = [str(name) for name, _ in top["variants"].items()]
    for changes in top["variants"].values():
        for path, change in changes.items():
            first = re.split(r"[.\[]", str(path))[0]
            if first not in PARTS:
                yield change.problem("a path that begins with scheme, society, behaviour or run", key=True)
    for figure in top["expect"].entries():
        yield from figure["variant"].unless(variants, "a variant of this file")
        yield from _measure_problems(figure)


def _measure_problems(figure: Part) -> Iterable[Problem]:
    """A figure is a finding or an SQL query over the run's own tables; a spread needs several runs."""
    finding, sql = figure["finding"], figure["sql"]
    if finding.present and sql.present:
        yield sql.problem("either finding or sql", key=True)
    elif not (finding.present or sql.present) and figure["figure"].present:
        yield finding.problem("finding or sql, which measure the figure")
    yield from sql_problems(sql)
    runs = figure["runs"].number() if figure["runs"].present else 1
    if figure["stat"].text() == "sd" and runs is not None and runs < FEWEST_FOR_SD:
        at = figure["runs"] if figure["runs"].present else figure["stat"]
        yield at.problem(f"at least {FEWEST_FOR_SD} runs, as it is about a spread over runs")


EXPECT_RULES: Final[Rules[Expect]] = Rules(parts=expect_problems)


def load_expect(path: Any) -> Document[Expect]:
    """An expectation from its file.

    Raises:
        Problems: everything that is wrong with it.
    """
    return read(path, Expect, rules=EXPECT_RULES)
