"""Whether the scheme costs people their work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from demerit.report.folder import read_folder
from demerit.report.sections.work import CHANGE, LOST, work


def test_where_nobody_can_lose_work_there_is_no_section(run: Path) -> None:
    """A society without employers has no jobs to lose."""
    assert work(read_folder(run)) is None


def test_jobs_lost_by_group_and_against_the_other_world(eventful: Path) -> None:
    """How many in a year, as many as without the scheme, and group by group; employers are assumed."""
    run = read_folder(eventful)
    section = work(run)
    assert section is not None
    said = section.markup()
    assert "lose their work in a year, under the scheme." in said
    assert "Without the scheme as many would." in said
    assert ">many<" in said
    assert "2 numbers behind this are assumed" in said


def test_a_change_may_be_chance(eventful: Path) -> None:
    """A change whose interval holds nought is said to be so; without another world there is none."""
    run = read_folder(eventful)
    some = replace(run.findings[CHANGE], value=0.02, low=-0.01, high=0.05)
    sure, gone = replace(some, low=0.01), replace(some, value=None, events=0)

    def said(change: object) -> str:
        section = work(replace(run, findings=run.findings | {CHANGE: change}))  # type: ignore[operator]
        assert section is not None
        return section.markup()

    assert "That is +2 % (−1 % to +5 %) against the same lives" in said(some)
    assert "This may be chance." in said(some)
    assert "This may be chance." not in said(sure)
    assert "The change against the same lives without it: not measurable here" in said(gone)
    assert LOST in run.findings
