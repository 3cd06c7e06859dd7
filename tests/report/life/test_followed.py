"""A life followed from Python: its rows, its story, and ids that are near."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import WrongUse
from demerit.report.folder import read_folder
from demerit.report.life.followed import Story, one_life


def test_the_story_has_the_rows_of_the_life(finished_run: Path) -> None:
    """Entries and refusals are those of the tables; events come by day, as the page tells them."""
    run = read_folder(finished_run)
    ledger = run.table("ledger")
    assert ledger is not None
    subject = str(ledger.collect()["subject"][0])
    story = Story(run, one_life(run, subject))
    assert subject == story.person["subject"]
    assert story.ledger.height == len(story.life.every) > 0
    assert story.needs.height == len(story.life.needs)
    days = [day for day, _ in story.events]
    assert days
    assert sorted(days) == days
    assert all(words in repr(story) for _, words in story.events)
    assert f'id="life-{subject}"' in story._repr_html_()


@pytest.mark.parametrize(
    ("asked", "near"), [("0-99999", "those of district 0 run from 0-"), ("me", "they run")]
)
def test_who_is_not_there_is_told_who_is(finished_run: Path, asked: str, near: str) -> None:
    """The ids of the same district, or of all."""
    run = read_folder(finished_run)
    with pytest.raises(WrongUse, match=near):
        one_life(run, asked)
