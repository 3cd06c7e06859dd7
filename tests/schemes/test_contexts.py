"""How near two contexts of life are."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.vocabulary import Context
from demerit.schemes.contexts import pairs, relation

contexts = st.sampled_from(get_args(Context))


@given(contexts, contexts)
def test_the_relation_is_symmetric_and_reflexive(a: Context, b: Context) -> None:
    """The order of two contexts does not matter; each is the same as itself and as no other."""
    assert relation(a, b) == relation(b, a)
    assert ("same" == relation(a, b)) == (a == b)


def test_each_pair_is_told_once_and_from_where() -> None:
    """No pair twice, none of a context with itself, each with a source or assumed with a reason."""
    found = [frozenset({pair.a, pair.b}) for pair in pairs()]
    assert len(set(found)) == len(found)
    for pair in pairs():
        assert pair.a != pair.b
        assert pair.source or (pair.assumed and (pair.reason or pair.note))


def test_unlisted_pairs_are_unrelated() -> None:
    """The table is read as it stands."""
    listed = {frozenset({pair.a, pair.b}): pair.relation for pair in pairs()}
    for a, b in combinations(get_args(Context), 2):
        assert listed.get(frozenset({a, b}), "unrelated") == relation(a, b)
