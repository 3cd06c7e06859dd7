"""What the charts draw."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from demerit.report.charts import Bar, areas, bars, hundreds
from demerit.report.words import percent


def widths(picture: str) -> list[float]:
    """Widths of a picture's rectangles."""
    return [float(width) for width in re.findall(r'<rect[^>]* width="([^"]+)"', picture)]


@given(st.lists(st.floats(0.001, 1), min_size=2, max_size=8))
def test_bars_are_in_proportion(values: list[float]) -> None:
    """Bars from nothing are as long as their values say, within a pixel."""
    drawn = widths(bars([Bar(label="x", value=v) for v in values], "label", percent))
    assert all(abs(w / max(drawn) - v / max(values)) < 0.01 for w, v in zip(drawn, values, strict=True))


def test_bars_run_both_ways_from_nothing() -> None:
    """A loss runs left of the axis, a gain right of it."""
    picture = bars([Bar(label="a", value=-0.5), Bar(label="b", value=0.5)], "label", percent)
    left, right = (float(x) for x in re.findall(r'<rect[^>]* x="?([^" ]+)"', picture.replace(" rx=", " r=")))
    assert left < right


def test_every_value_is_written() -> None:
    """Values stand beside their bars: no legend, no guessing."""
    picture = bars([Bar(label="a", value=0.5, low=0.4, high=0.6, words="50 %")], "label", percent)
    assert ">50 %<" in picture
    assert 'class="whisker"' in picture


def test_bars_of_nothing_can_be_drawn() -> None:
    """All values at nought still make a picture without a division by nothing."""
    assert "NaN" not in bars([Bar(label="a", value=0.0)], "label", percent)


def test_areas_name_their_bands() -> None:
    """Each area carries its name and last share beside it; a share that rounds away is under one per cent."""
    picture = areas([0, 1], [[0.5, 0.004], [0.5, 0.996]], ["barred", "model"], "label")
    assert all(words in picture for words in (">&lt;1 % barred<", ">100 % model<", 'aria-label="label"'))


def test_a_year_fills_its_row() -> None:
    """The parts of a row are in proportion, gaps of a pixel aside."""
    picture = hundreds([("a", (0.2, 0.3, 0.5))], ["a", "b", "c"], "label")
    drawn = [width + 1 for width in widths(picture)]
    assert [0.2, 0.3, 0.5] == [round(width / sum(drawn), 3) for width in drawn]
