"""A ledger lived again: the score and band that a subject's entries lead to, all of them or some.

The replay applies what a record was worth when it was drawn, the clamp, returns, repair and lapse,
and `to_band` (which ends with the record that brought it), in the order of the ledger. With no entry
left out it gives back the ledger's own scores and bands, and says which entries hold a subject in a band, and
until when; with some left out, it says which band a subject would have been in.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from demerit.luck.compiled import inline, kernel
from demerit.world.columns.state import NO_DAY
from demerit.world.columns.tables import I2, I4, I8, NONE, U4
from demerit.world.rules.arithmetic import (
    band_at,
    clamp,
    ended,
    faded,
    fadings,
    freed,
    held_in,
    held_until,
    mended,
    outrun,
    repairs,
)

I1 = npt.NDArray[np.int8]
B1 = npt.NDArray[np.bool_]

# what an entry does
DRAWN, RETURNED, REPAIRED, RENEWED, FADED, RANKED, LET_GO = range(7)
LEFT_OUT, STANDS, IS_BACK = range(3)  # what has become of an entry in a replay

# what may be left out: bits of `Ledger.left_out`
WRONG, ASSOCIATION, EXPRESSIVE, UNRELATED = range(4)
"""From bit UNRELATED on, a bit for each context: losses from contexts unrelated to it."""


class Ledger(NamedTuple):
    """Entries of n subjects by subject and record; m entries in all.

    first: int64[n + 1], where a subject's entries begin; what: DRAWN (points drawn, clamped),
    RETURNED (what `root` was applied as, given back), REPAIRED (points up to the start score),
    RENEWED (a newcomer at `score`), FADED (as scores do by themselves), RANKED (put in the last override's
    band, unless the score is `drawn` or more) or LET_GO (out of it); root: row of the entry given back, or
    -1; sets: override that a record brings, or -1; conduct: of a record against the subject itself, else -1;
    left_out: bits of the questions under which the entry did not happen.
    """

    first: I8
    day: I4
    record: I4
    drawn: I4
    score: I4
    what: I1
    root: I8
    sets: I2
    conduct: I2
    left_out: U4


class ScoreRules(NamedTuple):
    """What a replay needs of a scheme; B bands, worst first, K overrides.

    start: int64[n or 1] scores; edges: int64[n or 1, B], where a band begins; override_band:
    int64[K]; override_days: int64[K], 0 for until a record of another conduct; override_until: int64[K],
    that conduct, or -1. every: days between evenings on which scores fade, 0 for never; keep: what is left
    of a distance from the start, in units of 2^-30.
    """

    least: int
    most: int
    start: I8
    edges: I8
    override_band: I8
    override_days: I8
    override_until: I8
    every: int = 0
    keep: int = 0


class Kept(NamedTuple):
    """What a replay keeps of a ledger: what each entry came to, what became of it, when overrides end.

    applied: int64[m]; state: LEFT_OUT, STANDS or IS_BACK, int8[m]; end: int64[1, K].
    """

    applied: I8
    state: I1
    end: I8


class Relived(NamedTuple):
    """What stands after each entry of a ledger of which nothing is left out.

    score: int32[m]; band: int8[m]; until: int64[m, K], the day before which an override holds, if that is
    past the entry's own; by: int64[m, K], the row of the last entry that still stands and brought it;
    NONE where it does not hold.
    """

    score: I4
    band: I1
    until: I8
    by: I8


class Denied(NamedTuple):
    """Denied needs by subject and `after`, the subject's entries that stood when it was asked.

    subject: int64 row of the subject; need: int64 row of `refuses`: bool[needs, B], the bands that
    deny it; context: int64, the need's.
    """

    subject: I8
    day: I4
    after: I4
    need: I8
    context: I8
    refuses: B1


class DeniedNeeds(NamedTuple):
    """Denied needs under one question each; equal subjects and questions stand together, by `after`.

    question: uint32 bit of `Ledger.left_out`.
    """

    subject: I8
    question: U4
    day: I4
    after: I4
    need: I8


@inline
def heading(what: int, score: int, drawn: int, given: int, start: int, newcomer: int) -> int:
    """Where an entry would take the score, before the clamp; `given` is what it gives back."""
    if what == DRAWN:
        return score + drawn
    if what == RETURNED:
        return score - given
    if what == REPAIRED:
        return score + repairs(drawn, score, start)
    return newcomer if what == RENEWED else score


@inline
def override(day: int, brought: int, conduct: int, rules: ScoreRules, end: I8) -> None:
    """Begin or end an override of the band on a day; what a record ends is over the next morning."""
    if brought != NONE:
        end[0, brought] = held_until(end[0, brought], day, rules.override_days[brought])
    for k in range(end.shape[1] if conduct != NONE else 0):
        if rules.override_until[k] == conduct:
            end[0, k] = ended(end[0, k], day)


@inline
def faded_on(log: Ledger, i: int) -> int:
    """The day before which scores have faded when an entry is made: a ranking goes before an evening's."""
    return np.int64(log.day[i]) + (1 if log.what[i] == FADED else 0)


