"""The report of a run: one HTML file that loads nothing, readable without scripts, in the dark, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from demerit.report.document import document
from demerit.report.folder import RunFolder, read_folder
from demerit.report.life.roles import lives
from demerit.report.life.story import touches_persons
from demerit.report.life.telling import article
from demerit.report.markup import Markup, tag
from demerit.report.sections.backing import built_on, computed, disputed, everything, limits, words
from demerit.report.sections.circles import circles
from demerit.report.sections.claims import benefits, costs
from demerit.report.sections.face import worth_of_a_match
from demerit.report.sections.first import first_screen
from demerit.report.sections.harms import gaps, refused, silent, wrong
from demerit.report.sections.kinds import who_else
from demerit.report.sections.patrols import patrols
from demerit.report.sections.providers import several
from demerit.report.sections.redress import ways_back
from demerit.report.sections.replay import replay
from demerit.report.sections.rollout import rollout
from demerit.report.sections.rules import fired
from demerit.report.sections.scores import climbing, over_time, whom_of
from demerit.report.sections.section import Section, sentence
from demerit.report.sections.work import work
from demerit.runs.folder import atomic_write
from demerit.runs.stored import REPORT, Stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.report.life.story import SubjectLife


FOLDED = (
    "On paper, long lists and the tables under the charts stay folded. They are in this page’s file: open "
    "them on a screen before printing, and they are printed too; findings.json beside it has every finding."
)
"""What paper says of what it leaves out."""


def write_report(run: Path | Stored) -> Path:
    """Write `report.html` into a finished run's folder (beside first, then renamed) and give its path.

    Raises WrongUse where the folder holds no finished run or cannot be written to, FileInvalid where one of
    its files is off.
    """
    read = read_folder(run)
    out = read.stored.path / REPORT
    atomic_write(out, render(read))
    return out


def render(run: RunFolder) -> str:
    """The whole page of a run."""
    shown_lives = lives(run)
    persons = touches_persons(run.scheme.model)
    parts = (
        over_time(run),
        replay(run) if persons else None,
        rollout(run),
        climbing(run) if persons else None,
        ways_back(run),
        wrong(run) if persons else None,
        worth_of_a_match(run),
        patrols(run),
        refused(run) if persons else None,
        several(run),
        silent(run) if persons else None,
        circles(run),
        work(run) if persons else None,
        who_else(run),
        one_life(run, shown_lives),
        benefits(run) if persons else None,
        costs(run) if persons else None,
        gaps(run) if persons else None,
        fired(run),
        built_on(run),
        disputed(run),
        limits(run),
        computed(run),
        words(),
        everything(run),
    )
    sections = [part for part in parts if part is not None]
    contents = [(section.anchor, section.question) for section in sections]
    header = first_screen(run, shown_lives, len(run.assumed), contents)
    on_paper = tag("p", FOLDED, class_="on-paper")
    main = tag("main", header, on_paper, [section.markup() for section in sections], id="top")
    title = f"{run.scheme.model.title}: what would it do to {whom_of(run)}?"
    skip = tag("a", "Skip to the findings", href="#scores", class_="skip")
    return document(title, skip, main, _footer(run), styles=("style.css",), script="script.js")


def one_life(run: RunFolder, shown_lives: Sequence[SubjectLife]) -> Section:
    """Up to three synthetic lives, each with the scheme and without it."""
    if not shown_lives:
        return Section(
            anchor="lives",
            question="What does it do to one life?",
            body=(sentence("Nobody whom this scheme is about lived in this run."),),
        )
    links = [
        tag("a", life.role, href=f"#{life.anchor}", class_="button", data_life=life.anchor)
        for life in shown_lives
    ]
    body = (
        sentence(
            "The same synthetic subject, with the same luck, lives twice: with the scheme and without it."
            if run.options.get("baseline", True)
            else "These lives were lived once, under the scheme: this run has no world without it."
        ),
        tag("nav", links, class_="lives", aria_label="Choose a life"),
        [article(run, life) for life in shown_lives],
    )
    return Section(anchor="lives", question="What does it do to one life?", body=body)


def _footer(run: RunFolder) -> Markup:
    """The last line: what made the page, and that it is a simulation."""
    made = f"demerit {run.manifest.get('demerit', '')} · run {run.hash}"
    return tag("footer", tag("p", f"{made} · a simulation in a synthetic society; nobody real was scored."))
