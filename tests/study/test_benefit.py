"""The claimed benefit is the change in the gravest thing that the general law forbids."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from demerit.scheme.loading import load_scheme
from demerit.study.benefit import claimed_benefit, claimed_conduct, mildest_points


def write_tallies(folder: Path, acts: list[int]) -> None:
    """Tallies of drunk driving, one district a number, with another conduct beside it."""
    folder.mkdir(exist_ok=True)
    pl.DataFrame(
        {
            "district": [*range(len(acts)), *range(len(acts))],
            "group": ["a"] * (2 * len(acts)),
            "id": ["drunk-driving"] * len(acts) + ["jaywalking"] * len(acts),
            "acts": [*acts, *[1_000] * len(acts)],
        }
    ).write_parquet(folder / "tallies.parquet")


def test_the_described_system_is_held_to_drunk_driving() -> None:
    """Neither what only the scheme forbids nor what is lawful counts as a benefit."""
    conduct = claimed_conduct(load_scheme("as-described").model)
    assert conduct is not None
    assert "drunk-driving" == conduct.id
    assert mildest_points(conduct) < 0


def test_the_change_and_its_interval(tmp_path: Path) -> None:
    """Acts over the baseline's, minus 1; the interval is the jackknife over districts."""
    before, after = [100, 120, 80, 110, 90, 100, 105, 95], [90, 110, 70, 100, 90, 95, 100, 85]
    write_tallies(tmp_path, after)
    write_tallies(tmp_path / "baseline", before)
    benefit = claimed_benefit(load_scheme("as-described").model, tmp_path)
    assert benefit is not None
    assert sum(after) / sum(before) - 1 == pytest.approx(benefit.change)
    without = (sum(after) - np.array(after)) / (sum(before) - np.array(before)) - 1
    error = np.sqrt(7 / 8 * ((without - without.mean()) ** 2).sum())
    assert (-2.364624 * error, 2.364624 * error) == pytest.approx(
        ((benefit.low or 0) - benefit.change, (benefit.high or 0) - benefit.change), rel=1e-5
    )


def test_without_a_baseline_nothing_is_claimed(tmp_path: Path) -> None:
    """No world without the scheme, or none of the acts in it: no benefit is printed."""
    scheme = load_scheme("as-described").model
    write_tallies(tmp_path, [1] * 8)
    assert claimed_benefit(scheme, tmp_path) is None
    write_tallies(tmp_path / "baseline", [0] * 8)
    assert claimed_benefit(scheme, tmp_path) is None
