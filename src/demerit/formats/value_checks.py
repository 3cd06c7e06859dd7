"""Checks on numbers wherever they stand: the keys of `by`, ranges, and what is assumed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from demerit.formats.columns import Column, find
from demerit.formats.plain import is_mapping
from demerit.formats.problems import Place, Problem
from demerit.formats.sheet import Part

MOST_UNSAID = 5
TOLERANCE = 1e-6
_OF_ENTRIES: tuple[Place, ...] = (("points",), ("detects",), ("factor",), ("wait", "days"), ("tax", "share"))
_OF_PARTS: dict[object, tuple[Place, ...]] = {
    "wait": (("days",),), "to_band": (("days",),), "alarms": (("per_year",),),
}  # fmt: skip


def value_problems(top: Part, names: Mapping[str, Collection[str]]) -> Iterable[Problem]:
    """Every problem with numbers by column, ranges and assumptions in a file.

    `names` are the known keys by column, for those that the file itself defines (`band`, `group`, `conduct`).
    """
    for part in top.everything():
        if part["by"].text() is not None and part["values"].present:
            yield from by_problems(part, names)
        if is_mapping(part.raw) and ("range" in part.raw or "assumed" in part.raw):
            yield from _range_problems(part)


def by_problems(part: Part, names: Mapping[str, Collection[str]], under: str = "values") -> Iterable[Problem]:
    """Whether the keys of a number by column fit the column."""
    column = find(part["by"].text())
    if column is None:
        return
    if column.about == "standing" and "per_year" in part.path:
        yield part["by"].problem(
            "another column, as how often life brings something follows neither score nor band"
        )
    if column.about == "conduct" and not {"detects", "misnames"}.intersection(part.path):
        yield part["by"].problem("another column, as only what a channel detects or misnames goes by conduct")
        return
    keys = part[under].values()
    if column.stepped:
        yield from _edge_problems(keys, column)
    elif column.keys == "numbers":
        for key in keys:
            if not isinstance(key.path[-1], int) or key.path[-1] < 0:
                yield key.problem(f"the number of a {column.name}, from 0", key=True)
    else:
        yield from _name_problems(keys, column.name, column.names or names.get(column.name))
        if column.about == "person" and all(name in column.names for name, _ in part[under].items()):
            yield from unsaid(part[under], column.names, column.whole)


def unsaid(table: Part, known: Iterable[object], what: str) -> Iterable[Problem]:
    """A table by names that leaves one out: nothing is filled in for those."""
    given = {name for name, _ in table.items()}
    missing = [str(name) for name in known if name not in given]
    if missing and given:
        names = ", ".join(missing[:MOST_UNSAID]) + (", …" if len(missing) > MOST_UNSAID else "")
        has = "has" if len(missing) == 1 else "have"
        yield table.problem(f"a number for {what} ({names} {has} none)")


def _edge_problems(keys: list[Part], column: Column) -> Iterable[Problem]:
    """Lower edges are numbers in rising order within the column's limits."""
    limits = column.limits
    before: float | None = None
    for key in keys:
        edge = key.path[-1]
        if isinstance(edge, str):
            yield key.problem(f"a number, as keys by {column.name} are lower edges", key=True)
            continue
        if limits and not (limits[0] <= edge <= limits[1] and edge == int(edge)):
            yield key.problem(f"a whole number from {limits[0]} to {limits[1]}", key=True)
        elif before is not None and edge <= before:
            yield key.problem(f"a number above {before:g}, as lower edges stand in rising order", key=True)
        before = edge


def _name_problems(keys: list[Part], column: str, known: Collection[str] | None) -> Iterable[Problem]:
    """Keys are words, known ones where the file defines them."""
    for entry in keys:
        key = entry.path[-1]
        if known is not None and key not in known:
            yield entry.problem(f"a {column} here", known=known, key=True)
        elif not isinstance(key, str):
            yield entry.problem(f"the name of a {column}", key=True)


def _range_problems(part: Part) -> Iterable[Problem]:
    """A range rises and holds the value; what is assumed has one."""
    low, high = part["range"][0].number(), part["range"][1].number()
    main = main_part(part)
    values = main.numbers() if main else []
    if part["range"].present:
        if low is None or high is None:
            return
        if low > high:
            yield part["range"].problem("[low, high], low first")
            return
        for value in values:
            number = value.number()
            if number is not None and not low <= number <= high:
                yield value.problem(f"a number within its range, {low:g} to {high:g}")
    elif part["assumed"].raw is True and values:
        yield part["range"].problem("a range [low, high], as the value is assumed")


def main_places(holder: object) -> tuple[Place, ...]:
    """What a `range` in a part under the key `holder` is about: the first of these that is there."""
    return (("value",), *_OF_PARTS.get(holder, _OF_ENTRIES))


def main_part(part: Part) -> Part | None:
    """The number that a part's own `assumed` and `range` are about; None where it has a range of its own."""
    for steps in main_places(part.path[-1] if part.path else None):
        main = part
        for step in steps:
            main = main[step]
        if main.present:
            own = main["value"].present or (len(steps) > 1 and part[steps[0]]["range"].present)
            by = main["by"].present and steps != ("value",)
            return None if own or by else main
    return None


def low_first(pair: Part) -> Iterable[Problem]:
    """Two numbers of a list fall."""
    low, high = pair[0].number(), pair[1].number()
    if low is not None and high is not None and low > high:
        yield pair.problem("[low, high], low first")


def span_problems(ages: Part, last: int) -> Iterable[Problem]:
    """Ages from one to below another, which rise and go up to the last."""
    low, high = ages[0].number(), ages[1].number()
    if low is not None and high is not None and not 0 <= low < high <= last:
        yield ages.problem(f"[from, below], rising, at most {last}")


def one_of_two(holder: Part, first: str, second: str, missing: str | None) -> Iterable[Problem]:
    """Both of two keys that exclude each other; neither, where one is `missing`."""
    one, other = holder[first], holder[second]
    if one.present and other.present:
        yield other.problem(f"either {first} or {second}")
    elif missing and is_mapping(holder.raw) and not (one.present or other.present):
        yield one.problem(missing)


def sums_to_one(parts: Collection[Part], holder: Part) -> Iterable[Problem]:
    """A problem unless shares that are all numbers add up to 1."""
    shares = [number for part in parts if (number := part.number()) is not None]
    if len(shares) == len(parts) and shares and abs(sum(shares) - 1.0) > TOLERANCE:
        yield holder.problem("1 in all", says=f"shares that add up to {sum(shares):.6g}")
