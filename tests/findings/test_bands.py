"""Bands: entering the lowest, climbing out, moving from year to year."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.findings.measure import measure


def test_shares_of_bands_add_up(shop: Any) -> None:
    """On the last day everybody is in one band."""
    found = measure(shop.usual())
    assert sum(f.value for name, f in found.items() if name.startswith("band.share.")) == pytest.approx(1)


def test_entering_the_lowest_band_counts_people(shop: Any) -> None:
    """Two entries by one of four are a quarter; who started there did not enter."""
    twice = shop.person(0, 0).record(1, "fleeing").record(301, "charity").record(400, "fleeing")
    started = shop.person(0, 1, score_start=920).record(5, "jaywalking")
    evidence = shop.evidence([twice, started, shop.person(0, 2), shop.person(0, 3)])
    assert 0.25 == measure(evidence)["band.entered_lowest_share"].value
    assert 0.25 == measure(shop.without_ledger(evidence))["band.entered_lowest_share"].value


def test_trap_and_escape(shop: Any) -> None:
    """One of two gets out after 300 days: half are trapped at 365, and 300 days is the median escape."""
    freed = shop.person(0, 0).record(10, "fleeing").record(310, "fleeing", "lapse", channel=None)
    stuck = shop.person(0, 1).record(10, "posting", drawn=-90)
    found = measure(shop.evidence([freed, stuck]))
    assert 0.5 == found["band.trap_share"].value
    assert 300 == found["band.escape_days.barred"].value
    assert "band.escape_days.ordinary" not in found


def test_transitions_are_shares_by_year(shop: Any) -> None:
    """Rows add up to one; a band in which nobody began a year has no row."""
    faller = shop.person(0, 0).record(100, "fleeing").record(401, "fleeing", "lapse", channel=None)
    table = measure(shop.evidence([faller, shop.person(0, 1)], days=800))["band.transitions"].value
    from_barred = {"barred": 0.0, "watched": 0.0, "ordinary": 1.0}
    from_ordinary = {"barred": 1 / 3, "watched": 0.0, "ordinary": 2 / 3}
    assert {"barred": from_barred, "ordinary": from_ordinary} == table


def test_less_than_a_year_has_no_transitions(shop: Any) -> None:
    """A run of 364 days has no full year."""
    found = measure(shop.evidence([shop.person(0, 0)], days=364))
    assert found["band.transitions"].value is None
