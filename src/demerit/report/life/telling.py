"""A life in words: what was recorded, given back and refused, and the same life without the scheme."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from demerit.findings.coded import Coded
from demerit.findings.courses import start_bands
from demerit.findings.wording import spoken
from demerit.formats.values import bare
from demerit.report.charts.figures import Rows, figure
from demerit.report.folder import PERSON
from demerit.report.life.entry import entry, on_day, returns
from demerit.report.life.story import WRONG, Row, SubjectLife
from demerit.report.life.subject import cell, compared, who, work
from demerit.report.life.trace import corrections, trace
from demerit.report.life.why import because, by_service, hangs
from demerit.report.markup import Markup, table, tag
from demerit.report.words import listed, many

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder

Event = tuple[int, float, int, str, str]
"""Rank, weight within it (least first), day, kind and sentence."""

MOST_EVENTS = 12
MOST_ROWS = 400
SINGLY = ("redress", "turnover")
RANKS = {
    "redress": (1, "back"), "turnover": (1, "back"), "own": (2, "record"), "association": (2, "tie"),
    "repair": (2, "back"), "lapse": (2, "back"), "rank": (2, "record"),
}  # fmt: skip
"""By cause: how soon an entry is told, and as what kind of event; those of SINGLY are each told."""


def events_of(run: RunFolder, life: SubjectLife) -> list[tuple[int, str, str]]:
    """The events worth telling, by day: (day, kind, sentence).

    First come wrong records and a refusal of each service, then changes of band, corrections and
    newcomers, then the first record of each conduct, one's own or by a tie, and the first lapse and repair,
    those with most points at first, until there are MOST_EVENTS.
    """
    moved = _moved(run, life)
    ranked = _refusals(run, life)
    for record in life.records:
        wrong, number = record["cause"] in WRONG, record["record"]
        if wrong or number in moved:
            band = f" Their band is now “{run.title(str(record['band']))}”." if number in moved else ""
            words = f"{entry(run, record, life)}{band}{_righted(life, record)}"
            rank, weight = (0, -abs(record["points"])) if wrong else (1, 0)
            ranked.append((rank, weight, record["day"], "wrong" if wrong else "band", words))
    ranked += [event for number, event in _others(run, life) if number not in moved]
    chosen = sorted(ranked)[:MOST_EVENTS]
    return sorted((day, kind, words) for _, _, day, kind, words in chosen)


def _righted(life: SubjectLife, record: Row) -> str:
    """Whether a record was corrected, and how long that took."""
    for root, back in returns(life):
        if root["record"] == record["record"] and back["cause"] == "redress":
            return f" Corrected {many(back['day'] - record['day'], 'day')} later."
    return ""


def _refusals(run: RunFolder, life: SubjectLife) -> list[Event]:
    """One refusal of each service, with how often it was refused in all."""
    events: list[Event] = []
    for need, count in by_service(life, life.denied):
        often = f"; {count:,} times in all" if count > 1 else ""
        by = f", by provider {need['provider']}" if life.providers else ""
        hung = " It would have been granted without the wrong records." if hangs(life, need) else ""
        name, band = run.title(str(need["need"])), run.title(str(need["band"]))
        words = f"Refused: {name} (band “{band}”{by}{often}).{hung}"
        events.append((0, -count, need["day"], "refused", words))
    return events


def _moved(run: RunFolder, life: SubjectLife) -> set[int]:
    """The numbers of the entries after which the band was another."""
    start = start_band(run, int(life.lived["score_start"])) or _own_start_band(run, life)
    before = [start, *(r["band"] for r in life.records)]
    pairs = zip(before, life.records, strict=False)
    return {now["record"] for band, now in pairs if now["band"] != band}


def start_band(run: RunFolder, score: int) -> str | None:
    """The band that a start score lies in; None where edges differ from subject to subject."""
    edges = [(bare(band.from_), band.id) for band in run.scheme.model.bands]
    if any(edge is None for edge, _ in edges):
        return None
    return next((name for edge, name in reversed(edges) if edge is not None and score >= edge), None)


def _own_start_band(run: RunFolder, life: SubjectLife) -> str | None:
    """The same where edges differ: by the person's own; of an organisation, the band of its first entry."""
    if life.kind != PERSON or run.evidence is None:
        return life.records[0]["band"] if life.records else None
    of_subject = pl.col("subject").cast(pl.String) == life.subject
    person = Coded(replace(run.evidence, people=run.evidence.people.filter(of_subject)))
    return run.scheme.model.bands[int(start_bands(person)[0])].id


