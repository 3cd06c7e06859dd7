"""Whose lives are worth telling: each is chosen by what it shows, and called what it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from demerit.report.folder import PERSON, RunFolder
from demerit.report.life.story import SubjectLife, main_kind, read_lives, scored, touches_persons
from demerit.report.words import many
from demerit.schemes.treatments import DELAYING
from demerit.study.hanging import first_hanging, whole_run

Pick: TypeAlias = tuple[str, str, str]
"""A subject, the role it is told in, and why it was chosen."""
Hanging: TypeAlias = Callable[[Sequence[str]], str | None]
"""The first of some subjects with a refusal that would not have happened but for a wrong record."""

CHOOSING = (
    "subject",
    "score",
    "denied",
    "records_misnamed",
    "records_alarm",
    "points_lost_wrongly",
    "withheld",
)
MOST_LIVES = 3
LOOKED_AT = 1_000_000
"""Subjects, at most, from whom lives are chosen: the first of a larger run."""
REFUSED_FOR_WRONG = "Refused for a wrong record"
OTHER_REASONS = "Wrongly recorded, and refused for other reasons"
NOT_TRACED = "Wrongly recorded, and refused"
NEVER_REFUSED = "Wrongly recorded, never refused"
MOST_REFUSED = "Most often refused"
MOST_LATE = "Most often kept waiting"
MOST_SILENT = "Kept silent most often"
LONGEST_LOW = "Longest in the lowest band"
ORDINARY = "An ordinary life"


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Whom lives are chosen from.

    `people`: a row a subject, CHOOSING, `late` (needs that came later), `days_low` (days in the lowest band).
    `hanging` is None where refusals cannot be traced, for the reason `untraced`; `several`: more than one
    provider, whose wrong records `people` does not count; `first`: how many of the run's first subjects
    these are among, 0 where they are among all.
    """

    people: pl.DataFrame
    lowest: str
    hanging: Hanging | None
    untraced: str = ""
    several: bool = False
    first: int = 0


def choose(crowd: Candidates) -> list[Pick]:
    """Up to MOST_LIVES, the same for the same tables, the ordinary life last.

    Before it, as far as there is somebody of whom it is true: who was wrongly recorded, best of all with a
    refusal that hangs on it; who was refused most, else kept waiting most; who kept silent most; who was
    longest in the lowest band.
    """
    frame = crowd.people.with_columns(wrong=pl.col("records_misnamed") + pl.col("records_alarm"))
    refused = _most(frame, "denied", MOST_REFUSED, "refused {}")
    picks = (
        _wronged(crowd, frame),
        refused or _most(frame, "late", MOST_LATE, "kept waiting {}"),
        _most(frame, "withheld", MOST_SILENT, "held back from speech, belief or protest {}"),
        _longest(frame, crowd.lowest),
    )
    kept: dict[str, Pick] = {}
    for pick in picks:
        if pick is not None and len(kept) < MOST_LIVES - 1:
            kept.setdefault(pick[0], pick)
    for subject in _from_middle(frame, "denied", "score")[:1]:
        kept.setdefault(subject, (subject, ORDINARY, "in the middle of everybody by refusals and score"))
    among = f", of the run's first {crowd.first:,} subjects" if crowd.first else ""
    return [(subject, role, f"{why}{among}") for subject, role, why in kept.values()]


def _from_middle(frame: pl.DataFrame, *by: str) -> list[str]:
    """Subjects sorted by columns and then id, from the one in the middle outwards."""
    order = frame.sort(*by, "subject")["subject"].to_list()
    middle = (len(order) - 1) // 2
    return [str(order[place]) for place in sorted(range(len(order)), key=lambda i: (abs(i - middle), i))]


def _wronged(crowd: Candidates, frame: pl.DataFrame) -> Pick | None:
    """Somebody wrongly recorded: with a refusal that hangs on it, else as far as it goes."""
    wrong = frame.filter(pl.col("wrong") > 0)
    both = wrong.filter(pl.col("denied") > 0)
    candidates = frame.filter(pl.col("denied") > 0) if crowd.several else both
    by = ("denied", "points_lost_wrongly")
    middle, whom = _from_middle(both, *by), _out_of(both.height, "wrongly recorded and refused")
    if crowd.hanging is None and middle:
        return (
            middle[0],
            NOT_TRACED,
            f"{whom}; whether the one led to the other is not known: {crowd.untraced}",
        )
    hangs = crowd.hanging(_from_middle(candidates, *by)) if crowd.hanging and candidates.height else None
    if hangs is not None:
        of = _out_of(candidates.height, "refused" if crowd.several else "wrongly recorded and refused")
        return hangs, REFUSED_FOR_WRONG, f"{of}, as near as there is a refusal that hangs on a wrong record"
    if middle:
        return middle[0], OTHER_REASONS, f"{whom}; no refusal in this run hangs on a wrong record"
    if wrong.height:
        of = _out_of(wrong.height, "wrongly recorded")
        return (
            _from_middle(wrong, "points_lost_wrongly", "score")[0],
            NEVER_REFUSED,
            f"{of}; none was refused",
        )
    return None


