"""A ledger lived again, held against a slow retelling in plain Python."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.world.rules.replay import (
    DRAWN,
    NONE,
    RENEWED,
    REPAIRED,
    RETURNED,
    UNRELATED,
    Denied,
    Ledger,
    ScoreRules,
    but_for,
    full,
)

LEAST, MOST = 0, 30
OVERRIDES = ((0, 4, 1), (1, 0, 1))  # band, days (0: no end by itself), conduct whose record ends it
CONTEXTS = 3


@dataclass
class Entry:
    """One entry as the oracle reads it."""

    day: int
    drawn: int = 0
    what: int = DRAWN
    root: int = NONE
    sets: int = NONE
    conduct: int = NONE
    left_out: int = 0
    score: int = 0

    @property
    def ends(self) -> list[int]:
        """The overrides that it ends."""
        return [k for k, (_, _, until) in enumerate(OVERRIDES) if until == self.conduct]


@dataclass
class Life:
    """A subject: where it starts, what its bands begin at, its entries and denied needs."""

    start: int
    edges: tuple[int, int, int]
    entries: list[Entry] = field(default_factory=list)
    needs: list[tuple[int, int, int, int]] = field(default_factory=list)  # day, after, need, context


def told(life: Life, upto: int, day: int, bit: int | None) -> tuple[int, int, dict[int, int]]:
    """Score, band and by which entry each override holds after `upto` entries, those with `bit` left out."""
    score, came_to, holds = life.start, {}, dict[int, float]()
    lived: list[int] = []  # entries that happened, in order
    gone: set[int] = set()  # those given back
    for place, entry in enumerate(life.entries[:upto]):
        if bit is not None and entry.left_out >> bit & 1:
            continue
        target = towards(life, entry, score, came_to, place)
        if entry.what == RENEWED:
            holds = {}
        after = min(max(target, LEAST), MOST)
        came_to[place] = after - score
        score = after
        lived.append(place)
        if entry.what == RETURNED and entry.root in lived and entry.root not in gone:
            gone.add(entry.root)
            held_by = life.entries[entry.root].sets
            if holds.get(held_by, -1) > entry.day:
                holds[held_by] = still(life, lived[:-1], gone, held_by)
        if entry.sets != NONE:
            until = entry.day + OVERRIDES[entry.sets][1] if OVERRIDES[entry.sets][1] else float("inf")
            holds[entry.sets] = max(holds.get(entry.sets, -1), until)
        for ended in entry.ends:
            if holds.get(ended, -1) > entry.day:
                holds[ended] = entry.day + 1
    bands = [max(b for b in range(3) if b == 0 or score >= life.edges[b])]
    held = [k for k, end in holds.items() if end > day]
    by = {k: max(p for p in lived if p not in gone and life.entries[p].sets == k) for k in held}
    return score, min(bands + [OVERRIDES[k][0] for k in held]), by


def repaired(life: Life, came_to: dict[int, int], root: int, upto: int) -> int:
    """What repair has given back of a loss: what was too much for the others that were there by then."""
    open_points, mine = 0, 0
    for place in range(upto):
        what, worth = life.entries[place].what, came_to.get(place, 0)
        if what == RENEWED:
            open_points = mine = 0
        elif what == DRAWN and worth < 0 and place != root:
            open_points -= worth
        elif what == REPAIRED:
            others = min(worth, open_points)
            open_points -= others
            mine += worth - others if place > root else 0
    return min(mine, -came_to.get(root, 0))


def towards(life: Life, entry: Entry, score: int, came_to: dict[int, int], place: int) -> int:
    """Where an entry would take the score, before the clamp."""
    if entry.what == DRAWN:
        return score + entry.drawn
    if entry.what == RETURNED:
        worth = came_to.get(entry.root, 0)
        given = worth + (repaired(life, came_to, entry.root, place) if worth < 0 else 0)
        came_to[entry.root] = worth - given
        return score - given
    if entry.what == REPAIRED:
        return score if score >= life.start else min(life.start, score + max(0, entry.drawn))
    return entry.score


def still(life: Life, lived: list[int], gone: set[int], override: int) -> float:
    """Until when the entries that are left hold the band: those since it was last ended, or all began."""
    end = -1.0
    for place in reversed(lived):
        entry = life.entries[place]
        if entry.what == RENEWED or override in entry.ends:
            break
        if entry.sets == override and place not in gone:
            days = OVERRIDES[override][1]
            end = max(end, entry.day + days if days else float("inf"))
    return end


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """A life of up to a dozen entries of every sort, and needs asked in between."""
    low, high = sorted(draw(st.tuples(st.integers(1, 29), st.integers(1, 29))))
    life = Life(start=draw(st.integers(LEAST, MOST)), edges=(0, low, high))
    day = 0
    for place in range(draw(st.integers(0, 12))):
        day += draw(st.integers(0, 3))
        what = draw(st.sampled_from([DRAWN, DRAWN, DRAWN, RETURNED, REPAIRED, RENEWED]))
        if what == RETURNED and place == 0:
            what = DRAWN
        entry = Entry(
            day=day,
            what=what,
            drawn=draw(st.integers(0, 9) if what == REPAIRED else st.integers(-12, 9)),
            root=draw(st.integers(0, place - 1)) if what == RETURNED else NONE,
            sets=draw(st.sampled_from([NONE, NONE, 0, 1])) if what == DRAWN else NONE,
            conduct=draw(st.sampled_from([NONE, 0, 1])) if what == DRAWN else NONE,
            left_out=draw(st.integers(0, 2 ** (UNRELATED + CONTEXTS) - 1)),
            score=draw(st.integers(LEAST, MOST)),
        )
        life.entries.append(entry)
        for _ in range(draw(st.integers(0, 1))):
            asked = day + draw(st.integers(0, 1))
            life.needs.append((asked, place + 1, draw(st.integers(0, 1)), draw(st.integers(0, CONTEXTS - 1))))
    return life


def tabled(town: list[Life]) -> tuple[Ledger, ScoreRules, Denied]:
    """The same lives as the replay's tables."""
    entries = [e for life in town for e in life.entries]
    needs = [n for life in town for n in life.needs]
    first = np.cumsum([0, *(len(life.entries) for life in town)])
    shift = np.repeat(first[:-1], np.diff(first))
    root = np.array([e.root for e in entries], np.int64)
    ledger = Ledger(
        first=first,
        day=np.array([e.day for e in entries], np.int32),
        record=np.array([i + 1 for life in town for i in range(len(life.entries))], np.int32),
        drawn=np.array([e.drawn for e in entries], np.int32),
        score=np.array([e.score for e in entries], np.int32),
        what=np.array([e.what for e in entries], np.int8),
        root=np.where(root >= 0, root + shift, NONE) if entries else root,
        sets=np.array([e.sets for e in entries], np.int16),
        conduct=np.array([e.conduct for e in entries], np.int16),
        left_out=np.array([e.left_out for e in entries], np.uint32),
    )
    rules = ScoreRules(
        least=LEAST,
        most=MOST,
        start=np.array([life.start for life in town], np.int64),
        edges=np.array([life.edges for life in town], np.int64),
        override_band=np.array([band for band, _, _ in OVERRIDES], np.int64),
        override_days=np.array([days for _, days, _ in OVERRIDES], np.int64),
        override_until=np.array([until for _, _, until in OVERRIDES], np.int64),
    )
    denied = Denied(
        subject=np.repeat(np.arange(len(town)), [len(life.needs) for life in town]),
        day=np.array([n[0] for n in needs], np.int32),
        after=np.array([n[1] for n in needs], np.int32),
        need=np.array([n[2] for n in needs], np.int64),
        context=np.array([n[3] for n in needs], np.int64),
        refuses=np.array([[True, False, False], [True, True, False]]),
    )
    return ledger, rules, denied


