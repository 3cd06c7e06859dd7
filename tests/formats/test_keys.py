"""Every key of a file has its words, and every word a key."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from demerit.formats.keys import EVERYWHERE, all_words, described, is_written, words_for
from demerit.formats.occasions import Who
from demerit.formats.schemas import MODELS
from demerit.formats.values import By, Sourced

FORMATS = ("scheme", "society", "behaviour", "facts", "study")


def models(of: Any) -> Iterator[type[BaseModel]]:
    """A model and all that its fields hold, numbers' own shapes aside."""
    of = Who.shape() if of is Who else of
    if isinstance(of, type) and issubclass(of, BaseModel):
        if issubclass(of, By | Sourced):
            return
        yield of
        for field in of.model_fields.values():
            yield from models(field.annotation)
    for part in getattr(of, "__args__", ()):
        yield from models(part)


WRITTEN = {each.__name__: each for kind in FORMATS for each in models(pkgutil.resolve_name(MODELS[kind]))}
BY_KEY: dict[tuple[str, str], Any] = {}
for name, model in WRITTEN.items():
    for key, field in model.model_fields.items():
        told_as = name if is_written(name) else model.model_config.get("title") or name
        BY_KEY.setdefault((told_as, field.alias or key), field)
FIELDS = [(model, key, field) for (model, key), field in BY_KEY.items()]


@pytest.mark.parametrize(("model", "key", "field"), FIELDS, ids=[f"{m}.{k}" for m, k, _ in FIELDS])
def test_every_key_is_told_with_an_example_that_works(model: str, key: str, field: Any) -> None:
    """What the engine does with it, as a sentence, and a value that the key takes."""
    words = words_for(model, key)
    assert words is not None
    assert words.what.endswith(".")
    if words.example is None:
        assert key == "source"
        return
    TypeAdapter(field.rebuild_annotation()).validate_python(words.example)


def test_every_word_has_its_key() -> None:
    """Nothing is told of keys that no file has."""
    fields = {(model, key) for model, key, _ in FIELDS}
    told = {(model, key) for model, keys_of in all_words().items() if model != EVERYWHERE for key in keys_of}
    assert set() == told - fields
    assert set(all_words()[EVERYWHERE]) <= {key for _, key in fields}


def test_shapes_of_numbers_have_no_words() -> None:
    """A key `value` of a sourced number is no key of a format."""
    assert words_for("ValueOfNumberBy", "values") is None
    assert words_for("Band", "nothing") is None
    schema = {"properties": {"id": {}, "from": {}}, "$defs": {"ValueOfNumberBy": {"properties": {"by": {}}}}}
    told = described(schema, "Band")
    assert told["properties"]["from"]["description"].endswith("(points)")
    assert {} == told["$defs"]["ValueOfNumberBy"]["properties"]["by"]


def test_an_example_that_does_not_work_would_be_seen() -> None:
    """The check above is one that can fail."""
    with pytest.raises(ValidationError):
        TypeAdapter[Any](WRITTEN["Band"].model_fields["from_"].rebuild_annotation()).validate_python("high")
