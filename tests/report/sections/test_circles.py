"""What becomes of friends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from demerit.report.folder import read_folder
from demerit.report.sections.circles import by_day, circles


def test_where_nothing_reaches_ties_there_is_no_section(run: Path) -> None:
    """No shared points, nobody shown, no friend lost: nothing to say."""
    assert circles(read_folder(run)) is None


def test_shared_points_exposure_and_lost_friends(eventful: Path) -> None:
    """Through which ties points are shared at what share, whom exposure costs what, and how many are gone."""
    run = read_folder(eventful)
    section = circles(run)
    assert section is not None
    said = section.markup()
    for part in (
        "a friend&#x27;s record at 25 % of its points",
        "for whoever works there at 20 % of its points",
        "were for what ties did.",
        "were in a band that is shown in public, for ",
        "friends more than those who never were",
        "are gone and not replaced.",
    ):
        assert part in said
    assert 'aria-label="Do friends come to be of the same band? The coefficient goes from ' in said


def test_days_on_which_all_are_of_one_class_are_left_out(eventful: Path) -> None:
    """At the start everybody is in one band: there is no coefficient, and no point."""
    finding = read_folder(eventful).findings["ties.assortativity_by_day"]
    assert [365, 730, 740] == [day for day, _, _ in by_day(finding)]
    assert [] == by_day(None)
    bare = replace(finding, parts=None)
    assert [(365, None), (730, None), (740, None)] == [(day, ends) for day, _, ends in by_day(bare)]


def test_nobody_lost_is_said(eventful: Path) -> None:
    """Nought is an answer."""
    run = read_folder(eventful)
    kept = replace(run.findings["ties.lost_share"], value=0.0)
    section = circles(replace(run, findings=run.findings | {"ties.lost_share": kept}))
    assert section is not None
    assert "Nobody lost a friend over it." in section.markup()
