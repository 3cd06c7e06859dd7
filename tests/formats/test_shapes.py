"""What a format expects, read off its JSON Schema."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.formats.problems import Place
from demerit.formats.reading import schema_of
from demerit.formats.shapes import describe, key_names, keys_at, options_at, words_of
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour

SCHEMA = schema_of(Scheme)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("score", "min"), "a whole number from -1,000,000 to 1,000,000"),
        (("providers", "count"), "a whole number from 1 to 64"),
        (("channels", 0, "detects"), "a number from 0 to 1"),
        (("channels", 0, "alarms", "at_list"), "a number from 1 to 1,000,000,000,000"),
        (
            ("conducts", 0, "points"),
            "a whole number from -1,000,000 to 1,000,000 or a list of two: [low, high]",
        ),
        (("conducts", 0, "lawful"), "true or false"),
        (("conducts", 0, "id"), "a name of small letters, digits and hyphens"),
        (("conducts", 0, "rights"), "a list"),
        (("assumes", "opportunities", "x", "at_days"), "a list, each a whole number from 0 to 1,000,000,000"),
        (("redress", "lapse"), "a mapping with days"),
        (("title",), "text"),
        (("no", "such"), "nothing"),
    ],
)
def test_expectations_in_plain_words(path: Place, words: str) -> None:
    """One clear phrase a place, also for unions."""
    assert words == describe(options_at(SCHEMA, path, {}))


def test_keys_follow_what_the_file_meant() -> None:
    """A mapping with `by` is taken for a number by column, another for a sourced one."""
    data: dict[str, Any] = {"channels": [{"detects": {"by": "sex"}, "misnames": {"value": 1}, "review": {}}]}
    keys = [keys_at(SCHEMA, ("channels", 0, name), data) for name in ("detects", "misnames", "review")]
    assert [["by", "values"], ["value", "source", "assumed", "range", "note"]] == keys[:2]
    assert {"share", "catches"} <= set(keys[2])
    assert "treatments" in keys_at(SCHEMA, (), data)


def test_words_and_keys_from_lists() -> None:
    """Vocabularies are known at values and at keys; free text has none."""
    assert "traffic" in words_of(options_at(SCHEMA, ("conducts", 0, "family"), {}))
    assert [] == words_of(options_at(SCHEMA, ("title",), {}))
    assert "traffic" in key_names(options_at(schema_of(Behaviour), ("families",), {}))
