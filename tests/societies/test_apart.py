"""Traits that are told apart after all else: shares are met, and nobody else is anybody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.problems import Problems
from demerit.formats.reading import Document
from demerit.societies.apart import fitted_and_apart
from demerit.societies.margins import read_margins
from demerit.societies.model import Society
from demerit.societies.people import build
from demerit.societies.recipe import make_recipe

Town = Callable[..., Document[Society]]


def told(town: Town, *joint: tuple[list[str], list[list[Any]]]) -> Document[Society]:
    """A town that counts women and men of two ages, with further margins."""
    rows = [[age, sex, 100] for age in (18, 60) for sex in ("male", "female")]
    margins = {f"m{n}": {"columns": columns, "rows": each} for n, (columns, each) in enumerate(joint)}
    return town(margins={"age_sex": {"columns": ["age", "sex"], "rows": rows}, "joint": margins})


LICENCE = (["licence"], [["none", 300], ["held", 700]])
BY_SEX = {("male", "held"): 90, ("male", "none"): 10, ("female", "held"): 50, ("female", "none"): 50}
WORK = (
    ["age", "labour"],
    [[18, "seeking", 100], [18, "platform", 50], [18, "other", 850], [60, "other", 1000]],
)


@given(st.integers(10, 900), st.integers(50, 3000))
def test_shares_are_met_to_a_person(town: Town, held: int, people: int) -> None:
    """Of any number of people, as many hold a licence as the margin says, to within one."""
    society = told(town, (["licence"], [["none", 1000 - held], ["held", held]]))
    recipe = make_recipe(society, people=people)
    assert people == recipe.cells.bounds[-1]
    sizes = np.diff(recipe.cells.bounds, prepend=0)
    assert (sizes > 0).all()
    assert abs(int(sizes[recipe.cells.traits["licence"] == 1].sum()) - people * held / 1000) <= 1


def test_nobody_is_anybody_else_for_it(town: Town) -> None:
    """With a trait more, or two, everybody has the sex, age, income and friends that they had."""
    plain, one, two = (
        build(make_recipe(told(town, *joint), people=3000), 0, 2)
        for joint in ((), (LICENCE,), (LICENCE, WORK))
    )
    for other in (one, two):
        assert all((plain.traits[name] == other.traits[name]).all() for name in plain.traits)
        assert (plain.income == other.income).all()
        assert (plain.friends == other.friends).all()
    assert "licence" not in plain.traits
    assert (one.traits["licence"] == two.traits["licence"]).all()


def test_it_goes_by_what_its_margin_counts(town: Town) -> None:
    """Work is sought by a tenth of the young and none of the old; licences are men's, more than women's."""
    by_sex = (["sex", "licence"], [[*of, people] for of, people in BY_SEX.items()])
    recipe = make_recipe(told(town, WORK, by_sex), people=20_000)
    people = build(recipe, 0, recipe.districts)
    young, men = people.traits["age"] < 60, people.traits["sex"] == 1
    seeking, held = people.traits["labour"] == 1, people.traits["licence"] == 1
    assert 0.1 == pytest.approx(seeking[young].mean(), abs=0.001)
    assert not seeking[~young].any()
    assert [0.9, 0.5] == pytest.approx([held[men].mean(), held[~men].mean()], abs=0.001)
    assert 0.1 * 0.9 == pytest.approx((seeking & held)[young & men].mean(), abs=0.01)


def test_whom_the_margin_leaves_out_has_the_first_value(town: Town) -> None:
    """Ages that no row counts: neither seeking nor on a platform."""
    people = build(make_recipe(told(town, WORK), people=2000), 0, 1)
    assert {0} == set(people.traits["labour"][people.traits["age"] >= 60].tolist())


@pytest.mark.parametrize(
    "joint",
    [
        (LICENCE, (["sex", "licence"], [[s, h, 50] for s in ("male", "female") for h in ("none", "held")])),
        ((["licence", "benefits"], [[h, b, 50] for h in ("none", "held") for b in ("none", "drawn")]),),
    ],
)
def test_one_margin_for_each(town: Town, joint: tuple[Any, ...]) -> None:
    """Two margins that count by it, or one that counts by two of the kind, are refused at their line."""
    society = told(town, *joint)
    with pytest.raises(Problems, match="one margin for each trait that is told apart"):
        fitted_and_apart(society, read_margins(society))


def test_the_rest_is_fitted(town: Town) -> None:
    """Margins without such a trait are fitted, in their order."""
    society = told(town, LICENCE)
    fitted, apart = fitted_and_apart(society, read_margins(society))
    assert ["age_sex", "group", "income_decile"] == [margin.name for margin in fitted]
    assert ["m0"] == [margin.name for margin in apart]
