"""Cross checks of societies and behaviours: shares, ages, groups, and rates that single somebody out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

from demerit.formats import limits
from demerit.formats.columns import AGE, GROUP, TRAITS, columns, find, names_of
from demerit.formats.limits import OLDEST
from demerit.formats.name_checks import at_most, doubled, ids
from demerit.formats.occasion_checks import occasion_problems, organisation_problems
from demerit.formats.problems import Problem, Problems
from demerit.formats.reading import Document
from demerit.formats.sheet import Part
from demerit.formats.step_tables import LeastValues, begun_late, everybodys
from demerit.formats.value_checks import one_of_two, span_problems, sums_to_one, unsaid, value_problems
from demerit.formats.values import number
from demerit.formats.vocabulary import Kind
from demerit.societies.apart import fitted_and_apart
from demerit.societies.error_tables import error_table
from demerit.societies.fitting import agree, fit, space_of
from demerit.societies.floors import group_problems
from demerit.societies.income import income_steps
from demerit.societies.life import fix_life
from demerit.societies.margins import Margin, read_margins
from demerit.societies.model import Society

LEAST_SHARE = 0.01
"""Of the society: a smaller part may have no rates of its own (DESIGN section 4)."""


def society_problems(top: Part) -> Iterable[Problem]:
    """All cross checks of a society's file that need nothing but the file."""
    groups = ids(top["groups"])
    yield from doubled(top["groups"])
    for group in top["groups"].entries():
        if group["id"].raw in get_args(Kind):
            yield group["id"].problem("another name: tables call organisations by it")
    shares = [group["share"] for group in top["groups"].entries()]
    yield from sums_to_one(shares, top["groups"])
    yield from group_problems(top)
    yield from span_problems(top["ages"], OLDEST)
    yield from span_problems(top["ties"]["employment"]["ages"], OLDEST)
    for group in top["groups"].entries():
        yield from _class_problems(group["columns"], top["error_tables"])
    yield from one_of_two(top["margins"]["income"], "gini", "decile_shares", "gini or decile_shares")
    yield from occasion_problems(top["life"], groups=groups, closed=not top["life"]["catalogue"].present)
    yield from _organisation_problems(top)
    yield from value_problems(top, {GROUP: groups})
    yield from _left_out(top, groups)
    yield from at_most(top["groups"], limits.GROUPS, "groups")
    yield from _singling_out(top)


def behaviour_problems(top: Part) -> Iterable[Problem]:
    """All cross checks of a behaviour's file."""
    yield from value_problems(top, {})
    yield from begun_late(top, LeastValues(values=everybodys()))


def _left_out(top: Part, groups: Sequence[str]) -> Iterable[Problem]:
    """Numbers by column that say nothing for a group, or for the first ages or the poorest."""
    for part in top.sheet.tables(GROUP):
        if part["values"].present:
            yield from unsaid(part["values"], groups, "every group")
    first = top["ages"][0].number() if top["ages"].present else 18
    ages = {} if first is None else {AGE: first}
    yield from begun_late(top, LeastValues(values={**everybodys(), **ages}))


def data_problems(society: Document[Society]) -> Iterable[Problem]:
    """What only the data files and the shared catalogue can tell: each margin, table and name at its line."""
    margins: list[Margin] = []
    readings: Sequence[Callable[[], Any]] = [
        lambda: margins.extend(read_margins(society)),
        lambda: income_steps(society),
        lambda: fix_life(society),
        *(lambda name=name: error_table(society, name) for name in society.model.error_tables),
    ]
    for reading in readings:
        try:
            reading()
        except Problems as problems:
            yield from problems.problems
    if margins:
        yield from _disagreeing(society, tuple(margins))
        yield from unhad(society.top(), society, margins)
    yield from _few_of_a_trait(society, margins)
    by_age = next((margin for margin in margins if AGE in margin.columns and not margin.apart), None)
    if by_age is not None:
        yield from _more_jobs_than_workers(society, by_age)


def unhad(top: Part, society: Document[Society], margins: Sequence[Margin]) -> Iterable[Problem]:
    """Numbers by a trait, and occasions for it, that no margin of this society counts by."""
    some = {trait.name for trait in columns("person") if not trait.everywhere}
    if not some:
        return
    counted = {name for margin in margins for name in margin.columns}
    had, lacking = (sorted(some & counted), some - counted)
    for part in top.sheet.telling:
        expected = f"a column that the margins of the society {society.model.id} count by"
        if part["by"].text() in lacking:
            yield part["by"].problem(expected, known=had)
        for name in lacking:
            if part["who"][name].present:
                yield part["who"][name].problem(expected, known=had, key=True)


