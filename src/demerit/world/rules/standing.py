"""Where a subject stands with a provider: score, band, and what a record holds it in whatever its score."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.world.columns.state import DAY_PEOPLE
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World
from demerit.world.rules.arithmetic import band_at, clamp, ended, held_in, held_until
from demerit.world.rules.circumstances import raise_hardship
from demerit.world.rules.lookup import band_with, score_with, step_of
from demerit.world.rules.ties import tell_friends


@inline
def put_score(w: World, i: int, provider: int, score: int) -> int:
    """Set a score, held between least and most; the score as it then is."""
    held = clamp(score, w.t.lowest, w.t.highest)
    if provider == 0:
        w.s.people[i].score = held
    else:
        w.s.others[i, provider - 1].score = held
    return held


@inline
def standing(w: World, i: int, day: int, provider: int) -> int:
    """The band a subject is in: its score's, or the worst that a record put it in and still holds."""
    band = band_at(w.t.band_from, w.s.people[i].cell, score_with(w, i, provider))
    first = provider * w.t.override_band.shape[0]
    return held_in(band, w.t.override_band, w.s.override_end, i, first, day)


@inline
def settle(w: World, i: int, day: int, provider: int) -> None:
    """Put a subject into the band it now stands in with a provider."""
    band, before = standing(w, i, day, provider), band_with(w, i, provider)
    if band != before:
        change_band(w, i, day, provider, band, before)


@outline
def change_band(w: World, i: int, day: int, provider: int, band: int, before: int) -> None:
    """From one band to another.

    Entering a band with exposure raises hardship; friends hear of a fall, and of exposure, tomorrow.
    """
    if provider > 0:
        w.s.others[i, provider - 1].band = band
        return
    person = w.s.people[i]
    w.s.days[day, person.group, before, DAY_PEOPLE] -= 1  # the day's changes, added up at its end
    w.s.days[day, person.group, band, DAY_PEOPLE] += 1
    w.s.people[i].band = band
    for byte in range(w.s.taught.shape[1] if band > before else 0):
        w.s.taught[i, byte] = 0  # what was refused is worth asking for again
    exposures = np.int64(w.t.exposures[w.t.kind_of[person.cell], band])
    raise_hardship(w, i, day, exposures * w.t.exposure[person.cell, step_of(w, i)])
    if w.t.moving == 1 and (band < before or exposures > 0):
        tell_friends(w, i, day, exposures)


@inline
def set_overrides(w: World, i: int, conduct: int, day: int, provider: int) -> None:
    """What a record does to bands beyond its points: begins an override of its own, ends another's."""
    rule = w.t.conducts[conduct]
    first, count = provider * w.t.override_band.shape[0], w.t.override_band.shape[0]
    if rule.override != NONE:
        own = first + rule.override
        w.s.override_end[i, own] = held_until(w.s.override_end[i, own], day, rule.override_days)
        if rule.override_days > 0:
            w.s.wake[i] = min(w.s.wake[i], day + rule.override_days)
    for row in range(count if rule.ends == 1 else 0):
        if w.t.override_until[row] == conduct and w.s.override_end[i, first + row] > day:
            w.s.override_end[i, first + row] = ended(w.s.override_end[i, first + row], day)
            w.s.wake[i] = min(w.s.wake[i], day + 1)
