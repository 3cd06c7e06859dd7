"""Where a claim fails: a box in at most three numbers, peeled off the rest of the draws, or none.

The patient rule induction method (Friedman & Fisher 1999, "Bump hunting in high-dimensional data", Statistics
and Computing 9): from the box of all draws, a slice at an end of one number is peeled off again and again,
always that which leaves the largest share of failing draws; then slices are pasted on again. Of the boxes on
the way, the one is taken that tells failing from holding draws best (likelihood ratio of inside against
outside). Among hundreds of numbers some slice of nearly every one holds no failing draw, so the first peel
would mostly be noise: numbers are therefore taken in one by one, each that with which the box is best, out of
those that by one cut tell most, in all draws or in the box so far.
A number stays only by its quasi-p-value (Bryant & Lempert 2010, "Thinking inside the box", Technological
Forecasting and Social Change 77): how probable as many failing draws were if restricting it did nothing,
times as many numbers as there were to choose from. And as a search among so many finds some box in any draws,
all of it is repeated with the outcomes shuffled over the draws: a box is reported only if it is better than
what 19 of 20 such searches find.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt
from scipy import special

from demerit.findings.finding import FloatArray
from demerit.study.ensemble.hypercube import hypercube

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]

MOST: Final = 3
"""Numbers that a box is in: more are no sentence."""
TRIED: Final = 4
"""Numbers that are tried as the next one: so many that tell most in all draws, and in the box so far."""
PEELED: Final = 0.05
FEWEST: Final = 8
"""Draws that fail, that hold, and that a box has, at least."""
BY_CHANCE: Final = 0.05
SHUFFLES: Final = 99
"""With so many shuffled searches, the best twentieth is five of a hundred."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """A number of a box by its column, and the part of its range, 0 to 1; `chance`: its quasi-p-value."""

    column: int
    low: float
    high: float
    chance: float


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where a claim fails, the surest number first.

    Coverage is the share of all failing draws that lie inside, density the share of the draws inside that
    fail; `inside` and `failing` count them. `chance`: how often shuffled searches find as good a box.
    """

    sides: tuple[Side, ...]
    inside: int
    failing: int
    coverage: float
    density: float
    chance: float


@dataclass
class _Limits:
    """The ends of a box along every number, and which draws lie in it."""

    low: FloatArray
    high: FloatArray
    inside: BoolArray

    def copy(self) -> _Limits:
        """The same, apart."""
        return _Limits(low=self.low.copy(), high=self.high.copy(), inside=self.inside.copy())

    @property
    def columns(self) -> list[int]:
        """The numbers that it restricts."""
        return [int(n) for n in np.flatnonzero((self.low > 0.0) | (self.high < 1.0))]


def _everything(draws: int, numbers: int) -> _Limits:
    """The box of all draws."""
    low, high = np.zeros(numbers, np.float64), np.ones(numbers, np.float64)
    return _Limits(low=low, high=high, inside=np.full(draws, fill_value=True))


def find_box(shares: FloatArray, fails: BoolArray, seed: int) -> Box | None:
    """The box in which a claim fails, or None where there is none beyond chance.

    `shares`: float64[draws, numbers], places in the hypercube; `fails`: bool[draws].
    """
    draws, numbers = shares.shape
    count = int(fails.sum())
    if not numbers or min(count, draws - count) < FEWEST:
        return None
    order = np.argsort(shares, axis=0, kind="stable")
    best = _best(shares, order, fails)
    pruned = _pruned(shares, fails, best)
    if not pruned.columns:
        return None
    chance = _by_chance(shares, order, fails, _gain(fails, best.inside), seed)
    if chance > BY_CHANCE:
        return None
    chances = {column: _quasi(shares, fails, pruned, column) for column in pruned.columns}
    failing, inside = int(fails[pruned.inside].sum()), int(pruned.inside.sum())
    return Box(
        sides=tuple(
            Side(column=n, low=float(pruned.low[n]), high=float(pruned.high[n]), chance=chances[n])
            for n in sorted(chances, key=lambda n: (chances[n], n))
        ),
        inside=inside,
        failing=failing,
        coverage=failing / count,
        density=failing / inside,
        chance=chance,
    )


def _best(shares: FloatArray, order: IntArray, fails: BoolArray) -> _Limits:
    """The best box in one number, then with a second, then with a third, as long as it gets better."""
    draws, numbers = shares.shape
    box = _everything(draws, numbers)
    everywhere, gain = _telling(order, fails, box.inside), 0.0
    taken: list[int] = []
    for _ in range(MOST):
        tried = dict.fromkeys([*everywhere, *_telling(order, fails, box.inside)])
        boxes = [
            _pasted(shares, fails, _peeled(shares, fails, [*taken, column]))
            for column in tried
            if column not in taken
        ]
        gains = [_gain(fails, one.inside) for one in boxes]
        if not gains or max(gains) <= gain:
            break
        box, gain = boxes[int(np.argmax(gains))], max(gains)
        taken = box.columns
    return box


def _telling(order: IntArray, fails: BoolArray, inside: BoolArray) -> list[int]:
    """The numbers of which one cut tells failing from holding draws of a box best, the best first."""
    here = inside[order]
    below = np.cumsum(here, axis=0)
    failing = np.cumsum(here & fails[order], axis=0)
    of, count = int(inside.sum()), int(fails[inside].sum())
    if not 0 < count < of:
        return []
    expected = below * (count / of)
    spread = np.maximum(below * (of - below), 1)
    best = ((failing - expected) ** 2 / spread).max(axis=0)  # the score test of a cut, up to a factor
    return [int(n) for n in np.argsort(-best, kind="stable")[:TRIED]]


