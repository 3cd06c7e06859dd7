"""What pydantic found, as problems at their places in the file and in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from demerit.formats.plain import is_list, is_mapping
from demerit.formats.problems import Place, Problem
from demerit.formats.shapes import Schema, describe, key_names, keys_at, options_at, words_of
from demerit.formats.sheet import Sheet

MISSING, UNKNOWN_KEY, BAD_KEY, TOO_SHORT = "missing", "extra_forbidden", "[key]", "too_short"


def shape_problems(
    error: ValidationError, data: Any, sheet: Sheet, schema: Schema
) -> Iterable[tuple[Place, Problem]]:
    """Each place that a model refuses, once; with the path in the file's own terms.

    Args:
        error: what the model raised on `data`.
        data: the plain data that was read (of the file, or migrated from it).
        sheet: the file, for places.
        schema: the model's JSON Schema, for what was expected.
    """
    seen: set[Place] = set()
    for found in error.errors(include_url=False, include_context=False, include_input=False):
        path = path_in(data, found["loc"], missing=found["type"] == MISSING)
        # Pydantic counts only valid entries: a list of faulty ones is not too short on top of that.
        hollow = found["type"] == TOO_SHORT and bool(sheet.raw(path))
        if path not in seen and not hollow:
            seen.add(path)
            yield path, _problem(found["type"], BAD_KEY in found["loc"], path, data, sheet, schema)


def path_in(data: Any, loc: tuple[str | int, ...], *, missing: bool) -> Place:
    """Pydantic's location as a path of the file: tags of unions and types are no keys."""
    path: list[str | int | float] = []
    for index, step in enumerate(loc):
        if is_mapping(data):
            keys = [key for key in data if key == step or str(key) == str(step)]
            if keys:
                path.append(keys[0])
                data = data[keys[0]]
            elif missing and index == len(loc) - 1:
                path.append(step)
        elif is_list(data) and isinstance(step, int) and step < len(data):
            path.append(step)
            data = data[step]
    return tuple(path)


def _problem(kind: str, bad_key: bool, path: Place, data: Any, sheet: Sheet, schema: Schema) -> Problem:
    """One problem in words."""
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
