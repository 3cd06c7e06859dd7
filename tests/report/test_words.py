"""How findings are said."""

from __future__ import annotations

import math
from typing import Any

import pytest

from demerit.findings import wording
from demerit.findings.finding import Finding
from demerit.report import words


def share(value: Any, **parts: Any) -> Finding:
    """A finding that is a share of persons."""
    usual: dict[str, Any] = {"unit": "share of persons", "definition": "", "direction": "harm"}
    return Finding(value=value, **(usual | parts))


def test_natural_frequency_with_its_range() -> None:
    """A share is said among a thousand, its interval beside it."""
    finding = share(0.212, low=0.208, high=0.216)
    assert ("212", "208-216") == wording.per_thousand(finding)
    assert "212 of 1,000" == words.frequency(finding)


def test_rare_things_are_never_nothing() -> None:
    """What befalls fewer than one in a thousand is said among more people, or as under one."""
    finding = share(0.00004)
    assert ("<1", "") == wording.per_thousand(finding)
    assert "4 of 100,000" == words.frequency(finding)


def test_how_rare_something_is() -> None:
    """A rate is said as one in so many, to two digits; nothing is none."""
    assert ["1 in 60,000", "1 in 5,900", "1 in 1,000", "1 in 1", "none"] == [
        words.one_in(share) for share in (1.67e-5, 0.00017, 0.001, 1.0, 0.0)
    ]


@pytest.mark.parametrize("value", [None, math.nan, math.inf, True, "x", {"a": 1.0}])
def test_no_number_is_no_frequency(value: object) -> None:
    """What is no finite number has no frequency and no range, and is never printed as one."""
    finding = share(value, low=0.1, high=0.2)
    assert words.frequency(finding) is None
    assert ("-", "") == wording.per_thousand(finding)
    assert "not measurable" == words.amount(value, "share")


def test_a_change_carries_its_sign_and_its_interval() -> None:
    """Both ends with their signs; without both there is no interval."""
    assert "+3 % (−1 % to +7 %)" == words.changed(0.03, -0.01, 0.07)
    assert "−3 %" == words.changed(-0.03, None, 0.01)


def test_ranges_with_signs_are_said_with_to() -> None:
    """A dash is not put beside a minus."""
    assert ("208-216", "−6 to −2", "5") == (
        wording.between("208", "216"), wording.between("−6", "−2"), wording.between("5", "5"),
    )  # fmt: skip
    assert "−6 to −2 %" == words.interval(-0.06, -0.02, "share of acts")
    assert "no range" == words.interval(None, 0.2, "share")


@pytest.mark.parametrize(
    ("days", "said"), [(1825, "5 years"), (1826, "5 years"), (365, "1 year"), (90, "90 days"), (9, "9 days")]
)  # fmt: skip
def test_horizons(days: int, said: str) -> None:
    """Whole years are said as years, the rest in days."""
    assert said == words.years(days)


def test_lists() -> None:
    """Lists are joined as in a sentence."""
    assert ("", "a", "a and b", "a, b and c") == tuple(words.listed("abc"[:n]) for n in range(4))


@pytest.mark.parametrize(
    ("status", "claims", "label"),
    [("described", ("No x exists; y",), words.NOT_A_SYSTEM), ("described", (), words.NOT_A_SYSTEM),
     ("hypothetical", (), words.NOT_A_SYSTEM), ("enacted", (), "A SIMULATION"),
     ("ended", (), "A SIMULATION"), (None, (), "A SIMULATION")],
)  # fmt: skip
def test_the_card_fits_the_status(status: str | None, claims: tuple[str, ...], label: str) -> None:
    """Only what nobody runs is called no real system; a disputed one says what sources say first."""
    said = words.status_line(status, claims)
    assert label == said[0]
    assert bool(claims) == ("No x exists. Published sources contradict 1 point of it." in said[1])


def test_what_has_ended_is_told_with_its_years() -> None:
    """From when to when it was in force, never that it is."""
    said = words.status_line("ended", (), (2013, 2019))[1]
    assert said.startswith("The scheme was in force from 2013 to 2019 and has ended;")
    assert "in 2013 and has ended" in words.status_line("ended", (), (2013, 2013))[1]
    assert "is in force" not in said


def test_both_ranges_of_a_share_and_of_any_number() -> None:
    """Chance, then where it lies if assumptions err; equal ends as the one number."""
    found = share(0.323, low=0.32, high=0.326, assumed_low=0.206, assumed_high=0.984)
    assert "if assumptions err 20.6-98.4 %" in words.both_intervals(found)
    still = share(0.3, assumed_low=0.3, assumed_high=0.3)
    assert "chance no range · if assumptions err 30 %" == words.both_intervals(still)
