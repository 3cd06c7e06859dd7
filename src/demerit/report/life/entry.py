"""A ledger entry in words: whose act it was, by whom it came, what it gives back and after how long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from demerit.findings.wording import is_finite
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.report.folder import PERSON
from demerit.report.life.story import Row, SubjectLife
from demerit.report.words import listed, many

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder
    from demerit.schemes.model import Conduct, ToBand

RECORDS = ("own", "misnamed", "alarm")
RETURNS = ("redress", "lapse")
TIES = {
    "friends": "a friend",
    "household": "of their household",
    "colleagues": "who works where they do",
    "employer": "for whom they work",
    "responsible": "for whom they answer",
}
"""Ties as said of whose record counted; `responsible` is said the other way of who answers for one."""
ANSWERS_FOR_THEM = "who answers for them"


def on_day(day: int) -> str:
    """A day as said: 'year 2, day 41', counted from one."""
    return f"year {day // YEAR_DAYS + 1}, day {day % YEAR_DAYS + 1}"


def points(value: object) -> str:
    """Points with their sign and a true minus: '−3 points'."""
    number = int(value) if is_finite(value) else 0
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    return f"{sign}{many(abs(number), 'point')}"


def entry(run: RunFolder, record: Row, life: SubjectLife) -> str:
    """An entry of a life's ledger in a sentence or two; also what it gives back and after how long."""
    score = f"score {record['score']:,}."
    if evening(record) and not record["points"]:
        return f"{_said(run, record, life)} {score.capitalize()}"
    return f"{_said(run, record, life)} {points(record['points'])}, {score}"


def evening(record: Row) -> bool:
    """Whether an entry is of no act: a ranking, what it let go, or points that faded."""
    return record["cause"] == "rank" or (record["cause"] == "lapse" and record["conduct"] is None)


def _said(run: RunFolder, record: Row, life: SubjectLife) -> str:
    """What happened, by cause."""
    cause = str(record["cause"])
    if cause in RECORDS:
        return f"{_recorded(run, record)}{_held(run, record)}"
    if cause == "association":
        return by_tie(run, record, life)
    if evening(record):
        return _at_evening(run, record)
    if cause in RETURNS:
        return _given_back(run, record, life)
    if cause == "repair":
        redress = run.scheme.model.redress
        after = many(redress.repair.after_days, "day") if redress and redress.repair else "a time"
        return f"Points were given back after {after} without a loss."
    return "A newcomer took this place, with the start score and no past."


def _at_evening(run: RunFolder, record: Row) -> str:
    """A ranking, what it let go, or points that faded."""
    if record["points"]:
        return _faded(run)
    band = f"band “{run.title(str(record['band']))}”"
    if record["cause"] == "rank":
        return f"They stood among the lowest scores of their district, which put them in {band}."
    return f"They no longer stood among the lowest scores of their district: {band}."


def _faded(run: RunFolder) -> str:
    """A score that goes back by itself: all of the way or part of it, and how often."""
    fades = run.scheme.model.score.fades
    if fades is None:
        return "The score went back towards its start by itself."
    how = "was made anew" if fades.kept == 0 else "went part of the way back to its start by itself"
    often = "evening" if fades.every_days == 1 else many(fades.every_days, "day")
    return f"The score {how}, as every {often}."


def _recorded(run: RunFolder, record: Row) -> str:
    """A record against the subject itself."""
    what, by = run.title(str(record["conduct"])), run.title(str(record["channel"]))
    if record["cause"] == "alarm":
        return f"“{what}” was entered ({by}). Nobody did it."
    if record["cause"] == "misnamed":
        who = f" ({record['source']})" if record.get("source") else ""
        return f"“{what}” was entered ({by}). They did not do it; somebody else{who} did."
    return f"“{what}” was recorded ({by})."


def conduct_of(run: RunFolder, record: Row) -> Conduct | None:
    """The scheme's conduct that an entry is about; None where there is none."""
    return next((c for c in run.scheme.model.conducts if c.id == str(record.get("conduct"))), None)


