"""One life, twice: whose lives are worth a look, and one told with the scheme and without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from demerit.errors import WrongUse
from demerit.findings.coded import Coded
from demerit.findings.wording import spoken
from demerit.report.folder import PERSON
from demerit.report.life.entry import entry, on_day
from demerit.report.life.story import WRONG, SubjectLife, read_lives
from demerit.report.life.subject import cell, compared, who
from demerit.report.life.why import BUT_FOR, REPLAYED, but_for, granted, why
from demerit.report.words import many
from demerit.schemes.treatments import REFUSING, does
from demerit.web.crowd import index_of
from demerit.web.in_memory import RunInMemory
from demerit.web.worlds import LivedWorld
from demerit.world.output.watched import COUNTED, Watched, watch
from demerit.world.run import make_worlds

MOST_LISTED: Final = 50
MOST_OCCASIONS: Final = 4_000
MOST_REFUSALS: Final = 40
"""Refusals of one life that are traced to their records."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A list of lives: whom it holds, in which order, and why each is in it."""

    title: str
    holds: pl.Expr
    by: tuple[str, ...]
    why: Callable[[Mapping[str, Any]], str]


def lists(lowest: str) -> dict[str, Listed]:
    """The lists of lives, by id; `lowest`: the worst band."""
    days_low = f"days_in_{lowest}"
    return {
        "wrong": Listed(
            title="Someone wrongly recorded",
            holds=pl.col("wrong") > 0,
            by=("denied", "wrong"),
            why=lambda row: f"{many(row['wrong'], 'wrong record')}, {_refused(row)}",
        ),
        "silent": Listed(
            title="Someone who fell silent",
            holds=pl.col("withheld") > 0,
            by=("withheld",),
            why=lambda row: f"kept back from speech, belief or protest {many(row['withheld'], 'time')}",
        ),
        "trapped": Listed(
            title="Someone who never got out",
            holds=(pl.col("band") == lowest) & (pl.col(days_low) > 0),
            by=(days_low, "denied"),
            why=lambda row: f"{many(row[days_low], 'day')} in the lowest band, to the last, {_refused(row)}",
        ),
        "gained": Listed(
            title="Someone who gained",
            holds=(pl.col("score") > pl.col("score_start")) & (pl.col("points_gained") > 0),
            by=("rise", "points_gained"),
            why=lambda row: f"{many(row['rise'], 'point')} more than at the start, {_refused(row)}",
        ),
        "refused": Listed(
            title="Someone often refused",
            holds=pl.col("denied") > 0,
            by=("denied",),
            why=_refused,
        ),
        "ordinary": Listed(
            title="An ordinary life",
            holds=pl.lit(value=True),
            by=("ordinary",),
            why=lambda row: f"in the middle of everybody by score, {_refused(row)}",
        ),
    }


def _refused(row: Mapping[str, Any]) -> str:
    """'refused 4 times', 'never refused'."""
    count = int(row["denied"])
    return "never refused" if not count else "refused once" if count == 1 else f"refused {count:,} times"


def lives_told(run: RunInMemory, name: str, offset: int, limit: int) -> dict[str, Any]:
    """Lists of lives, and some subjects of one of them, the most telling first; ties go by id.

    Raises `WrongUse` for a list that is none.
    """
    lowest = run.scheme.model.bands[0].id
    known = lists(lowest)
    if name not in known:
        raise WrongUse(f"list={name[:40]}: expected one of {', '.join(known)}")
    people = _people(run)
    chosen = known[name]
    held = people.filter(chosen.holds)
    order = held.sort([*chosen.by, "row"], descending=[*(True for _ in chosen.by), False])
    rows = order.slice(offset, limit).to_dicts()
    further = offset + limit
    return {
        "lists": [
            {"id": key, "title": listed.title, "count": people.filter(listed.holds).height}
            for key, listed in known.items()
        ],
        "list": name,
        "offset": offset,
        "subjects": [
            {"subject": row["subject"], "index": row["row"], "why": chosen.why(row)} for row in rows
        ],
        "next": further if further < held.height else None,
    }


