"""Worlds side by side on one page: both first screens, what differs, which rules differ, one life in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from demerit.errors import FileInvalid
from demerit.findings.wording import plain
from demerit.formats.files import json_of
from demerit.report.charts.figures import Rows, dataless, figure
from demerit.report.comparison.apart import GROUPS, Apart, differing, shown, standing
from demerit.report.comparison.by_rule import by_rule_body
from demerit.report.comparison.changed import changes
from demerit.report.comparison.moved import explained
from demerit.report.comparison.pairs import pairs
from demerit.report.document import document, status_card
from demerit.report.folder import PERSON, RunFolder, read_folder
from demerit.report.life.entry import on_day
from demerit.report.life.story import SubjectLife, main_kind, read_lives, scored, touches_persons
from demerit.report.life.subject import cell, compared, who
from demerit.report.life.trace import trace
from demerit.report.markup import Child, Markup, table, tag
from demerit.report.sections.first import headlines, plain_sentence, refusals
from demerit.report.sections.section import Section, sentence
from demerit.report.words import years
from demerit.runs.folder import atomic_write
from demerit.runs.opening import COMPARED
from demerit.runs.stored import SideBySide, side_by_side

if TYPE_CHECKING:
    from pathlib import Path

    from demerit.findings.compare import Difference

PAGE: Final = "compare.html"
MOST_ROWS: Final = 12
"""Rows of a group or of rules that stand open; the others are folded."""
MOST_ENTRIES: Final = 200


def write_comparison(folder: Path | SideBySide) -> Path:
    """Write `compare.html` into a comparison's folder (beside first, then renamed) and give its path.

    Raises WrongUse where the folder holds no finished comparison, FileInvalid where one of its files is off.
    """
    beside = folder if isinstance(folder, SideBySide) else side_by_side(folder)
    out = beside.folder / PAGE
    atomic_write(out, render(*read_comparison(beside)))
    return out


def read_comparison(beside: SideBySide) -> tuple[list[RunFolder], dict[str, Mapping[str, Difference]]]:
    """The worlds of a comparison, the reference first, and the differences by the name of each other."""
    path, names = beside.folder / COMPARED, list(beside.runs)
    worlds = [read_folder(run) for run in beside.runs.values()]
    try:
        raw: Any = json_of(path)
        by_other = {names[1]: raw} if len(names) == 2 else {name: raw[name] for name in names[1:]}  # noqa: PLR2004
    except (OSError, ValueError, KeyError, IndexError, TypeError) as fault:
        raise FileInvalid(f"{path}: not readable as a comparison of {', '.join(names)} ({fault})") from None
    return worlds, by_other


def letter(world: RunFolder) -> str:
    """A world's place in the comparison, with which its folder's name begins: a, b and so on."""
    return world.stored.path.name.partition("-")[0]


def render(worlds: Sequence[RunFolder], by_other: Mapping[str, Mapping[str, Difference]]) -> str:
    """The whole page of a comparison."""
    reference, *others = worlds
    sections: list[Section] = []
    for other in others:
        differences = by_other[other.stored.path.name]
        apart = differing(reference, other, differences)
        rules = by_rule_body(other, differences)
        sections += _sections(reference, other, apart, rules, several=len(others) > 1)
    title = " and ".join(dict.fromkeys(world.scheme.model.title for world in worlds))
    main = tag("main", _first_screens(worlds), [section.markup() for section in sections], id="top")
    skip = tag("a", "Skip to the differences", href=f"#differs-{letter(others[0])}", class_="skip")
    footer = tag("footer", tag("p", _made(worlds)))
    return document(f"Side by side: {title}", skip, main, footer, styles=("style.css", "compare.css"))


def _made(worlds: Sequence[RunFolder]) -> str:
    """The last line: what made the page, and that it is a simulation."""
    runs = ", ".join(f"{letter(world)} is run {world.hash}" for world in worlds)
    made = f"demerit {worlds[0].manifest.get('demerit', '')} · {runs}"
    return f"{made} · simulations in a synthetic society; nobody real was scored."


def _first_screens(worlds: Sequence[RunFolder]) -> Markup:
    """What both worlds share, then each one's card, sentences and refusals in a column of its own."""
    run = worlds[0]
    lived = f"{run.people:,} synthetic people · {years(run.days)} · seed {run.manifest.get('seed')}"
    setting = f"{run.society.model.title} · {lived} · the same lives and the same luck in every world"
    count = "Two" if len(worlds) == 2 else "Several"  # noqa: PLR2004
    return tag(
        "header",
        tag("h1", f"{count} worlds, side by side"),
        tag("p", setting, class_="setting"),
        tag("div", [_world(world) for world in worlds], class_="worlds"),
    )


