"""What facts rule out, in words: nothing left, too few, nothing narrower, and what narrows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from demerit.facts.loading import load_facts
from demerit.report.turning.match import (
    NO_POINT,
    fact_rows,
    held_out_words,
    match_body,
    number_rows,
    verdict,
    what_is_left,
)
from demerit.study.turning.match import Fitted, Matched, Narrowed
from demerit.study.turning.matters import Matter

DRAWS = 40


def matched(left: int, *narrowed: Narrowed) -> Matched:
    """Two facts of the courts' list over some draws, the second held out; so many draws are left."""
    file = load_facts("courts-list")
    off = np.where(np.arange(DRAWS) < left, 1.0, 9.0)
    fitted = tuple(
        Fitted(
            matter=Matter(file=file, fact=fact, out=place == 1), ours=0.2, chance=0.01,
            values=np.linspace(0.1, 0.9, DRAWS), implausibility=off,
        )
        for place, fact in enumerate(file.model.facts[:2])
    )  # fmt: skip
    return Matched(
        draws=DRAWS, discrepancy=0.1, numbers=300, fitted=fitted, left=off <= 3, narrowed=narrowed,
        aside={"courts-list.size": "this is an input"},
    )  # fmt: skip


RAIL = Narrowed(name="life:needs.rail-journey.per_year", before=(0.32, 5.6), after=(0.31, 1.95), chance=0.001)


def test_what_narrows_stands_before_and_after() -> None:
    """Side by side, and no draw is called the best."""
    found = matched(20, RAIL)
    assert "20 are left (50 %)" in what_is_left(found)
    assert f"1 of 300 ranges narrows beyond chance. {NO_POINT}" == verdict(found)
    assert [("how often life brings rail journey", "0.32 to 5.6", "0.31 to 1.95")] == number_rows(found)
    page = "".join(map(str, match_body(found)))
    assert "0.31 to 1.95" in page
    assert "courts-list.size: this is an input" in page


def test_nothing_left_says_which_fact_alone_does_it() -> None:
    """And no range after."""
    found = matched(0)
    assert verdict(found).startswith("Nothing is left:")
    assert "courts-list.flights-a-listed-person alone rules out every draw." in verdict(found)
    assert "-" == fact_rows(found)[0][3]
    assert "" == held_out_words(found)


def test_few_left_and_nothing_narrower_are_told() -> None:
    """Too few draws tell no range; enough may tell that none narrows."""
    assert "Fewer than 10 draws are left" in verdict(matched(5))
    assert "No range narrows beyond chance" in verdict(matched(20))


def test_held_out_facts_say_how_they_fare() -> None:
    """Before and after, and in the table by that name."""
    found = matched(20)
    assert "is plausible in 50 % of draws before and in 100 % of those left" in held_out_words(found)
    assert fact_rows(found)[1][0].endswith(", held out)")
    alone = replace(found, fitted=found.fitted[:1])
    assert "" == held_out_words(alone)
