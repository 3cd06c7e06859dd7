"""What feeds back: hardship and caution, raised by events and decaying in between.

A level is kept as it was at its last raising, with that day; reading it decays it through a
per-day table in whole numbers. Only a raising writes, so that looking early or late, or twice,
changes nothing.
"""

from __future__ import annotations

from demerit.luck.compiled import inline, outline
from demerit.world.columns.state import DECAY_BITS, FIXED
from demerit.world.columns.world import World

MOST = 1 << 30  # a level stays within 32 bits


@inline
def hardship_units(w: World, i: int, day: int) -> int:
    """Hardship on a day, in units of 2^-16."""
    person = w.s.people[i]
    return (person.hardship * w.t.hardship_decay[day - person.hardship_day]) >> DECAY_BITS


@inline
def caution_units(w: World, i: int, day: int) -> int:
    """Caution above its floor on a day, in units of 2^-16."""
    person = w.s.people[i]
    return (person.caution * w.t.caution_decay[day - person.caution_day]) >> DECAY_BITS


@inline
def caution_of(w: World, i: int, at: int, day: int) -> float:
    """Caution on a day, floor included."""
    return w.t.caution_floor[w.s.people[i].cell, at] + caution_units(w, i, day) / FIXED


@outline
def raise_hardship(w: World, i: int, day: int, units: int) -> None:
    """Add to hardship from this day on."""
    if units != 0:
        w.s.people[i].hardship = min(hardship_units(w, i, day) + units, MOST)
        w.s.people[i].hardship_day = day


@outline
def raise_caution(w: World, i: int, day: int, units: int) -> None:
    """Add to caution from this day on."""
    if units != 0:
        w.s.people[i].caution = min(caution_units(w, i, day) + units, MOST)
        w.s.people[i].caution_day = day


@outline
def become_aware(w: World, i: int, day: int) -> None:
    """Whoever did not know of the scheme does from now on, and is as cautious as others were at launch."""
    if w.s.people[i].aware == 0:
        w.s.people[i].aware = 1
        at = w.t.score_step[w.s.people[i].score - w.t.lowest] + w.s.people[i].band * w.t.band_stride
        raise_caution(w, i, day, w.t.caution_start[w.s.people[i].cell, at])
