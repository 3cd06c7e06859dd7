"""Scales, ticks, labels kept apart, and figures that always carry their numbers."""

from __future__ import annotations

import math
import re
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.wording import plain
from demerit.report.charts.figures import (
    LETTER,
    LINE_HEIGHT,
    Rows,
    Scale,
    apart,
    band_colour,
    dataless,
    day_axis,
    drawing,
    figure,
    finite,
    names_under,
    shortened,
    steps,
)

SHORT = len("#fff")
FINITE = st.floats(-1e6, 1e6, allow_nan=False)


@given(low=FINITE, wide=st.floats(1e-3, 1e6), value=FINITE)
def test_scale_stays_in_the_picture(low: float, wide: float, value: float) -> None:
    """Whatever the value, it is drawn within the picture; ticks lie within the data."""
    scale = Scale(low=low, high=low + wide, start=10, end=90)
    assert 10 <= scale(value) <= 90
    assert all(low - 1e-6 * wide <= tick <= low + wide * (1 + 1e-6) for tick in scale.ticks())


@given(high=st.floats(0, 1e-300))
def test_hardly_any_extent_has_ticks_too(high: float) -> None:
    """Down to the smallest number there is, ticks are within the data and there is at least one."""
    ticks = Scale(low=0.0, high=high, start=10, end=90).ticks()
    assert ticks
    assert all(0 <= tick <= high * (1 + 1e-6) for tick in ticks)


def test_ticks_are_round() -> None:
    """Ticks are multiples of 1, 2, 2.5 or 5."""
    assert [0, 20, 40, 60, 80, 100] == Scale(low=0, high=100, start=0, end=1).ticks()


@given(st.lists(st.floats(0, 300), min_size=1, max_size=12).map(sorted))
def test_labels_are_kept_apart(wanted: list[float]) -> None:
    """Labels that fit keep their distance and stay inside, in their order."""
    placed = apart(wanted, 17, 0, 300)
    assert all(b - a >= 17 - 1e-9 for a, b in pairwise(placed))
    assert placed[-1] <= 300
    assert placed[0] >= -1e-9


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(selector: str) -> dict[str, str]:
    """The colours of a theme, as #rrggbb by their names."""
    text = files("demerit.report").joinpath("tokens.css").read_text(encoding="utf-8")
    block = text[text.index(selector) :].partition("}")[0]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", block))
    return {
        name: f"#{''.join(c * 2 for c in value[1:])}" if len(value) == SHORT else value
        for name, value in found.items()
    }


@pytest.mark.parametrize("selector", [":root {", ':root[data-theme="dark"] {', ":root:root:root {"])
def test_words_on_bands_can_be_read(selector: str) -> None:
    """In light, dark and on paper the ink on each band's fill has contrast AA, however many there are."""
    named = tokens(selector)
    for count in range(1, 14):
        for start in (None, *range(count)):
            for place in range(count):
                fill, ink = (named[var[len("var(--") : -1]] for var in band_colour(place, count, start))
                assert contrast(fill, ink) >= 4.5


@pytest.mark.parametrize("selector", [":root {", ':root[data-theme="dark"] {', ":root:root:root {"])
def test_words_on_paper_can_be_read(selector: str) -> None:
    """Everything that is written in a colour of its own has contrast AA on the page and on a panel."""
    named = tokens(selector)
    for ink in ("ink", "quiet", "wrong", "speech", "unrelated", "mark", "link"):
        for paper in ("paper", "panel", "raised"):
            assert contrast(named[ink], named[paper]) >= 4.5, (ink, paper)
    assert contrast(named["card-ink"], named["card"]) >= 4.5


def test_paper_has_the_bands_of_the_light() -> None:
    """What is printed shows them as they are seen on the screen."""
    light, paper = tokens(":root {"), tokens(":root:root:root {")
    bands = [name for name in light if name.startswith(("bad", "good", "start", "on-"))]
    assert [light[name] for name in bands] == [paper[name] for name in bands]


