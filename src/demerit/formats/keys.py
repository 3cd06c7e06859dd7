"""What each key of a file says, in words: unit, example, and what the engine does with it.

The words stand beside the models, in a `keys.yaml` a room; they are read only where a schema or the reference
is made, never when a file is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from demerit.formats.columns import traits
from demerit.formats.compose import shipped

ROOMS: Final = (
    "demerit.formats",
    "demerit.schemes",
    "demerit.societies",
    "demerit.facts",
    "demerit.study.inquiry",
)
FILE: Final = "keys.yaml"
EVERYWHERE: Final = "everywhere"
"""Keys that mean the same in every model that has no words of its own for them."""


@dataclass(frozen=True, kw_only=True)
class KeyWords:
    """A key in words; `unit` is empty where it is no number, `example` None where none is given."""

    what: str
    unit: str = ""
    example: Any = None


def all_words() -> Mapping[str, Mapping[str, KeyWords]]:
    """The words of every key, by the name of its model; those of `who` are its columns' own."""
    who = {
        trait.name: KeyWords(what=trait.asked, unit=trait.unit, example=trait.example) for trait in traits()
    }
    return {**_written(), "Who": who}


@cache
def _written() -> Mapping[str, Mapping[str, KeyWords]]:
    """The words that stand in files."""
    written: dict[str, dict[str, KeyWords]] = {}
    for room in ROOMS:
        models: dict[str, dict[str, Any]] = shipped(room, FILE)
        for model, keys in models.items():
            written[model] = {key: KeyWords(**words) for key, words in keys.items()}
    return written


def words_for(model: str, key: str) -> KeyWords | None:
    """The words of a model's key, None where nobody has written any."""
    own = all_words().get(model)
    return None if own is None else own.get(key) or all_words()[EVERYWHERE].get(key)


def described(schema: dict[str, Any], root: str) -> dict[str, Any]:
    """A JSON Schema with a description for each key that has words; `root` is the model at its top.

    Models of one title, as variants have it, share their words.
    """
    for name, model in ((root, schema), *schema.get("$defs", {}).items()):
        for key, part in model.get("properties", {}).items():
            words = words_for(name if is_written(name) else model.get("title", name), key)
            if words is not None:
                unit = f" ({words.unit})" if words.unit else ""
                part["description"] = words.what + unit
    return schema


def is_written(model: str) -> bool:
    """Whether a model is one that files are written by, not a shape that numbers have."""
    return model in all_words()
