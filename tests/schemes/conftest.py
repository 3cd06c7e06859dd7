"""Schemes as text, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demerit.schemes.loading import scheme_from_text
from refused import problems_in, worded

HEAD = "format: demerit/scheme/1\nid: x\ntitle: t\n"
PARTS = {
    "score": "{start: 5, min: 0, max: 9}",
    "bands": "[{id: low, from: 0}, {id: high, from: 4}]",
    "channels": "[{id: camera, kind: camera}]",
    "conducts": "[{id: act, subject: person, family: work, context: work, points: -1}]",
}

Told = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def told() -> Told:
    """Places and words of the problems of a scheme with some parts replaced, as (place, sentence)."""

    def problems(**parts: str) -> list[tuple[str, str]]:
        text = HEAD + "".join(f"{key}: {value}\n" for key, value in {**PARTS, **parts}.items())
        return worded(problems_in(lambda: scheme_from_text(text)))

    return problems
