"""One changed value: a dotted path with ids for the entries of lists, and the file read anew in full."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any, Final, NoReturn, TypeVar, cast

from pydantic import BaseModel

from demerit.errors import WrongUse
from demerit.formats.compose import tree_of
from demerit.formats.migration import migrated
from demerit.formats.plain import is_list, is_mapping
from demerit.formats.problems import Place, Problem, Problems, dotted, nearest
from demerit.formats.reading import Document, read_text, schema_of, wanted_format
from demerit.formats.respelling import respelt
from demerit.formats.shapes import keys_at
from demerit.formats.sheet import Sheet
from demerit.formats.value_checks import main_places
from demerit.formats.writing import dump, flow

M = TypeVar("M", bound=BaseModel)
FILES: Final = ("scheme", "society", "behaviour")
"""A run's files, and what a path may begin with: `behaviour.caution.half_life_days`."""


def file_of(path: str, of: str = "") -> tuple[str, str]:
    """The file that a path begins with and the path in it; `of` and the whole path where it names none."""
    first, dot, rest = path.partition(".")
    return (first, rest) if dot and first in FILES else (of, path)


def place_in(documents: Mapping[str, Document[Any]], path: str) -> tuple[Document[Any], str, Place] | None:
    """Of a run's files by name, the one that a path begins with, the path in it, and where that leads.

    None where it begins with none of them. Raises `Problems` or `WrongUse` where it leads nowhere there.
    """
    file, _, rest = path.partition(".")
    document = documents.get(file)
    if document is None:
        return None
    return document, rest, place_of(document, rest)


def place_of(document: Document[Any], path: str) -> Place:
    """Where a path in a file leads. Raises `Problems` or `WrongUse` where it leads nowhere."""
    model = cast("type[BaseModel]", type(document.model))
    return resolve(document.sheet, path, schema_of(model), document.name)


def with_set(document: Document[M], path: str, value: Any) -> Document[M]:
    """The document with one value changed, checked in full again.

    Args:
        document: a file that was read.
        path: such as `conducts.jaywalking.points`, `score.start`, `conducts.jaywalking.points[0]` or
            `rollout[1].from_day`: ids (or indices) for entries of lists. Keys that are missing are made.
        value: plain data, as YAML would read it. A number that is set is no longer assumed: its range goes.

    Raises:
        Problems: the path leads nowhere, or the file with this value has problems.
        WrongUse: the path cannot be read, or the value is nothing that a file can hold.
    """
    sets = (*document.sets, f"{path}={flow(value)}")
    name = f"{document.name.removesuffix(_told(document.sets))}{_told(sets)}"
    model = type(document.model)
    sheet = _current(document, model)
    where = resolve(sheet, path, schema_of(model), name)
    data = with_value(sheet.tree.data, where, value)
    text = _edited(sheet, where, value)
    tree = None if text is None else respelt(sheet.tree, sheet.text, where, value) or tree_of(text)
    if text is None or tree is None or tree.data != data:
        text, tree = dump(data), None
    return read_text(
        text, model, name=name, folder=document.folder, rules=document.rules, sets=sets, tree=tree
    )


def data_of(document: Document[M]) -> dict[str, Any]:
    """What a document says, as plain data of the format's newest version; the caller's own."""
    return copy.deepcopy(_current(document, type(document.model)).tree.data)


def with_data(document: Document[M], data: dict[str, Any], what: str) -> Document[M]:
    """The document with other data in place of its own, checked in full; `told` is added to its name.

    Raises:
        Problems: everything that is wrong with it.
        WrongUse: it holds what no file can.
    """
    name = f"{document.name} {what}"
    return read_text(
        dump(data), type(document.model), name=name, folder=document.folder, rules=document.rules
    )


def _told(sets: tuple[str, ...]) -> str:
    """What is added to a file's name by what was set in it."""
    return f" with {', '.join(sets)}" if sets else ""


def resolve(sheet: Sheet, path: str, schema: dict[str, Any], name: str) -> Place:
    """A dotted path as keys and indices; what is missing must be a key that the format has.

    Raises:
        Problems: no such key or entry.
        WrongUse: not a path.
    """
    tokens = _tokens(path)
    data: Any = sheet.tree.data
    where: Place = ()
    for index, token in enumerate(tokens):
        if is_list(data):
            step = _entry(data, token)
            if step is None:
                _refuse(name, where, token, "an entry here", _entry_names(data))
            data = data[step]
        elif is_mapping(data):
            step = _key(data, token)
            if step not in data:
                _refuse_unknown(sheet, schema, (where, step), name)
                return (*where, step, *tokens[index + 1 :])
            data = data[step]
            if data is None and index + 1 < len(tokens):
                return (*where, step, *tokens[index + 1 :])
        else:
            _refuse(name, where, token, "a key here, as this is a single value", ())
        where = (*where, cast("str", step))
    return where


