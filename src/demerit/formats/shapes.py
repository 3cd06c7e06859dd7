"""What a format expects at a place, in plain words; read off the format's JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demerit.formats.plain import is_list, is_mapping
from demerit.formats.problems import Place, shown

Schema = Mapping[str, Any]


def options_at(schema: Schema, path: Place, raw: Any) -> list[Schema]:
    """The alternatives that a format has at a path, given what the file says on the way there."""
    options = opened(schema, schema)
    for step in path:
        # What alternatives are told apart by is asked of all of them.
        fitting = options if told_apart_by(options) == step else _fitting(options, raw)
        options = [inner for option in fitting for inner in opened(schema, _below(option, step))]
        if is_mapping(raw):
            raw = raw.get(step)
        elif is_list(raw) and isinstance(step, int) and step < len(raw):
            raw = raw[step]
        else:
            raw = None
    return options


def keys_at(schema: Schema, path: Place, raw: Any) -> list[str]:
    """The keys that a mapping at a path may have; empty if any."""
    here = raw
    for step in path:
        here = here[step]
    fitting = [option for option in _fitting(options_at(schema, path, raw), here) if "properties" in option]
    return list(dict.fromkeys(key for option in fitting for key in option["properties"]))


def key_names(options: list[Schema]) -> list[str]:
    """The words that keys must be of, where a mapping's keys are from a list of words."""
    return [word for option in options for word in option.get("propertyNames", {}).get("enum", ())]


def words_of(options: list[Schema]) -> list[str]:
    """The words that a place chooses from, if it takes nothing else."""
    if not options or any("enum" not in option and "const" not in option for option in options):
        return []
    return [
        word
        for option in options
        for word in option.get("enum", [option.get("const")])
        if isinstance(word, str)
    ]


def told_apart_by(options: Sequence[Schema]) -> str | None:
    """The key by whose word mappings that could stand at a place are told apart; None where there is none."""
    objects = [option.get("properties", {}) for option in options if option.get("type") == "object"]
    if len(objects) < 2:  # noqa: PLR2004  one alone is told from nothing
        return None
    return next((key for key in objects[0] if all("const" in shape.get(key, ()) for shape in objects)), None)


def describe(options: list[Schema]) -> str:
    """The expectation in plain words: "a number from 0 to 1"."""
    plain = [option for option in options if option.get("type") != "object"] or options
    if told_apart_by(plain) is not None:
        plain = [min(plain, key=lambda option: len(option.get("required", ())))]
    return " or ".join(dict.fromkeys(_phrase(option) for option in plain)) or "nothing"


def opened(root: Schema, schema: Any) -> list[Schema]:
    """A schema without references and unions: its alternatives, null aside."""
    if not is_mapping(schema):
        return []
    if "$ref" in schema:
        return opened(root, root["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    union = schema.get("anyOf") or schema.get("oneOf")
    if union:
        return [inner for option in union for inner in opened(root, option)]
    return [] if schema.get("type") == "null" else [schema]


def _fitting(options: list[Schema], raw: Any) -> list[Schema]:
    """Of several alternatives, those that what stands there was meant as."""
    if not is_mapping(raw):
        return [option for option in options if option.get("type") != "object"] or options
    objects = [option for option in options if option.get("type") == "object"]
    key = told_apart_by(objects)
    if key is not None:
        tagged = [option for option in objects if option["properties"][key]["const"] == raw.get(key)]
        objects = tagged or objects
    by = [option for option in objects if ("by" in option.get("properties", ())) == ("by" in raw)] or objects
    most = max((len(set(option.get("properties", ())) & set(raw)) for option in by), default=0)
    return [option for option in by if len(set(option.get("properties", ())) & set(raw)) == most]


def _below(schema: Schema, step: str | float) -> Any:
    """What a schema says of the value under a key or index."""
    if isinstance(step, str) and step in schema.get("properties", ()):
        return schema["properties"][step]
    if "prefixItems" in schema and isinstance(step, int) and step < len(schema["prefixItems"]):
        return schema["prefixItems"][step]
    for pattern in schema.get("patternProperties", {}).values():
        return pattern
    return schema.get("items") if schema.get("type") == "array" else schema.get("additionalProperties")


def _phrase(option: Schema) -> str:
    """One alternative in words."""
    if "const" in option:
        return shown(option["const"])
    if "enum" in option:
        return "one of " + ", ".join(str(word) for word in option["enum"])
    match option.get("type"):
        case "integer" | "number" as kind:
            return ("a whole number" if kind == "integer" else "a number") + _limits(option)
        case "string":
            return "a name of small letters, digits and hyphens" if "pattern" in option else "text"
        case "boolean":
            return "true or false"
        case "array":
            return _list_phrase(option)
        case "object" if option.get("properties"):
            return "a mapping with " + ", ".join(option.get("required") or list(option["properties"])[:6])
        case _:
            return "a mapping"


def _limits(option: Schema) -> str:
    """The bounds of a number in words."""
    low, high, above = option.get("minimum"), option.get("maximum"), option.get("exclusiveMinimum")
    if above is not None:
        return f" above {above:,.13g}" + (f" and up to {high:,.13g}" if high is not None else "")
    if low is not None and high is not None:
        return f" from {low:,.13g} to {high:,.13g}"
    if low is not None:
        return f" of at least {low:,.13g}"
    return f" of at most {high:,.13g}" if high is not None else ""


def _list_phrase(option: Schema) -> str:
    """A list in words."""
    if "prefixItems" in option:
        return "a list of two: [low, high]"
    inner = option.get("items", {})
    of = f", each {_phrase(inner)}" if inner.get("type") in {"integer", "number"} else ""
    return "a list" + (" with at least one entry" if option.get("minItems") else "") + of
