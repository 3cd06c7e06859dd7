"""Iterative proportional fitting meets every margin, or says which two contradict each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.problems import Problems
from demerit.formats.reading import Document
from demerit.societies.fitting import agree, fit, quotas, space_of
from demerit.societies.margins import read_margins
from demerit.societies.model import Society

Town = Callable[..., Document[Society]]
COUNTS = st.integers(10, 10_000)


def fitted(society: Document[Society]) -> tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]:
    """The joint table, and each margin's labels with its shares."""
    margins = agree(society, read_margins(society))
    space = space_of(society, margins)
    plans = [(space.labels(m)[0], np.array(list(m.shares.values()))) for m in margins]
    return fit(society, margins, space), plans


def joint(*rows: list[Any]) -> dict[str, Any]:
    """Margins of a town that counts groups by sex, and ages by sex in two bands."""
    rows_by_age = [[age, sex, 100] for age in (18, 60) for sex in ("male", "female")]
    ages = {"columns": ["age", "sex"], "rows": rows_by_age}
    return {"age_sex": ages, "joint": {"group-sex": {"columns": ["group", "sex"], "rows": rows}}}


def test_every_margin_is_met(town: Town) -> None:
    """The sums of the fitted table are the margins' shares, within 1e-9."""
    table, plans = fitted(town())
    for label, shares in plans:
        assert shares == pytest.approx(np.bincount(label, table, len(shares)), abs=1e-9)


def test_what_margins_leave_open_is_independent(town: Town) -> None:
    """Nothing ties groups to ages or incomes: their joint shares are products."""
    table, ((ages, by_age), (groups, by_group), (deciles, _)) = fitted(town())
    expected = by_age[ages] * by_group[groups] * 0.1
    assert expected == pytest.approx(table, abs=1e-12)
    assert 10 == len(set(deciles))


@given(counts=st.lists(COUNTS, min_size=20, max_size=20))
def test_any_joint_margin_is_met(town: Town, counts: list[int]) -> None:
    """Groups by income decile, any counts: rows raked to tenths, then met with all other margins."""
    a, b = counts[:10], counts[10:]
    even = [[x / (x + y) * 1e6 + 10, y / (x + y) * 1e6 + 10] for x, y in zip(a, b, strict=True)]
    total = sum(map(sum, even))
    share = sum(x for x, _ in even) / total
    groups = [{"id": "majority", "share": share}, {"id": "minority", "share": 1 - share}]
    rows = [[g, d + 1, even[d][i]] for i, g in enumerate(("majority", "minority")) for d in range(10)]
    margins = {"joint": {"income": {"columns": ["group", "income_decile"], "rows": rows}}}
    table, plans = fitted(town(groups=groups, error_tables={}, margins=margins))
    for label, shares in plans:
        assert shares == pytest.approx(np.bincount(label, table, len(shares)), abs=1e-9)


def test_margins_that_contradict_each_other_are_refused(town: Town) -> None:
    """Half of the people are men by age, 59 % by group: both places are named."""
    rows = (
        ["majority", "male", 500], ["majority", "female", 400],
        ["minority", "male", 90], ["minority", "female", 10],
    )  # fmt: skip
    with pytest.raises(Problems) as refused:
        fitted(town(margins=joint(*rows)))
    assert "margins.joint.group-sex" in str(refused.value)
    assert "0.5000 of male, as margins.age_sex has it" in str(refused.value)


def test_published_rounding_is_no_contradiction(town: Town) -> None:
    """A joint margin 0.3 points off the shares of groups follows them."""
    rows = [
        [group, sex, n] for group, n in (("majority", 4485), ("minority", 515)) for sex in ("male", "female")
    ]
    table, plans = fitted(town(margins=joint(*rows)))
    label, shares = plans[1]
    assert [0.9, 0.1] == pytest.approx(shares)
    assert [0.9, 0.1] == pytest.approx(np.bincount(label, table, 2), abs=1e-9)


@pytest.mark.parametrize("apart", [1, 0])
def test_what_no_table_can_meet_is_refused(town: Town, apart: int) -> None:
    """Three margins that agree two by two, and leave no society, or none large enough, between them."""
    few = [] if apart else [(10, "x", "y"), (10, "y", "x")]
    same = [(90, "x", "x"), (90, "y", "y"), *few]
    rows = [(n, i, "y" if j == "x" else "x") for n, i, j in same]
    sex, group, age = {"x": "male", "y": "female"}, {"x": "a", "y": "b"}, {"x": 18, "y": 60}
    margins = {
        "joint": {
            "one": {"columns": ["sex", "group"], "rows": [[sex[i], group[j], n] for n, i, j in same]},
            "two": {"columns": ["age", "group"], "rows": [[age[i], group[j], n] for n, i, j in same]},
            "three": {"columns": ["age", "sex"], "rows": [[age[i], sex[j], n] for n, i, j in rows]},
        }
    }
    groups = [{"id": "a", "share": 0.5}, {"id": "b", "share": 0.5}]
    with pytest.raises(Problems, match="margins that one society can meet"):
        fitted(town(groups=groups, error_tables={}, margins=margins))


@given(people=st.integers(2, 3_000), shares=st.lists(st.floats(0.001, 1), min_size=12, max_size=12))
def test_quotas_add_up_and_stay_near_their_shares(people: int, shares: list[float]) -> None:
    """All people are placed, no cell is off by one, and no margin's cell by more than two."""
    table = np.array(shares) / sum(shares)
    rows, columns = np.arange(12) // 4, np.arange(12) % 4
    counts = quotas(table, [rows, columns], people)
    assert people == counts.sum()
    assert np.all(np.abs(counts - table * people) < 1)
    for label in (rows, columns):
        assert np.all(np.abs(np.bincount(label, counts - table * people)) < 2)


def test_whole_shares_are_met_exactly() -> None:
    """Nothing is left to deal where every share is a whole number of people."""
    table = np.array([0.5, 0.25, 0.0, 0.25])
    assert [50, 25, 0, 25] == quotas(table, [np.arange(4)], 100).tolist()


def test_an_empty_cell_stays_empty() -> None:
    """Where nobody is, rounding puts nobody."""
    table = np.array([1 / 3, 0.0, 2 / 3])
    assert 0 == quotas(table, [np.zeros(3, dtype=np.int64)], 10)[1]