def _disagreeing(society: Document[Society], margins: tuple[Margin, ...]) -> Iterable[Problem]:
    """Margins that no one society can meet."""
    try:
        kept, _ = fitted_and_apart(society, margins)
        fit(society, agree(society, kept), space_of(society, kept))
    except Problems as problems:
        yield from problems.problems


def _organisation_problems(top: Part) -> Iterable[Problem]:
    """Ids of their own, nothing that only persons have, and no organisation larger than its district."""
    holders = dict.fromkeys((*_occasions(top["life"]),), "life")
    for section in ("opportunities", "needs"):
        for entry in top["life"][section].values():
            if entry["kind"].raw not in (None, "person") and entry["kind"].present:
                yield entry["kind"].problem(f"this under organisations.{entry['kind'].raw}.life", key=True)
    for name, kind in top["organisations"].items():
        closed = not kind["life"]["catalogue"].present
        yield from occasion_problems(kind["life"], closed=closed)
        yield from organisation_problems(kind["life"])
        for section in ("opportunities", "needs"):
            for key, entry in kind["life"][section].items():
                if key in holders:
                    yield entry.problem(f"an id of its own; {holders[key]} has it already", key=True)
        holders |= dict.fromkeys(_occasions(kind["life"]), f"organisations.{name}.life")
    yield from _size_problems(top)
    yield from _room_problems(top)


def _occasions(life: Part) -> list[str | int | float]:
    """The ids of a life's opportunities and needs."""
    return [name for section in ("opportunities", "needs") for name, _ in life[section].items()]


def _size_problems(top: Part) -> Iterable[Problem]:
    """Organisations that are larger than their district, and more jobs than there are people."""
    district, jobs = _district_people(top), 0.0
    for kind in top["organisations"].values():
        size = _number(kind["employees"])
        if size is not None and district is not None and size > district:
            yield kind["employees"].problem(f"at most the {district:,.0f} people of a district")
        jobs += (size or 0.0) * (_number(kind["per_1000_people"]) or 0.0) / 1000
        if size and jobs > 1.0:
            yield kind["employees"].problem(f"jobs for at most everybody (so far {jobs:.2f} a person)")


def _room_problems(top: Part) -> Iterable[Problem]:
    """More subjects in a district, or more districts, than their numbers can tell apart."""
    district, people = _district_people(top), top["people"].number()
    if people is not None and district and people / district > limits.DISTRICTS:
        yield top["people"].problem(f"at most {limits.DISTRICTS:,} districts of {district:,.0f} people")
    subjects = (district or 0) + 1.0  # a last person alone joins the district before
    for kind in top["organisations"].values():
        subjects += math.ceil((district or 0) * (_number(kind["per_1000_people"]) or 0.0) / 1000)
        if subjects > limits.SUBJECTS:
            expected = f"at most {limits.SUBJECTS:,} people and organisations in a district"
            yield kind["per_1000_people"].problem(f"{expected} (so far {subjects:,.0f})")


def _number(part: Part) -> float | None:
    """A number, with or without its source."""
    return part["value"].number() if part["value"].present else part.number()


def _class_problems(columns: Part, tables: Part) -> Iterable[Problem]:
    """A group's classes are of error tables that the society has."""
    names = [str(name) for name, _ in tables.items()]
    for name, table in columns.items():
        if name not in names:
            yield table.problem("an error table of this society", known=names, key=True)


def _singling_out(top: Part) -> Iterable[Problem]:
    """Rates of its own only for a part of at least 1 %, and from a public aggregate or said to be assumed."""
    groups: Mapping[str | None, Part] = {group["id"].text(): group for group in top["groups"].entries()}
    for section in ("life", "organisations"):
        for part in top[section].everything():
            if part["by"].text() in names_of(*TRAITS) and part["values"].present:
                keys = part["values"].values()
                yield from _few_of(keys, str(part["by"].raw), groups, top, at_key=True)
                yield from _uncited(part["by"], keys, groups)
            elif part.path[-2:] == ("who", GROUP):
                yield from _few_of(part.entries(), GROUP, groups, top, at_key=False)
                yield from _uncited(part, part.entries(), groups)


