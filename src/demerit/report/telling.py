"""A life in words and as a line: what was recorded and refused, and the same life without the scheme."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from demerit.formats.values import bare
from demerit.report.figures import (
    LINE_HEIGHT,
    WIDTH,
    Rows,
    Scale,
    apart,
    drawing,
    figure,
    shortened,
    steps,
    text,
)
from demerit.report.markup import Child, Markup, table, tag
from demerit.report.story import WRONG, Life
from demerit.report.words import is_number, listed, plain, spoken, years

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder

MOST_EVENTS = 12
MOST_ROWS = 400
MARGIN = 230.0
"""Room for labels right of the line, px."""
YEAR = 365
DECILES = ("lowest", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "highest")
COMPARED = (
    ("acts", "acts that life brought and they did", "count"),
    ("acts_unlawful", "of these, unlawful", "count"),
    ("withheld", "acts of speech, belief or protest kept back", "count"),
    ("performed", "acts done only for a reward", "count"),
    ("records", "records", "count"),
    ("needs", "services asked for", "count"),
    ("denied", "refused", "count"),
    ("points_lost", "points lost", "count"),
    ("points_gained", "points gained", "count"),
    ("paid_extra", "paid more, as a share of a mean year's income", "share"),
    ("hardship", "hardship on the last day", "number"),
)


def on_day(day: int) -> str:
    """A day as said: 'year 2, day 41', counted from one."""
    return f"year {day // YEAR + 1}, day {day % YEAR + 1}"


def points(value: object) -> str:
    """Points with their sign and a true minus: '−3 points'."""
    number = int(value) if is_number(value) else 0
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    return f"{sign}{abs(number):,} point{'' if abs(number) == 1 else 's'}"


def who(run: RunFolder, life: Life) -> str:
    """The subject in coarse columns: id, sex, age, income decile, group."""
    row = life.lived
    decile = int(row["income_decile"])
    tenth = DECILES[decile - 1] if 1 <= decile <= len(DECILES) else f"{decile}th"
    sex = {"female": "a woman", "male": "a man"}.get(str(row["sex"]), "a person")
    group = f", group “{run.title(str(row['group']))}”" if row.get("group") is not None else ""
    coarse = f"{sex} aged {row['age']} in the {tenth} tenth of incomes{group}"
    return f"Subject {life.subject} is {coarse}. Nobody real stands behind it."


def entry(run: RunFolder, record: dict[str, Any]) -> str:
    """A ledger entry in a sentence."""
    what, by = run.title(str(record["conduct"])), run.title(str(record["channel"]))
    worth = f"{points(record['points'])}, score {record['score']:,}."
    said = {
        "misnamed": f"“{what}” was entered ({by}). They did not do it; somebody else did.",
        "alarm": f"“{what}” was entered ({by}). Nobody did it.",
        "association": f"A tie's record for “{what}” was counted against them too.",
        "redress": "A decision on an appeal changed the ledger.",
        "repair": "Points were given back after a time without losses.",
        "lapse": "An old record stopped counting.",
        "turnover": "A newcomer took this place.",
    }.get(str(record["cause"]), f"“{what}” was recorded ({by}).")
    return f"{said} {worth}"


def told(run: RunFolder, life: Life) -> list[tuple[int, str, str]]:
    """The events worth telling, by day: (day, kind, sentence).

    First come wrong records and first refusals of each service, then changes of class, then the first
    record of each conduct, those with most points at first, until there are MOST_EVENTS.
    """
    ranked: list[tuple[int, float, int, str, str]] = []
    ranked += [(0, -abs(r["points"]), r["day"], "wrong", entry(run, r)) for r in life.wrong]
    seen: set[str] = set()
    counts = Counter(str(n["need"]) for n in life.denied)
    for need in life.denied:
        name = str(need["need"])
        if name not in seen:
            seen.add(name)
            often = f"; {counts[name]} times in all" if counts[name] > 1 else ""
            words = f"Refused: {run.title(name)} (class “{run.title(str(need['band']))}”{often})."
            ranked.append((0, -counts[name], need["day"], "refused", words))
    band, moves = None, list[dict[str, Any]]()
    for record in life.records:
        now = str(record["band"])
        if band is not None and now != band and record["cause"] not in WRONG:
            moves.append(record)
            moved = f"{entry(run, record)} Their class is now “{run.title(now)}”."
            ranked.append((1, 0, record["day"], "class", moved))
        band = now
    told_already = {record["record"] for record in moves}
    ranked += [event for record, event in _own(run, life) if record not in told_already]
    chosen = sorted(ranked)[:MOST_EVENTS]
    return sorted((day, kind, words) for _, _, day, kind, words in chosen)


def _own(run: RunFolder, life: Life) -> list[tuple[int, tuple[int, float, int, str, str]]]:
    """The first record (by number) of each conduct that they did, with how often it was recorded in all."""
    own = [record for record in life.records if record["cause"] == "own"]
    counts = Counter(str(record["conduct"]) for record in own)
    worth = Counter[str]()
    for record in own:
        worth[str(record["conduct"])] += abs(int(record["points"]))
    first = {str(record["conduct"]): record for record in reversed(own)}
    often = {name: f" Recorded {count} times in all." if count > 1 else "" for name, count in counts.items()}
    return [
        (record["record"], (2, -worth[name], record["day"], "record", f"{entry(run, record)}{often[name]}"))
        for name, record in first.items()
    ]


def line(run: RunFolder, life: Life) -> Markup:
    """The score day by day, with wrong records crossed on it and refusals as triangles below."""
    top, bottom, right = 14.0, 196.0, WIDTH - MARGIN
    start = int(life.lived["score_start"])
    values = [start, *(int(r["score"]) for r in life.records)]
    model = run.scheme.model.score
    pad = max(20.0, (max(values) - min(values)) * 0.15)
    up = Scale(
        low=max(model.min, min(values) - pad), high=min(model.max, max(values) + pad), start=bottom, end=top
    )
    across = Scale(low=0, high=max(1, run.days), start=48, end=right)
    trace = [(across(0), up(start)), *((across(r["day"]), up(r["score"])) for r in life.records)]
    trace.append((across(run.days), trace[-1][1]))
    parts: list[Child] = [
        _zones(run, up, right, trace[-1][1], values[-1]),
        _years(run.days, across, top, bottom),
    ]
    parts.append(tag("path", d=steps(trace), class_="score"))
    parts += [_cross(across(r["day"]), up(r["score"])) for r in life.wrong]
    parts += [_wedge(across(n["day"]), bottom + 40) for n in life.denied]
    parts.append(text(right + 8, bottom + 44, "refused" if life.denied else "never refused", "label"))
    label = (
        f"Score of subject {life.subject} over {years(run.days)}, from {start:,} to {values[-1]:,}, "
        f"with {len(life.wrong)} wrong records and {len(life.denied)} refusals marked."
    )
    return drawing(bottom + 54, label, parts)


def _zones(run: RunFolder, up: Scale, right: float, last_y: float, last: int) -> list[Markup]:
    """A line at each score where a class begins; right of it the classes' names and the last score."""
    parts: list[Markup] = []
    named = [(last_y, f"score {last:,}", "label strong")]
    for band in run.scheme.model.bands:
        edge = bare(band.from_)
        if edge is not None and up.low < edge < up.high:
            y = up(edge)
            parts.append(tag("line", x1=48, x2=right, y1=y, y2=y, class_="threshold"))
            named.append((y, shortened(f"from {plain(edge, 4)}: {run.title(band.id)}", MARGIN - 12), "tick"))
    named.sort()
    places = apart([y for y, _, _ in named], LINE_HEIGHT, up.end, up.start)
    parts += [text(right + 8, y + 4, words, kind) for y, (_, words, kind) in zip(places, named, strict=True)]
    parts += [text(42, up(value) + 4, f"{value:,.0f}", "tick", "end") for value in (up.low, up.high)]
    return parts


