"""Step tables: a key holds at and above it, so the lowest key has to stand at the least value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from demerit.formats.columns import AGE, Column, traits
from demerit.formats.plain import is_number
from demerit.formats.problems import Problem
from demerit.formats.sheet import Part


@dataclass(frozen=True, kw_only=True)
class LeastValues:
    """The least value of columns, as far as it is known; bands worst first, each with where it begins."""

    values: Mapping[str, float]
    bands: Sequence[str] = ()
    begins: Mapping[str, float | None] | None = None
    lowest_band: int = 0

    def within(self, part: Part) -> LeastValues:
        """The same inside a part that holds for some only: `who` of an occasion, `bands` of a treatment."""
        if not (part["who"].present or part["bands"].present):
            return self
        asked = {
            trait.name: _least_asked(part["who"][trait.name], trait) for trait in traits() if trait.stepped
        }
        ranks = [self.bands.index(entry.raw) for entry in part["bands"].entries() if entry.raw in self.bands]
        lowest = min(ranks) if part["effect"].present and ranks else self.lowest_band
        begins = (self.begins or {}).get(self.bands[lowest]) if ranks and part["effect"].present else None
        narrower = {"score": begins, **asked}
        more = {
            column: max(value, self.values.get(column, value))
            for column, value in narrower.items()
            if value is not None and column in self.values
        }
        return replace(self, values={**self.values, **more}, lowest_band=lowest)


def _least_asked(who: Part, column: Column) -> float | None:
    """The least value of a trait that an occasion asks for: where a span begins, or the least of a list."""
    if column.name == AGE:
        return who[0].number()
    return min((entry.number() or column.least or 0 for entry in who.entries()), default=None)


def everybodys() -> dict[str, float]:
    """The least values of traits that are the same in every society."""
    return {trait.name: trait.least for trait in traits() if trait.least is not None}


def least_of(scheme: Part) -> LeastValues:
    """What a scheme's file says of the least values: of its score, its start scores and its bands."""
    score, bands = scheme["score"], scheme["bands"].entries()
    values = everybodys()
    start = score["start"]
    starts = [
        float(key)
        for start_share in start["shares"].values()
        for key, _ in start_share.items()
        if is_number(key)
    ]
    starts += [float(number)] if (number := start.number()) is not None else []
    least = score["min"].number()
    values |= {"score": least} if least is not None else {}
    values |= {"start_score": min(starts)} if starts else {}
    names = [str(band["id"].raw) for band in bands]
    begins = {str(band["id"].raw): band["from"].number() for band in bands}
    return LeastValues(values=values, bands=names, begins=begins)


def begun_late(part: Part, least: LeastValues) -> Iterable[Problem]:
    """Step tables below a part that say nothing for the least values: nothing is filled in for those."""
    depth = len(part.path)
    for table in part.sheet.tables():
        if table.path[:depth] != part.path or table["by"].text() is None:
            continue
        here, known = part, least.within(part)
        for step in table.path[depth:]:
            here = here[step]
            known = known.within(here)
        for under in ("values", "shares"):
            if table[under].present:
                yield from _late(str(table["by"].raw), table[under], known)


def _late(column: str, table: Part, least: LeastValues) -> Iterable[Problem]:
    """The problem of one table, at its lowest key."""
    keys: Any = dict(table.items())
    if column == "band":
        ranks = {least.bands.index(key): value for key, value in keys.items() if key in least.bands}
        if ranks and min(ranks) > least.lowest_band:
            wanted = f"'{least.bands[least.lowest_band]}'"
            yield ranks[min(ranks)].problem(_expected(wanted, "the lowest band here"), key=True)
        return
    numbers = {key: value for key, value in keys.items() if is_number(key)}
    if column in least.values and numbers and min(numbers) > least.values[column]:
        wanted = f"{least.values[column]:g}"
        what = f"the least {column.replace('_', ' ')} here"
        yield numbers[min(numbers)].problem(_expected(wanted, what), key=True)


def _expected(wanted: str, what: str) -> str:
    """The remedy: a key more."""
    return f"a key at {wanted}, {what}, as each key holds at and above it"
