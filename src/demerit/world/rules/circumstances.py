"""What feeds back: hardship and caution, raised by events and decaying in between.

A level is kept as it was at its last raising, with that day; reading it decays it through a
per-day table in whole numbers. Only a raising writes, so that looking early or late, or twice,
changes nothing.
"""

from __future__ import annotations

from demerit.luck.compiled import rare, step
from demerit.world.columns.state import DECAY_BITS, FIXED, State
from demerit.world.columns.tables import Tables

MOST = 1 << 30  # a level stays within 32 bits


@step
def hardship_units(t: Tables, s: State, i: int, day: int) -> int:
    """Hardship on a day, in units of 2^-16."""
    person = s.people[i]
    return (person.hardship * t.hardship_decay[day - person.hardship_day]) >> DECAY_BITS


@step
def caution_units(t: Tables, s: State, i: int, day: int) -> int:
    """Caution above its floor on a day, in units of 2^-16."""
    person = s.people[i]
    return (person.caution * t.caution_decay[day - person.caution_day]) >> DECAY_BITS


@step
def caution_of(t: Tables, s: State, i: int, at: int, day: int) -> float:
    """Caution on a day, floor included."""
    return t.caution_floor[s.people[i].cell, at] + caution_units(t, s, i, day) / FIXED


@rare
def raise_hardship(t: Tables, s: State, i: int, day: int, units: int) -> None:
    """Add to hardship from this day on."""
    if units != 0:
        s.people[i].hardship = min(hardship_units(t, s, i, day) + units, MOST)
        s.people[i].hardship_day = day


@rare
def raise_caution(t: Tables, s: State, i: int, day: int, units: int) -> None:
    """Add to caution from this day on."""
    if units != 0:
        s.people[i].caution = min(caution_units(t, s, i, day) + units, MOST)
        s.people[i].caution_day = day


@rare
def become_aware(t: Tables, s: State, i: int, day: int) -> None:
    """Whoever did not know of the scheme does from now on, and is as cautious as others were at launch."""
    if s.people[i].aware == 0:
        s.people[i].aware = 1
        at = t.score_step[s.people[i].score - t.lowest] + s.people[i].band * t.band_stride
        raise_caution(t, s, i, day, t.caution_start[s.people[i].cell, at])
