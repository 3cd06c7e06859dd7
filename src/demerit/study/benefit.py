"""What a scheme is usually defended with: fewer of the gravest acts that the general law forbids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import polars as pl

from demerit.findings.jackknife import Sums
from demerit.formats.values import By, Sourced
from demerit.scheme.model import Conduct, Scheme

GRAVITY = ("grave", "serious", "minor", None)


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """Change of a conduct's acts against the same lives without the scheme, as a share; 95 % interval."""

    conduct: Conduct
    change: float
    low: float | None
    high: float | None


def claimed_benefit(scheme: Scheme, folder: Path) -> Benefit | None:
    """The change in the claimed conduct; None without a baseline, such a conduct, or such acts there."""
    conduct = claimed_conduct(scheme)
    if conduct is None or not (folder / "baseline" / "tallies.parquet").exists():
        return None
    joined = (
        _acts(folder, conduct.id)
        .join(
            _acts(folder / "baseline", conduct.id),
            on="district",
            how="full",
            coalesce=True,
            suffix="_without",
        )
        .fill_null(0)
        .sort("district")
    )
    sums = joined.select("acts", "acts_without").to_numpy().astype(np.float64)[:, None, :]
    estimate = Sums(
        sums=sums, statistic=lambda parts: parts[..., 0] / parts[..., 1] - 1, within=(-1.0, None)
    ).estimate()
    if estimate.value is None:
        return None
    return Benefit(conduct=conduct, change=estimate.value, low=estimate.low, high=estimate.high)


def claimed_conduct(scheme: Scheme) -> Conduct | None:
    """The gravest conduct of persons that costs points and the general law forbids; of several, the first."""
    forbidden = [
        conduct
        for conduct in scheme.conducts
        if conduct.subject == "person"
        and conduct.lawful is False
        and conduct.unlawful_under != "scheme"
        and mildest_points(conduct) < 0
    ]
    return min(forbidden, key=lambda conduct: GRAVITY.index(conduct.gravity), default=None)


def mildest_points(conduct: Conduct) -> float:
    """The number of a conduct's points that is nearest to zero; columns and ranges are searched."""
    return min(_numbers(conduct.points), key=abs)


def _numbers(points: object) -> list[float]:
    """Every number that a value of points holds."""
    if isinstance(points, By):
        by = cast("By[object]", points)
        return [number for value in by.values.values() for number in _numbers(value)]
    if isinstance(points, Sourced):
        return _numbers(cast("Sourced[object]", points).value)
    if isinstance(points, tuple | list):
        return [number for part in cast("Sequence[object]", points) for number in _numbers(part)]
    return [float(points)] if isinstance(points, int | float) else [0.0]


def _acts(folder: Path, conduct: str) -> pl.DataFrame:
    """Acts of a conduct by district, all districts of the world."""
    mine = pl.col("id").cast(pl.String) == conduct
    return (
        pl.scan_parquet(folder / "tallies.parquet")
        .group_by("district")
        .agg(pl.col("acts").filter(mine).sum().cast(pl.Int64))
        .collect()
    )