def _few_of(
    named: Iterable[Part], by: str, groups: Mapping[str | None, Part], top: Part, *, at_key: bool
) -> Iterable[Problem]:
    """Groups and districts that hold less than 1 % of the society."""
    for part in named:
        name: Any = part.path[-1] if at_key else part.raw
        share = _district_share(top) if by == "district" else None
        if by == GROUP and isinstance(name, str) and name in groups:
            share = groups[name]["share"].number()
        if share is not None and share < LEAST_SHARE:
            size = f"a {by} of at least 1 % of the society"
            yield part.problem(f"{size}, as it has rates of its own (this one is {share:.3%})", key=at_key)


def _district_share(top: Part) -> float | None:
    """What part of the society a full district is; the model's defaults where the file is silent."""
    people = top["people"].number() if top["people"].present else 20_000
    district = _district_people(top)
    return district / people if people and district else None


def _district_people(top: Part) -> float | None:
    """How many people live in a district; the model's default where the file is silent."""
    return top["district_people"].number() if top["district_people"].present else 2_000


def _uncited(at: Part, named: Sequence[Part], groups: Mapping[str | None, Part]) -> Iterable[Problem]:
    """Rates that differ by trait, where neither they, nor what holds them, nor the groups say where from."""
    holders = [Part(at.sheet, at.path[:n], at.sheet.raw(at.path[:n])) for n in range(1, len(at.path))]
    own = [groups.get(part.text() or str(part.path[-1])) for part in named]
    if any(_cited(holder) for holder in holders) or (own and all(group and _cited(group) for group in own)):
        return
    yield at.problem("a source, or assumed: true, beside rates that differ between people")


def _cited(part: Part) -> bool:
    """Whether a part says where it is from."""
    return part["source"].text() is not None or part["assumed"].raw is True


def _more_jobs_than_workers(society: Document[Society], margin: Margin) -> Iterable[Problem]:
    """Organisations that employ more people than are of an age to work."""
    low, high = society.model.ties.employment.ages
    able = _share_of(margin, AGE, (low, high))
    kinds = society.model.organisations
    jobs = sum(number(kind.employees) * number(kind.per_1000_people) / 1000 for kind in kinds.values())
    if jobs > able:
        expected = f"jobs for at most the {able:.3f} of all people who are {low} to {high - 1} years old"
        value = f"{jobs:.3f} jobs a person"
        yield society.problem(("organisations",), value=value, expected=expected)


def _few_of_a_trait(society: Document[Society], margins: Sequence[Margin]) -> Iterable[Problem]:
    """Values of a trait with rates of their own that less than 1 % have; `_singling_out` sees to groups."""
    for part in society.top()["life"].everything():
        for value, trait, wanted in _told_apart(part):
            margin = next((margin for margin in margins if trait in margin.columns), None)
            share = 1.0 if margin is None else _share_of(margin, trait, wanted)
            if share < LEAST_SHARE and (share or trait == AGE):
                size = f"{'ages' if trait == AGE else f'a {trait}'} of at least 1 % of the society"
                expected = f"{size}, with rates of their own (these are {share:.3%})"
                yield value.problem(expected, key=part["by"].present)


def _told_apart(part: Part) -> Iterable[tuple[Part, str, str | tuple[float, float]]]:
    """What a part gives rates of its own: a trait with a name of it, or a span of its values, [low, high)."""
    low, high = part["who"][AGE][0].number(), part["who"][AGE][1].number()
    if low is not None and high is not None:
        yield part["who"][AGE], AGE, (low, high)
    by = find(part["by"].text())
    if by is None or by.about != "person" or by.name == GROUP:
        return
    keys = [(share, share.path[-1]) for share in part["values"].values()]
    for (entry, key), above in zip(keys, [*(key for _, key in keys[1:]), math.inf], strict=True):
        if not by.stepped:
            yield entry, by.name, str(key)
        elif not isinstance(key, str) and not isinstance(above, str):
            yield entry, by.name, (key, above)


def _share_of(margin: Margin, trait: str, wanted: str | tuple[float, float]) -> float:
    """The share of people with a name, or with values from low to below high, bands counted evenly."""
    held = margin.onto((trait,), lambda band: band).items()
    if isinstance(wanted, str):
        return math.fsum(share for (value,), share in held if value == wanted)
    low, high = wanted
    total = 0.0
    for (value,), share in held:
        start, end = value if isinstance(value, tuple) else (int(value), int(value) + 1)
        total += share * max(0, min(high, end) - max(low, start)) / (end - start)
    return total
