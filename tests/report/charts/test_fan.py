"""The fan at its edges: nothing, one place, equal values, no number anywhere."""

from __future__ import annotations

import math

from demerit.report.charts.fan import fan, fan_rows, sliced


def test_bands_are_quantiles_of_what_is_known() -> None:
    """Middle and ends of the numbers, those that are missing left out and not counted."""
    found = sliced(1.0, "1", [0.0, math.nan, 1.0, 2.0, None, 3.0, 4.0])
    assert (5, 2.0, 1.0, 3.0) == (found.count, *(found.quantiles[place] for place in (2, 1, 3)))


def test_every_chart_has_words_and_every_edge_is_drawn() -> None:
    """A label for who does not see it; one place is a whisker; equal values a line; none, a sentence."""
    many = [sliced(float(n), str(n), [n, n + 1.0, n + 2.0]) for n in range(30)]
    for slices in (many, many[:1], [sliced(0.0, "a", [2.0]), sliced(1.0, "b", [2.0])]):
        drawn = fan(slices, "what it shows", str, "axis")
        assert 'aria-label="what it shows"' in drawn
        assert "nan" not in drawn
    assert "whisker" in fan(many[:1], "", str, "axis")
    assert "<svg" not in fan([sliced(0.0, "a", [math.nan])], "", str, "axis")
    assert "<svg" not in fan([], "", str, "axis")


def test_the_table_has_what_is_drawn() -> None:
    """A row a place, with dashes where nothing has a number."""
    rows = fan_rows([sliced(0.0, "a", [1.0]), sliced(1.0, "b", [])], "place", str)
    assert [("a", *["1.0"] * 5, "1"), ("b", *["–"] * 5, "0")] == list(rows.rows)
