"""What pydantic found, as problems at their places in the file and in plain words."""

from __future__ import annotations

from heapq import nsmallest
from typing import Any

from pydantic import ValidationError

from demerit.formats.plain import is_list, is_mapping
from demerit.formats.problems import MOST_TOLD, Place, Problem
from demerit.formats.shapes import Schema, describe, key_names, keys_at, options_at, told_apart_by, words_of
from demerit.formats.sheet import ABSENT, Sheet

Names = dict[int, dict[str, Any]]
"""Keys by what they look like, for each mapping by its identity."""
MISSING, UNKNOWN_KEY, BAD_KEY, TOO_SHORT = "missing", "extra_forbidden", "[key]", "too_short"


def shape_problems(
    error: ValidationError, data: Any, sheet: Sheet, schema: Schema
) -> tuple[list[Problem], int]:
    """The first places that a model refuses, each once, and how many there are besides.

    Args:
        error: what the model raised on `data`.
        data: the plain data that was read (of the file, or migrated from it).
        sheet: the file, for places.
        schema: the model's JSON Schema, for what was expected.
    """
    kinds: dict[Place, tuple[str, bool]] = {}
    names: Names = {}
    for details in error.errors(include_url=False, include_context=False, include_input=False):
        path = path_in(data, details["loc"], missing=details["type"] == MISSING, names=names)
        # Pydantic counts only valid entries: a list of faulty ones is not too short on top of that.
        hollow = details["type"] == TOO_SHORT and bool(sheet.raw(path))
        if not hollow:
            kinds.setdefault(path, (details["type"], BAD_KEY in details["loc"]))

    def place(path: Place) -> tuple[int, int]:
        kind, bad_key = kinds[path]
        return sheet.place(path, key=bad_key or kind == UNKNOWN_KEY)

    first = nsmallest(MOST_TOLD, kinds, key=place)
    return [_problem(*kinds[path], path, data, sheet, schema) for path in first], len(kinds) - len(first)


def path_in(data: Any, loc: tuple[str | int, ...], *, missing: bool, names: Names) -> Place:
    """Pydantic's location as a path of the file: tags of unions and types are no keys.

    `names` keeps what keys look like between calls on the same data.
    """
    path: list[str | int | float] = []
    for index, step in enumerate(loc):
        if is_mapping(data):
            key = step if step in data else _alike(data, names).get(str(step), ABSENT)
            if key is not ABSENT:
                path.append(key)
                data = data[key]
            elif missing and index == len(loc) - 1:
                path.append(step)
        elif is_list(data) and isinstance(step, int) and step < len(data):
            path.append(step)
            data = data[step]
    return tuple(path)


def _alike(data: dict[Any, Any], names: Names) -> dict[str, Any]:
    """A mapping's keys by what they look like."""
    if id(data) not in names:
        names[id(data)] = {str(key): key for key in data}
    return names[id(data)]


def _problem(kind: str, bad_key: bool, path: Place, data: Any, sheet: Sheet, schema: Schema) -> Problem:
    """One problem in words."""
    variant = _variant(kind, path, data, schema)
    if variant is not None and kind == UNKNOWN_KEY:
        return sheet.problem(path, expected=f"no {path[-1]} with the {variant}", key=True)
    if variant is not None:
        return sheet.problem(path, says="", expected=f"{path[-1]}, as the {variant.replace(' ', ' is ', 1)}")
    if kind == UNKNOWN_KEY and path:
        known = keys_at(schema, path[:-1], data)
        return sheet.problem(path, expected="a key here", known=known, key=True)
    if bad_key and path:
        options = options_at(schema, path[:-1], data)
        names = key_names(options)
        of = path[-2] if len(path) > 1 and isinstance(path[-2], str) else "this"
        expected = f"a key of {of}" if names else "a key that is a name of small letters, digits and hyphens"
        return sheet.problem(path, expected=expected, known=names, key=True)
    options = options_at(schema, path, data)
    names = words_of(options)
    if kind == MISSING:
        return sheet.problem(path, says="", expected=describe(options))
    if names:
        word = next((step for step in reversed(path) if isinstance(step, str)), "this place")
        return sheet.problem(path, expected=f"a word for {word}", known=names)
    return sheet.problem(path, expected=describe(options))


def _variant(kind: str, path: Place, data: Any, schema: Schema) -> str | None:
    """What a mapping says it is ("effect tax"), if that is why a key must or must not be there; else None."""
    if kind not in {MISSING, UNKNOWN_KEY} or not path:
        return None
    options = options_at(schema, path[:-1], data)
    tag = told_apart_by(options)
    if tag is None or path[-1] == tag:
        return None
    for step in path[:-1]:
        data = data[step]
    having = [path[-1] in option["required" if kind == MISSING else "properties"] for option in options]
    return f"{tag} {data.get(tag)}" if any(having) and not all(having) else None