@inline
def fade(rules: ScoreRules, score: int, start: int, first: int, day: int) -> int:
    """The score on a day, of one that stood on an earlier day."""
    return start + faded(score - start, rules.keep, fadings(first, day, rules.every))


@inline
def by_rank(log: Ledger, i: int, score: int, end: I8) -> None:
    """Whether an entry by rank holds whoever has this score, the others' being as they were."""
    if log.what[i] >= RANKED:
        lower = log.what[i] == RANKED and score < log.drawn[i]
        end[0, end.shape[1] - 1] = np.int64(NO_DAY) if lower else np.int64(0)


@inline
def band_of(rules: ScoreRules, row: int, score: int, day: int, end: I8) -> int:
    """The band on a day: the score's, or the worst that an override still puts the subject in."""
    return held_in(band_at(rules.edges, row, score), rules.override_band, end, 0, 0, day)


@inline
def ends(log: Ledger, rules: ScoreRules, j: int, override: int) -> bool:
    """Whether entry j is a record that ends an override."""
    return log.conduct[j] != NONE and rules.override_until[override] == log.conduct[j]


@inline
def still_held(log: Ledger, rules: ScoreRules, first: int, i: int, override: int, state: I1) -> int:
    """Until when records before entry i hold somebody in an override's band, as far as they still stand.

    Looked up backwards, to the last record that ended it or to a newcomer's arrival.
    """
    end = np.int64(0)
    for j in range(i - 1, first - 1, -1):
        if state[j] == LEFT_OUT:
            continue
        if log.what[j] == RENEWED or ends(log, rules, j, override):
            break
        if state[j] == STANDS and log.sets[j] == override:
            end = held_until(end, log.day[j], rules.override_days[override])
    return end


@inline
def take_back(log: Ledger, rules: ScoreRules, first: int, i: int, kept: Kept) -> None:
    """Entry i gives a record back: an override that it brought lasts as others of its kind say."""
    root, day = log.root[i], np.int64(log.day[i])
    was = kept.state[root]
    kept.state[root] = IS_BACK if was == STANDS else was
    override = np.int64(log.sets[root])
    if was == STANDS and override != NONE and kept.end[0, override] > day:
        kept.end[0, override] = freed(
            kept.end[0, override], still_held(log, rules, first, i, override, kept.state), day
        )


@inline
def repaired(log: Ledger, first: int, i: int, applied: I8) -> int:
    """How much repair has given back of the loss that entry i returns: see `correction.repaired`."""
    root = log.root[i]
    if applied[root] >= 0:
        return np.int64(0)
    ahead = since = np.int64(0)
    for j in range(i - 1, first - 1, -1):
        if log.what[j] == RENEWED:
            break
        if j != root and (log.what[j] == REPAIRED or (log.what[j] == DRAWN and applied[j] < 0)):
            ahead = outrun(ahead, applied[j])
            since = outrun(since, applied[j]) if j < root else since
    return mended(ahead, since, applied[root])


@inline
def apply(log: Ledger, rules: ScoreRules, first: int, i: int, score: int, start: int, kept: Kept) -> int:
    """The score after entry i of the subject whose entries begin at `first`."""
    given = np.int64(0)
    if log.what[i] == RETURNED:
        fades = fadings(np.int64(log.day[log.root[i]]), np.int64(log.day[i]), rules.every)
        given = faded(kept.applied[log.root[i]], rules.keep, fades) + repaired(log, first, i, kept.applied)
        kept.applied[log.root[i]] -= given
        take_back(log, rules, first, i, kept)
    if log.what[i] == RENEWED:
        kept.end[:] = 0
    towards = heading(log.what[i], score, np.int64(log.drawn[i]), given, start, np.int64(log.score[i]))
    after: Any = clamp(towards, rules.least, rules.most)
    kept.applied[i] = after - score
    kept.state[i] = STANDS
    override(np.int64(log.day[i]), log.sets[i], log.conduct[i], rules, kept.end)
    by_rank(log, i, after, kept.end)
    return after


@inline
def brought_by(log: Ledger, first: int, i: int, override: int, state: I1) -> int:
    """The last entry up to i that brought an override and still stands; NONE if none does."""
    for j in range(i, first - 1, -1):
        if state[j] == STANDS and log.sets[j] == override:
            return np.int64(j)
    return np.int64(NONE)