def _held(run: RunFolder, record: Row) -> str:
    """' It puts them in “barred” for 365 days, whatever their score.' of a conduct that sets the band."""
    conduct = conduct_of(run, record)
    if conduct is None or conduct.to_band is None:
        return ""
    hold = conduct.to_band
    return f" It holds them in “{run.title(hold.id)}” {how_long(run, hold)}, whatever their score."


def how_long(run: RunFolder, hold: ToBand) -> str:
    """'until “a repayment” is recorded', 'for 365 days': how long a conduct holds somebody in a band."""
    if hold.until:
        return f"until “{run.title(hold.until)}” is recorded"
    return f"for {many(hold.days or 0, 'day')}"


# ---------------------------------------------------------------- ties


def by_tie(run: RunFolder, record: Row, life: SubjectLife) -> str:
    """Whose record counted too, through which tie, and whether it was their act at all."""
    what, whose = run.title(str(record["conduct"])), record.get("of_subject")
    if whose is None:
        return f"A tie's record for “{what}” was counted too."
    source = record.get("source")
    wrongly = (
        f", though nobody did it ({run.title(str(record['channel']))})"
        if source is None
        else f", though {source} had done it"
        if source != whose
        else ""
    )
    return f"“{what}” in the ledger of {whose}, {tied(run, life, str(whose))}, was counted too{wrongly}."


def tied(run: RunFolder, life: SubjectLife, other: str) -> str:
    """What `other` is to the subject, by the ties that the scheme shares points through: 'a friend'.

    The tables hold no list of friends: where several ties may be meant, all are said.
    """
    theirs = life.kinds.get(other, PERSON)
    may = [str(rule.ties) for rule in run.scheme.model.influence if fits(rule.ties, life.kind, theirs)]
    words = [
        ANSWERS_FOR_THEM if tie == "responsible" and theirs == PERSON else TIES[tie]
        for tie in dict.fromkeys(may)
    ]
    return listed(words, "or") or "a tie of theirs"


def fits(tie: str, mine: str, theirs: str) -> bool:
    """Whether a record of somebody of kind `theirs` can reach one of kind `mine` through a tie."""
    if tie in ("friends", "household", "colleagues"):
        return mine == theirs == PERSON
    if tie == "employer":
        return mine == PERSON and theirs != PERSON
    return (mine == PERSON) != (theirs == PERSON)


# ---------------------------------------------------------------- ways back


def root_of(life: SubjectLife, back: Row) -> Row | None:
    """The entry of this ledger that an entry gives back; None where it gives back none."""
    of, whose = back.get("of"), back.get("of_subject")
    if of is None:
        return None
    if str(whose) == life.subject:
        return next((r for r in life.every if r["record"] == of), None)
    same = ("of", "of_subject", "provider")
    came = (r for r in life.every if r["cause"] == "association")
    return next((r for r in came if all(r.get(name) == back.get(name) for name in same)), None)


def returns(life: SubjectLife) -> Iterator[tuple[Row, Row]]:
    """(entry, what gave it back), for everything that a correction or a lapse returned."""
    for back in life.every:
        root = root_of(life, back) if str(back["cause"]) in RETURNS else None
        if root is not None:
            yield root, back


def _given_back(run: RunFolder, record: Row, life: SubjectLife) -> str:
    """A correction, a lapse, or the end of what held a subject in a band."""
    what = run.title(str(record["conduct"]))
    if record.get("of") is None and record["cause"] == "lapse":
        return f"What “{what}” held them in is over: their band follows the score again."
    root = root_of(life, record)
    since = f", {many(record['day'] - root['day'], 'day')} after {on_day(root['day'])}" if root else ""
    whose = record.get("of_subject")
    theirs = f" of {whose}" if whose is not None and str(whose) != life.subject else ""
    if record["cause"] == "redress":
        return f"An appeal was upheld: the record of “{what}”{theirs} no longer counts{since}."
    return f"The record of “{what}”{theirs} stopped counting by lapse{since}."
