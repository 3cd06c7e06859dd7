"""Whatever there is to draw: every chart and table takes nothing, one, alike, many and no number at all."""

from __future__ import annotations

import inspect
import math
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree import ElementTree as ET

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demerit.findings.finding import Finding
from demerit.findings.wording import plain
from demerit.report import markup
from demerit.report.charts import dots, figures, lines, plots, seats
from demerit.report.folder import RunFolder, read_folder
from demerit.report.markup import Markup
from demerit.report.page import render
from demerit.report.sections import section
from demerit.report.words import percent

Made: TypeAlias = "st.SearchStrategy[Markup]"

NO_NUMBER = st.sampled_from([math.nan, math.inf, -math.inf])
NUMBER = st.one_of(st.floats(-1e9, 1e9), st.just(0.0), NO_NUMBER)
SHARE = st.one_of(st.floats(0, 1), NO_NUMBER)
NAME = st.one_of(
    st.sampled_from(["", "a", "</svg><script>alert(1)</script>", "Wort" * 40]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60),
)
DAYS = st.one_of(st.just(1), st.integers(0, 7_300))


def rows(most: int = 45) -> st.SearchStrategy[int]:
    """How many there are: none, one, or up to so many."""
    return st.one_of(st.sampled_from([0, 1, 40]), st.integers(0, most))


@st.composite
def drawn_areas(draw: st.DrawFn) -> Markup:
    """Bands on days."""
    days = sorted(draw(st.sets(st.integers(0, 7_300), max_size=4)))
    names = draw(rows().flatmap(lambda n: st.lists(NAME, min_size=n, max_size=n)))
    each = st.lists(SHARE, min_size=len(days), max_size=len(days))
    return plots.areas(days, [draw(each) for _ in names], names, "label")


@st.composite
def drawn_hundreds(draw: st.DrawFn) -> Markup:
    """Moves between bands, some begun by nobody."""
    names = draw(rows().flatmap(lambda n: st.lists(NAME, min_size=n, max_size=n)))
    some = [draw(st.sampled_from(["nobody", "spread", "one", "lacking"])) for _ in names]
    kinds = {"nobody": 0.0, "spread": 1 / max(1, len(names)), "lacking": math.nan}
    begun = [
        (name, [kinds.get(kind, float(i == 0)) for i in range(len(names))])
        for name, kind in zip(names, some, strict=True)
    ]
    return plots.hundreds(begun, names, "label")


@st.composite
def drawn_bars(draw: st.DrawFn) -> Markup:
    """Rows with and without numbers, ranges and a reference."""
    maybe = st.one_of(st.none(), NUMBER)
    bar = st.builds(
        plots.Bar,
        label=NAME,
        value=maybe,
        low=maybe,
        high=maybe,
        words=st.sampled_from(["", "12 %", "1,000"]),
    )
    given_rows = draw(rows().flatmap(lambda n: st.lists(bar, min_size=n, max_size=n)))
    reference = draw(st.one_of(st.none(), st.tuples(NUMBER, st.just("all: 12 of 1,000"))))
    limits = draw(st.sampled_from([None, (0.0, 1.0), (0.0, 0.0)]))
    return plots.bars(given_rows, "label", percent, reference=reference, limits=limits)


@st.composite
def drawn_lines(draw: st.DrawFn) -> Markup:
    """Lines over days, some with ends, some without a day."""
    days = draw(DAYS)
    point = st.tuples(st.integers(0, max(0, days)), NUMBER)
    ends = st.one_of(st.none(), st.tuples(NUMBER, NUMBER))
    line = st.builds(
        lines.Line,
        name=NAME,
        points=st.lists(point, max_size=4),
        ends=st.lists(ends, max_size=4),
        held=st.booleans(),
        thin=st.booleans(),
    )
    many = draw(rows().flatmap(lambda n: st.lists(line, min_size=n, max_size=n)))
    return lines.lines(many, "label", plain, days=days, limits=draw(st.sampled_from([None, (0.0, 1.0)])))


