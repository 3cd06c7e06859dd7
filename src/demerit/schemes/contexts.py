"""How near two contexts of life are, from the sourced table of pairs; symmetric."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Literal

from demerit.formats.reading import read_text
from demerit.formats.values import Flag, Model
from demerit.formats.vocabulary import Context

Relation = Literal["same", "related", "unrelated", "unclear"]


class ContextPair(Model):
    """Two contexts and how near they are, with where that is said."""

    a: Context
    b: Context
    relation: Relation
    source: str | None = None
    assumed: Flag = False
    reason: str | None = None
    note: str | None = None


class Pairs(Model):
    """The whole table; pairs that are not in it are unrelated."""

    format: Literal["demerit/contexts/1"] = "demerit/contexts/1"
    sources: dict[str, str] = {}
    pairs: tuple[ContextPair, ...]
    note: str | None = None


@cache
def pairs() -> tuple[ContextPair, ...]:
    """The table that ships with demerit."""
    file = resources.files("demerit.schemes") / "data" / "context_pairs.yaml"
    return read_text(file.read_text(encoding="utf-8"), Pairs, name="context_pairs.yaml").model.pairs


@cache
def _table() -> dict[frozenset[Context], Relation]:
    """Relations by unordered pair."""
    return {frozenset({pair.a, pair.b}): pair.relation for pair in pairs()}


def relation(a: Context, b: Context) -> Relation:
    """How near two contexts are: same, related, unrelated (also where nothing says otherwise), unclear."""
    return "same" if a == b else _table().get(frozenset({a, b}), "unrelated")
