"""Keys of columns, ranges, assumptions, shares."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demerit.formats.problems import Problem

Find = Callable[[str], tuple[Problem, ...]]


def detects(raw: str, text: str) -> str:
    """The small scheme with another rate of detection."""
    return text.replace("{value: 0.12, assumed: true, range: [0.05, 0.3]}", raw)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("{by: sex, values: {mail: 0.1}}", "did you mean 'male'?"),
        ("{by: age, values: {40: 0.1, 18: 0.2}}", "18, expected a number above 40"),
        ("{by: age, values: {young: 0.1}}", "'young', expected a number, as keys by age are lower edges"),
        ("{by: age, values: {18.5: 0.1}}", "a whole number from 0 to 150"),
        ("{by: income_decile, values: {0: 0.1}}", "a whole number from 1 to 10"),
        ("{by: score, values: {low: 0.1}}", "lower edges"),
        ("{by: start_score, values: {900: 0.1, 800: 0.2}}", "above 900"),
        ("{by: band, values: {bared: 0.1}}", "did you mean 'barred'?"),
        ("{by: group, values: {7: 0.1}}", "the name of a group"),
        ("{by: district, values: {west: 0.1}}", "the number of a district"),
        ("{by: conduct, values: {jaywalkin: 0.1}}", "did you mean 'jaywalking'?"),
        ("{value: 0.1, assumed: true}", "missing; expected a range"),
        ("{value: 0.1, range: [0.3, 0.2]}", "low first"),
        ("{value: 0.1, range: [0.2, 0.3]}", "0.1, expected a number within its range, 0.2 to 0.3"),
        (
            "{value: {by: sex, values: {male: 0.1, female: 0.5}}, range: [0.2, 0.6]}",
            "0.1, expected a number within its range",
        ),
    ],
)
def test_numbers_that_cannot_be(small_text: str, problems_of: Find, raw: str, words: str) -> None:
    """Each with one problem under the number's place."""
    (problem,) = problems_of(detects(raw, small_text))
    assert problem.place.startswith("channels[0].detects")
    assert words in problem.text()


@pytest.mark.parametrize(
    "raw",
    [
        "{by: sex, values: {female: 0.2, male: 0.1}}",
        "{by: age, values: {18: 0.1, 40: 0.2}}",
        "{by: score, values: {-5: 0.1, 900.5: 0.2}}",
        "{by: band, values: {barred: 0.1}}",
        "{by: conduct, values: {jaywalking: {by: sex, values: {male: 1, female: 1}}}}",
        "{by: district, values: {3: 0.1, 0: 0.2}}",
        "{by: group, values: {anybody: 0.1}}",
        "{value: {by: sex, values: {female: 0.2, male: 0.1}}, assumed: true, range: [0, 1]}",
        "0",
    ],
)
def test_numbers_that_can_be(small_text: str, problems_of: Find, raw: str) -> None:
    """Every column, nested and sourced."""
    assert () == problems_of(detects(raw, small_text))


def test_columns_have_their_place(small_text: str, problems_of: Find) -> None:
    """`conduct` outside channels, and score or band in `per_year`, are refused at `by`."""
    conducts = small_text.replace(
        "points: -20\n    assumed: true\n    range: [-50, -5]", "points: {by: conduct, values: {rumours: -1}}"
    )
    (problem,) = problems_of(conducts)
    assert "conducts[1].points.by" == problem.place
    life = "assumes: {opportunities: {rumours: {act: 1, per_year: {by: band, values: {barred: 1}}}}}\n"
    (problem,) = problems_of(small_text + life)
    assert "assumes.opportunities.rumours.per_year.by" == problem.place


def test_an_entrys_range_is_about_its_main_number(small_text: str, problems_of: Find) -> None:
    """Points of an assumed conduct lie within its range, and it needs one; what has its own range needs none."""  # noqa: E501
    assert ["conducts[1].points"] == [
        p.place for p in problems_of(small_text.replace("points: -20", "points: -60"))
    ]
    assert ["conducts[1].range"] == [
        p.place for p in problems_of(small_text.replace("    range: [-50, -5]\n", ""))
    ]
    sourced = small_text.replace("    range: [-50, -5]\n", "").replace(
        "points: -20", "points: {value: -20, source: ordinance}"
    )
    assert () == problems_of(sourced)


def test_shares_add_up(small_text: str, problems_of: Find) -> None:
    """Start shares add up to 1 within a millionth."""

    def start(shares: str) -> str:
        return small_text.replace("start: 1000", f"start: {{by: group, shares: {{a: {shares}}}}}")

    assert () == problems_of(start("{600: 0.3333333, 1000: 0.6666667}"))
    (problem,) = problems_of(start("{600: 0.3, 1000: 0.6}"))
    assert "shares that add up to 0.9, expected 1 in all" in problem.text()
