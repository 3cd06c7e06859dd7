"""A thousand people through the years, dot by dot: stills for paper, and for the screen a replay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demerit.report.charts.figures import Rows, dataless, figure
from demerit.report.charts.seats import empty, seated
from demerit.report.crowd import Courses, crowd
from demerit.report.life.entry import on_day
from demerit.report.markup import Markup, tag
from demerit.report.sections.scores import start_of
from demerit.report.sections.section import Section, sentence
from demerit.report.words import many

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder

STILLS: Final = 4
ROWS: Final = 12
"""Days in the table under the pictures."""
QUESTION: Final = "How do they move, one by one?"


def replay(run: RunFolder) -> Section:
    """Everybody of a sample in the box of their band, from the first day to the last."""
    group = crowd(run)
    if group is None:
        words = "Not shown here, because this run kept no ledger of persons, or has too many bands."
        return Section(anchor="replay", question=QUESTION, body=(dataless(words),))
    names = [run.title(band.id) for band in run.scheme.model.bands]
    body = (sentence(_whom(group)), _figure(run, group, names))
    return Section(anchor="replay", question=QUESTION, body=body)


def _whom(group: Courses) -> str:
    """Who is shown, of how many."""
    shown, every = many(group.people, "person", "people"), -(-group.of // max(1, group.people))
    which = f"one in {every:,} of {group.of:,}" if every > 1 else "all who lived"
    return (
        f"Each dot is one of {shown} ({which}), and has the same seat in the box of every band. It sits in "
        "the box of the band that it is in; a dot that changes the box is somebody whose band changed."
    )


def _figure(run: RunFolder, group: Courses, names: list[str]) -> Markup:
    """Player, pictures and the numbers that they show."""
    start, last = start_of(run), len(group.days) - 1
    pictures = [
        seated(group.band[place].tolist(), names, on_day(group.days[place]).capitalize(), start)
        for place in _spread(last, STILLS)
    ]
    rows = [
        (f"{group.days[place]:,}", *(f"{count:,}" for count in group.counts(place, len(names))))
        for place in _spread(last, ROWS)
    ]
    inner = [_player(group), empty(group.people, names, start), tag("div", pictures, class_="stills")]
    days = " ".join(map(str, group.days))
    return figure(
        tag("div", inner, class_="replay", data_code=group.code, data_days=days, data_people=group.people),
        title=f"{many(group.people, 'person', 'people')}, day by day.",
        caption="Above each box: how many of them are in it. Of them, not of all who lived.",
        data=Rows(head=("day", *names), rows=rows),
    )


def _player(group: Courses) -> Markup:
    """Play, and where in time; hidden until the page's script shows it."""
    last = len(group.days) - 1
    slider = tag("input", type="range", min=0, max=last, value=last, step=1, aria_label="Day")
    button = tag("button", "Play", type="button")
    return tag("p", button, slider, tag("output", ""), class_="player", hidden=True)


def _spread(last: int, most: int) -> list[int]:
    """Up to so many places from the first to the last, evenly."""
    return sorted({place * last // (most - 1) for place in range(most)})
