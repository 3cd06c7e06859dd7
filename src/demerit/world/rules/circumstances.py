"""What feeds back: hardship, caution and perceived certainty, moved by events and decaying in between.

A level is kept as it was when it last moved, with that day; reading it decays it through a per-day table in
whole numbers. Only what moves it writes, so that looking early or late, or twice, changes nothing. Caution
and certainty are kept by family of conducts, for the families that the scheme may punish, and only
where somebody responds to it; who does not know of the scheme learns nothing.
"""

from __future__ import annotations

from demerit.luck.compiled import inline, outline
from demerit.world.columns.state import (
    CAUTION_FIXED,
    DECAY_BITS,
    MINE,
    OWN_RECORD,
    OWN_UNSEEN,
    RESPONDING,
    TIE_RECORD,
    TIE_UNSEEN,
)
from demerit.world.columns.world import World
from demerit.world.rules.lookup import step_of

MOST = 1 << 30  # hardship stays within 32 bits
MIND_MOST = (1 << 16) - 1  # caution and certainty within 16
MOVE_BITS = 16  # of a share of the way
OF_FAMILY, OF_OTHERS = 0, 1  # what news does to the family of its conduct, and to the others


@inline
def hardship_units(w: World, i: int, day: int) -> int:
    """Hardship on a day, in units of 2^-16."""
    person = w.s.people[i]
    return (person.hardship * w.t.hardship_decay[day - person.hardship_day]) >> DECAY_BITS


@inline
def caution_units(w: World, i: int, mind: int, day: int) -> int:
    """Caution of a family above its floor on a day, in units of 2^-11."""
    return (w.s.minds[i, mind].caution * w.t.caution_decay[day - w.s.people[i].caution_day]) >> DECAY_BITS


@inline
def certainty_units(w: World, i: int, mind: int, day: int) -> int:
    """Certainty of a family above its floor on a day, in units of 2^-16."""
    gone = day - w.s.people[i].certainty_day
    return (w.s.minds[i, mind].certainty * w.t.certainty_decay[gone]) >> DECAY_BITS


@inline
def caution_of(w: World, i: int, mind: int, at: int, day: int) -> float:
    """Caution of a family on a day, floor included."""
    return w.t.caution_floor[w.s.people[i].cell, at] + caution_units(w, i, mind, day) / CAUTION_FIXED


@inline
def certainty_of(w: World, i: int, mind: int, at: int, day: int) -> float:
    """Certainty of a family on a day, floor included, in shares of the reference."""
    above = certainty_units(w, i, mind, day) * w.t.certainty_unit[0]
    return w.t.certainty_floor[w.s.people[i].cell, at] + above


@outline
def raise_hardship(w: World, i: int, day: int, units: int) -> None:
    """Add to hardship from this day on."""
    if units != 0:
        w.s.people[i].hardship = min(hardship_units(w, i, day) + units, MOST)
        w.s.people[i].hardship_day = day


@outline
def raise_caution(w: World, i: int, mind: int, day: int, family: int, others: int) -> None:
    """Add to the caution of a family, and to that of the others, from this day on."""
    if family == 0 and others == 0:
        return
    for other in range(w.s.minds.shape[1]):
        raised = family if other == mind else others
        w.s.minds[i, other].caution = min(caution_units(w, i, other, day) + raised, MIND_MOST)
    w.s.people[i].caution_day = day


@outline
def move_certainty(w: World, i: int, mind: int, day: int, news: int) -> None:
    """News moves certainty a share of the way: a record to 1, an act that went unseen to the floor."""
    cell, at = w.s.people[i].cell, step_of(w, i)
    family = w.t.certainty_moved[news, OF_FAMILY, cell, at]
    others = w.t.certainty_moved[news, OF_OTHERS, cell, at]
    if family == 0:
        return
    room = w.t.certainty_room[cell, at]
    for other in range(w.s.minds.shape[1]):
        share, held = family if other == mind else others, certainty_units(w, i, other, day)
        if news in (OWN_UNSEEN, TIE_UNSEEN):
            held = (held * ((1 << MOVE_BITS) - share)) >> MOVE_BITS
        else:
            held += (max(0, room - held) * share) >> MOVE_BITS
        w.s.minds[i, other].certainty = min(held, MIND_MOST)
    w.s.people[i].certainty_day = day


@inline
def minds_it(w: World, i: int) -> bool:
    """Whether a subject answers to the scheme today, and so learns of it."""
    return w.s.cursor[RESPONDING] == 1 and w.s.people[i].aware == 1


@outline
def hear_of_record(w: World, i: int, mind: int, day: int, whose: int) -> None:
    """A loss, one's own or a tie's, makes more careful and more certain."""
    if minds_it(w, i):
        cell, at = w.s.people[i].cell, step_of(w, i)
        raised = w.t.caution_raised[whose, OF_FAMILY, cell, at]
        raise_caution(w, i, mind, day, raised, w.t.caution_raised[whose, OF_OTHERS, cell, at])
        move_certainty(w, i, mind, day, OWN_RECORD if whose == MINE else TIE_RECORD)


@outline
def begin_minding(w: World, i: int, day: int) -> None:
    """Launch, or first hearing of the scheme: caution starts, and certainty is no less than the prior."""
    if not minds_it(w, i):
        return
    cell, at = w.s.people[i].cell, step_of(w, i)
    for mind in range(w.s.minds.shape[1]):
        raised = caution_units(w, i, mind, day) + w.t.caution_start[cell, at]
        w.s.minds[i, mind].caution = min(raised, MIND_MOST)
        held = max(certainty_units(w, i, mind, day), w.t.certainty_prior[cell, at])
        w.s.minds[i, mind].certainty = held
    w.s.people[i].caution_day = day
    w.s.people[i].certainty_day = day


@outline
def become_aware(w: World, i: int, day: int) -> None:
    """Whoever did not know of the scheme does from now on, and minds it as others did at launch."""
    if w.s.people[i].aware == 0:
        w.s.people[i].aware = 1
        begin_minding(w, i, day)
