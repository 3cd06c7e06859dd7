"""A life in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from demerit.report.folder import read_folder
from demerit.report.story import lives
from demerit.report.telling import MOST_EVENTS, article, entry, line, on_day, points, summary, told, who

MakeRun = Callable[..., Path]


RECORD = {
    "day": 3, "conduct": "jaywalking", "channel": "street-camera", "points": -3, "score": 997, "band": "x"
}  # fmt: skip


@pytest.mark.parametrize(
    ("cause", "part"),
    [("own", "was recorded"), ("misnamed", "somebody else did."), ("alarm", "Nobody did it."),
     ("lapse", "stopped counting"), ("redress", "appeal"), ("association", "A tie's record")],
)  # fmt: skip
def test_causes_are_said_plainly(run: Path, cause: str, part: str) -> None:
    """An entry says whether its subject did it."""
    said = entry(read_folder(run), RECORD | {"cause": cause})
    assert part in said
    assert "−3 points, score 997." in said


def test_days_and_points() -> None:
    """Days count from one; points carry a sign."""
    assert ("year 1, day 1", "year 2, day 41") == (on_day(0), on_day(405))
    assert ("−1 point", "+2 points", "±0 points") == (points(-1), points(2), points(0))


def test_a_life_in_both_worlds(run: Path) -> None:
    """The summary counts both worlds; nobody is named, the id and coarse columns are all there is."""
    read = read_folder(run)
    life = lives(read)[0]
    assert f"{life.lived['denied']} of {life.lived['needs']} services asked for refused" in summary(life)
    assert f"Without it, the same life: no records, 0 of {life.lived['needs']} refused." in summary(life)
    assert who(read, life).startswith(f"Subject {life.subject} is a ")


def test_telling_is_short_and_in_order(make_run: MakeRun) -> None:
    """However long the ledger, a dozen events are told at most, by day, wrong records among them."""
    read = read_folder(make_run(each=200))
    events = told(read, lives(read)[0])
    assert MOST_EVENTS == len(events)
    assert sorted(day for day, _, _ in events) == [day for day, _, _ in events]
    assert "wrong" in {kind for _, kind, _ in events}


def test_the_line_marks_what_happened(run: Path) -> None:
    """The picture has a cross for each wrong record and a triangle for each refusal."""
    read = read_folder(run)
    life = lives(read)[0]
    picture = line(read, life)
    assert len(life.wrong) == picture.count('class="dot cross"')
    assert len(life.denied) == picture.count('class="refusal"')


def test_a_world_that_was_not_lived_is_said(make_run: MakeRun) -> None:
    """Without a baseline the column without the scheme says so, with no made-up nought."""
    folder = make_run()
    (folder / "baseline" / "people.parquet").unlink()
    read = read_folder(folder)
    life = lives(read)[0]
    assert "did not live the same life without the scheme" in summary(life)
    assert article(read, life).count("not lived") >= 5