def _world(run: RunFolder) -> Markup:
    """One world's column: what it is, what was changed in it, its sentences, its refusals."""
    model = run.scheme.model
    changed = [
        tag("p", "with ", tag("code", change), class_="quiet") for change in run.options.get("sets") or ()
    ]
    lines = [tag("li", plain_sentence(run, name)) for name in headlines(run)]
    return tag(
        "article",
        tag("h2", f"{letter(run)}: {model.title}"),
        status_card(model),
        changed,
        tag("ul", lines, class_="sentences"),
        refusals(run) if main_kind(model) == PERSON else dataless("This scheme scores no persons."),
    )


def _sections(
    reference: RunFolder, other: RunFolder, apart: list[Apart], by_rule: list[Child], *, several: bool
) -> list[Section]:
    """What differs between two worlds, why conduct moves, the rules and what each adds, one life in both."""
    pair = f" ({letter(reference)} and {letter(other)})" if several else ""
    moves = [sentence(words) for words in explained(reference, other, apart)]
    parts = (
        ("differs", "What differs?", _differs(reference, other, apart)),
        ("moves", "Why does conduct move whose rule stays?", moves),
        ("rules", "Which rules differ?", _rules(reference, other)),
        ("by-rule", "What does each rule add?", by_rule),
        ("life", "What does it do to one life?", _life(reference, other)),
    )
    return [
        Section(anchor=f"{anchor}-{letter(other)}", question=f"{question}{pair}", body=tuple(body))
        for anchor, question, body in parts
        if body
    ]


def _differs(reference: RunFolder, other: RunFolder, apart: list[Apart]) -> list[Child]:
    """Differences by group, the largest first, as pictures where they are counted alike."""
    listed = shown(apart)
    body: list[Child] = [sentence(standing(apart, len(listed)))]
    for group in GROUPS:
        own = [one for one in listed if one.group == group]
        if own:
            body.append(tag("h3", group))
            body += _pictured(reference, other, group, own)
    return body


def _pictured(reference: RunFolder, other: RunFolder, group: str, own: Sequence[Apart]) -> list[Child]:
    """A group's differences: those counted among as many in one picture, the others in a table."""
    body: list[Child] = []
    key = sorted(own, key=lambda one: -one.of)
    for of, members in groupby(key, key=lambda one: one.of):
        rows = list(members)
        head = ("what", letter(reference), letter(other), "difference", "95 % interval (chance only)")
        cells = [(o.words, plain(o.a), plain(o.b), o.signed, o.ends or "no range") for o in rows]
        data = Rows(head=head, rows=cells)
        if not of:
            body.append(table(group, head, data.rows))
            continue
        title = f"{group}, of {of:,}."
        caption = (
            f"How much more or fewer in {letter(other)} than in {letter(reference)}. Whiskers: 95 %, of "
            "the paired difference, chance only."
        )
        first, rest = rows[:MOST_ROWS], len(rows) - MOST_ROWS
        cut = f" {rest:,} more stand in the table." if rest > 0 else ""
        body.append(figure(pairs(first, title), title=title, caption=f"{caption}{cut}", data=data))
    return body


