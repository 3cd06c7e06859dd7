"""Which worlds a study lives: rows of shares, 0 to 1, of each axis; fixed before the first world is.

Draws are addressed by the seed, the axis' place and the sample, on nothing that was lived before: no outcome
steers a design. Sources: Morris 1991, "Factorial sampling plans for preliminary computational experiments",
Technometrics 33; of groups, Campolongo, Cariboni & Saltelli 2007, Environmental Modelling & Software 22;
Saltelli et al. 2010, "Variance based sensitivity analysis of model output", Computer Physics Communications
181; the points are Sobol's (scipy's, of Joe & Kuo 2008) moved by an addressed digital shift.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt

from demerit.findings.finding import FloatArray
from demerit.luck.purposes import RESAMPLE, SHIFT, TRAJECTORY
from demerit.study.ensemble.hypercube import WORD, words

IntArray = npt.NDArray[np.int64]
LEVELS: Final = 4
"""Of a trajectory's grid; its step is then two thirds, as Morris has it."""
STEP: Final = LEVELS / (2 * (LEVELS - 1))
BITS: Final = 32


@dataclass(frozen=True, kw_only=True)
class Design:
    """The worlds of a study, a row each: float64[worlds, axes], shares of each axis' way.

    `method` and `samples` are as the study has them; `groups`: int64[axes], which step an axis moves in;
    `order`: int64[samples, groups], the group that each step of a trajectory moves, none of another method.
    """

    method: str
    samples: int
    shares: FloatArray
    groups: IntArray
    order: IntArray = field(default_factory=lambda: np.zeros((0, 0), np.int64))

    @property
    def count(self) -> int:
        """How many groups move by themselves."""
        return int(self.groups.max(initial=-1)) + 1


def grid(points: Sequence[Sequence[float]]) -> Design:
    """Every combination of the axes' points."""
    rows = np.array(list(product(*points)), np.float64).reshape(-1, len(points))
    samples = max((len(point) for point in points), default=0)
    return Design(method="grid", samples=samples, shares=rows, groups=np.arange(len(points), dtype=np.int64))


def hypercube_design(shares: FloatArray) -> Design:
    """The rows of a Latin hypercube."""
    groups = np.arange(shares.shape[1], dtype=np.int64)
    return Design(method="latin-hypercube", samples=len(shares), shares=shares, groups=groups)


def morris(groups: Sequence[int], trajectories: int, seed: int) -> Design:
    """Trajectories on a grid of four levels: each group moves once, all its axes at once, up or down by luck.

    `groups`: of each axis, the group that it moves with, 0 on. Rows of a trajectory follow each other, its
    beginning first: float64[trajectories * (groups + 1), axes].
    """
    of = np.asarray(groups, np.int64)
    count = int(of.max(initial=-1)) + 1
    sample, axis = np.arange(trajectories)[:, None], np.arange(len(of))[None, :]
    level, up, _, _ = words(TRAJECTORY, seed, sample, axis)
    low: FloatArray = (level % np.uint64(LEVELS // 2)) / (LEVELS - 1)
    rises = up % np.uint64(2) == 1
    start: FloatArray = np.where(rises, low, low + STEP)
    end: FloatArray = np.where(rises, low + STEP, low)
    key, tie, _, _ = words(TRAJECTORY, seed, sample, np.arange(count)[None, :], 1)
    order = np.argsort(key << np.uint64(BITS) | tie, axis=1, kind="stable").astype(np.int64)
    step_of = np.argsort(order, axis=1)
    rows: FloatArray = np.where(
        np.arange(count + 1)[None, :, None] > step_of[:, of][:, None, :], end[:, None, :], start[:, None, :]
    )
    shares = rows.reshape(trajectories * (count + 1), len(of))
    return Design(method="morris", samples=trajectories, shares=shares, groups=of, order=order)


def is_power_of_two(count: int) -> bool:
    """Whether a count is one that Sobol's sequence is even over."""
    return count > 0 and count & (count - 1) == 0


def sobol(groups: Sequence[int], samples: int, seed: int) -> Design:
    """Two independent samples, and the first with each group's axes from the second.

    Of each base sample the rows follow each other: from the first, then one a group, then from the second:
    float64[samples * (groups + 2), axes]. `samples` is a power of two.
    """
    from scipy.stats import qmc  # noqa: PLC0415 - it takes a second to load

    of = np.asarray(groups, np.int64)
    count, axes = int(of.max(initial=-1)) + 1, len(of)
    engine = cast("Any", qmc).Sobol(d=2 * axes, scramble=False, bits=BITS)
    plain = np.asarray(engine.random(samples), np.float64)
    shift = words(SHIFT, seed, np.arange(2 * axes), 0)[0]
    moved = (plain * WORD).astype(np.uint64) ^ shift[None, :]
    points: FloatArray = (moved + 0.5) / WORD
    first, second = points[:, :axes], points[:, axes:]
    moved_in: list[FloatArray] = [np.where(of[None, :] == group, second, first) for group in range(count)]
    shares = np.stack([first, *moved_in, second], axis=1).reshape(samples * (count + 2), axes)
    return Design(method="sobol", samples=samples, shares=shares, groups=of)


def resamples(count: int, times: int, seed: int) -> IntArray:
    """Bootstrap samples of so many, with replacement: int64[times, count], addressed by the seed."""
    drawn = words(RESAMPLE, seed, np.arange(times)[:, None], np.arange(count)[None, :])[0]
    return (drawn % np.uint64(max(1, count))).astype(np.int64)
