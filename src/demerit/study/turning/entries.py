"""The rules of a scheme as entries of its file: which there are, which differ, the file with one changed.

A rule is an entry with an id (a conduct, channel, treatment, band), an influence by its ties, a way of
redress, or a part that is one rule as a whole (score, providers, rollout). What is about the scheme and no
rule of it (title, sources, data for the audit, what life is assumed to be) is none.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from operator import itemgetter
from typing import Any, Final

from demerit.formats.plain import is_list, is_mapping
from demerit.formats.reading import Document
from demerit.formats.setting import data_of, with_data
from demerit.schemes.model import Scheme

LISTED: Final = {"bands": "id", "channels": "id", "conducts": "id", "treatments": "id", "influence": "ties"}
"""Lists of rules, and the key that an entry is called by."""
NAMED: Final = ("redress",)
"""Mappings of rules."""
WHOLE: Final = ("score", "providers", "rollout")
LEFT: Final = ("channels", "conducts", "treatments", "influence", "redress")
"""What a scheme without any rule lacks; score and bands are what there is to have rules about."""
ABOUT: Final = frozenset({"source", "note", "title", "range", "assumed"})
"""Keys of an entry that say where it comes from, and no rule."""

MOST_NAMED: Final = 3
"""Rules that the name of a changed file names."""

Data = dict[str, Any]
Rule = tuple[str, str | None]
"""The part of the file, and the entry in it; None for a part that is one rule."""


def rules_of(data: Data) -> dict[Rule, Any]:
    """Every rule of a scheme's plain data, in the order of the format."""
    rules: dict[Rule, Any] = {}
    for part, key in LISTED.items():
        rules |= {(part, str(entry.get(key))): entry for entry in _entries(data, part)}
    for part in NAMED:
        held = data.get(part)
        rules |= {(part, str(name)): entry for name, entry in held.items()} if is_mapping(held) else {}
    return rules | {(part, None): data[part] for part in WHOLE if data.get(part) is not None}


def called(rule: Rule) -> str:
    """A rule as people write it: 'conducts.jaywalking', 'redress.lapse', 'score'."""
    part, name = rule
    return part if name is None else f"{part}.{name}"


def differing(a: Document[Scheme], b: Document[Scheme]) -> list[Rule]:
    """The rules that are not the same in both, in the order of the second; sources and notes aside."""
    before, after = rules_of(data_of(a)), rules_of(data_of(b))
    every = dict.fromkeys([*after, *before])
    return [rule for rule in every if _bare(before.get(rule)) != _bare(after.get(rule))]


def with_rules_of(b: Document[Scheme], a: Document[Scheme], rules: Iterable[Rule]) -> Document[Scheme]:
    """The second scheme with some rules as in the first; what the first has not is left out.

    Raises:
        Problems: the file that this makes has problems.
    """
    rules = list(rules)
    data, first = data_of(b), data_of(a)
    given = rules_of(first)
    for rule in rules:
        put(data, rule, given.get(rule))
    data["sources"] = {**first.get("sources", {}), **data.get("sources", {})}
    named = ", ".join(map(called, rules)) if len(rules) <= MOST_NAMED else f"{len(rules):,} rules"
    return with_data(b, data, f"without {named}")


def bare(document: Document[Scheme]) -> Document[Scheme]:
    """A scheme with none of its rules: scores and bands stand, and nothing moves or follows from them.

    Raises:
        Problems: the file that this makes has problems.
    """
    data = {
        key: part
        for key, part in data_of(document).items()
        if key not in (*LEFT, "data", "assumes", "rollout")
    }
    data |= {"id": f"{data['id']}-without-rules", "title": f"{data['title']}, with none of its rules"}
    return with_data(document, data, "with none of its rules")


def put(data: Data, rule: Rule, entry: Any) -> None:
    """Put an entry in its place, or take it out where there is None, along with what names it."""
    part, name = rule
    if name is None or part in NAMED:
        held: Any = data if name is None else data.get(part) or {}
        key = part if name is None else name
        if entry is None:
            held.pop(key, None)
        else:
            held[key] = copy.deepcopy(entry)
        if name is not None:
            data[part] = held
        if not data.get(part):
            data.pop(part, None)
        return
    places = {str(one.get(LISTED[part])): place for place, one in enumerate(_entries(data, part))}
    if entry is None:
        data[part] = [one for one in _entries(data, part) if str(one.get(LISTED[part])) != name]
        _forget(data, part, name)
    elif name in places:
        data[part][places[name]] = copy.deepcopy(entry)
    else:
        data[part] = [*_entries(data, part), copy.deepcopy(entry)]
    if part == "bands" and all(isinstance(band.get("from"), int) for band in data[part]):
        data[part].sort(key=itemgetter("from"))


def _forget(data: Data, part: str, name: str) -> None:
    """Take an entry out of what names it.

    A channel leaves the conducts that it watched; a conduct leaves the tables of how well it is seen, and
    with it goes what was entered as it without any act: alarms.
    """
    for holder in ("conducts", "data") if part == "channels" else ("data",) if part == "conducts" else ():
        for entry in _entries(data, holder):
            if is_list(entry.get(part)):
                entry[part] = [other for other in entry[part] if other != name]
    for channel in _entries(data, "channels") if part == "conducts" else ():
        if channel.get("alarm_conduct") == name:
            channel.pop("alarm_conduct")
            channel.pop("alarms", None)
        channel.update({key: _without(inner, name) for key, inner in channel.items()})


def _without(value: Any, conduct: str) -> Any:
    """A number of a channel without a conduct's own; 0 where no conduct is left to have one."""
    if not is_mapping(value):
        return value
    if value.get("by") == "conduct" and is_mapping(value.get("values")):
        left = {key: inner for key, inner in value["values"].items() if key != conduct}
        return {**value, "values": left} if left else 0
    return {key: _without(inner, conduct) for key, inner in value.items()}


def _entries(data: Data, part: str) -> list[Any]:
    """The entries of a list that may be missing."""
    held = data.get(part)
    return [inner for inner in held if is_mapping(inner)] if is_list(held) else []


def _bare(entry: Any) -> Any:
    """An entry without what it says of its sources."""
    if is_mapping(entry):
        return {key: _bare(inner) for key, inner in entry.items() if key not in ABOUT}
    return [_bare(inner) for inner in entry] if is_list(entry) else entry