@given(st.lists(lives(), min_size=1, max_size=5))
def test_full_replay_is_the_plain_retelling(town: list[Life]) -> None:
    """With nothing left out, score, band and holds after every entry are what one would work out by hand."""
    ledger, rules, _ = tabled(town)
    expected = [told(life, i + 1, e.day, None) for life in town for i, e in enumerate(life.entries)]
    relived = full(ledger, rules)
    of_life = np.repeat(ledger.first[:-1], np.diff(ledger.first))
    by = [
        {k: by - begin for k, by in enumerate(row) if by != NONE}
        for begin, row in zip(of_life, relived.by.tolist(), strict=True)
    ]
    assert expected == list(zip(relived.score.tolist(), relived.band.tolist(), by, strict=True))
    past = relived.until > ledger.day[:, None]
    assert (past == (relived.by != NONE)).all()


@given(st.lists(lives(), min_size=1, max_size=5))
def test_each_question_leaves_out_its_own(town: list[Life]) -> None:
    """A denied need counts as granted exactly if the retelling without the entries in question grants it."""
    ledger, rules, denied = tabled(town)
    expected = [
        [
            not denied.refuses[
                need, told(life, after, day, UNRELATED + context if bit == UNRELATED else bit)[1]
            ]
            for bit in range(UNRELATED + 1)
        ]
        for life in town
        for day, after, need, context in life.needs
    ]
    granted = but_for(ledger, rules, denied)
    assert expected == granted.tolist()


def test_a_wrong_record_at_the_floor_costs_what_the_clamp_left() -> None:
    """Without a wrong -8 first, a right -5 is no longer cut by the floor: draws are applied anew."""
    life = Life(start=10, edges=(0, 6, 20))
    life.entries = [Entry(day=0, drawn=-8, left_out=1), Entry(day=1, drawn=-5), Entry(day=2, drawn=4)]
    life.needs = [(2, 2, 0, 0), (2, 3, 0, 0)]
    ledger, rules, denied = tabled([life])
    assert [2, 0, 4] == full(ledger, rules).score.tolist()
    assert [False, True] == but_for(ledger, rules, denied)[:, 0].tolist()
