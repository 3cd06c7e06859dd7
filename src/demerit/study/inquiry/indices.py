"""How much of a finding each axis moves: an index with its interval, by the method of the design.

- sobol: the total index, the share of variance that would be left if all but this were known (Jansen 1999,
  "Analysis of variance designs for model output", Computer Physics Communications 117), and beside it the
  first, the share that goes if this alone were known (Saltelli et al. 2010, Computer Physics Communications
  181, table 2 b); intervals by bootstrap over base samples.
- morris: the mean size of an elementary effect over the whole range, in the finding's own unit (mu*:
  Campolongo et al. 2007), with their mean and spread (Morris 1991); intervals by bootstrap over trajectories.
- latin-hypercube: the square of the rank correlation, with Fisher's interval (Fisher 1921).
- grid: the share of variance between the means at each value; its interval is over seeds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

import numpy as np

from demerit.findings.bounds import Level
from demerit.findings.finding import FloatArray
from demerit.study.ensemble.leading import fisher
from demerit.study.inquiry.designs import STEP, Design, resamples

Index = Mapping[str, float | None]
TIMES: Final = 400
"""Bootstrap samples behind an interval."""
ENDS: Final = (0.025, 0.975)
FEWEST: Final = 4
"""Samples with a value that a statement takes."""
NONE: Final[Index] = {"index": None, "low": None, "high": None}
NOTHING: Final[Index] = {"index": 0.0, "low": 0.0, "high": 0.0}


def indices(design: Design, values: FloatArray, seed: int) -> list[Index]:
    """The index of each group of a design for one finding, most keys alike: index, low and high.

    `values`: float64[worlds, seeds], NaN where a world has none. What never differs has indices of nothing;
    what too few worlds have is None.
    """
    known = values[np.isfinite(values)]
    if not len(known):
        return [NONE] * design.count
    if float(np.ptp(known)) == 0.0 and len(known) == values.size:
        more = {
            "sobol": {"first": 0.0, "first_low": 0.0, "first_high": 0.0},
            "morris": {"mu": 0.0, "sigma": 0.0},
        }
        return [{**NOTHING, **more.get(design.method, {})}] * design.count
    methods: dict[str, Callable[[Design, FloatArray, int], list[Index]]] = {
        "sobol": _sobol, "morris": _morris, "latin-hypercube": _ranks, "grid": _means,
    }  # fmt: skip
    return methods[design.method](design, values, seed)


def sobol_of(a: FloatArray, moved: FloatArray, b: FloatArray) -> tuple[FloatArray, FloatArray]:
    """First and total indices: float64[…, groups] each.

    `a`, `b`: float64[…, samples]; `moved`: float64[…, groups, samples], of the first with a group from the
    second. Leading axes are samples of samples.
    """
    every = np.concatenate([a[..., None, :], moved, b[..., None, :]], axis=-2)
    mean = every.mean(axis=(-1, -2))[..., None]
    a, b, moved = a - mean, b - mean, moved - mean[..., None]
    variance = np.concatenate([a, b], axis=-1).var(axis=-1)[..., None]
    with np.errstate(divide="ignore", invalid="ignore"):  # a resample may be of equal values
        first = np.mean(b[..., None, :] * (moved - a[..., None, :]), axis=-1) / variance
        total = 0.5 * np.mean((moved - a[..., None, :]) ** 2, axis=-1) / variance
    return first, total


def _sobol(design: Design, values: FloatArray, seed: int) -> list[Index]:
    """First and total indices of the mean over seeds."""
    rows = values.mean(axis=1).reshape(design.samples, design.count + 2)
    rows = rows[np.isfinite(rows).all(axis=1)]
    if len(rows) < FEWEST or float(np.ptp(rows)) == 0.0:
        return [NONE] * design.count
    picked = np.concatenate([np.arange(len(rows))[None, :], resamples(len(rows), TIMES, seed)])
    drawn = rows[picked]
    first, total = sobol_of(drawn[..., 0], np.moveaxis(drawn[..., 1:-1], -1, -2), drawn[..., -1])
    sobol: list[Index] = []
    for group in range(design.count):
        low, high = _ends(total[1:, group])
        first_low, first_high = _ends(first[1:, group])
        sobol.append(
            {
                "index": float(total[0, group]), "low": low, "high": high,
                "first": float(first[0, group]), "first_low": first_low, "first_high": first_high,
            }
        )  # fmt: skip
    return sobol


def effects(design: Design, values: FloatArray) -> FloatArray:
    """Elementary effects over the whole range: float64[trajectories, groups]; `values`: float64[worlds].

    Of a group of several axes only their size is one: some of its axes rise while others fall.
    """
    rows = values.reshape(design.samples, design.count + 1)
    shares = design.shares.reshape(design.samples, design.count + 1, -1)
    first = np.array([int(np.argmax(design.groups == group)) for group in range(design.count)])
    slopes = np.zeros((design.samples, design.count))
    place = np.arange(design.samples)
    for step in range(design.count):
        group = design.order[:, step]
        axis = first[group]
        way = np.sign(shares[place, step + 1, axis] - shares[place, step, axis])
        slopes[place, group] = (rows[:, step + 1] - rows[:, step]) * way / STEP
    return slopes


def _morris(design: Design, values: FloatArray, seed: int) -> list[Index]:
    """Mean size, mean and spread of the effects of each group."""
    rows: list[Index] = []
    changes = effects(design, values.mean(axis=1))
    for group in range(design.count):
        own = changes[np.isfinite(changes[:, group]), group]
        if len(own) < FEWEST:
            rows.append({**NONE, "mu": None, "sigma": None})
            continue
        low, high = _ends(np.abs(own)[resamples(len(own), TIMES, seed)].mean(axis=1))
        size = float(np.abs(own).mean())
        rows.append(
            {
                "index": size, "low": min(low, size), "high": max(high, size),
                "mu": float(own.mean()), "sigma": float(own.std(ddof=1)),
            }
        )  # fmt: skip
    return rows


def _ranks(design: Design, values: FloatArray, _seed: int) -> list[Index]:
    """Squares of rank correlations."""
    from scipy import stats  # noqa: PLC0415 - it takes a second to load

    mean = values.mean(axis=1)
    known = np.isfinite(mean)
    count = int(known.sum())
    if count < FEWEST + 1 or float(np.ptp(mean[known])) == 0.0:
        return [NONE] * design.count
    rows: list[Index] = []
    for axis in range(design.count):
        rho = float(cast("Any", stats).spearmanr(design.shares[known, axis], mean[known])[0])
        low, high = fisher(abs(rho), count)
        rows.append({"index": rho**2, "low": low, "high": high, "correlation": rho})
    return rows


def _means(design: Design, values: FloatArray, _seed: int) -> list[Index]:
    """Shares of variance between the means at each value of an axis, seed by seed."""
    rows: list[Index] = []
    for axis in range(design.count):
        shares = [_between(design.shares[:, axis], values[:, column]) for column in range(values.shape[1])]
        own = np.array([share for share in shares if share is not None])
        whole = _between(design.shares[:, axis], values.mean(axis=1))
        if whole is None:
            rows.append(NONE)
            continue
        low, high = _over_seeds(own, whole)
        rows.append({"index": whole, "low": low, "high": high})
    return rows


def _between(places: FloatArray, values: FloatArray) -> float | None:
    """The share of variance that is between the means at equal places; None where nothing differs."""
    known = np.isfinite(values)
    places, values = places[known], values[known]
    if len(values) < 2 or float(np.ptp(values)) == 0.0:  # noqa: PLR2004
        return None
    total = float(((values - values.mean()) ** 2).sum())
    groups = [values[places == place] for place in np.unique(places)]
    return sum(len(own) * float(own.mean() - values.mean()) ** 2 for own in groups) / total


def _over_seeds(own: FloatArray, whole: float) -> tuple[float | None, float | None]:
    """Student's interval over seeds around the index, within [0, 1]; None with fewer than two."""
    if len(own) < 2:  # noqa: PLR2004
        return None, None
    half = float(own.std(ddof=1)) / math.sqrt(len(own)) * Level(districts=len(own)).student
    return max(0.0, whole - half), min(1.0, whole + half)


def _ends(drawn: FloatArray) -> tuple[float, float]:
    """The middle 95 % of bootstrap samples that have a value."""
    known = drawn[np.isfinite(drawn)]
    low, high = np.quantile(known, ENDS) if len(known) else (math.nan, math.nan)
    return float(low), float(high)
