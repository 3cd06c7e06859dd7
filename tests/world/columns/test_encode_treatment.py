"""Treatments as tables."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.world.columns.encode_treatment import encode_treatment, investigation_days, paid_per_day
from demerit.world.columns.plan import Plan
from demerit.world.columns.tables import NONE
from worlds import Part, a_job, a_scheme, a_society, job_of, treatment

LIFE: Part = {
    "needs": {
        "rail": {"context": "travel", "per_year": 10, "cost": 0.01},
        "bus": {"context": "transport", "per_year": 100, "cost": 0.001},
    },
}


def planned(**rules: Any) -> Plan:
    """The plan of some rules on the life above."""
    return job_of(rules, LIFE, people=400).plan


BANDS: list[Part] = [{"id": name, "from": edge} for name, edge in (("low", 600), ("mid", 900), ("high", 980))]


def test_treatments_fill_their_bands() -> None:
    """A denial before a wait, the first by id of two; waits, priorities and exposures where they hold."""
    treatments = [
        treatment("no-b", "rail", bands=["low", "mid"]),
        treatment("no-a", "rail"),
        treatment("late", "rail", "wait", wait={"days": 3}, bands=["low", "mid", "high"]),
        treatment("first", "bus", "priority", bands=["high"]),
        treatment("shamed", effect="exposure", bands=["low", "mid"]),
        treatment("shown", effect="exposure"),
    ]
    plan = planned(bands=BANDS, treatments=treatments)
    arrays = encode_treatment(plan)
    rail, bus = plan.need_number("rail"), plan.need_number("bus")
    assert [1, 0, 2] == arrays["refused"][rail].tolist()
    assert ([0, 0, 1], [2, 1, 0]) == (arrays["prioritised"][bus].tolist(), arrays["exposures"][0].tolist())
    assert [0, 0, 1, 0, 0, 0] == arrays["delays"].tolist()


def test_entering_an_investigated_band_is_one_exposure() -> None:
    """On top of what else shows in it, however many investigate; together they are as long as the longest."""
    treatments = [
        treatment("short", effect="investigation", investigation={"days": 9}, bands=["low", "mid"]),
        treatment("long", effect="investigation", investigation={"days": 40}, bands=["mid"]),
        treatment("shown", effect="exposure", bands=["mid"]),
    ]
    plan = planned(bands=BANDS, treatments=treatments)
    assert [1, 2, 0] == encode_treatment(plan)["exposures"][0].tolist()
    assert [[9, 40, 0]] == investigation_days(plan).tolist()
    assert 0 == investigation_days(planned(bands=BANDS)).sum()


def test_bands_cost_what_they_make_dearer_and_tax() -> None:
    """(factor - 1) x cost x needs a day, unless the band denies the need; taxes: a share of income."""
    treatments = [
        treatment("dear-rail", "rail", "price", factor=1.5, bands=["low", "mid"]),
        treatment("dear-bus", "bus", "price", factor=1.2, bands=["low", "mid"]),
        treatment("cheap-bus", "bus", "price", factor=0.5, bands=["high"]),
        treatment("no-rail", "rail"),
        treatment("late-rail", "rail", "wait", wait={"days": 2}, bands=["mid"]),
        treatment("taxed", effect="tax", tax={"share": 0.073}, bands=["mid"]),
    ]
    prices, taxes = paid_per_day(planned(bands=BANDS, treatments=treatments))
    bus, rail = 0.2 * 0.001 * 100 / 365, 0.5 * 0.01 * 10 / 365
    assert [bus, bus + rail, -0.5 * 0.001 * 100 / 365] == pytest.approx(prices[:, 0, 0].tolist())
    assert [0.0, 0.0002, 0.0] == pytest.approx(taxes[:, 0, 0].tolist())


FIRMS: Part = {
    "company": {
        "per_1000_people": 50,
        "life": {"needs": {"tender": {"context": "finance", "per_year": 6, "cost": 0.5}}},
    }
}


def test_kinds_of_subject_keep_to_their_own() -> None:
    """A company's exposure and prices are no person's; what there is nobody of is left out."""
    treatments = [
        treatment("shown", effect="exposure", subject="company"),
        treatment("no-tender", "tender", subject="company", bands=["low"]),
        treatment("dear-tender", "tender", "price", subject="company", factor=1.5, bands=["mid"]),
    ]
    town = a_society(LIFE, organisations=FIRMS)
    plan = a_job(a_scheme(bands=BANDS, treatments=treatments), town, people=400).plan
    arrays = encode_treatment(plan)
    assert [[0, 0, 0], [1, 0, 0]] == arrays["exposures"].tolist()
    assert [1, NONE, NONE] == arrays["refused"][plan.need_number("tender")].tolist()
    prices, _ = paid_per_day(plan)
    assert [0.0, 0.5 * 0.5 * 6 / 365] == pytest.approx(prices[1, :, 0].tolist())
    alone = a_job(
        a_scheme(bands=BANDS, treatments=treatments),
        a_society(LIFE, organisations={"company": {"per_1000_people": 0, "life": FIRMS["company"]["life"]}}),
        people=400,
    ).plan
    assert [[0, 0, 0]] == encode_treatment(alone)["exposures"].tolist()
