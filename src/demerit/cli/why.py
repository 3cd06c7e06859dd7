"""Why a need was refused: back from the refusal to the band's edge, and to the records that led below it."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from demerit.cli.lines import wrapped
from demerit.cli.told import dated
from demerit.errors import WrongUse
from demerit.report.folder import RunFolder
from demerit.report.story import WRONG, Life
from demerit.report.telling import on_day, points
from demerit.report.words import listed, spoken
from demerit.scheme.contexts import relation
from demerit.study.but_for import Replays, replays_of

Record = dict[str, Any]

LOSING = ("own", "misnamed", "alarm", "association")
REPLAYED = {
    "wrong": "without the wrong records",
    "association": "without records of their ties",
    "expressive": "without records of speech, belief or protest",
    "unrelated": "without losses from conduct unrelated to the service",
}


def refusal_of(life: Life, need: str | None) -> Record | None:
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


def why_lines(run: RunFolder, life: Life, refusal: Record) -> list[str]:
    """The refusal, the class, the records that made up the loss, what of it was wrong, what replays say."""
    standing = life.records[: int(refusal["after_record"])]
    replays = replays_of(run.path, life.subject)
    done = "refused" if refusal["effect"] == "denial" else "late"
    losses = [record for record in standing if record["points"] < 0 and str(record["cause"]) in LOSING]
    return [
        *wrapped(f"Why was {run.title(str(refusal['need']))} {done} on {on_day(refusal['day'])}?"),
        *wrapped(_class(run, life, refusal, standing, () if replays is None else replays.edges)),
        *_losses(run, losses, str(refusal["context"])),
        *wrapped(_returned(standing)),
        *wrapped(_of_these(losses, str(refusal["context"]))),
        *_replays(life, refusal, replays),
    ]


def _class(
    run: RunFolder, life: Life, refusal: Record, standing: Sequence[Record], edges: Sequence[int]
) -> str:
    """The band, what it does, and how far below its edge the score was."""
    band, treatment = str(refusal["band"]), str(refusal["treatment"])
    score = int(standing[-1]["score"]) if standing else int(life.lived["score_start"])
    done = "refuses it" if refusal["effect"] == "denial" else "makes it wait"
    said = f"Their class was “{run.title(band)}”, and “{run.title(treatment)}” {done} to that class."
    bands = run.scheme.model.bands
    place = next(n for n, entry in enumerate(bands) if entry.id == band)
    rule = next((t for t in run.scheme.model.treatments if t.id == treatment), None)
    better = [n for n in range(place + 1, len(bands)) if rule is None or bands[n].id not in rule.bands]
    after = f"{len(standing):,} entr{'y' if len(standing) == 1 else 'ies'}"
    if not better or not edges:
        return f"{said} Their score was {score:,} after {after}."
    edge = edges[better[0]]
    if score >= edge:
        return f"{said} Their score of {score:,} did not matter: {_override(run, standing)} put them in it."
    better_title = run.title(bands[better[0]].id)
    return (
        f"{said} Their score was {score:,} after {after}, "
        f"{edge - score:,} below {edge:,}, where “{better_title}” begins."
    )


def _override(run: RunFolder, standing: Sequence[Record]) -> str:
    """The latest record of a conduct that sets the band outright."""
    setting = {conduct.id for conduct in run.scheme.model.conducts if conduct.to_band is not None}
    for record in reversed(standing):
        if str(record["conduct"]) in setting:
            return f"the record of {on_day(record['day'])} for {run.title(str(record['conduct']))}"
    return "a rule"


def _losses(run: RunFolder, losses: Sequence[Record], context: str) -> list[str]:
    """The records that made up the loss, each with what is to be said against it."""
    if not losses:
        return ["No record had cost them points by then."]
    total = -sum(record["points"] for record in losses)
    lines = [f"{len(losses):,} record{'' if len(losses) == 1 else 's'} had cost them {total:,} points"]
    for record in losses:
        about = " Unrelated to the service." if unrelated(record, context) else ""
        said = f"{points(record['points'])}: {run.title(str(record['conduct']))}, {whose(record)}.{about}"
        lines += dated(record["day"], said)
    return lines


def whose(record: Record) -> str:
    """Whose act a record is about."""
    source = f", done by {record['source']}" if record.get("source") else ""
    return {
        "misnamed": f"somebody else's act entered against them{source}",
        "alarm": "an alarm: nobody did it",
        "association": f"a tie's act counted against them too{source}",
    }.get(str(record["cause"]), "their own act")


def unrelated(record: Record, context: str) -> bool:
    """Whether a record's context is unrelated to the service's (the table of context pairs)."""
    known = record.get("context")
    return known is not None and relation(known, context) == "unrelated"  # type: ignore[arg-type]


def _returned(standing: Sequence[Record]) -> str:
    """What had come back by then."""
    gained = sum(record["points"] for record in standing if record["points"] > 0)
    return f"By then {points(gained)} had been gained or given back." if gained else ""


def _of_these(losses: Sequence[Record], context: str) -> str:
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


def _replays(life: Life, refusal: Record, replays: Replays | None) -> list[str]:
    """What the ledger, lived again without some records, would have given."""
    if replays is None or refusal["effect"] != "denial":
        return []
    granted = replays.granted[life.denied.index(refusal)]
    answer = {True: "granted", False: "refused all the same"}
    return [
        "The same ledger, lived again",
        *(f"  {said:<57}{answer[granted[name]]}" for name, said in REPLAYED.items()),
    ]
