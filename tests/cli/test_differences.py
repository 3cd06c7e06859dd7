"""Differences are told in the order of how sure they are."""

from __future__ import annotations

from demerit.cli.differences import beyond_chance, difference_lines, flat, sure
from demerit.findings.compare import Difference

BELOW = "b-x against a-x, on shared luck"


def entry(a: float, b: float, half: float | None = None) -> Difference:
    """A difference with an interval of `half` each way, or without one."""
    low, high = (None, None) if half is None else (b - a - half, b - a + half)
    return Difference(a=a, b=b, difference=b - a, low=low, high=high)


def test_a_scheme_against_itself_changes_nothing() -> None:
    """Where every difference is exactly zero the table is one sentence."""
    same = {
        "score.mean": entry(1000.0, 1000.0, 0.0),
        "silence.net": Difference(a=None, b=None, difference=None, low=None, high=None),
    }
    assert [BELOW, "No finding changed."] == difference_lines("a-x", "b-x", same)


def test_the_surest_come_first() -> None:
    """Sorted by size over width; what chance may explain is counted, not listed; what stayed is counted."""
    found = {
        "within": entry(0.5, 0.6, 0.2),
        "sure": entry(0.5, 0.2, 0.1),
        "surer": entry(0.5, 0.4, 0.01),
        "same": entry(0.5, 0.5, 0.0),
    }
    lines = difference_lines("a-x", "b-x", found)
    assert ["surer", "sure"] == [line.split()[0] for line in lines[2:4]]
    rest = "Not shown: 1 within chance or without a range; see compare.json. 1 did not change."
    assert f"{rest} Ranges are chance only." == " ".join(lines[4:])


def test_a_single_change_is_told_as_that() -> None:
    """Where nothing else moved, the last line says so."""
    lines = difference_lines("a-x", "b-x", {"sure": entry(0.5, 0.2, 0.1), "same": entry(0.5, 0.5, 0.0)})
    assert "No other finding changed. Ranges are chance only." == lines[-1]


def test_differences_without_intervals_are_still_told() -> None:
    """Under eight districts there are no intervals: then every difference is listed."""
    (line,) = (
        line for line in difference_lines("a", "b", {"score.mean": entry(1000.0, 990.0)}) if "mean" in line
    )
    assert ["score.mean", "1,000", "990", "−10"] == line.split()


def test_tables_are_told_by_key() -> None:
    """A finding whose value is a table gives a line a key, without interval."""
    whole = Difference(
        a={"1": 0.1, "2": 0.2}, b={"1": 0.3, "2": 0.2}, difference={"1": 0.2, "2": 0.0}, low=None, high=None
    )
    assert [("cost[1]", 0.2), ("cost[2]", 0.0)] == [
        (name, part["difference"]) for name, part in flat("cost", whole)
    ]


def test_chance_is_told_from_more() -> None:
    """An interval that holds 0 is chance; one without any width is certain; none at all comes last."""
    assert (False, True, False) == (
        beyond_chance(entry(1, 2, 3)),
        beyond_chance(entry(1, 2, 0.5)),
        beyond_chance(entry(1, 2)),
    )
    assert sure(entry(1, 2, 0)) > sure(entry(1, 2, 0.5)) > sure(entry(1, 2))


def test_lines_fit_80_columns() -> None:
    """Even the longest finding id."""
    name = "group.gap.access.but_for_unrelated.and_more"
    lines = difference_lines("a", "b", {name: entry(-0.012345, -0.0345678, 0.0001234)})
    assert max(len(part) for line in lines for part in line.split("\n")) <= 80