@kernel
def relive(log: Ledger, rules: ScoreRules, relived: Relived) -> None:
    """Fill in what stands after every entry, nothing left out: what the ledger must say itself."""
    kept = Kept(
        np.zeros(log.record.size, np.int64),
        np.zeros(log.record.size, np.int8),
        np.zeros((1, rules.override_band.size), np.int64),
    )
    for person in range(log.first.size - 1):
        start = rules.start[min(person, rules.start.size - 1)]
        row = min(person, rules.edges.shape[0] - 1)
        score, stood = start, np.int64(0)
        kept.end[:] = 0
        first = log.first[person]
        for i in range(first, log.first[person + 1]):
            day = faded_on(log, i)
            score, stood = fade(rules, score, start, stood, day), day
            score = apply(log, rules, first, i, score, start, kept)
            relived.score[i] = score
            relived.band[i] = band_of(rules, row, score, np.int64(log.day[i]), kept.end)
            for k in range(kept.end.shape[1]):
                relived.until[i, k] = kept.end[0, k]
                if kept.end[0, k] > log.day[i]:
                    relived.by[i, k] = brought_by(log, first, i, k, kept.state)


@kernel
def grant(log: Ledger, rules: ScoreRules, asked: DeniedNeeds, refuses: B1, granted: B1) -> None:
    """Live each subject's ledger again without what its question leaves out: is the need granted."""
    kept = Kept(
        np.zeros(log.record.size, np.int64),
        np.zeros(log.record.size, np.int8),
        np.zeros((1, rules.override_band.size), np.int64),
    )
    person, question = np.int64(NONE), np.uint32(0)
    i = last = score = start = stood = np.int64(0)
    for q in range(asked.subject.size):
        if asked.subject[q] != person or asked.question[q] != question:
            person, question = asked.subject[q], asked.question[q]
            i, last = log.first[person], log.first[person + 1]
            score = start = rules.start[min(person, rules.start.size - 1)]
            stood = np.int64(0)
            kept.end[:] = 0
        while i < last and log.record[i] <= asked.after[q]:
            day = faded_on(log, i)
            score, stood = fade(rules, score, start, stood, day), day
            if (log.left_out[i] >> question) & np.uint32(1) == 0:
                score = apply(log, rules, log.first[person], i, score, start, kept)
            else:
                kept.applied[i], kept.state[i] = 0, LEFT_OUT
            i += 1
        day = np.int64(asked.day[q])
        score, stood = fade(rules, score, start, stood, max(stood, day)), max(stood, day)
        band = band_of(rules, min(person, rules.edges.shape[0] - 1), score, day, kept.end)
        granted[q] = not refuses[asked.need[q], band]


def but_for(log: Ledger, rules: ScoreRules, denied: Denied) -> B1:
    """Which denied needs would have been granted: bool[needs denied, 4], a column each from WRONG on."""
    needs = denied.day.size
    by_context = np.lexsort((denied.context, denied.subject))
    rows = np.concatenate([*[np.arange(needs)] * UNRELATED, by_context])
    fixed = np.repeat(np.arange(UNRELATED), needs)
    question = np.concatenate([fixed, UNRELATED + denied.context[by_context]])
    asked = DeniedNeeds(
        subject=denied.subject[rows],
        question=question.astype(np.uint32),
        day=denied.day[rows],
        after=denied.after[rows],
        need=denied.need[rows],
    )
    granted = np.zeros(len(rows), np.bool_)
    grant(log, rules, asked, denied.refuses, granted)
    answers = np.empty((needs, UNRELATED + 1), np.bool_)
    answers[:, :UNRELATED] = granted[: UNRELATED * needs].reshape(UNRELATED, needs).T
    answers[by_context, UNRELATED] = granted[UNRELATED * needs :]
    return answers


def full(log: Ledger, rules: ScoreRules) -> Relived:
    """What stands after every entry when nothing is left out."""
    entries, overrides = log.record.size, rules.override_band.size
    relived = Relived(
        score=np.zeros(entries, np.int32),
        band=np.zeros(entries, np.int8),
        until=np.zeros((entries, overrides), np.int64),
        by=np.full((entries, overrides), NONE, np.int64),
    )
    relive(log, rules, relived)
    return relived


def warm() -> None:
    """Have `but_for` compiled, by asking it of nobody."""
    none = np.zeros(0, np.int32)
    log = Ledger(
        first=np.zeros(1, np.int64), day=none, record=none, drawn=none, score=none,
        what=np.zeros(0, np.int8), root=np.zeros(0, np.int64),
        sets=np.zeros(0, np.int16), conduct=np.zeros(0, np.int16), left_out=np.zeros(0, np.uint32),
    )  # fmt: skip
    numbers = np.zeros(0, np.int64)
    rules = ScoreRules(
        least=0, most=0, start=numbers, edges=np.zeros((0, 0), np.int64),
        override_band=numbers, override_days=numbers, override_until=numbers,
    )  # fmt: skip
    denied = Denied(
        subject=numbers, day=none, after=none, need=numbers, context=numbers,
        refuses=np.zeros((0, 0), np.bool_),
    )  # fmt: skip
    but_for(log, rules, denied)