def _years(days: int, across: Scale, top: float, bottom: float) -> list[Markup]:
    """Marks of the years under the line, or of the end alone in a run under a year."""
    at = range(0, days + 1, YEAR) if days >= YEAR else (0, days)
    parts: list[Markup] = []
    for day in at:
        x = across(day)
        name = "start" if day == 0 else f"year {day // YEAR}" if days >= YEAR else f"day {day}"
        parts.append(tag("line", x1=x, x2=x, y1=top, y2=bottom, class_="grid"))
        parts.append(text(x, bottom + 18, name, "tick", "start" if day == 0 else "middle"))
    return parts


def _cross(x: float, y: float) -> Markup:
    """A wrong record on the line."""
    lines = f"M{x - 3:.1f},{y - 3:.1f}l6,6m0,-6l-6,6"
    disc = tag("circle", cx=round(x, 1), cy=round(y, 1), r=7)
    return tag("g", disc, tag("path", d=lines, class_="stroke"), class_="dot cross")


def _wedge(x: float, y: float) -> Markup:
    """A refusal under the line."""
    return tag(
        "polygon",
        points=f"{x - 4:.1f},{y - 5:.1f} {x + 4:.1f},{y - 5:.1f} {x:.1f},{y + 5:.1f}",
        class_="refusal",
    )