def _others(run: RunFolder, life: SubjectLife) -> list[tuple[int, Event]]:
    """(record number, event) of what is no wrong record: the first of those alike, and how many they are."""
    alike: dict[tuple[Any, ...], list[Row]] = {}
    for record in life.records:
        cause = str(record["cause"])
        if cause in RANKS:
            key = (cause, record["record"]) if cause in SINGLY else (cause, record["conduct"])
            alike.setdefault(key, []).append(record)
    events: list[tuple[int, Event]] = []
    for (cause, _), records in alike.items():
        rank, kind = RANKS[cause]
        worth = sum(abs(int(record["points"])) for record in records)
        often = f" {len(records):,} times in all." if len(records) > 1 else ""
        words = f"{entry(run, records[0], life)}{often}"
        events.append((records[0]["record"], (rank, -worth, records[0]["day"], kind, words)))
    return events


def summary(life: SubjectLife) -> str:
    """Both lives in two sentences."""
    lived, other = life.lived, life.without
    refused = Counter(spoken(str(n["need"])) for n in life.denied)
    most = listed(
        f"{name} {count} times" if count > 1 else f"{name} once" for name, count in refused.most_common(3)
    )
    wrong = len(life.wrong)
    records = many(lived["records"], "record")
    records += f", {wrong} of them for something they did not do" if wrong else ""
    asked = many(lived["needs"], "service")
    under = f"Under the scheme: {records}; of {asked} asked for, {lived['denied']:,} refused"
    under += f": {most}." if most else "."
    if other is None:
        return f"{under} This run did not live the same life without the scheme."
    asked = many(other["needs"], "service")
    return (
        f"{under} Without it, the same life: no records; of {asked} asked for, {other['denied']:,} refused."
    )


def article(run: RunFolder, life: SubjectLife) -> Markup:
    """One life told twice: words, line, events, both worlds side by side."""
    events = [
        tag("li", tag("span", on_day(day), class_="when"), tag("span", words), class_=kind)
        for day, kind, words in events_of(run, life)
    ]
    return tag(
        "article",
        tag("h3", life.role),
        tag("p", f"Why this one: {life.why}. {who(run, life)}", class_="quiet"),
        tag("p", " ".join(filter(None, (summary(life), work(life))))),
        figure(
            trace(run, life), title="The score, day by day.", caption=_caption(life), data=_rows(run, life)
        ),
        tag("ol", events, class_="events") if events else None,
        because(run, life),
        table(
            f"Subject {life.subject} in both worlds",
            ("", "with the scheme", "without it"),
            [
                (words, cell(life.lived, name, kind), cell(life.without, name, kind))
                for name, words, kind in compared(run, life)
            ],
        ),
        id=life.anchor,
    )


def _caption(life: SubjectLife) -> str:
    """What the marks on the line mean, and how much of the ledger the table has."""
    cut = f" The first {MOST_ROWS} of {len(life.records):,} entries." if len(life.records) > MOST_ROWS else ""
    first = " Score and entries are those with the first provider." if life.providers else ""
    ring = " a ring, a correction;" if corrections(life) else ""
    whom = "this person" if life.kind == PERSON else "this organisation"
    cross = f"A cross marks a record for something {whom} did not do;"
    return f"{cross}{ring} a triangle, a refused service.{first}{cut}"


def _rows(run: RunFolder, life: SubjectLife) -> Rows:
    """The ledger as a table."""
    return Rows(
        head=("day", "entry", "did it", "points", "score", "band"),
        rows=[
            (
                str(r["day"]),
                f"{spoken(str(r['conduct']))} ({r['cause']})" if r["conduct"] else str(r["cause"]),
                "yes" if r["did_it"] else "no" if str(r["cause"]) in (*WRONG, "association") else "",
                str(r["points"]),
                str(r["score"]),
                run.title(str(r["band"])),
            )
            for r in life.records[:MOST_ROWS]
        ],
    )