def _people(run: RunInMemory) -> pl.DataFrame:
    """The persons' table with what lists are made by."""
    table = run.frames["people"].filter(pl.col("kind") == PERSON)
    middle = float(table.select(pl.col("score").median()).item())
    return table.with_row_index("row").with_columns(
        pl.col("band").cast(pl.String),
        pl.col("subject").cast(pl.String),
        wrong=pl.col("records_misnamed") + pl.col("records_alarm"),
        rise=pl.col("score") - pl.col("score_start"),
        ordinary=-(pl.col("score") - middle).abs(),
    )


def life_told(run: RunInMemory, world: LivedWorld, coded: Coded, subject: str) -> dict[str, Any]:
    """One life in both worlds. Raises `WrongUse` where there is no such person."""
    row = index_of(world.districts, subject)
    (life,) = read_lives(run, [(subject, "", "")], columns=None)
    days = watched_twice(world, subject)
    refused = [_refusal(run, life, need) for need in life.needs[:MOST_REFUSALS]]
    occasions = occasions_told(run, days)
    return {
        "subject": subject, "index": row, "who": who(run, life), "days": run.days,
        **{name: life.lived.get(name) for name in ("group", "age", "sex", "income_decile", "score_start")},
        "bands": _bands(run, coded, row), "score": _steps(life),
        "with": _world_told(days.get("with")), "without": _world_told(days.get("without")),
        "compared": [
            {"label": words, "with": cell(life.lived, name, kind), "without": cell(life.without, name, kind)}
            for name, words, kind in compared(run, life)
        ],
        "occasions": occasions[:MOST_OCCASIONS], "thinned": len(occasions) > MOST_OCCASIONS,
        "entries": [_entry(run, life, record) for record in life.records],
        "partings": partings(life, occasions),
        "refusals": refused, "refusals_all": len(life.needs),
        "but_for": but_for(life) if life.denied else "",
    }  # fmt: skip


def _bands(run: RunInMemory, coded: Coded, row: int) -> list[dict[str, Any]]:
    """The bands, worst first, with where each begins for this person."""
    edges = [coded.per_person(band.from_) for band in run.scheme.model.bands]
    return [
        {"id": band.id, "title": run.title(band.id), "from": int(edge[row if len(edge) > 1 else 0])}
        for band, edge in zip(run.scheme.model.bands, edges, strict=True)
    ]


def _steps(life: SubjectLife) -> list[list[int]]:
    """The score after each entry, as (day, score), from the start on."""
    return [[0, int(life.lived["score_start"])], *([r["day"], r["score"]] for r in life.records)]


def watched_twice(world: LivedWorld, subject: str) -> dict[str, Watched]:
    """A person's days with the scheme and without it; nothing where districts live together."""
    if world.job.coupled:
        return {}
    district, _, place = subject.partition("-")
    tables = make_worlds(world.job).tables
    at = int(district), int(place)
    return {
        "with": watch(world.job.plan, tables[""], at),
        "without": watch(world.job.plan, tables["baseline"], at),
    }


def _world_told(days: Watched | None) -> dict[str, Any] | None:
    """Acts in all until each day that had some, and hardship by week."""
    if days is None:
        return None
    acts = days.counts[days.counts[:, 2] > 0]
    sums = np.cumsum(acts[:, 2])
    return {
        "acts": [[int(day), int(total)] for day, total in zip(acts[:, 0], sums, strict=True)],
        "hardship": [[day, round(float(x), 6)] for day, x in zip(days.weekly, days.hardship, strict=True)],
    }


def occasions_told(run: RunInMemory, days: Mapping[str, Watched]) -> list[dict[str, Any]]:
    """What a person did and asked for, day by day: in both worlds, or in one only."""
    if not days:
        return []
    needs = set(run.job.life.needs)
    both: dict[tuple[int, int], dict[str, Any]] = {}
    for world, watched in days.items():
        for day, place, *counted in watched.counts.tolist():
            both.setdefault((day, place), {})[world] = dict(zip(COUNTED, counted, strict=True))
    ids = days["with"].ids
    return [
        {
            "day": day,
            "id": ids[place],
            "title": run.title(ids[place]),
            "kind": "need" if ids[place] in needs else "opportunity",
            "with": _outcome(outcomes.get("with"), need=ids[place] in needs),
            "without": _outcome(outcomes.get("without"), need=ids[place] in needs),
            "times": max(sum(counts.values()) for counts in outcomes.values()),
        }
        for (day, place), outcomes in sorted(both.items())
    ]