def test_bands_are_told_from_where_people_start() -> None:
    """Worse ones are warm, the worst the warmest; better ones cool; one alone is where people start."""
    assert ["bad-0", "bad-8", "start", "good-0", "good-8"] == [
        band_colour(place, 5, 2)[0][len("var(--") : -1] for place in range(5)
    ]
    assert ["bad-0", "start"] == [band_colour(place, 2, 1)[0][len("var(--") : -1] for place in range(2)]
    assert ("var(--start)", "var(--on-start)") == band_colour(0, 1)


def test_a_figure_carries_its_numbers() -> None:
    """A figure has a labelled picture, a caption and the table under it."""
    made = figure(
        drawing(10, "What it shows"), title="Title", caption="Caption", data=Rows(head=("a",), rows=[("1",)])
    )
    order = ["<figcaption", 'role="img"', 'aria-label="What it shows"', "<details", "<table"]
    places = [made.index(part) for part in order]
    assert sorted(places) == places


def test_steps_hold_until_the_next() -> None:
    """A stepped line goes across before it goes up."""
    assert ("M0.0,1.0H2.0V3.0", "") == (steps([(0, 1), (2, 3)]), steps([]))


@pytest.mark.parametrize("years", [2, 5, 12, 16, 20])
def test_years_under_an_axis_do_not_touch(years: int) -> None:
    """However many years, their names keep apart; the first is always named, as the events beside it say."""
    axis = "".join(day_axis(Scale(low=0, high=years * 365, start=44, end=480), years * 365, 0, 100))
    places = [float(x) for x in re.findall(r'<text x="([^"]+)"', axis)]
    assert all(b - a >= 50 for a, b in pairwise(places))
    assert ">year 1<" in axis
    assert len(places) >= min(3, years)


def test_days_under_an_axis_of_a_short_run() -> None:
    """Under two years the axis counts the days that passed; one day has its start."""
    axis = "".join(day_axis(Scale(low=0, high=400, start=44, end=480), 400, 0, 100))
    assert ">200 days<" in axis
    one = "".join(day_axis(Scale(low=0, high=1, start=44, end=480), 1, 0, 100))
    assert ["start"] == re.findall(r">([^<]+)</text>", one)


def test_words_in_a_table_stand_left() -> None:
    """Numbers stand right from the column on that is said to begin them."""
    data = Rows(head=("a", "what", "n"), rows=[("1", "words", "2")], numbers_from=2)
    made = figure(drawing(10, "x"), title="T", caption="c", data=data)
    assert '<td>words</td><td class="n">2</td>' in made


def test_without_rows_there_is_no_table() -> None:
    """A figure that has no numbers offers none."""
    made = figure(dataless("Why not."), title="T", caption="c", data=Rows(head=("a",), rows=()))
    assert "Why not." in made
    assert "<details" not in made


@given(high=st.floats(0, 1e9), room=st.floats(1, 700))
def test_words_of_ticks_keep_apart(high: float, room: float) -> None:
    """However little room there is, ticks' words do not touch, and no two are alike."""
    ticks = Scale(low=0.0, high=high, start=0, end=room).fitting(plain)
    words = [each for _, each in ticks]
    assert len(set(words)) == len(words) >= 1
    scale = Scale(low=0.0, high=high, start=0, end=room)
    for (a, one), (b, other) in pairwise(ticks):
        assert scale(b) - scale(a) >= LETTER * (len(one) + len(other)) / 2


def test_words_are_shortened_to_a_letter_at_least() -> None:
    """With no room at all an ellipsis is left."""
    assert ("…", "ab", "a…") == (shortened("word", 0), shortened("ab", 14), shortened("abc", 14))


def test_only_numbers_are_finite() -> None:
    """What is missing and what is no number is left out."""
    assert [0.0, -1.5] == finite([None, 0.0, math.nan, math.inf, -1.5])


def test_names_under_a_drawing() -> None:
    """Names stand a line each; the end is where the next may begin."""
    parts, end = names_under([(None, "a"), (None, "b" * 99)], 100, 360)
    assert 100 + 2 * LINE_HEIGHT == end
    assert ["a", "b" * 46 + "…"] == re.findall(r">([^<]+)</text>", "".join(parts))
    _, end = names_under([(None, "a")] * 7, 100, 720)
    assert 100 + 3 * LINE_HEIGHT == end
