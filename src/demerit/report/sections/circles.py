"""Circles of friends: points for ties' records, being shown, friends lost, and whether circles close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.findings.catalogue import words_of
from demerit.findings.wording import between, is_finite, plain
from demerit.formats.values import bare
from demerit.report.charts.figures import Rows, figure
from demerit.report.charts.lines import Line, lines
from demerit.report.life.entry import on_day
from demerit.report.markup import Child, Markup
from demerit.report.natural import natural
from demerit.report.sections.section import Section, bracketed, define, numbered, resting_on, row, sentence
from demerit.report.words import listed, percent

if TYPE_CHECKING:
    from demerit.findings.finding import Finding
    from demerit.report.folder import RunFolder

LEAST_SPAN = 0.1
"""The axis reaches at least so far, that a coefficient of next to nothing looks like it."""
BY_DAY = "ties.assortativity_by_day"
SHARED = {
    "friends": "a friend's record",
    "household": "one of who lives with them",
    "colleagues": "one of who works where they do",
    "employer": "an organisation's record for whoever works there",
    "responsible": "an organisation's record for whoever answers for it, and the reverse",
}
"""Whose record counts, by the ties that share it."""


def circles(run: RunFolder) -> Section | None:
    """The section; None where nothing reaches ties: no shared points, nobody shown, no friend lost."""
    shown, lost = run.number("exposure.people_share"), run.number("ties.lost_share")
    if not run.scheme.model.influence and shown is None and (lost is None or not lost.value):
        return None
    body: list[Child] = [
        *_influence(run),
        *_exposure(run, shown),
        *_lost(run, lost),
        *_closing(run),
        resting_on(run.assumed, "scheme.influence", "behaviour.friends", "society.ties"),
    ]
    return Section(anchor="circles", question="What becomes of friends?", body=tuple(body))


def _influence(run: RunFolder) -> list[Markup]:
    """Through which ties points are shared, and what that comes to."""
    rules = run.scheme.model.influence
    if not rules:
        return []
    shares = [(SHARED[rule.ties], bare(rule.share)) for rule in rules]
    ties = listed(
        f"{whose} at {percent(share)} of its points"
        if share is not None
        else f"{whose} at a share that differs between subjects"
        for whose, share in shares
    )
    parts = [sentence(f"Others' records count too: {ties}. What came by a tie goes no further.")]
    if run.number("association.points_share") is not None:
        parts.append(row(run, "association.points_share"))
    return parts


def _exposure(run: RunFolder, shown: Finding | None) -> list[Markup]:
    """Who is shown in public, for how long, and what it costs."""
    if shown is None:
        return []
    share = natural(run, "exposure.people_share")
    if share is None or not shown.value:
        return [sentence("Nobody was ever in a band that is shown in public.")]
    text = share.sentence(words_of("exposure.people_share"))
    days, friends, hardship = (
        run.number(f"exposure.{name}") for name in ("days", "friends_lost", "hardship")
    )
    text += f", for {bracketed(days)} days in the mean" if days else ""
    costs: list[str] = []
    if friends is not None:
        apart = "more" if friends.value >= 0 else "fewer"
        costs.append(f"they lost {_size(friends)} friends {apart} than those who never were")
    if hardship is not None:
        costs.append(
            f"their hardship on the last day is {bracketed(hardship)} beyond their own without the scheme"
        )
    cost = f" By the last day {listed(costs)}." if costs else ""
    return [sentence(f"{text}.{cost}")]


def _size(finding: Finding) -> str:
    """The size of a difference with its interval, signs kept where it may be none."""
    low, high, value = finding.low, finding.high, plain(abs(finding.value))
    if not (is_finite(low) and is_finite(high)):
        return value
    if low < 0 < high:
        return f"{value} ({between(plain(low), plain(high))})"
    return f"{value} ({between(*(plain(end) for end in sorted((abs(low), abs(high)))))})"


def _lost(run: RunFolder, lost: Finding | None) -> list[Markup]:
    """How many friendships of the start are gone."""
    if lost is None:
        return []
    return [row(run, "ties.lost_share") if lost.value else sentence("Nobody lost a friend over it.")]


def by_day(finding: Finding | None) -> list[tuple[int, float, tuple[float, float] | None]]:
    """(day, coefficient, ends) of those days on which it could be measured."""
    points: list[tuple[int, float, tuple[float, float] | None]] = []
    for day, read in numbered(finding):
        if read is not None:
            value, low, high = read
            points.append((day, value, None if low is None or high is None else (low, high)))
    return points


def _closing(run: RunFolder) -> list[Markup]:
    """Whether people of a band come to have friends of that band only, year by year."""
    finding = run.finding(BY_DAY)
    points = by_day(finding)
    if finding is None or len(points) < 2:  # noqa: PLR2004 a line
        return []
    first, last = points[0], points[-1]
    words = f"from {plain(first[1], 2)} on {on_day(first[0])} to {plain(last[1], 2)} on the last day"
    line = Line(name="all persons", points=[(d, v) for d, v, _ in points], ends=[e for _, _, e in points])
    title = "Do friends come to be of the same band?"
    defined = run.finding("ties.assortativity")
    when = "at the start of each year and on the last day"
    caption = define(defined if defined is not None else finding, "on the last day", when)
    data = Rows(
        head=("day", finding.unit, "95 % interval (chance only)"),
        rows=[
            (f"{day:,}", plain(value), between(plain(ends[0]), plain(ends[1])) if ends else "no range")
            for day, value, ends in points
        ],
    )
    ends = [end for _, value, ends in points for end in (value, *(ends or ()))]
    limits = (min(0.0, *ends), max(LEAST_SPAN, *ends))
    name = f"{title} The coefficient goes {words}."
    picture = lines([line], name, lambda v: plain(v, 2), days=run.days, limits=limits)
    text = f"How much friends' bands have to do with each other goes {words} (0: nothing, 1: all alike)."
    return [sentence(text), figure(picture, title=title, caption=caption, data=data)]