def _rules(reference: RunFolder, other: RunFolder) -> list[Child]:
    """Every rule that differs, at its path."""
    rows = changes(reference.scheme.model, other.scheme.model)
    if not rows:
        return [sentence("No rule differs: it is the same scheme twice.")]
    count = f"{len(rows):,} rule{' differs' if len(rows) == 1 else 's differ'}."
    head = ("rule", letter(reference), letter(other))
    body: list[Child] = [sentence(count), table("Rules that differ", head, rows[:MOST_ROWS], numbers_from=3)]
    if len(rows) > MOST_ROWS:
        rest = table("The other rules that differ", head, rows[MOST_ROWS:], numbers_from=3)
        body.append(tag("details", tag("summary", f"The other {len(rows) - MOST_ROWS:,}"), rest))
    return body


def _life(reference: RunFolder, other: RunFolder) -> list[Child]:
    """The subject whose life differs most, told in both worlds and without a scheme."""
    chosen = most_apart(reference, other)
    if chosen is None:
        return [sentence("Nobody lived in both worlds.")]
    subject, why = chosen
    lives = [read_lives(world, [(subject, "", why)])[0] for world in (reference, other)]
    body: list[Child] = [
        sentence(f"{who(reference, lives[0])} Why this one: {why}."),
        _in_numbers(reference, other, lives),
    ]
    for world, life in zip((reference, other), lives, strict=True):
        if world.table("ledger") is None:
            body.append(dataless(f"{letter(world)}: this run kept no ledger, so no day of it can be told."))
            continue
        body.append(
            figure(
                trace(world, life),
                title=f"{letter(world)}: the score, day by day.",
                caption="A cross marks a record for something this one did not do; a triangle, a refusal.",
                data=_entries(world, life),
            )
        )
    return body


def most_apart(a: RunFolder, b: RunFolder) -> tuple[str, str] | None:
    """The subject whose refusals differ most, then whose score does, then the first; and why it was chosen.

    None where the two share nobody.
    """
    scheme = b.scheme.model
    kinds = [PERSON] if touches_persons(scheme) else scored(scheme)
    scans = [run.table("people") for run in (a, b)]
    if any(scan is None for scan in scans):
        return None
    before, after = (
        scan.filter(pl.col("kind").is_in(kinds)).select(
            pl.col("subject").cast(pl.String), pl.col("denied").cast(pl.Int64), pl.col("score").cast(pl.Int64)
        )
        for scan in scans
        if scan is not None
    )
    apart = before.join(after, on="subject").select(
        "subject",
        denied=(pl.col("denied_right") - pl.col("denied")).abs(),
        score=(pl.col("score_right") - pl.col("score")).abs(),
    )
    first = apart.sort(["denied", "score", "subject"], descending=[True, True, False]).head(1).collect()
    if first.is_empty():
        return None
    subject, denied, score = first.row(0)
    if denied:
        return subject, "of nobody do refusals differ more between the two"
    if score:
        return subject, "no refusals differ, and of nobody does the score differ more"
    return subject, "no life differs in refusals or score, and this is the first"


def _in_numbers(reference: RunFolder, other: RunFolder, lives: Sequence[SubjectLife]) -> Markup:
    """Without a scheme, in one world, in the other: what came of the same life."""
    columns = list(dict.fromkeys([*compared(reference, lives[0]), *compared(other, lives[1])]))
    rows = [
        (
            words,
            cell(lives[0].without, name, kind),
            *(cell(life.lived, name, kind) for life in lives),
        )
        for name, words, kind in columns
    ]
    head = ("", "without a scheme", letter(reference), letter(other))
    return table(f"Subject {lives[0].subject} in every world", head, rows)


def _entries(run: RunFolder, life: SubjectLife) -> Rows:
    """The ledger of one world as a table."""
    rows = [
        (on_day(record["day"]), run.title(str(record["conduct"] or record["cause"])), str(record["points"]),
         str(record["score"]))
        for record in life.records[:MOST_ENTRIES]
    ]  # fmt: skip
    return Rows(head=("day", "entry", "points", "score"), rows=rows, numbers_from=2)