@st.composite
def drawn_bar_figure(draw: st.DrawFn) -> Markup:
    """Rows of a section as a figure with its table."""
    value = st.one_of(st.none(), st.floats(-1e9, 1e9))
    row = st.tuples(NAME, value, value, value)
    given_rows = draw(rows(60).flatmap(lambda n: st.lists(row, min_size=n, max_size=n)))
    unit = draw(st.sampled_from(["share of persons", "points"]))
    return section.bar_figure(given_rows, title="Title", caption="Caption.", unit=unit, first="group")


CELL = st.one_of(NAME, st.integers(), st.none())
TABLES = st.lists(st.lists(CELL, max_size=4), max_size=4)
COUNTS = st.lists(st.tuples(st.sampled_from(["cross", "disc", "ring"]), st.integers(0, 33)), max_size=3)
FOUR_OR_MORE = st.lists(NAME, min_size=4, max_size=40)
PICTURE = st.builds(figures.undrawn, st.lists(NAME, max_size=20))
DRAWN: dict[str, Made] = {
    "plots.areas": drawn_areas(),
    "plots.hundreds": drawn_hundreds(),
    "plots.bars": drawn_bars(),
    "plots.swatch": st.builds(plots.swatch, st.just("#ffffff")),
    "lines.lines": drawn_lines(),
    "seats.seated": st.builds(seats.seated, st.lists(st.integers(0, 3), max_size=30), FOUR_OR_MORE, NAME),
    "seats.empty": st.builds(seats.empty, st.integers(1, 1_000), FOUR_OR_MORE),
    "dots.hundred": st.builds(dots.hundred, COUNTS, NAME),
    "dots.dot": st.builds(dots.dot, st.sampled_from(["cross", "disc"]), st.floats(0, 9), st.floats(0, 9)),
    "dots.key_mark": st.builds(dots.key_mark, st.sampled_from(["cross", "disc"])),
    "figures.both": NAME.map(lambda words: figures.both(lambda s: figures.drawing(9, words, width=s.width))),
    "figures.drawing": st.builds(figures.drawing, st.floats(1, 999), NAME),
    "figures.text": st.builds(figures.text, st.floats(0, 9), st.floats(0, 9), NAME),
    "figures.dataless": st.builds(figures.dataless, NAME),
    "figures.undrawn": PICTURE,
    "figures.figure": st.builds(
        lambda picture, cells: figures.figure(
            picture, title="T", caption="c", data=figures.Rows(head=("a", "b"), rows=cells)
        ),
        PICTURE,
        TABLES,
    ),
    "markup.table": st.builds(markup.table, NAME, st.lists(NAME, max_size=4), TABLES),
    "section.bar_figure": drawn_bar_figure(),
}  # fmt: skip
"""Something of everything that draws, by who draws it."""
NO_CHART = {
    "markup.tag", "markup.folded", "markup.safe", "section.sentence", "section.absent", "section.resting_on",
}  # fmt: skip
"""What makes markup but neither a chart nor a table."""


def public(module: Any) -> list[tuple[str, Callable[..., Any]]]:
    """A module's own public functions that give markup and want no run."""
    short = module.__name__.rpartition(".")[2]
    own = [f for _, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == module.__name__]
    return [
        (f"{short}.{f.__name__}", f)
        for f in own
        if not f.__name__.startswith("_")
        and "Markup" in str(f.__annotations__.get("return")).removesuffix(" | None").split("[")[0]
        and "run" not in f.__annotations__
    ]


def test_every_chart_is_among_those_tried() -> None:
    """A new chart or table of these modules comes with something to try it on."""
    found = {
        name for module in (plots, lines, dots, seats, figures, markup, section) for name, _ in public(module)
    }
    assert found - NO_CHART <= set(DRAWN)


def places(drawing: ET.Element) -> list[tuple[str, float]]:
    """Every number that says where something stands: attribute and value."""
    named = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "r")
    return [(name, float(e.attrib[name])) for e in drawing.iter() for name in named if name in e.attrib]


