"""Where people end up, and whether they climb back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from demerit.findings.finding import Finding
from demerit.report.folder import read_folder
from demerit.report.sections.scores import POINTS_IN_TIME, band_days, climbing, over_time, transitions

MakeRun = Callable[..., Path]


def test_bands_add_up_each_day(make_run: MakeRun) -> None:
    """Shares of the bands add to one on every day shown; long runs are thinned, the last day kept."""
    read = band_days(read_folder(make_run(people=1000, days=1825)))
    assert read is not None
    days, shares = read
    assert (0, 1824) == (days[0], days[-1])
    assert len(days) <= POINTS_IN_TIME + 3
    assert all(abs(sum(share[i] for share in shares) - 1) < 1e-9 for i in range(len(days)))


def test_the_last_day_in_natural_frequencies(run: Path) -> None:
    """The answer says where a thousand people are."""
    said = over_time(read_folder(run)).markup()
    assert "60 (59-61) in “barred”" in said


def test_rows_that_nobody_began_are_left_out(found: dict[str, Finding]) -> None:
    """A transition row of noughts or nulls is no row."""
    moves = found["band.transitions"].value
    empty = moves | {"model": dict.fromkeys(moves)}
    assert ["barred", "watched", "ordinary"] == [band for band, _ in transitions(empty, list(moves))]
    assert [] == transitions(None, list(moves))


def test_what_never_half_left_is_said(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """A median that cannot be had is explained by the finding's own reason, not blank."""
    name, why = "band.escape_days.barred", "fewer than half of these spells had ended"
    said = climbing(read_folder(make_run(found=found | {name: replace(found[name], reason=why)}))).markup()
    assert f"For “barred” this is not measurable here, because {why}." in said
    assert "212 (180-250) days in “watched”" in said


def test_companies_are_no_people_in_a_class(make_run: MakeRun) -> None:
    """The picture is of persons: ten times as many companies in the lowest band change nothing in it."""
    read = band_days(read_folder(make_run(people=1000)))
    assert read is not None
    _, shares = read
    assert (0.0, 0.06) == (shares[0][0], round(shares[0][-1], 2))
