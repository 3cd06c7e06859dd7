"""What a scheme can do at all is read off its rules."""

from __future__ import annotations

from typing import Any

from demerit.findings import possible
from demerit.findings.measure import measure


def test_a_scheme_without_errors_or_influence_can_do_neither(shop: Any) -> None:
    """Channels that never err, no ties that count, no price: none of it is possible."""
    run = shop.coded([shop.person(0, 0)])
    asked = (possible.can_err, possible.can_associate, possible.can_cost)
    assert [False, False, False] == [each(run) for each in asked]
    assert possible.can_touch(run)


def test_each_rule_makes_it_possible(shop: Any) -> None:
    """A misnaming channel, an alarm, a tie that counts, a tax."""
    misnaming = {"channels": [{"id": "camera", "kind": "camera", "misnames": 0.1}]}
    alarming = {"channels": [{"id": "camera", "kind": "camera", "alarms": {"per_year": 1}}]}
    tied = {"influence": [{"ties": "friends", "share": 0.1}]}
    people = [shop.person(0, 0)]
    assert all(possible.can_err(shop.coded(people, scheme=each)) for each in (misnaming, alarming))
    assert possible.can_associate(shop.coded(people, scheme=tied))


def test_what_cannot_be_has_no_width(shop: Any) -> None:
    """In a run of a scheme that cannot err nobody is wrongly recorded, exactly; what can be has a bound."""
    people = shop.crowd(districts=10, size=5)
    for person in people:
        person.entries.clear()
    sure = measure(shop.evidence(people))["wrong.people_share"]
    misnaming = {"channels": [{"id": "camera", "kind": "camera", "misnames": 0.1}]}
    unsure = measure(shop.evidence(people, scheme=misnaming))["wrong.people_share"]
    assert (0.0, 0.0, 0.0) == (sure.value, sure.low, sure.high)
    assert (0.0, 0.0) == (unsure.value, unsure.low)
    assert unsure.high > 0  # type: ignore[operator]


def test_treatments_are_found_by_subject_and_effect(shop: Any) -> None:
    """The needs and bands of persons' denials."""
    run = shop.coded([shop.person(0, 0)])
    found = run.scheme.treating(("denial",))
    assert ["loan", "rail"] == possible.needs_of(found)
    assert ["barred", "watched"] == possible.bands_of(found)
    assert [] == run.scheme.treating(("denial",), subject="company")
    assert [] == possible.job_losses(run)
