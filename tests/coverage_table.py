"""The table of coverage: from rows a scheme to a line a finding, as docs/coverage.md has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from scipy import stats

from coverage_of import APART, LEAST, Row
from demerit.findings.bounds import FEW
from demerit.findings.registry import KEY, QUESTIONS

MOST: Final = 0.98
KINDS: Final = ("value", "groups", "difference")
GAP: Final = "group.gap."
WORKED_OUT: Final = ("face.", f"{APART}face.")  # from a published table: its ends are no chance
FEW_OF_THEM: Final = "held too often, as whole counts of few events must be"
HEAD: Final = """# Coverage

How often the 95 % intervals of findings hold what the model expects. Of each scheme one large society is \
lived, and its districts are dealt into small ones of {districts} districts, {people} people each, for \
{days} days: each is as a seed of its own, and what the whole says is the truth, but for a chance of its \
own that is a tenth of a small one's (a seventh where there are 50). Differences are those to the same \
scheme without its first penalty, in the same societies. Made by `python benchmarks/coverage.py --keep \
coverage.json --table docs/coverage.md`; schemes whose districts have to do with each other (`allocation`) \
are left out.

| scheme | society | small societies |
|---|---|---|
{settings}

{summary}

## Where 20 events or more were seen

Of 100 intervals, how many held the truth; in brackets the 95 % range of that share, as of independent \
trials (Clopper & Pearson 1934), and how many intervals. *value*: the finding itself, or each number of \
its table; *groups*: each group's own; *difference*: of two runs. Events are the cases, or those that are \
none if they are fewer; of changes and differences the districts that differ. What the rules make \
impossible is not counted.

| finding | value | groups | difference |
|---|---|---|---|
{many}

## Where fewer were seen

Counts are whole, so that no interval can hold just 95 of 100 where little happens: most of these hold \
more, and nearly all where next to nothing is expected.

| finding | value | groups | difference |
|---|---|---|---|
{few}

## Outside 92 to 98

Those whose whole range lies outside; wherever it does not, 92 to 98 of 100 are within chance.

{outside}

## Without an interval

In these societies of a few thousand people; larger ones have more.

{without}
"""
BARE: Final = {
    "value": "nothing of the kind happened",
    "groups": "the finding has none",
    "difference": "one of the two runs has no value",
}


@dataclass(kw_only=True)
class Cell:
    """How many of so many intervals held, of one finding and kind."""

    given: int = 0
    held: int = 0
    none: int = 0
    reason: str | None = None

    def add(self, row: Row) -> None:
        """Another row of the same finding and kind."""
        self.given += row.seeds
        self.held += row.held
        self.none += row.none
        self.reason = self.reason or row.reason

    @property
    def ends(self) -> tuple[float, float]:
        """The 95 % range of the share that held."""
        found = stats.binomtest(self.held, self.given).proportion_ci(method="exact")
        return float(found.low), float(found.high)

    @property
    def outside(self) -> str | None:
        """'below' or 'above' where all of the range lies there."""
        low, high = self.ends
        return "below" if high < LEAST else "above" if low > MOST else None

    def __str__(self) -> str:
        """'95.2 (93.7-96.4; 1,000)'."""
        if not self.given:
            return "none" if self.none else ""
        low, high = (100 * end for end in self.ends)
        return f"{100 * self.held / self.given:.1f} ({low:.1f}-{high:.1f}; {self.given:,})"


Cells = dict[str, dict[str, Cell]]
"""Question, or gap of one, to kind to cell."""


def table(kept: Mapping[str, Mapping[str, Any]]) -> str:
    """The page, from what the benchmark kept of each scheme."""
    every = [Row(**row) for entry in kept.values() for row in entry["rows"]]
    rows = [row for row in every if not row.finding.startswith(WORKED_OUT)]
    chance = [row for row in rows if not row.seeds or row.still < row.seeds]
    many = _cells(row for row in chance if row.seeds and row.events >= FEW)
    few = _cells(row for row in chance if row.seeds and row.events < FEW)
    bare = _cells(row for row in chance if not row.seeds)
    sure = _cells(row for row in rows if row.seeds and row.still == row.seeds and "@" not in row.finding)
    settings = [
        f"| `{name}` | {entry['society']} | {entry['setting']['seeds']} |" for name, entry in kept.items()
    ]
    size = next(iter(kept.values()))["setting"]
    return HEAD.format(
        districts=size["districts"],
        people=size["district_people"],
        days=size["days"],
        settings="\n".join(settings),
        summary=_summary(many),
        many="\n".join(_lines(many)),
        few="\n".join(_lines(few)),
        outside="\n".join([*_outside(many), *_outside(few, FEW_OF_THEM)]) or "None.",
        without="\n".join([*_without(bare, many, few), *_sure(sure, many, few, bare)]) or "None.",
    )


def _cells(rows: Iterable[Row]) -> Cells:
    """Rows of all schemes, keys and groups by question and kind."""
    found: Cells = {}
    for row in rows:
        name, kind = _placed(row.finding)
        found.setdefault(name, {}).setdefault(kind, Cell()).add(row)
    return {name: found[name] for name in sorted(found, key=lambda each: each.startswith(GAP))}


def _placed(finding: str) -> tuple[str, str]:
    """The question that a row's number answers, and which kind of number it is."""
    apart, bare = finding.startswith(APART), finding.removeprefix(APART)
    kind = "difference" if apart else "groups" if "@" in bare else "value"
    name = re.split(r"[\[@]", bare)[0]
    gap = GAP if name.startswith(GAP) else ""
    return gap + question_of(name.removeprefix(GAP)), kind