def _cell(row: dict[str, Any] | None, column: str, kind: str) -> str:
    """A column of a world's row as read; 'not lived' where there is no such world."""
    value = None if row is None else row.get(column)
    if not is_number(value):
        return "not lived"
    return (
        f"{value * 100:.1f} %" if kind == "share" else f"{value:,.0f}" if kind == "count" else f"{value:.2f}"
    )


def summary(life: Life) -> str:
    """Both lives in two sentences."""
    lived, other = life.lived, life.without
    refused = Counter(spoken(str(n["need"])) for n in life.denied)
    most = listed(
        f"{name} {count} times" if count > 1 else f"{name} once" for name, count in refused.most_common(3)
    )
    wrong = len(life.wrong)
    records = (
        f"{lived['records']:,} records, {wrong} of them for something they did not do"
        if wrong
        else f"{lived['records']:,} records"
    )
    under = (
        f"Under the scheme: {records}; {lived['denied']:,} of {lived['needs']:,} services asked for refused"
    )
    under += f": {most}." if most else "."
    if other is None:
        return f"{under} This run did not live the same life without the scheme."
    return (
        f"{under} Without it, the same life: no records, {other['denied']:,} of {other['needs']:,} refused."
    )


def article(run: RunFolder, life: Life) -> Markup:
    """One life told twice: words, line, events, both worlds side by side."""
    events = [
        tag("li", tag("span", on_day(day), class_="when"), tag("span", words), class_=kind)
        for day, kind, words in told(run, life)
    ]
    shown = life.records[:MOST_ROWS]
    cut = f" The first {MOST_ROWS} of {len(life.records):,} entries." if len(life.records) > MOST_ROWS else ""
    data = Rows(
        head=("day", "entry", "did it", "points", "score", "class"),
        rows=[
            (
                str(r["day"]),
                f"{spoken(str(r['conduct']))} ({r['cause']})",
                "yes" if r["did_it"] else "no",
                str(r["points"]),
                str(r["score"]),
                run.title(str(r["band"])),
            )
            for r in shown
        ],
    )
    caption = (
        f"A cross marks a record for something this person did not do; a triangle, a refused service.{cut}"
    )
    twice = table(
        f"Subject {life.subject} in both worlds",
        ("", "with the scheme", "without it"),
        [(words, _cell(life.lived, c, kind), _cell(life.without, c, kind)) for c, words, kind in COMPARED],
    )
    return tag(
        "article",
        tag("h3", life.role),
        tag("p", f"Why this one: {life.why}. {who(run, life)}", class_="quiet"),
        tag("p", summary(life)),
        figure(line(run, life), title="The score, day by day.", caption=caption, data=data),
        tag("ol", events, class_="events") if events else None,
        twice,
        id=life.anchor,
    )
