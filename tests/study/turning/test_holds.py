"""Claims over draws: shares with intervals, boxes, pairs of schemes, the headline's own, and going on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.errors import WrongUse
from demerit.study.turning.holds import Claims, hold_claims, wilson
from demerit.world.job import Job
from uncertain import honkers
from worlds import a_job, a_scheme, a_society, channel, conduct

NAME = "wrong.people_share"
DRAWS = 64


def town(**scheme: Any) -> Job:
    """The honking town, half a year."""
    return replace(honkers(**scheme), days=60)


@pytest.fixture(scope="module")
def found() -> Claims:
    """A claim that turns, one that holds throughout and one that never does."""
    return hold_claims([town()], [f"{NAME} > 0.06", f"{NAME} >= 0", f"{NAME} > 0.99"], draws=DRAWS)


def test_a_claim_that_turns_has_its_box(found: Claims) -> None:
    """Wrong records are few where the camera takes few for others."""
    turns = found.held[0]
    assert turns.share is not None
    assert 0.1 < turns.share < 0.95
    assert turns.box is not None
    assert "scheme:channels.camera.misnames" in [side["path"] for side in found.sides(turns.box)]
    side = next(s for s in found.sides(turns.box) if s["path"] == "scheme:channels.camera.misnames")
    assert (0.02, True) == (side["from"], 0.02 < side["to"] < 0.3)
    assert turns.box.density > 1 - turns.share


def test_one_that_does_not_turn_says_so(found: Claims) -> None:
    """Everywhere or nowhere: no box, an interval that is not of width nothing, and why."""
    _, always, never = found.held
    assert (1.0, 1.0, 0.0, 0.0) == (always.share, always.high, never.share, never.low)
    assert always.low is not None
    assert 0.9 < always.low < 1
    assert ("it fails nowhere", "it holds nowhere") == (always.boxless, never.boxless)


def test_the_file_says_it_all(found: Claims) -> None:
    """claims.json: each claim with its share, interval, box, coverage, density and draws."""
    told = found.as_json()
    assert [f"{NAME} > 0.06", f"{NAME} >= 0", f"{NAME} > 0.99"] == list(told)
    first, second = told[f"{NAME} > 0.06"], told[f"{NAME} >= 0"]
    assert {"path", "from", "to"} == first["box"][0].keys()
    assert {"holds_share", "low", "high", "box", "coverage", "density", "draws"} <= first.keys()
    assert ([], DRAWS, 0) == (second["box"], second["draws"], second["fails"])
    fails = int((found.held[0].margins <= 0).sum())
    assert (fails, 1 - fails / DRAWS) == (first["fails"], first["holds_share"])


def test_two_schemes_are_drawn_in_pairs() -> None:
    """The same scheme never has less than itself; one that sees less has less in nearly every draw."""
    a, b = (
        town(),
        town(
            channels=[channel(misnames={"value": 0.1, "assumed": True, "range": [0.02, 0.3]}, detects=0.01)]
        ),
    )
    b = replace(b, life=a.life)
    same = hold_claims([a, a], [f"a.{NAME} < b.{NAME}", f"a.{NAME} >= b.{NAME}"], draws=DRAWS)
    assert [0.0, 1.0] == [each.share for each in same.held]
    less = hold_claims([a, b], [f"b.{NAME} < a.{NAME}"], draws=DRAWS)
    assert (less.held[0].share or 0) > 0.9


def test_without_claims_the_headlines_own_are_held() -> None:
    """That each number is at least half of what it says; asked for by name they stand beside others."""
    found = hold_claims([town()], draws=DRAWS)
    value = found.values[NAME]
    assert f"{NAME} >= {value / 2:.2g}" in [each.claim.text for each in found.held]
    both = hold_claims([town()], [f"{NAME} > 0.06", "headline"], draws=DRAWS)
    assert [f"{NAME} > 0.06", *(each.claim.text for each in found.held)] == [
        each.claim.text for each in both.held
    ]


def test_fewer_than_64_draws_are_refused() -> None:
    """No claim without 64; nor one that names what is not there."""
    with pytest.raises(WrongUse, match="63 draws: a claim is held over 64"):
        hold_claims([town()], [f"{NAME} > 0.1"], draws=63)
    with pytest.raises(WrongUse, match=r"did you mean wrong\.people_share"):
        hold_claims([town()], ["wrong.people_shares > 0.1"], draws=DRAWS)


def test_nothing_assumed_is_the_same_in_every_draw() -> None:
    """Where no number is assumed a claim holds in all draws or in none."""
    sure = a_job(
        a_scheme(channels=[channel(misnames=0.2)], conducts=[conduct("honking", channels=["camera"])]),
        a_society({"opportunities": {"honking": {"per_year": 40, "act": 0.5}}}),
        people=400,
    )
    found = hold_claims([sure], [f"{NAME} > 0"], draws=DRAWS)
    assert ((), 1.0) == (found.numbers, found.held[0].share)


def test_what_was_begun_is_gone_on_with(tmp_path: Path, found: Claims) -> None:
    """Stopped after some draws, with another number of workers: the same answer, and no draw twice."""

    def stop(done: int, _total: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    claims = [each.claim.text for each in found.held]
    with pytest.raises(KeyboardInterrupt):
        hold_claims([town()], claims, draws=DRAWS, folder=tmp_path, on_progress=stop)
    begun = (tmp_path / "claims.jsonl").read_text(encoding="utf-8").count("\n")
    assert begun >= 20
    again = hold_claims([replace(town(), workers=1)], claims, draws=DRAWS, folder=tmp_path)
    assert found.as_json() == again.as_json()
    assert np.array_equal(found.held[0].margins, again.held[0].margins)
    assert DRAWS + 1 == (tmp_path / "claims.jsonl").read_text(encoding="utf-8").count("\n")


@pytest.mark.parametrize(
    ("cases", "of", "low", "high"), [(0, 64, 0.0, 0.0566), (32, 64, 0.381, 0.619), (64, 64, 0.9434, 1.0)]
)
def test_wilson(cases: int, of: int, low: float, high: float) -> None:
    """Against the values of the published formula."""
    assert wilson(cases, of) == pytest.approx((low, high), abs=1e-3)
