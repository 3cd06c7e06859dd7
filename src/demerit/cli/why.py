"""Why a need was refused: back from the refusal to the band's edge, and to the records that led below it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from demerit.cli.lines import beside, columns, wrapped
from demerit.cli.told import dated
from demerit.errors import WrongUse
from demerit.formats.values import bare
from demerit.report.entry import RECORDS, conduct_of, days_on, on_day, points, returns, tied
from demerit.report.folder import PERSON, RunFolder
from demerit.report.story import WRONG, Life, Row
from demerit.report.words import listed, spoken
from demerit.scheme.contexts import relation
from demerit.scheme.phases import providers_on
from demerit.study.but_for import Replays, replays_of

LOSING = ("own", "misnamed", "alarm", "association")
ANSWER = 20
"""Columns of what a replay says."""
REPLAYED = {
    "wrong": "without the wrong records",
    "association": "without records of their ties",
    "expressive": "without records of speech, belief or protest",
    "unrelated": "without losses from conduct unrelated to the service",
}


def refusal_of(life: Life, need: str | None) -> Row | None:
    """The first refusal (of `need`, where named), else the first that came late; None where there is none.

    Raises `WrongUse` where `need` was neither refused nor late.
    """
    asked = [row for row in life.needs if need is None or str(row["need"]) == need]
    if not asked and need is not None:
        names = sorted({str(row["need"]) for row in life.needs})
        near = difflib.get_close_matches(need, names, 1)
        hint = (
            f"did you mean '{near[0]}'?" if near else f"refused or late were: {', '.join(names) or 'nothing'}"
        )
        raise WrongUse(f"'{need}' was never refused to {life.subject}: {hint}")
    return next((row for row in asked if row["effect"] == "denial"), asked[0] if asked else None)


def why_lines(run: RunFolder, life: Life, refusal: Row) -> list[str]:
    """The refusal, by whom, the band, the records behind the loss, what of it was wrong, the replays."""
    asked = int(refusal.get("provider") or 0)
    before = life.every[: int(refusal["after_record"])]
    standing = _of_this_one([record for record in before if int(record.get("provider") or 0) == asked])
    replays = replays_of(run.path, life.subject) if life.kind == PERSON else None
    edges = replays.edges if replays else _edges(run)
    done = "refused" if refusal["effect"] == "denial" else "late"
    losses = [record for record in standing if record["points"] < 0 and str(record["cause"]) in LOSING]
    return [
        *wrapped(f"Why was {run.title(str(refusal['need']))} {done} on {on_day(refusal['day'])}?"),
        *wrapped(_asked(run, life, refusal)),
        *wrapped(_class(run, life, refusal, standing, edges)),
        *_losses(run, life, losses, refusal),
        *wrapped(_returned(standing)),
        *wrapped(_of_these(losses, str(refusal["context"]))),
        *_replays(life, refusal, replays),
    ]


def _of_this_one(entries: list[Row]) -> list[Row]:
    """The entries since the last newcomer came, whose arrival they begin with: what was before is void."""
    arrivals = [place for place, entry in enumerate(entries) if entry["cause"] == "turnover"]
    return entries[arrivals[-1] :] if arrivals else entries


def _edges(run: RunFolder) -> tuple[int, ...]:
    """The scores at which bands begin, worst first; empty where they differ from subject to subject."""
    edges = [bare(band.from_) for band in run.scheme.model.bands]
    return tuple(int(edge) for edge in edges if edge is not None) if None not in edges else ()


def _asked(run: RunFolder, life: Life, refusal: Row) -> str:
    """Which of several providers was asked, and how many would have refused; '' where there is one."""
    count = providers_on(run.scheme.model, refusal["day"])
    if not life.providers or refusal["effect"] != "denial":
        return ""
    if count == 1:
        return "One provider was there to be asked."
    denying = int(refusal["denied_by"])
    would = (
        "no other would have refused it" if denying == 1 else f"{denying} of {count} would have refused it"
    )
    return f"They asked provider {refusal['provider']} of {count} (numbered from 0); {would}."


def _class(run: RunFolder, life: Life, refusal: Row, standing: Sequence[Row], edges: Sequence[int]) -> str:
    """The band, what it does, and how far below its edge the score was."""
    band, treatment = str(refusal["band"]), str(refusal["treatment"])
    score = int(standing[-1]["score"]) if standing else int(life.lived["score_start"])
    done = "refuses it" if refusal["effect"] == "denial" else "makes it wait"
    said = f"Their band was “{run.title(band)}”, and “{run.title(treatment)}” {done} to that band."
    bands = run.scheme.model.bands
    place = next(n for n, entry in enumerate(bands) if entry.id == band)
    rule = next((t for t in run.scheme.model.treatments if t.id == treatment), None)
    better = [n for n in range(place + 1, len(bands)) if rule is None or bands[n].id not in rule.bands]
    after = f"{len(standing):,} entr{'y' if len(standing) == 1 else 'ies'}"
    if not better or not edges:
        return f"{said} Their score was {score:,} after {after}."
    edge, held = edges[better[0]], _override(run, standing)
    if score >= edge:
        why = held or "a rule"
        return f"{said} Their score of {score:,} did not matter: {why} put them in it."
    better_title = run.title(bands[better[0]].id)
    besides = f" Besides, {held} held them in it." if held else ""
    return (
        f"{said} Their score was {score:,} after {after}, "
        f"{edge - score:,} below {edge:,}, where “{better_title}” begins.{besides}"
    )


def _override(run: RunFolder, standing: Sequence[Row]) -> str:
    """The latest record of a conduct that sets the band outright, and that still held them; '' for none."""
    over: set[str] = set()
    for record in reversed(standing):
        conduct = conduct_of(run, record)
        if conduct is None or conduct.to_band is None:
            continue
        if record["cause"] == "lapse" and record.get("of") is None:
            over.add(conduct.id)
        elif str(record["cause"]) in RECORDS and conduct.id not in over:
            until = conduct.to_band.until
            end = f"until “{run.title(until)}” is recorded" if until else ""
            end = end or f"for {days_on(conduct.to_band.days or 0)}"
            return f"the record of {on_day(record['day'])} for {run.title(conduct.id)}, {end},"
    return ""


def _losses(run: RunFolder, life: Life, losses: Sequence[Row], refusal: Row) -> list[str]:
    """The records that made up the loss, each with what is to be said against it."""
    if not losses:
        return ["No record had cost them points by then."]
    total = -sum(record["points"] for record in losses)
    lines = [f"{len(losses):,} record{'' if len(losses) == 1 else 's'} had cost them {total:,} points"]
    back = {root["record"]: entry for root, entry in returns(life)}
    for record in losses:
        about = " Unrelated to the service." if unrelated(record, str(refusal["context"])) else ""
        said = f"{points(record['points'])}: {run.title(str(record['conduct']))}, {whose(run, life, record)}."
        lines += dated(record["day"], f"{said}{about}{_undone(record, back, refusal)}")
    return lines


def _undone(record: Row, back: Mapping[int, Row], refusal: Row) -> str:
    """Whether a record was given back, and whether that came in time for the service."""
    entry = back.get(record["record"])
    if entry is None:
        return ""
    how = "Corrected" if entry["cause"] == "redress" else "Lapsed"
    if entry["record"] <= refusal["after_record"]:
        return f" {how} by then, {days_on(entry['day'] - record['day'])} after it was entered."
    return f" {how} only {days_on(entry['day'] - refusal['day'])} after this."


def whose(run: RunFolder, life: Life, record: Row) -> str:
    """Whose act a record is about, and through which tie it came."""
    source = f", done by {record['source']}" if record.get("source") else ""
    other = record.get("of_subject")
    tie = f"for a record of {other}, {tied(run, life, str(other))}" if other else "for a tie's record"
    wrongly = ", of what that one had not done" if other and record.get("source") != other else ""
    return {
        "misnamed": f"somebody else's act entered against them{source}",
        "alarm": "an alarm: nobody did it",
        "association": f"{tie}{wrongly}",
    }.get(str(record["cause"]), "their own act")


def unrelated(record: Row, context: str) -> bool:
    """Whether a record's context is unrelated to the service's (the table of context pairs)."""
    known = record.get("context")
    return known is not None and relation(known, context) == "unrelated"  # type: ignore[arg-type]


def _returned(standing: Sequence[Row]) -> str:
    """What had come back by then."""
    gained = sum(record["points"] for record in standing if record["points"] > 0)
    return f"By then {points(gained)} had been gained or given back." if gained else ""


def _of_these(losses: Sequence[Row], context: str) -> str:
    """Which part of the loss was for what they did not do, and which had nothing to do with the service."""
    total = -sum(record["points"] for record in losses)
    if not total:
        return ""
    wrong = -sum(record["points"] for record in losses if str(record["cause"]) in WRONG)
    ties = -sum(record["points"] for record in losses if str(record["cause"]) == "association")
    beside = -sum(record["points"] for record in losses if unrelated(record, context))
    parts = [f"{wrong:,} for what they did not do"]
    parts += [f"{ties:,} for what their ties did"] if ties else []
    parts += [f"{beside:,} for conduct unrelated to {spoken(context)}"]
    return f"Of these {total:,} points: {listed(parts)}."


def _replays(life: Life, refusal: Row, replays: Replays | None) -> list[str]:
    """What the ledger, lived again without some records, would have given."""
    if replays is None or refusal["effect"] != "denial":
        return []
    granted = replays.granted[life.denied.index(refusal)]
    answer = {True: "granted", False: "refused all the same"}
    return [
        "The same ledger, lived again",
        *(
            line
            for name, said in REPLAYED.items()
            for line in beside("  ", said, f"{answer[granted[name]]:<{ANSWER}}", columns() - 1)
        ),
    ]
