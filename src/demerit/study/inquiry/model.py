"""The format demerit/study/1: which worlds are lived, what varies between them, what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from demerit.findings.catalogue import owner, questions
from demerit.formats.library import load
from demerit.formats.limits import DAYS
from demerit.formats.name_checks import doubled
from demerit.formats.occasions import Id
from demerit.formats.problems import Problem
from demerit.formats.reading import Document, Rules
from demerit.formats.sheet import Part
from demerit.formats.values import Model, Number, Whole
from demerit.study.inquiry.designs import is_power_of_two

Method = Literal["grid", "latin-hypercube", "morris", "sobol"]
SAMPLES: Final[dict[str, int]] = {"grid": 5, "latin-hypercube": 64, "morris": 8, "sobol": 64}
"""How many are taken where a file does not say: points on a range, draws, trajectories, base samples."""
FEWEST: Final[dict[str, int]] = {"grid": 2, "latin-hypercube": 16, "morris": 4, "sobol": 16}
WHAT: Final[dict[str, str]] = {
    "grid": "points on each range",
    "latin-hypercube": "draws",
    "morris": "trajectories",
    "sobol": "base samples, a power of two",
}
MOST_SAMPLES: Final = 65_536
MOST_WORLDS: Final = 100_000


class Base(Model):
    """The world that all of a study's worlds are changes of: ids of the library, or paths beside the file."""

    scheme: str = "as-described"
    society: str = "china-2020"
    behaviour: str = "everyday"
    people: Annotated[Whole, Field(ge=2)] | None = None
    days: Annotated[Whole, Field(ge=1, le=DAYS)] = 1_825


class Vary(Model):
    """One thing that varies: its dotted path, and the values that it takes or the range that it lies in."""

    path: str
    values: Annotated[tuple[Any, ...], Field(min_length=2, max_length=1_000)] | None = None
    range: Annotated[tuple[Number, ...], Field(min_length=2, max_length=2)] | None = None
    scale: Literal["linear", "log"] = "linear"


class Study(Model):
    """A whole study. Its design is fixed before the first world is lived, and no outcome steers it."""

    format: Literal["demerit/study/1"]
    id: Id
    title: str
    base: Base
    seeds: Annotated[tuple[Annotated[Whole, Field(ge=0)], ...], Field(min_length=1)] = (1,)
    vary: Annotated[tuple[Vary, ...], Field(min_length=1)]
    method: Method
    samples: Annotated[Whole, Field(ge=1, le=MOST_SAMPLES)] | None = None
    outcomes: Annotated[tuple[str, ...], Field(min_length=1)]
    note: str | None = None


def study_problems(top: Part) -> Iterable[Problem]:
    """What a file's parts say about each other: outcomes that exist, ranges that can be, enough samples."""
    for outcome in top["outcomes"].entries():
        if (name := outcome.text()) is not None and not is_finding(name):
            yield outcome.problem("a finding", known=[question.id for question in questions()])
    method = top["method"].text() or ""
    yield from doubled(top["vary"], "path", "a path that varies once")
    for vary in top["vary"].entries():
        yield from _vary_problems(vary, method)
    seeds = [entry.number() for entry in top["seeds"].entries()]
    for place, seed in enumerate(top["seeds"].entries()):
        if seed.number() is not None and seed.number() in seeds[:place]:
            yield seed.problem("a seed that is named once")
    yield from _sample_problems(top["samples"], method)


def is_finding(name: str) -> bool:
    """Whether some run has a finding of this id; of a gap between groups, of what it compares."""
    inner = name.removeprefix("group.gap.")
    return owner(inner) is not None


def _vary_problems(vary: Part, method: str) -> Iterable[Problem]:
    """Values or a range, and one that the scale and the method can do with."""
    values, between = vary["values"], vary["range"]
    if values.present == between.present and vary["path"].present:
        yield vary["values"].problem("values or range, one of them", key=values.present)
    ends = [entry.number() for entry in between.entries()]
    if len(ends) == 2 and None not in ends:  # noqa: PLR2004 - both ends
        low, high = (float(end) for end in ends if end is not None)
        if low >= high:
            yield between.problem(f"[low, high] with low below high, as in [{high:g}, {low:g}]")
        elif vary["scale"].text() == "log" and low <= 0:
            yield between[0].problem("a number above 0, as the scale is logarithmic")
    if values.present and vary["scale"].present:
        yield vary["scale"].problem("no scale beside values, which stand as they are", key=True)
    if method == "morris":
        words = next((entry for entry in values.entries() if entry.number() is None), None)
        if words is not None:
            yield words.problem("a number, as morris steps from value to value (grid and sobol take any)")


def _sample_problems(samples: Part, method: str) -> Iterable[Problem]:
    """Enough samples for the method to say anything, and of sobol a power of two."""
    count = samples.number() if samples.present else None
    if count is None or method not in FEWEST:
        return
    if count < FEWEST[method]:
        yield samples.problem(f"{FEWEST[method]} or more {WHAT[method]}: with fewer nothing is told")
    elif method == "sobol" and not is_power_of_two(int(count)):
        below = 1 << (int(count).bit_length() - 1)
        yield samples.problem(f"a power of two, such as {below:,} or {below * 2:,}")


RULES: Final[Rules[Study]] = Rules(parts=study_problems)


LIBRARY: Final = Path(str(resources.files("demerit.study.inquiry"))) / "library"


def load_study(ref: str | Path) -> Document[Study]:
    """A study by its library id or from a file.

    Raises:
        Problems: everything that is wrong with it, what its paths lead to aside.
    """
    return load(ref, LIBRARY, "study", Study, RULES)
