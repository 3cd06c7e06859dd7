"""Firms that disagree, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from demerit.findings.measure import measure
from demerit.schemes.model import Phase, Scheme

SCORES = {"0-0000": [(1000, "ordinary"), (1000, "ordinary")], "0-0001": [(980, "watched"), (900, "barred")],
          "0-0002": [(900, "barred"), (920, "barred")]}  # fmt: skip


def scored(shop: Any) -> Any:
    """Three persons with two providers; and a company, which no finding on persons counts."""
    rows = [
        {"subject": subject, "provider": number, "score": score, "band": band}
        for subject, marks in {**SCORES, "0-2000": [(900, "barred"), (1100, "ordinary")]}.items()
        for number, (score, band) in enumerate(marks)
    ]
    people = [shop.person(0, place) for place in range(3)]
    evidence = shop.evidence(people, scheme={"providers": {"count": 2, "shared": 0.0}})
    return replace(evidence, providers=pl.DataFrame(rows).lazy())


def test_disagreement_by_hand(shop: Any) -> None:
    """Apart by 0, 80 and 20 points: standard deviations 0, 40, 10; one of three in two bands, one barred."""
    found = measure(scored(shop))
    assert found["providers.spread"].value == pytest.approx(50 / 3)
    assert found["providers.split_share"].value == pytest.approx(1 / 3)
    assert found["providers.worst_band_share"].value == pytest.approx(1 / 3)


def test_one_provider_cannot_disagree(shop: Any) -> None:
    """Where there is one there is no table, and no answer."""
    assert measure(shop.usual())["providers.spread"].value is None


def in_phases(scheme: Scheme, phases: list[dict[str, int]]) -> Scheme:
    """The scheme with a rollout."""
    return scheme.model_copy(update={"rollout": tuple(Phase.model_validate(phase) for phase in phases)})


def test_who_scores_no_more_is_not_counted(shop: Any) -> None:
    """A rollout that ends with one provider leaves nobody to disagree; one with both changes nothing."""
    phases = [{"from_day": 0, "providers": 2}, {"from_day": 100, "providers": 1}]
    both = scored(shop)
    ended = replace(both, scheme=in_phases(both.scheme, phases))
    assert measure(ended)["providers.spread"].value is None
    still = replace(both, scheme=in_phases(both.scheme, phases[:1]))
    assert measure(both)["providers.spread"].value == measure(still)["providers.spread"].value
