"""The page of a study: what was lived, what moves each finding, how it moves, over the days, what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from demerit.findings.catalogue import words_of
from demerit.findings.finding import FloatArray
from demerit.findings.wording import plain
from demerit.formats.plain import is_number
from demerit.report.charts.fan import Slice, fan, fan_rows, sliced
from demerit.report.charts.figures import Rows, figure
from demerit.report.charts.plots import Bar, bars
from demerit.report.document import document, status_card
from demerit.report.markup import Child, Markup, table, tag
from demerit.report.sections.section import Section, sentence
from demerit.report.study.words import (
    HEADS,
    MEANING,
    about,
    called,
    interval_of,
    ordered,
    possible,
    shown,
    told_failed,
    told_gain,
    told_outcome,
    written,
)
from demerit.report.words import percent
from demerit.runs.folder import atomic_write
from demerit.study.inquiry.worlds import course_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from demerit.study.inquiry.indices import Index
    from demerit.study.inquiry.studied import Studied

PAGE: Final = "study.html"
MOST_BARS: Final = 12
MOST_EFFECTS: Final = 4
"""Of what moves a finding, so many are drawn."""
SLICES: Final = 8
"""Parts of a range that an effect is drawn at, where worlds stand everywhere in it."""
MOST_FAILED: Final = 20
LINE: Final = (
    "A study is a fixed design: which worlds are lived was settled before the first was, and no outcome "
    "steers it. It looks for no rules that make people comply."
)


def write_study(studied: Studied, folder: Path) -> Path:
    """Write `study.html` into a study's folder and give its path."""
    out = folder / PAGE
    atomic_write(out, render(studied))
    return out


def render(studied: Studied) -> str:
    """The whole page."""
    inquiry = studied.last.inquiry
    sections = [_outcome(studied, number, name) for number, name in enumerate(inquiry.outcomes)]
    sections += [_days(studied), _method(studied), _failed(studied)]
    main = tag("main", _header(studied), [section.markup() for section in sections if section.body], id="top")
    skip = tag("a", "Skip to what moves", href="#outcome-0", class_="skip")
    footer = tag("footer", tag("p", "A simulation in a synthetic society; nobody real was scored."))
    return document(f"Study: {inquiry.title}", skip, main, footer, styles=("style.css", "study.css"))


def _header(studied: Studied) -> Markup:
    """What it is: the card, the title, the setting."""
    inquiry = studied.last.inquiry
    model = inquiry.base.scheme.model
    setting = f"{model.title} · {inquiry.base.society.model.title} · {about(studied).partition(' · ')[2]}"
    return tag("header", status_card(model), tag("h1", inquiry.title), tag("p", setting, class_="setting"))


def _outcome(studied: Studied, number: int, name: str) -> Section:
    """One finding: how far it goes, what moves it, and how."""
    body: list[Child] = [tag("p", tag("code", name), class_="quiet"), sentence(told_outcome(studied, name))]
    rows = ordered(studied.last.sensitivity[name])
    body.append(_tornado(studied, name, rows))
    column = studied.last.inquiry.outcomes.index(name)
    values = studied.last.lived.values[:, :, column]
    moving = [path for path, index in rows if (index.get("index") or 0) > 0]
    places = {path: place for place, path in enumerate(studied.last.inquiry.columns)}
    body += [_effect(studied, values, path, name) for path in moving[:MOST_EFFECTS] if path in places]
    return Section.of(f"outcome-{number}", f"What moves “{words_of(name).label}”?", *body)


def _tornado(studied: Studied, name: str, rows: Sequence[tuple[str, Index]]) -> Markup:
    """What moves a finding as bars, most first."""
    method = studied.last.inquiry.design.method
    drawn = [
        Bar(
            label=called(path),
            value=_drawn(index.get("index"), method),
            low=_drawn(index.get("low"), method),
            high=_drawn(index.get("high"), method),
            words=shown(index, method),
        )
        for path, index in rows[:MOST_BARS]
    ]
    title = f"What moves it: {words_of(name).label.lower()}."
    listing = "; ".join(f"{bar.label}: {bar.words}" for bar in drawn)
    write = plain if method == "morris" else percent
    cells = [
        (called(path), shown(index, method), interval_of(index, method), *_besides(index, method))
        for path, index in rows
    ]
    data = Rows(head=("what varies", *HEADS[method], *_more(method)), rows=cells)
    rest = len(rows) - MOST_BARS
    cut = f" {rest:,} more stand in the table." if rest > 0 else ""
    caption = f"{MEANING[method]} Whiskers: 95 %.{cut}"
    return figure(bars(drawn, f"{title} {listing}.", write), title=title, caption=caption, data=data)


def _drawn(value: float | None, method: str) -> float | None:
    """A number as it is drawn: no bar of a share leaves the picture."""
    return None if value is None else possible(value, method)


def _more(method: str) -> tuple[str, ...]:
    """What a method says besides."""
    return {"sobol": ("alone", "95 % of it"), "morris": ("mean, with sign", "spread of it")}.get(method, ())


