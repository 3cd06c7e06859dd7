"""Where a subject stands with a provider: score, band, and what a record holds it in whatever its score."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare, step
from demerit.world.columns.state import NO_DAY, Log, State
from demerit.world.columns.tables import NONE, Tables
from demerit.world.rules.circumstances import raise_hardship
from demerit.world.rules.decision import step_of
from demerit.world.rules.ties import tell_friends


@step
def score_with(s: State, i: int, provider: int) -> int:
    """A subject's score with a provider."""
    return np.int64(s.people[i].score) if provider == 0 else np.int64(s.others[i, provider - 1].score)


@step
def start_of(s: State, i: int) -> int:
    """A subject's start score, where somebody goes back to it."""
    return np.int64(s.start[i if s.start.shape[0] > 1 else 0, 0])


@step
def band_with(s: State, i: int, provider: int) -> int:
    """A subject's band with a provider."""
    return np.int64(s.people[i].band) if provider == 0 else np.int64(s.others[i, provider - 1].band)


@step
def step_with(t: Tables, s: State, i: int, provider: int) -> int:
    """The step that a provider's own numbers are read at."""
    return t.score_step[score_with(s, i, provider) - t.lowest] + band_with(s, i, provider) * t.band_stride


@step
def put_score(t: Tables, s: State, i: int, provider: int, score: int) -> int:
    """Set a score, held between least and most; the score as it then is."""
    held = min(max(score, t.lowest), t.highest)
    if provider == 0:
        s.people[i].score = held
    else:
        s.others[i, provider - 1].score = held
    return held


@step
def band_of_score(t: Tables, cell: int, score: int) -> int:
    """The band whose lower edge is the last at or below the score."""
    band = t.band_from.shape[1] - 1
    while band > 0 and score < t.band_from[cell, band]:
        band -= 1
    return band


@step
def standing(t: Tables, s: State, i: int, day: int, provider: int) -> int:
    """The band a subject is in: its score's, or the worst that a record put it in and still holds."""
    band = band_of_score(t, s.people[i].cell, score_with(s, i, provider))
    first = provider * t.override_band.shape[0]
    for row in range(t.override_band.shape[0]):
        if s.override_end[i, first + row] > day:
            band = min(band, np.int64(t.override_band[row]))
    return band


@rare
def settle(t: Tables, s: State, log: Log, i: int, day: int, provider: int) -> None:
    """Put a subject into the band it now stands in with a provider.

    Entering a band with exposure raises hardship; friends hear of a fall, and of exposure, tomorrow.
    """
    band, before = standing(t, s, i, day, provider), band_with(s, i, provider)
    if band == before:
        return
    if provider > 0:
        s.others[i, provider - 1].band = band
        return
    person = s.people[i]
    s.band_people[person.group, before] -= 1
    s.band_people[person.group, band] += 1
    s.people[i].band = band
    exposures = np.int64(t.exposures[t.kind_of[person.cell], band])
    raise_hardship(t, s, i, day, exposures * t.exposure[person.cell, step_of(t, s, i)])
    if t.moving == 1 and (band < before or exposures > 0):
        tell_friends(s, log, i, day, exposures)


@rare
def set_overrides(t: Tables, s: State, i: int, conduct: int, day: int, provider: int) -> None:
    """What a record does to bands beyond its points: begins an override of its own, ends another's."""
    rule = t.conducts[conduct]
    first, count = provider * t.override_band.shape[0], t.override_band.shape[0]
    if rule.override != NONE:
        end = NO_DAY if rule.override_days == 0 else day + rule.override_days
        own = first + rule.override
        s.override_end[i, own] = max(s.override_end[i, own], end)
        if end != NO_DAY:
            s.wake[i] = min(s.wake[i], end)
    for row in range(count if rule.ends == 1 else 0):
        if t.override_until[row] == conduct and s.override_end[i, first + row] > day:
            s.override_end[i, first + row] = day + 1
            s.wake[i] = min(s.wake[i], day + 1)
