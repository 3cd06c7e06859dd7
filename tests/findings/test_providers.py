"""Firms that disagree, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from demerit.findings.measure import measure

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