def _besides(index: Index, method: str) -> tuple[str, ...]:
    """The same of one row."""
    if "first" in index:
        ends = [possible(index.get(name) or 0.0, method) for name in ("first_low", "first_high")]
        known = index.get("first_low") is not None and index.get("first_high") is not None
        span = f"{percent(ends[0])} to {percent(ends[1])}" if known else "no range"
        return percent(possible(index["first"] or 0.0, method)), span
    if "sigma" in index:
        return tuple("–" if index.get(key) is None else plain(index[key] or 0.0) for key in ("mu", "sigma"))
    return ()


def _effect(studied: Studied, values: FloatArray, path: str, outcome: str) -> Markup:
    """How a finding moves with one thing that varies: the spread of worlds at each of its values."""
    slices = slices_of(studied, values, path)
    words, write = called(path), written(outcome)
    title = f"{words_of(outcome).label} by {words}."
    label = f"{title} {'; '.join(f'{e.words}: {write(e.quantiles[2])}' for e in slices if e.quantiles)}."
    caption = "Line: the middle world. Bands: half of the worlds, and 95 % of them, whatever else varies."
    rows = fan_rows(slices, words, write)
    return figure(fan(slices, label, write, words), title=title, caption=caption, data=rows)


def slices_of(studied: Studied, values: FloatArray, path: str) -> list[Slice]:
    """The worlds by the value of one thing: at each where there are few, else in parts of equal count."""
    settings = studied.last.lived.settings
    given = [setting[path] for setting in settings]
    numbers = all(map(is_number, given))
    distinct: list[Any] = []
    for item in sorted(given) if numbers else given:
        if item not in distinct:
            distinct.append(item)
    if len(distinct) <= SLICES or not numbers:
        return [
            sliced(
                float(value) if numbers else float(place),
                plain(value) if numbers else str(value),
                values[[other == value for other in given]].ravel().tolist(),
            )
            for place, value in enumerate(distinct)
        ]
    order = np.argsort(np.array(given, np.float64), kind="stable")
    parts = [part for part in np.array_split(order, SLICES) if len(part)]
    middles = [float(np.median([given[place] for place in part])) for part in parts]
    return [
        sliced(middle, plain(middle), values[part].ravel().tolist())
        for middle, part in zip(middles, parts, strict=True)
    ]


def _days(studied: Studied) -> Section:
    """The share in the lowest band over the days, in all worlds."""
    inquiry, courses = studied.last.inquiry, studied.last.lived.courses
    days = course_days(inquiry.base.days)
    if not np.isfinite(courses).any():
        return Section(anchor="days", question="", body=())
    slices = [
        sliced(float(day + 1), f"{day + 1:,}", courses[:, :, place].ravel().tolist())
        for place, day in enumerate(days)
    ]
    title = "Share of people in the lowest band, day by day."
    last = slices[-1].quantiles
    label = f"{title} On day {days[-1] + 1:,} the middle world has {percent(last[2]) if last else 'none'}."
    caption = "Line: the middle world. Bands: half of all worlds, and 95 % of them."
    picture = fan(slices, label, percent, "day")
    body = (figure(picture, title=title, caption=caption, data=fan_rows(slices, "day", percent)),)
    return Section(anchor="days", question="How do the worlds spread over time?", body=body)


def _method(studied: Studied) -> Section:
    """How it was done: the design, what shared luck gave, and what a study is not."""
    inquiry = studied.last.inquiry
    gains = [
        (name, "not known" if gain is None else f"{plain(gain)} times") for name, gain in studied.gain.items()
    ]
    body: list[Child] = [sentence(about(studied)), sentence(told_gain(studied))]
    body.append(table("Worlds needed without shared luck, for each with it", ("finding", "worlds"), gains))
    body += [sentence(LINE), _varied(inquiry.columns, studied.last.lived.settings)]
    return Section(anchor="method", question="How was this worked out?", body=tuple(body))


def _varied(columns: Sequence[str], settings: Sequence[Mapping[str, Any]]) -> Markup:
    """What varied, and between which values."""
    rows: list[tuple[str, str]] = []
    for name in columns:
        given = [setting[name] for setting in settings]
        if all(map(is_number, given)):
            rows.append((name, f"{plain(min(given))} to {plain(max(given))}"))
        else:
            rows.append((name, f"{len({str(value) for value in given}):,} values"))
    inner = table("What varied, and between which values", ("path", "values"), rows)
    return tag("details", tag("summary", f"What varied: {len(columns):,}"), inner)


def _failed(studied: Studied) -> Section:
    """Worlds that failed, with their numbers."""
    words = told_failed(studied)
    if not words:
        return Section(anchor="failed", question="", body=())
    items = [tag("li", failure) for failure in studied.failed[:MOST_FAILED]]
    more = len(studied.failed) - MOST_FAILED
    rest = sentence(f"{more:,} more are in study.json.") if more > 0 else None
    return Section.of("failed", "Which worlds failed?", sentence(words), tag("ul", items), rest)