def question_of(name: str) -> str:
    """The id of the question that a finding answers, with <…> for what differs by scheme."""
    if name in QUESTIONS:
        return name
    fits = (q for q in QUESTIONS if KEY.search(q) and re.fullmatch(_pattern(q), name))
    return next(fits, name)


def _pattern(question: str) -> str:
    """A question's id as an expression that its findings' ids match."""
    return KEY.sub(".+", re.escape(question))


def _lines(cells: Cells) -> list[str]:
    """A line a finding."""
    return [
        f"| `{name}` | {' | '.join(str(kinds.get(kind, '')) for kind in KINDS)} |"
        for name, kinds in cells.items()
    ]


def _summary(cells: Cells) -> str:
    """How many findings hold as they should."""
    each = [cell for kinds in cells.values() for cell in kinds.values()]
    outside = [cell.outside for cell in each]
    points = [LEAST <= cell.held / cell.given <= MOST for cell in each]
    given, held = sum(cell.given for cell in each), sum(cell.held for cell in each)
    return (
        f"Of {len(each)} kinds of numbers with 20 events or more, {sum(points)} were held by 92 to 98 of "
        f"100 intervals, and {outside.count(None)} by as many within chance; {outside.count('above')} were "
        f"held by more, {outside.count('below')} by fewer. Of all {given:,} such intervals "
        f"{100 * held / given:.1f} of 100 held."
    )


def _outside(cells: Cells, why: str = "") -> list[str]:
    """What holds too little or too often beyond chance, and why."""
    found: list[str] = []
    for name, kinds in cells.items():
        for kind, cell in kinds.items():
            if cell.outside:
                said = _why(name, kind, cell) if cell.outside == "below" or not why else why
                found.append(f"- `{name}`, {kind}: {cell}, {said}.")
    return found


def _why(name: str, kind: str, cell: Cell) -> str:
    """Why a number is held too often, or that it is not known why too little."""
    if cell.outside == "below":
        return "held too little"
    if name.startswith(GAP):
        return "held too often, as it allows for picking the worst group"
    if kind == "difference":
        return "held too often, as few of the events differ"
    return "held too often, as its events hang together in ways that are allowed for twice"


def _without(bare: Cells, *given: Cells) -> list[str]:
    """What never had an interval, and what was said of it."""
    return [
        f"- `{name}`, {kind}: {cell.reason or BARE[kind]}."
        for name, kinds in bare.items()
        for kind, cell in kinds.items()
        if not any(kind in each.get(name, {}) for each in given)
    ]


def _sure(sure: Cells, *given: Cells) -> list[str]:
    """What came out with no chance in it wherever it was measured."""
    names = [name for name in sure if not any(name in each for each in given)]
    return [f"- `{name}`: the rules make it what it is, in every scheme here." for name in names]


__all__ = ["KINDS", "Cell", "question_of", "table"]
