"""What the charts draw."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from demerit.report.charts.figures import NOTHING
from demerit.report.charts.plots import MOST_NAMED, UNBEGUN, UNMEASURED, Bar, areas, bars, hundreds
from demerit.report.words import percent


def sheets(picture: str) -> tuple[str, str]:
    """The two drawings of a picture: for a page, and for a phone."""
    wide, narrow, rest = picture.split("</svg>")
    assert not rest
    return wide, narrow


def widths(picture: str) -> list[float]:
    """Widths of the rectangles of a picture's first drawing."""
    return [float(width) for width in re.findall(r'<rect[^>]* width="([^"]+)"', sheets(picture)[0])]


@given(st.lists(st.floats(0.001, 1), min_size=2, max_size=8))
def test_bars_are_in_proportion(values: list[float]) -> None:
    """Bars from nothing are as long as their values say, within a pixel."""
    drawn = widths(bars([Bar(label="x", value=v) for v in values], "label", percent))
    assert all(abs(w / max(drawn) - v / max(values)) < 0.01 for w, v in zip(drawn, values, strict=True))


def test_bars_run_both_ways_from_nothing() -> None:
    """A loss runs left of the axis, a gain right of it."""
    picture, _ = sheets(bars([Bar(label="a", value=-0.5), Bar(label="b", value=0.5)], "label", percent))
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


def test_a_row_without_a_number_keeps_its_place() -> None:
    """Who is not there is shown as not measured, between those who are."""
    rows = [Bar(label="1", value=0.2, words="20 %"), Bar(label="2", value=None), Bar(label="3", value=0.4)]
    for drawing in sheets(bars(rows, "label", percent)):
        words = re.findall(r"<text[^>]*>([^<]*)</text>", drawing)
        assert [f"{n}" for n in (1, 2, 3)] == [word for word in words if word in {"1", "2", "3"}]
        assert 1 == words.count(UNMEASURED)
        assert 2 == drawing.count("<rect")


def test_what_cannot_be_drawn_says_why() -> None:
    """No rows, and rows all without a number, are a sentence in place of a drawing."""
    nobody = areas([0, 1], [[0.0, 0.0]] * 2, ["a", "b"], "x")
    for nothing in (bars([], "x", percent), hundreds([], ["a"], "x"), areas([], [], [], "x"), nobody):
        assert f'<p class="missing">{NOTHING}</p>' == nothing
    lacking = bars([Bar(label="a & b", value=None), Bar(label="c", value=math.nan)], "x", percent)
    assert "none of these has a number: a &amp; b, c." in lacking


def test_one_day_is_an_area_too() -> None:
    """A run of one day fills the width: what holds on a day holds until the next."""
    wide, _ = sheets(areas([0], [[0.25], [0.75]], ["a", "b"], "label"))
    first, *_ = re.findall(r'<path d="M([^"]*)Z"', wide)
    places = [float(pair.split(",")[0]) for pair in first.split("L")]
    assert max(places) - min(places) > 300


def test_forty_bands_are_all_named() -> None:
    """Forty names stand beside their areas, apart; of more, those with most, and the others are counted."""
    for bands, named in ((40, 40), (45, MOST_NAMED)):
        names = [f"grade {i}" for i in range(bands)]
        wide, narrow = sheets(areas([0, 1], [[1 / bands] * 2] * bands, names, "label"))
        places = sorted(float(y) for y in re.findall(r'y="([^"]+)" class="label">\d+ % grade', wide))
        assert named == len(places)
        assert all(b - a >= 16.9 for a, b in pairwise(places))
        assert bands == narrow.count(" % grade ")
        assert (bands > named) == (f">and {bands - named} more<" in wide)


def test_every_band_of_the_moves_can_be_told() -> None:
    """Names that fit in no segment stand under the bars; who nobody began with is said to be so."""
    names = [f"grade {i}" for i in range(40)]
    rows = [(name, [1 / 40] * 40) for name in names[:39]] + [(names[39], [0.0] * 40)]
    for drawing in sheets(hundreds(rows, names, "label")):
        assert all(drawing.count(f">{name}<") >= 2 for name in names[:39])
        assert 1 == drawing.count(f">{UNBEGUN}<")


def test_a_phone_has_labels_above_their_bars() -> None:
    """On a phone's width a long label stands over its bar, whole, and the value beside it."""
    label = "Minorities whom cameras class as East Asian"
    wide, narrow = sheets(bars([Bar(label=label, value=0.4, words="40 %")], "label", percent))
    assert 'class="wide"' in wide
    assert 'viewBox="0 0 360' in narrow
    assert f">{label}<" in narrow
    assert f">{label}<" not in wide
