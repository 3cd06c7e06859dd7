"""Dots in the boxes of their bands."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from demerit.report.charts.figures import SHEETS
from demerit.report.charts.seats import empty, hall, seated

NAMES = ["barred", "watched", "ordinary"]


def test_each_sits_in_one_box() -> None:
    """As many dots are drawn as there are people, each box with its own, and the label counts them."""
    made = seated([0, 2, 2, 1, 2], NAMES, "Year 1, day 1")
    assert "Year 1, day 1: 1 in barred, 1 in watched, 3 in ordinary." in made
    drawn = [path.count("h0") for path in re.findall(r'<path d="([^"]*)"', made)]
    assert [1, 1, 3] * len(SHEETS) == drawn


def test_a_seat_is_ones_own() -> None:
    """Whoever changes the box keeps the seat, and nobody else moves."""
    before, after = (
        re.findall(r"M(\d+ \d+)h0", str(seated(band, NAMES, "x"))) for band in ([0, 1, 2], [0, 0, 2])
    )
    assert sorted(before) == sorted(after)


def test_nobody_is_drawn_as_nobody() -> None:
    """Without people there is a sentence in place of a picture."""
    assert "nothing of the kind" in seated([], NAMES, "x")


def test_an_empty_hall_waits_for_the_script() -> None:
    """It is hidden, holds no dot, and its attributes say where each box begins and what it is called."""
    made = empty(1_000, NAMES)
    assert len(SHEETS) == made.count(" hidden")
    assert "h0" not in made
    assert len(SHEETS) * NAMES == re.findall(r'data-name="(\w+)"', made)


@given(st.integers(1, 40), st.integers(1, 1_000))
def test_all_seats_are_on_the_sheet(bands: int, people: int) -> None:
    """However many bands and people: no box reaches beyond the sheet, no seat beyond its box."""
    for sheet in SHEETS:
        held = hall(sheet, bands, people)
        for place in range(bands):
            assert held.box(place)[0] + held.width <= sheet.width + 1e-6
        assert held.seats * held.pitch <= held.width + 1e-6
        assert -(-people // held.seats) * held.pitch <= held.deep + 1e-6
        assert len({held.box(place) for place in range(bands)}) == bands