def check(made: Markup) -> None:
    """Whole markup; every drawing holds what it draws, with numbers only, and its names apart."""
    whole = ET.fromstring(f"<div>{made.replace('<br>', '<br/>')}</div>")  # noqa: S314 our own
    assert "script" not in {e.tag for e in whole.iter()}
    for drawing in whole.iter("svg"):
        _, _, wide, high = (float(n) for n in drawing.attrib["viewBox"].split())
        for name, value in places(drawing):
            limit = wide if name in {"x", "x1", "x2", "cx", "width"} else high
            assert -5 <= value <= limit + 1e-6, (name, value)
        for path in drawing.iter("path"):
            assert not re.search(r"nan|inf", path.attrib["d"])
        labels = [t for t in drawing.iter("text") if t.text and "label" in t.attrib.get("class", "").split()]
        at = sorted((float(t.attrib["x"]), float(t.attrib["y"])) for t in labels)
        assert all(y - before >= 11 or x != other for (other, before), (x, y) in pairwise(at))


@pytest.mark.parametrize("name", DRAWN)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_it_draws_or_says_why_not(name: str, data: st.DataObject) -> None:
    """Nothing, one row, equal values, no numbers, one day, forty bands: drawn, or said why not."""
    check(data.draw(DRAWN[name]))


# ---------------------------------------------------------------- sections

LACKS: dict[str, Callable[[Finding], Finding]] = {
    "no value": lambda f: replace(f, value=None, low=None, high=None, groups={}, events=0),
    "no range": lambda f: replace(f, low=None, high=None),
    "no width": lambda f: replace(f, value=0.0, low=0.0, high=0.0) if isinstance(f.value, float) else f,
    "no group": lambda f: replace(f, groups={}),
    "one group": lambda f: replace(f, groups=dict(list(f.groups.items())[:1])),
    "groups without numbers": lambda f: replace(f, groups={g: dict.fromkeys(e) for g, e in f.groups.items()}),
    "empty table": lambda f: replace(f, value={}, parts=None) if isinstance(f.value, dict) else f,
    "table of nothing": lambda f: replace(f, value=emptied(f.value), parts=None),
    "as it was": lambda f: f,
}


def emptied(value: Any) -> Any:
    """A table with no number in any cell, or with nothing where it counts; what is no table as it was."""
    if not isinstance(value, dict):
        return value
    return {
        key: emptied(cell) if isinstance(cell, dict) else 0 if isinstance(cell, int) else None
        for key, cell in value.items()
    }


def lacking(run: RunFolder, lacks: Sequence[str]) -> RunFolder:
    """The run with each finding lacking something, in turn; what is gone is gone."""
    pairs = [(name, lacks[i % len(lacks)], f) for i, (name, f) in enumerate(run.findings.items())]
    return replace(run, findings={name: LACKS[lack](f) for name, lack, f in pairs if lack != "gone"})


def held(page: str) -> None:
    """A whole page, on which nothing without a number is printed."""
    words = re.sub(r"<[^>]+>", "\n", page[page.index("</style>") : page.index("<script>")])
    whole = words.rstrip().endswith("nobody real was scored.")
    assert (whole, []) == (True, re.findall(r".{0,30}\b(?:nan|None|undefined)\b.{0,30}", words))


@cache
def read_once(folder: Path) -> RunFolder:
    """A run, read once for all examples."""
    return read_folder(folder)


@pytest.mark.parametrize("lack", [*LACKS, "gone"])
def test_every_section_takes_what_is_lacking(eventful: Path, lack: str) -> None:
    """A run of which every finding lacks the same has a whole page."""
    held(render(lacking(read_once(eventful), [lack])))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lacks=st.lists(st.sampled_from([*LACKS, "gone"]), min_size=1, max_size=12))
def test_sections_take_any_mixture(eventful: Path, lacks: list[str]) -> None:
    """Whatever some findings lack and others have, the page is whole."""
    held(render(lacking(read_once(eventful), lacks)))


OPTIONAL = ("ledger", "needs", "providers", "allocation")
"""Tables that a run need not have kept."""


@pytest.mark.parametrize("table", [*OPTIONAL, "days", "tallies", "people"])
def test_a_table_may_be_empty_or_not_kept(eventful: Path, tmp_path: Path, table: str) -> None:
    """A run whose table has no rows, and one that has none, have whole pages."""
    folder = tmp_path / "run"
    shutil.copytree(eventful, folder)
    path = folder / f"{table}.parquet"
    pl.read_parquet(path).clear().write_parquet(path)
    held(render(read_folder(folder)))
    if table in OPTIONAL:
        path.unlink()
        held(render(read_folder(folder)))