def _outcome(counted: Mapping[str, int] | None, *, need: bool) -> str:
    """What became of it on a day."""
    if counted is None:
        return "never-asked" if need else "let-go"
    if need:
        return "refused" if counted["denied"] else "late" if counted["delayed"] else "granted"
    if counted["performed"]:
        return "performed"
    return "done" if counted["acts"] else "withheld" if counted["withheld"] else "let-go"


def _entry(run: RunInMemory, life: SubjectLife, record: Mapping[str, Any]) -> dict[str, Any]:
    """An entry of the ledger, in numbers and in a sentence."""
    kept = (
        "record",
        "day",
        "cause",
        "conduct",
        "channel",
        "points",
        "score",
        "band",
        "did_it",
        "of",
        "context",
    )
    source = record.get("source")
    return {
        **{name: record.get(name) for name in kept},
        "title": run.title(str(record["conduct"])) if record.get("conduct") else "",
        "wrong": str(record["cause"]) in WRONG,
        "source": None if source is None else str(source),
        "words": entry(run, dict(record), life),
    }


def _refusal(run: RunInMemory, life: SubjectLife, need: dict[str, Any]) -> dict[str, Any]:
    """A refusal or delay, traced to its records and lived again without some of them."""
    reason = why(run, life, need)
    answers = granted(life, need) or {}
    records = [r["record"] for r in life.every[: int(need["after_record"])] if r["points"] < 0]
    return {
        "day": need["day"], "need": str(need["need"]), "title": run.title(str(need["need"])),
        "effect": str(need["effect"]), "done": does(str(need["effect"])).done, "band": str(need["band"]),
        "treatment": str(need["treatment"]), "context": str(need["context"]),
        "denied": need["effect"] in REFUSING, "question": reason.question, "asked": reason.asked,
        "standing": reason.standing, "head": reason.head, "records": records,
        "losses": [{"day": day, "words": loss} for day, loss in reason.losses],
        "returned": reason.returned, "parts": reason.parts,
        "again": [
            {
                "id": name, "cause": BUT_FOR[name], "without": REPLAYED[name], "granted": bool(answers[name]),
                "words": "granted" if answers[name] else "refused all the same",
            }
            for name in REPLAYED
            if name in answers
        ],
    }  # fmt: skip


def partings(life: SubjectLife, occasions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where the lives part, the first of each kind, in words."""
    parts: list[dict[str, Any]] = []
    kinds = {
        "withheld": "with the scheme they kept back “{}”, which they did without it.",
        "refused": "with the scheme “{}” was refused, which they had without it.",
        "late": "with the scheme “{}” came late.",
        "performed": "with the scheme they did “{}” for the reward, which they left without it.",
    }
    for kind, sentence in kinds.items():
        first = next(
            (occasion for occasion in occasions if occasion["with"] == kind != occasion["without"]), None
        )
        if first is not None:
            text = f"{on_day(first['day']).capitalize()}: {sentence.format(first['title'])}"
            parts.append({"day": first["day"], "kind": kind, "words": text})
    other = next((occasion for occasion in occasions if occasion["with"] != occasion["without"]), None)
    if other is not None and all(other["day"] < part["day"] for part in parts):
        there, here = (_in_words(other[world]) for world in ("without", "with"))
        text = f"“{other['title']}” {here} with the scheme, {there} without it."
        text = f"{on_day(other['day']).capitalize()}: {text}"
        parts.append({"day": other["day"], "kind": "first", "words": text})
    if life.records and not parts:
        day = life.records[0]["day"]
        text = f"{on_day(day).capitalize()}: the first record; until the last day both lives do the same."
        parts.append({"day": day, "kind": "record", "words": text})
    return sorted(parts, key=lambda part: part["day"])


def _in_words(outcome: str) -> str:
    """What became of an occasion."""
    known = {"let-go": "was let go", "never-asked": "was not asked for", "late": "came late"}
    return known.get(outcome, f"was {spoken(outcome)}")