def _current(document: Document[M], model: type[M]) -> Sheet:
    """The document's text and places; of a migrated file, those of what it was migrated to."""
    data = document.sheet.tree.data
    new = migrated(data, wanted_format(model)) if "format" in data else data
    if new is None or new is data:
        return document.sheet
    return read_text(dump(new), model, name=document.name, folder=document.folder).sheet


def _tokens(path: str) -> list[str]:
    """The steps of a path.

    Raises:
        WrongUse: an empty step or an unclosed bracket.
    """
    if not re.fullmatch(r"[^.\[\]]+(\.[^.\[\]]+|\[\d{1,9}\])*", path):
        message = f"{path!r} is no path; expected something like conducts.jaywalking.points"
        raise WrongUse(message)
    return re.findall(r"[^.\[\]]+", path)


def _key(data: dict[Any, Any], token: str) -> str | int | float:
    """A mapping's own key that a step means; if it is new, the step, as a number where the others are."""
    for key in data:
        if str(key) == token:
            return key
    numeric = bool(data) and all(isinstance(key, int) for key in data)
    return int(token) if numeric and re.fullmatch(r"\d{1,9}", token) else token


def _entry(entries: list[Any], token: str) -> int | None:
    """The index of a list's entry by its id, or by a number."""
    for index, entry in enumerate(entries):
        if is_mapping(entry) and entry.get("id") == token:
            return index
    return int(token) if re.fullmatch(r"\d{1,9}", token) and int(token) < len(entries) else None


def _entry_names(entries: list[Any]) -> list[str]:
    """What entries are called: their ids, or indices."""
    return [
        str(entry["id"]) if is_mapping(entry) and "id" in entry else str(i) for i, entry in enumerate(entries)
    ]


def _refuse_unknown(sheet: Sheet, schema: dict[str, Any], at: tuple[Place, str | float], name: str) -> None:
    """Refuse a new key that the format does not have there."""
    where, key = at
    known = keys_at(schema, where, sheet.tree.data)
    if known and key not in known:
        _refuse(name, where, str(key), "a key here", known)


def _refuse(name: str, where: Place, token: str, expected: str, known: list[str] | tuple[()]) -> NoReturn:
    """Say that a path leads nowhere."""
    place, near, names = dotted(where), nearest(token, known), tuple(known)
    raise Problems(
        [Problem(file=name, place=place, value=f"'{token}'", expected=expected, near=near, names=names)]
    )


def with_value(data: Any, where: Place, value: Any) -> dict[str, Any]:
    """A copy of a file's data with the value set at a place; of a number that is set, the range is gone."""
    changed = copy.deepcopy(data)
    here: Any = changed
    for index, step in enumerate(where[:-1]):
        if is_mapping(here):
            _unassume(here, where, index)
            if here.get(step) is None:
                here[step] = {}
        here = here[step]
    if is_mapping(here):
        _unassume(here, where, len(where) - 1)
    here[where[-1]] = value
    if is_mapping(here) and not isinstance(where[-1], str):
        # Lower edges stand in rising order.
        ordered = sorted(here.items())
        here.clear()
        here.update(ordered)
    return changed


def _unassume(holder: dict[str, Any], where: Place, depth: int) -> None:
    """A number that somebody has set is no longer assumed by what holds it, `depth` steps down."""
    below, key = where[depth:], where[depth - 1] if depth else None
    if "range" in holder and any(below[: len(steps)] == steps for steps in main_places(key)):
        del holder["range"]
        holder.pop("assumed", None)


def _edited(sheet: Sheet, where: Place, value: Any) -> str | None:
    """The text with the one value written over, comments and all else kept; None where that is not simple.

    Aliases may make it say something else than was meant: the caller reads it and compares.
    """
    text = sheet.text
    node = sheet.tree.at(where)
    if node is not None:
        end = node.start + len(text[node.start : node.end].rstrip())
        # A block list may stand as far left as its key, which a value on one line may not.
        apart = text[node.start - 1] == ":" or (is_list(node.data) and not node.flow)
        return f"{text[: node.start]}{' ' if apart else ''}{flow(value)}{text[end:]}"
    depth = max(n for n in range(len(where)) if sheet.tree.at(where[:n]) is not None)
    parent = sheet.tree.at(where[:depth])
    if parent is None or not is_mapping(parent.data) or not isinstance(where[depth], str):
        return None
    for step in reversed(where[depth + 1 :]):
        value = {step: value}
    entry = f"{flow(where[depth])}: {flow(value)}"
    if parent.flow:
        comma = ", " if parent.data else ""
        return f"{text[: parent.start + 1]}{entry}{comma}{text[parent.start + 1 :]}"
    first = min(parent.keys.values(), key=lambda key: key.start)
    return f"{text[: first.start]}{entry}\n{' ' * first.column}{text[first.start :]}"