def _peeled(shares: FloatArray, fails: BoolArray, columns: Sequence[int]) -> _Limits:
    """Peel slices off in these numbers until few draws are left: the box on the way that tells most."""
    draws, numbers = shares.shape
    box = _everything(draws, numbers)
    best, most = box, 0.0
    own = shares[:, columns]
    while (count := int(box.inside.sum())) > max(FEWEST, PEELED * draws):
        width = max(1, int(PEELED * count))
        here = fails[box.inside]
        failing = here[np.argsort(own[box.inside], axis=0, kind="stable")]
        gone = np.stack([failing[:width].sum(axis=0), failing[-width:].sum(axis=0)])
        side, place = divmod(int(np.argmin(gone)), len(columns))
        box = _peel(shares, box, columns[place], width, upper=side == 1)
        gain = _gain(fails, box.inside)
        if gain > most:
            best, most = box, gain
        if not here.any():
            break
    return best


def _peel(shares: FloatArray, box: _Limits, column: int, width: int, *, upper: bool) -> _Limits:
    """The box without so many draws at an end of a number; the new end lies between both neighbours."""
    box = box.copy()
    inside = np.sort(shares[box.inside, column])
    if upper:
        box.high[column] = (inside[-width - 1] + inside[-width]) / 2
        box.inside &= shares[:, column] < box.high[column]
    else:
        box.low[column] = (inside[width - 1] + inside[width]) / 2
        box.inside &= shares[:, column] > box.low[column]
    return box


def _pasted(shares: FloatArray, fails: BoolArray, box: _Limits) -> _Limits:
    """The box with slices pasted on at its ends, as long as it tells failing from holding draws better."""
    while True:
        wider = [limits for column in box.columns for limits in _wider(shares, box, column)]
        gains = [_gain(fails, limits.inside) for limits in wider]
        if not gains or max(gains) <= _gain(fails, box.inside):
            return box
        box = wider[int(np.argmax(gains))]


def _wider(shares: FloatArray, box: _Limits, column: int) -> list[_Limits]:
    """The box with a slice more below, and with one more above, where there are draws."""
    others = _without(shares, box, column)
    values = shares[:, column]
    width = max(1, int(PEELED * int(box.inside.sum())))
    below = np.sort(values[others & (values <= box.low[column])])[::-1]
    above = np.sort(values[others & (values >= box.high[column])])
    boxes: list[_Limits] = []
    for beyond, edge in ((below, 0.0), (above, 1.0)):
        if len(beyond):
            limits = box.copy()
            ends = limits.high if edge else limits.low
            ends[column] = (beyond[width - 1] + beyond[width]) / 2 if len(beyond) > width else edge
            low, high = limits.low[column], limits.high[column]
            limits.inside = others & (values > low - (low == 0)) & (values < high + (high == 1))
            boxes.append(limits)
    return boxes


def _without(shares: FloatArray, box: _Limits, column: int) -> BoolArray:
    """Which draws lie in the box, whatever this number."""
    others = [other for other in box.columns if other != column]
    own = shares[:, others]
    return np.all((own >= box.low[others]) & (own <= box.high[others]), axis=1)


def _pruned(shares: FloatArray, fails: BoolArray, box: _Limits) -> _Limits:
    """The box without the numbers that may be in it by chance, the least sure one first."""
    while columns := box.columns:
        chances = [_quasi(shares, fails, box, column) * shares.shape[1] for column in columns]
        worst = int(np.argmax(chances))
        if chances[worst] <= BY_CHANCE:
            break
        box = box.copy()
        box.inside = _without(shares, box, columns[worst])
        box.low[columns[worst]], box.high[columns[worst]] = 0.0, 1.0
    return box


def _quasi(shares: FloatArray, fails: BoolArray, box: _Limits, column: int) -> float:
    """How probable so many failing draws were inside, if restricting this number did nothing."""
    wider = _without(shares, box, column)
    rate = float(fails[wider].mean()) if wider.any() else 0.0
    inside, failing = int(box.inside.sum()), int(fails[box.inside].sum())
    if failing == 0:
        return 1.0
    return float(cast("Any", special).bdtrc(failing - 1, inside, rate))


def _gain(fails: BoolArray, inside: BoolArray) -> float:
    """How much better inside and outside tell failing draws than one share for all: log likelihood ratio.

    0 where fewer fail inside than in all.
    """
    here, failing, draws, count = int(inside.sum()), int(fails[inside].sum()), len(fails), int(fails.sum())
    if not 0 < here < draws or failing * draws <= count * here:
        return 0.0
    return _likelihood(failing, here) + _likelihood(count - failing, draws - here) - _likelihood(count, draws)


def _likelihood(cases: int, of: int) -> float:
    """The log likelihood of cases under their own share."""
    share = cases / of
    return float(special.xlogy(cases, share) + special.xlogy(of - cases, 1 - share))


def _by_chance(shares: FloatArray, order: IntArray, fails: BoolArray, gain: float, seed: int) -> float:
    """How often as good a box is found with the outcomes shuffled over the draws.

    Ended early once it is clear that it is often. Source: Besag & Clifford 1991, "Sequential Monte Carlo
    p-values", Biometrika 78.
    """
    enough = int(BY_CHANCE * (SHUFFLES + 1))
    as_good = 0
    for number in range(SHUFFLES):
        (places,) = hypercube([f"shuffle {number}"], len(fails), seed).T
        shuffled = fails[np.argsort(places)]
        best = _best(shares, order, shuffled)
        as_good += _gain(shuffled, best.inside) >= gain
        if as_good >= enough:
            return as_good / (number + 1)
    return (as_good + 1) / (SHUFFLES + 1)