def _out_of(count: int, what: str) -> str:
    """'in the middle of the 12 who were …'."""
    return f"the only one who was {what}" if count == 1 else f"in the middle of the {count:,} who were {what}"


def _most(frame: pl.DataFrame, column: str, role: str, template: str) -> Pick | None:
    """Who has most in a column, of several the one with fewest points; None where nobody has anything."""
    most = int(frame[column].max() or 0) if frame.height else 0  # type: ignore[arg-type]  # a column of counts
    if most <= 0:
        return None
    return _first_of(frame.filter(pl.col(column) == most), role, template.format(times(most)), "often")


def _longest(frame: pl.DataFrame, lowest: str) -> Pick | None:
    """Who was longest in the lowest band; None where nobody was, or all were alike."""
    days = frame["days_low"].fill_null(0)
    if not frame.height or not days.max() or days.min() == days.max():
        return None
    top = frame.filter(days == days.max())
    return _first_of(top, LONGEST_LOW, f"{many(int(days.max() or 0), 'day')} in “{lowest}”", "long")  # type: ignore[arg-type]


def _first_of(top: pl.DataFrame, role: str, reason: str, how: str) -> Pick:
    """The one with fewest points of those who share the first place, and with how many it is shared."""
    others = top.height - 1
    more = {"often": "more often", "long": "longer"}[how]
    shared = (
        f": as {how} as {many(others, 'other')}, nobody {more}" if others else f", {more} than anybody else"
    )
    return str(top.sort("score", "subject")["subject"][0]), role, f"{reason}{shared}"


def times(count: int) -> str:
    """'once', 'twice', '3 times'."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


# ---------------------------------------------------------------- from a run


def chosen(run: RunFolder) -> list[Pick]:
    """The lives worth telling, of a scheme for organisations only, theirs; none where nobody lived."""
    crowd = crowd_of(run)
    return choose(crowd) if crowd is not None else []


def crowd_of(run: RunFolder, most: int = LOOKED_AT) -> Candidates | None:
    """Everybody whom a run's scheme is about, among its first `most` subjects."""
    scan, scheme = run.table("people"), run.scheme.model
    if scan is None:
        return None
    cut = int(scan.select(pl.len()).collect().item()) > most
    kinds = [PERSON] if touches_persons(scheme) else scored(scheme)
    lowest = scheme.bands[0].id
    days = pl.col(f"days_in_{lowest}").alias("days_low")
    subject = pl.col("subject").cast(pl.String)
    people = scan.head(most).filter(pl.col("kind").is_in(kinds)).select(*CHOOSING, days)
    people = people.with_columns(subject).join(_late(run), on="subject", how="left").collect()
    hanging, untraced = _hanging(run)
    return Candidates(
        people=people.with_columns(pl.col("late").fill_null(0)).sort("subject"),
        lowest=run.title(lowest),
        hanging=hanging,
        untraced=untraced,
        several=scheme.providers.count > 1,
        first=most if cut else 0,
    )


def _late(run: RunFolder) -> pl.LazyFrame:
    """How many needs came later to each subject whom any did."""
    needs = run.table("needs")
    if needs is None:
        return pl.LazyFrame(schema={"subject": pl.String, "late": pl.UInt32})
    subject = pl.col("subject").cast(pl.String)
    return (
        needs.filter(pl.col("effect").is_in(list(DELAYING)))
        .group_by(subject)
        .agg(pl.len().cast(pl.UInt32).alias("late"))
    )


def _hanging(run: RunFolder) -> tuple[Hanging | None, str]:
    """How refusals are traced to wrong records; where they cannot be, why."""
    if main_kind(run.scheme.model) != PERSON:
        return None, "ledgers are lived again for persons only"
    if run.table("ledger") is None or run.table("needs") is None:
        return None, "this run kept no ledger"
    if not whole_run(run.stored):
        return None, "tables of this run are missing"
    share = run.number("access.but_for_wrong")
    if share is not None and share.value == 0:
        return lambda _: None, ""
    return lambda subjects: first_hanging(run.stored, subjects), ""


def lives(run: RunFolder) -> list[SubjectLife]:
    """The lives that the page tells; none where nobody lived."""
    return read_lives(run, chosen(run))
