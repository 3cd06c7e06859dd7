"""The reference of the formats, made from their models: `python -m demerit.formats.reference` writes it anew.

A page a format, a section a model, a row a key: type, unit, default, example, and what the engine does.
Two pages more list what the shared catalogue has of opportunities and needs, and the columns of numbers.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from demerit.formats.columns import About, Column, columns
from demerit.formats.keys import all_words, is_written, words_for
from demerit.formats.plain import is_list, is_mapping
from demerit.formats.schemas import MODELS
from demerit.formats.shapes import describe, opened, told_apart_by
from demerit.formats.values import is_by, unsourced
from demerit.formats.writing import flow

FOLDER: Final = Path(__file__).resolve().parents[3] / "docs" / "reference"
PAGES: Final = ("scheme", "society", "behaviour", "facts", "study")
CATALOGUE: Final = "catalogue"
COLUMNS: Final = "columns"
COMMAND: Final = "python -m demerit.formats.reference"
NUMBERS: Final = (
    "*by column* in a type: the number may also be `{by: <column>, values: {…}}`; *sourced*: it may be "
    "`{value: …, source: …}` or `{value: …, assumed: true, range: [low, high]}`; "
    "see [Numbers](../formats.md#numbers)."
)


def page(kind: str) -> str:
    """A format's page."""
    model: Any = pkgutil.resolve_name(MODELS[kind])
    schema = _as_one(model.model_json_schema())
    places = dict(_models(schema, model.__name__))
    made = f"Made by `{COMMAND}` from the models that read the files. {NUMBERS}"
    parts = [f"# Reference: {kind} files", made]
    parts += [_section(name, places, schema) for name in places]
    return "\n\n".join(parts) + "\n"


