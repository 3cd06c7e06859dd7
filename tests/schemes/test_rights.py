"""Which rights acts touch, whatever a file declares, and what an act's own words say."""

from __future__ import annotations

from collections import Counter

import pytest

from demerit.schemes.loading import library
from demerit.schemes.rights import (
    hinted_family,
    hinted_rights,
    implied,
    is_expressive,
    named_family,
    named_rights,
    rights_of,
    table,
)
from worlds import a_scheme, conduct


def test_the_table_is_sourced() -> None:
    """Each row names the law and its reason, and no family stands in two rows."""
    assert all(row.source and row.reason for row in table().rows)
    assert {1} == set(Counter(family for row in table().rows for family in row.families).values())


@pytest.mark.parametrize("document", library(), ids=lambda each: each.model.id)
def test_rights_left_out_are_inferred(document: object) -> None:
    """A library scheme without its `rights`: the same acts of speech and belief count as such."""
    for each in document.model.conducts:  # type: ignore[attr-defined]
        bare = each.model_copy(update={"rights": ()})
        if each.family in {"expression", "belief", "praise"}:
            assert is_expressive(each)
            assert is_expressive(bare), each.id
        assert rights_of(bare) <= rights_of(each) | implied(each.family, each.context)


def test_an_acts_own_words() -> None:
    """Words of id and title name a family; parts of words do not, nor what a customer complains of.

    A post is speech where a platform tells of it, and may be a job elsewhere.
    """
    words = {"tweet": "expression", "lamp-posting": None, "sunday-prayer": "belief", "late-rent": None}
    made = a_scheme(conducts=[conduct(name) for name in words]).model.conducts
    assert list(words.values()) == [named_family(each) for each in made]
    post, complaint = a_scheme(conducts=[conduct("web-post"), conduct("complaint")]).model.conducts
    assert (None, "expression") == (named_family(post), named_family(post, on_platform=True))
    assert {None} == {named_family(complaint, on_platform=each) for each in (True, False)}
    assert {"expression"} == {hinted_family(post), hinted_family(complaint)}


def test_a_march_may_be_a_month() -> None:
    """A protest is an assembly by its name; a march, a meeting and a party may be something else."""
    protest, march = a_scheme(conducts=[conduct("protest"), conduct("march")]).model.conducts
    assert ({"assembly"}, set()) == (named_rights(protest), hinted_rights(protest))
    assert (set(), {"assembly"}) == (named_rights(march), hinted_rights(march))
