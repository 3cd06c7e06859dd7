"""What stages look up of a subject: the step its numbers are read at, score, band, household."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.luck.philox import UNIT
from demerit.world.columns.world import World

POWER_MOST = 2.0**60  # of a repeat factor: beyond, every record is worth all that a ledger holds
PROVIDER_BITS = 14  # of an index: a channel's number, then the provider


@inline
def step_of(w: World, i: int) -> int:
    """The step of score and band that a subject's changing numbers are read at."""
    person = w.s.people[i]
    return w.t.score_step[person.score - w.t.lowest] + person.band * w.t.band_stride


@inline
def score_with(w: World, i: int, provider: int) -> int:
    """A subject's score with a provider."""
    return np.int64(w.s.people[i].score) if provider == 0 else np.int64(w.s.others[i, provider - 1].score)


@inline
def start_of(w: World, i: int) -> int:
    """A subject's start score, where somebody goes back to it."""
    return np.int64(w.s.start[i if w.s.start.shape[0] > 1 else 0, 0])


@inline
def band_with(w: World, i: int, provider: int) -> int:
    """A subject's band with a provider."""
    return np.int64(w.s.people[i].band) if provider == 0 else np.int64(w.s.others[i, provider - 1].band)


@inline
def step_with(w: World, i: int, provider: int) -> int:
    """The step that a provider's own numbers are read at."""
    return (
        w.t.score_step[score_with(w, i, provider) - w.t.lowest] + band_with(w, i, provider) * w.t.band_stride
    )


@outline
def home(w: World, i: int) -> tuple[int, int]:
    """Where a person's household begins and ends: its members are neighbours in number."""
    first, end = i, i + 1
    while first > 0 and w.s.household[first - 1] == w.s.household[i]:
        first -= 1
    while end < w.s.kind_start[1] and w.s.household[end] == w.s.household[i]:
        end += 1
    return np.int64(first), np.int64(end)


@outline
def power(factor: float, times: int) -> float:
    """A factor multiplied by itself so many times, one by one: a library's power differs between machines."""
    product = 1.0
    for _ in range(times):
        product = min(product * factor, POWER_MOST)
    return product


@inline
def happens(word: np.uint64, probability: float) -> bool:
    """Whether something of this probability happens at this luck."""
    return np.float64(word) * UNIT < probability