def _as_one(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with models of one title as one: every key of any, required where all require it."""
    models: dict[str, dict[str, Any]] = schema["$defs"]
    named = {name: model.get("title", name) for name, model in models.items() if not is_written(name)}
    for title in dict.fromkeys(filter(is_written, named.values())):
        variants = [model for name, model in models.items() if named.get(name) == title]
        together, written = _together(variants), list(all_words()[title])
        keys = together["properties"]
        order = sorted(
            keys,
            key=lambda key: written.index(key) if key in written else -1 if key == "id" else len(written),
        )
        schema["$defs"][title] = {**together, "properties": {key: keys[key] for key in order}}
    text = json.dumps(schema)
    for name, title in named.items():
        text = text.replace(f'"#/$defs/{name}"', f'"#/$defs/{title}"') if is_written(title) else text
    return json.loads(text)


def _together(variants: list[dict[str, Any]]) -> dict[str, Any]:
    """One model of several: what tells them apart is a word from a list, and each word is described."""
    tag = told_apart_by(variants) or ""
    properties = {key: part for variant in variants for key, part in variant["properties"].items()}
    words = [variant["properties"][tag]["const"] for variant in variants]
    options = zip(words, (variant["description"] for variant in variants), strict=True)
    return {
        "description": " ".join(f"`{word}`: {what}" for word, what in options),
        "type": "object",
        "properties": {**properties, tag: {"enum": words, "type": "string"}},
        "required": [key for key in properties if all(key in variant["required"] for variant in variants)],
    }


def _models(schema: Mapping[str, Any], root: str) -> list[tuple[str, list[str]]]:
    """The models of a format, outermost first, each with the keys under which it stands."""
    places: dict[str, list[str]] = {root: []}
    waiting = [root]
    while waiting:
        name = waiting.pop(0)
        for key, part in _part(schema, name)["properties"].items():
            for inner in _inner(schema, part):
                path = f"{places[name][0]}.{key}" if places[name] else key
                places.setdefault(inner, [])
                places[inner] += [path] if path not in places[inner] else []
                waiting += [inner] if len(places[inner]) == 1 else []
    return list(places.items())


def _part(schema: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The schema of a model."""
    return schema["$defs"][name] if name in schema.get("$defs", {}) else schema


def _inner(schema: Mapping[str, Any], part: Any) -> Iterator[str]:
    """The written models that a key's value may be or hold."""
    if is_mapping(part):
        name = str(part.get("$ref", "")).rsplit("/", 1)[-1]
        if name and is_written(name):
            yield name
        for key, inner in part.items():
            if key not in {"default", "properties"}:
                yield from _inner(schema, inner)
    elif is_list(part):
        for inner in part:
            yield from _inner(schema, inner)


def _section(name: str, places: Mapping[str, list[str]], schema: Mapping[str, Any]) -> str:
    """One model: its heading, what it is, and a table of its keys."""
    part, where = _part(schema, name), places[name]
    title = f"## {name}" if not where else f"## `{where[0]}`"
    others = f" Also: {', '.join(f'`{place}`' for place in where[1:])}." if where[1:] else ""
    rows = [_row((name, key), inner, part, places, schema) for key, inner in part["properties"].items()]
    description = " ".join(str(part.get("description", "")).split())
    head = ("key", "type", "unit", "default", "example", "what the engine does with it")
    return f"{title}\n\n{description}{others}\n\n{_table(head, rows)}"


def _row(
    key: tuple[str, str], part: Any, model: Mapping[str, Any], places: Mapping[str, list[str]], schema: Any
) -> list[str]:
    """One key of a model."""
    words = words_for(*key)
    shown = "required" if key[1] in model.get("required", ()) else _default(part)
    example = "" if words is None or words.example is None else f"`{flow(words.example)}`"
    unit, what = (words.unit, words.what) if words else ("", "")
    cells = (key[1], _type(schema, part, places), unit, shown, example, what)
    return [cell.replace("|", "\\|") for cell in cells]


def _default(part: Mapping[str, Any]) -> str:
    """What holds where a key is absent."""
    default = part.get("default")
    if default in (None, {}, []):
        return "absent"
    return "as its keys" if is_mapping(default) else f"`{flow(default)}`"


def _type(schema: Mapping[str, Any], part: Any, places: Mapping[str, list[str]]) -> str:
    """What may stand there, in words, with links to the sections of models."""
    inner = list(dict.fromkeys(_inner(schema, part)))
    options = opened(schema, part)
    shapes = [option for option in options if "values" in option.get("properties", {})]
    sourced = [option for option in options if "value" in option.get("properties", {})]
    plain = [option for option in options if option.get("type") != "object" or "properties" not in option]
    own = [option for option in plain if not (inner and option.get("type") in {"array", "object"})]
    kinds = [_phrase(schema, option) for option in own]
    kinds += [_held(plain, name, places[name][0]) for name in inner]
    kinds += (["by column"] if shapes else []) + (["sourced"] if sourced else [])
    return ", ".join(dict.fromkeys(kinds))


def _held(plain: list[Mapping[str, Any]], name: str, place: str) -> str:
    """A model as what a key holds: one, a list, or several by name."""
    kinds = {option.get("type") for option in plain}
    many = "list of " if "array" in kinds else "by name: " if "object" in kinds else ""
    return f"{many}[{name}](#{place.replace('.', '').lower()})"


def _phrase(schema: Mapping[str, Any], option: Mapping[str, Any]) -> str:
    """One plain alternative in words."""
    items = option.get("items")
    if option.get("type") == "array" and is_mapping(items):
        return f"list of {describe(opened(schema, items))}"
    if option.get("type") == "object":
        below = option.get("additionalProperties")
        return f"by name: {describe(opened(schema, below))}" if is_mapping(below) else "a mapping"
    return describe([option])


def catalogue_page() -> str:
    """What any society may take in with `catalogue: everyday`, and any scheme may name."""
    shared: Any = pkgutil.resolve_name("demerit.societies.life:catalogue")().model
    opportunities = [
        (
            name,
            opportunity.title,
            opportunity.kind or "person",
            opportunity.family,
            _outcomes(name, opportunity),
            _often(opportunity),
            _number(opportunity.act),
        )
        for name, opportunity in sorted(shared.opportunities.items())
    ]
    needs = [
        (name, need.title, need.kind or "person", need.context, _often(need), _number(need.cost), need.opens)
        for name, need in sorted(shared.needs.items())
    ]
    intro = (
        f"Made by `{COMMAND}`. A society takes all of it in with `life: {{catalogue: everyday}}`; a scheme "
        "may name any of it without that. Most numbers are assumed, as the file says; ranges stand there."
    )
    heads = (
        ("id", "what it is", "kind", "family", "conducts of taking it and letting it go", "a year", "chance"),
        ("id", "what it is", "kind", "context", "a year", "cost, share of the mean annual income", "opens"),
    )
    taken, asked = _table(heads[0], opportunities), _table(heads[1], needs)
    parts = ("# Reference: the shared catalogue", intro, "## Opportunities", taken, "## Needs", asked)
    return "\n\n".join(parts) + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown; the first column as code."""
    names = list(head)
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    for first, *rest in rows:
        cells = [f"`{first}`", *("" if cell is None else str(cell) for cell in rest)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _outcomes(name: str, opportunity: Any) -> str:
    """The conducts that an opportunity leads to."""
    taking = opportunity.takes or name
    return f"`{taking}` / `{opportunity.leaves}`" if opportunity.leaves else f"`{taking}`"


def _often(occasion: Any) -> str:
    """How often it comes."""
    if occasion.at_days is not None:
        return "on days " + ", ".join(map(str, occasion.at_days))
    return "" if occasion.per_year is None else _number(occasion.per_year)


def _number(value: Any) -> str:
    """A number, or each of those by column, without its source."""
    value = unsourced(value)
    if not is_by(value):
        return f"{value:g}"
    return f"by {value.by}: " + ", ".join(f"{key}: {_number(inner)}" for key, inner in value.values.items())


WHERE: Final[Mapping[About, tuple[str, str]]] = {
    "person": ("persons", "any number, `who`, start scores, margins; a column of `people.parquet`"),
    "place": ("all", "any number, start scores"),
    "start": ("all", "any number"),
    "standing": ("all", "any number but how often life brings something"),
    "kind": ("all", "any number"),
    "conduct": ("", "what a channel detects or misnames"),
}


def columns_page() -> str:
    """The columns that numbers may differ by: what each is, who has it, its keys and where it may stand."""
    intro = f"Made by `{COMMAND}` from the declarations of columns. See [Numbers](../formats.md#numbers)."
    rows = [(column.name, column.what, _keys(column), *WHERE[column.about]) for column in columns()]
    head = ("column", "what it is", "keys", "who has it", "where it may stand")
    return f"# Reference: columns\n\n{intro}\n\n{_table(head, rows)}\n"


def _keys(column: Column) -> str:
    """What keys of tables by a column are."""
    if column.keys == "numbers":
        return "numbers"
    if column.keys == "names":
        return ", ".join(f"`{name}`" for name in column.names) or "names that a file defines"
    within = f" from {column.limits[0]} to {column.limits[1]}" if column.limits else ""
    return f"lower edges{within}"


def pages() -> dict[str, str]:
    """Every page by its name."""
    return {**{kind: page(kind) for kind in PAGES}, CATALOGUE: catalogue_page(), COLUMNS: columns_page()}


def write_all() -> None:
    """Write every page among the documents."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / f"{name}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_all()
