"""Floors of people: the numbers, and groups that hold fewer."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.problems import Problems
from demerit.formats.reading import Document, read_text
from demerit.societies.floors import TABLE, floor, needed
from demerit.societies.loading import SOCIETY_RULES
from demerit.societies.model import Society
from worlds import SOCIETY, text_of


def a_society(**parts: object) -> Document[Society]:
    """The small town, any part of its file replaced, read as files are."""
    return read_text(text_of({**SOCIETY, **parts}), Society, rules=SOCIETY_RULES)


def groups(*shares: float) -> list[dict[str, object]]:
    """Groups of these shares."""
    return [{"id": f"g{i}", "share": share, "assumed": True} for i, share in enumerate(shares)]


def test_each_floor_has_its_reason() -> None:
    """Numbers stand in data, each with its unit and why it is so; what is foretold needs most people."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [] == [row["floor"] for row in rows if not (row["unit"] and len(row["why"]) > len(row["floor"]))]
    assert 10 <= floor("together") <= floor("selected") < floor("foreseen")
    assert 0.5 < floor("certain") < 1


@given(st.integers(2, 10**6), st.floats(0.01, 1.0), st.sampled_from([20, 1_000]))
def test_the_people_asked_for_are_enough(people: int, share: float, least: int) -> None:
    """So many people hold the floor at the same share, and two digits say it."""
    asked = needed(people, people * share, least)
    assert asked * share >= least - 0.01
    assert len(str(asked).rstrip("0")) <= 2


def test_a_group_of_one_is_refused_at_its_share() -> None:
    """Twenty groups in a society of twenty are twenty persons; the refusal says how many would do."""
    with pytest.raises(Problems) as refused:
        a_society(people=20, groups=groups(*[0.05] * 20), error_tables={})
    assert 20 == len(refused.value.problems)
    assert "1 of 20 people" in str(refused.value)
    assert "let people be 400 or more" in str(refused.value)
    assert a_society(people=400, groups=groups(*[0.05] * 20), error_tables={})


@pytest.mark.parametrize("shares", [(1.0,), (1.0, 0.0)])
def test_everybody_and_nobody_are_no_group(shares: tuple[float, ...]) -> None:
    """A society may be small: who is in the one group is not told from others."""
    assert a_society(people=2, groups=groups(*shares), error_tables={}).model.people == 2


@pytest.mark.parametrize("share", [1e-300, 5e-324, 1e-12])
@pytest.mark.parametrize("people", [0, 1, 20_000, 10**10, 1e308])
def test_a_group_of_next_to_nobody_is_refused_in_words(share: float, people: float) -> None:
    """However small the share and whatever the people: a problem at a line, never a division."""
    with pytest.raises(Problems):
        a_society(people=people, groups=groups(1.0, share))
