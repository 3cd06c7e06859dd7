"""Ways back, counted by hand."""

from __future__ import annotations

from typing import Any

from demerit.findings.measure import measure

REDRESS = {"redress": {"notice": 1.0, "appeal": {"rate": 0.5}}}


def test_appeals_are_counted_on_records_that_cost(shop: Any) -> None:
    """One appeal on four records that cost, with a fifth that paid: 25 on a hundred."""
    person = shop.person(0, 0).record(1, "charity")
    for day in (2, 3, 4, 5):
        person.record(day, "jaywalking")
    evidence = shop.told(
        shop.evidence([person], scheme=REDRESS), appeals=[1], corrections=[0], appeals_decided=[0]
    )
    assert 25.0 == measure(evidence)["redress.appeals_per_100_losses"].value


def test_a_share_is_upheld_of_those_decided(shop: Any) -> None:
    """Five lodged, four decided, three upheld: three quarters; with none decided there is no share."""
    evidence = shop.evidence([shop.person(0, 0)], scheme=REDRESS)
    decided = shop.told(evidence, appeals=[5], appeals_decided=[4], corrections=[3])
    waiting = shop.told(evidence, appeals=[5], appeals_decided=[0], corrections=[0])
    assert 0.75 == measure(decided)["redress.upheld_share"].value
    assert measure(waiting)["redress.upheld_share"].value is None


def test_without_redress_there_is_no_answer(shop: Any) -> None:
    """A scheme that lets nobody appeal has no share of appeals, rather than a share of 0."""
    found = measure(shop.usual())
    assert found["redress.upheld_share"].value is None
    assert found["redress.appeals_per_100_losses"].value is None
