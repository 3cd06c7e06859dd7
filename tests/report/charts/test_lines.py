"""Lines over days."""

from __future__ import annotations

import math
import re

from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.wording import plain
from demerit.report.charts.figures import WIDTH
from demerit.report.charts.lines import HEIGHT, MOST_LINES, Line, lines
from demerit.report.words import percent

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20)


@given(st.lists(VALUES, min_size=1, max_size=MOST_LINES))
def test_lines_stay_in_the_picture(values: list[list[float]]) -> None:
    """Whatever the values, lines and names are drawn within the picture, each line in its own band."""
    drawn = [Line(name=f"line {i}", points=list(enumerate(each))) for i, each in enumerate(values)]
    picture = lines(drawn, "label", plain, days=20)
    for i in range(len(values)):
        wide, _, _ = picture.split("</svg>")
        (d,) = re.findall(rf'<path d="([^"]*)" class="series s{i}"/>(?!<text)', wide)
        numbers = [float(n) for n in re.findall(r"-?\d+\.\d+", d)]
        assert all(0 <= x <= WIDTH for x in numbers[::2])
        assert all(0 <= y <= HEIGHT for y in numbers[1::2])
    assert "NaN" not in picture


def test_lines_are_named_and_whiskers_drawn() -> None:
    """Each line carries its name; each point with a range has a whisker."""
    line = Line(name="share", points=[(0, 0.1), (365, 0.2)], ends=[None, (0.15, 0.25)])
    picture, _, _ = lines([line], "what it shows", percent, days=730).split("</svg>")
    assert ">share<" in picture
    assert 'aria-label="what it shows"' in picture
    assert 1 == picture.count('class="whisker"')
    assert 2 == picture.count("<circle")


def test_held_values_last_to_the_end() -> None:
    """A phase holds until the next, the last one to the last day; two lines may share a tone, one thin."""
    held = Line(name="phase", points=[(0, 0.0), (10, 1.0)], held=True)
    picture = lines([held, Line(name="other", points=[(0, 0.5)], tone=0, thin=True)], "x", percent, days=20)
    assert re.search(r'd="M[\d.,]+H[\d.]+V[\d.]+H[\d.]+V[\d.]+" class="series s0"', picture)
    assert 'class="series s0 thin' in picture


def test_a_line_without_a_number_is_named() -> None:
    """Days without a number are left out, a line of none is named; only such lines are no drawing."""
    lacking = Line(name="nobody", points=[(0, math.nan)])
    drawn = lines([lacking, Line(name="some", points=[(0, 1.0), (1, math.inf)])], "x", plain, days=1)
    assert 2 == drawn.count(">not measured: nobody<")
    assert "nan" not in drawn.lower()
    assert "none of these has a number: nobody." in lines([lacking], "x", plain, days=1)


def test_names_on_a_phone_stand_under_the_lines() -> None:
    """Each line's name stands below the axis, right of a stroke like it."""
    _, narrow, _ = lines([Line(name="share", points=[(0, 0.1), (9, 0.2)])], "x", percent, days=10).split(
        "</svg>"
    )
    assert re.search(r'<path d="M-9,0H9" class="series s0"/></g><text[^>]*>share<', narrow)
