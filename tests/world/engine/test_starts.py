"""What subjects begin with."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from demerit.errors import FileInvalid
from demerit.luck.purposes import START_SCORE, THRESHOLD
from demerit.societies.people import build
from demerit.world.engine.starts import (
    cells_of,
    start_scores,
    thresholds,
)
from demerit.world.run import Job
from worlds import Part, a_job, a_scheme, a_society, job_of, luck_of

WALK: Part = {"opportunities": {"walk": {"per_year": 9, "act": 1.0}}}


def starting(start: Any, **options: Any) -> Job:
    """A run whose scores start so."""
    scheme = a_scheme(score={"start": start, "min": 600, "max": 1300})
    return a_job(scheme, a_society(WALK), people=600, **options)


def starts(job: Job, d: int = 1) -> tuple[np.ndarray, Any, np.ndarray]:
    """Start scores of a district, its people, and their luck."""
    districts = build(job.recipe, 0, 3)
    part = slice(int(districts.offsets[d]), int(districts.offsets[d + 1]))
    return start_scores(job.plan, districts, part, d), districts, luck_of(job, d, 1, START_SCORE)[:, 0, 0]


def test_everybody_may_start_alike() -> None:
    """One number for all."""
    assert {1000} == set(starts(starting(1000))[0].tolist())


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("age", (18, 58)),
        ("income_decile", (1, 9)),
        ("sex", ("female", "male")),
        ("group", ("many", "few")),
        ("district", (0, 1, 2)),
    ],
)
def test_starts_by_share_follow_luck_and_column(by: str, keys: tuple[Any, ...]) -> None:
    """Scores in rising order along the luck, by one's own shares."""
    shares = {key: {700 + i: 0.25, 1100 + i: 0.25, 900 + i: 0.5} for i, key in enumerate(keys)}
    found, districts, luck = starts(starting({"by": by, "shares": shares}))
    part = slice(200, 400)
    own: np.ndarray = {
        "age": (districts.traits["age"][part] >= 58).astype(int),
        "income_decile": (districts.traits["income_decile"][part] >= 9).astype(int),
        "sex": districts.traits["sex"][part].astype(int),
        "group": districts.group[part].astype(int),
        "district": np.ones(200, int),
    }[by]
    expected = np.where(luck < 0.25, 700, np.where(luck < 0.75, 900, 1100)) + own
    assert expected.tolist() == found.tolist()


def test_a_district_without_a_start_is_refused() -> None:
    """Rather than to start anywhere: at its line, before anybody is born."""
    shares = {"by": "district", "shares": {0: {1000: 1.0}, 2: {1000: 1.0}}}
    with pytest.raises(FileInvalid, match=r"every district, 0 to 2 \(1 has none\)"):
        starts(starting(shares))


def following(threshold: Part) -> tuple[Job, np.ndarray]:
    """A run in which two opportunities wait for others; the thresholds of its district 1 for the second."""
    first = {"ties": "friends", "threshold": {"counts": [7]}}
    life = {
        "opportunities": {
            "a": {"at_days": [1], "act": 1.0, "follows": first},
            "b": {"at_days": [1], "act": 1.0, "follows": {"ties": "district", "threshold": threshold}},
        }
    }
    job = job_of({}, life, people=400)
    table = thresholds(job.plan, np.uint64(job.seed), 1, 200)
    assert {7.0} == set(table[:, 0].tolist())
    return job, table[:, 1].astype(np.float64)


def test_counts_are_handed_out_in_order() -> None:
    """First to the first, and again from the beginning when all are given."""
    assert ([0, 3, 9] * 67)[:200] == following({"counts": [0, 3, 9]})[1].tolist()


def test_thresholds_by_law_are_quantiles_of_luck() -> None:
    """Uniform and normal by inversion, to a millionth."""
    for threshold, law in (
        ({"uniform": [0.2, 0.6]}, stats.uniform(0.2, 0.4)),
        ({"normal": {"mean": 0.4, "sd": 0.1}}, stats.norm(0.4, 0.1)),
    ):
        job, found = following(threshold)
        luck = luck_of(job, 1, 1, THRESHOLD, index=1)[:, 0, 0] + 2.0**-33
        assert np.abs(law.ppf(luck) - found).max() < 2e-6


def test_cells_are_each_ones_own() -> None:
    """A rate by group in one district is read by the groups of that district."""
    rate = {"value": {"by": "group", "values": {"many": 0, "few": 90}}, "assumed": True, "range": [0, 90]}
    life = {"opportunities": {"walk": {"per_year": rate, "act": 1.0}}}
    job = job_of({}, life, people=600)
    districts = build(job.recipe, 0, 3)
    cells = cells_of(job.plan, districts, slice(400, 600), 2, np.full(200, 1000, np.int32))
    assert districts.group[400:].tolist() == cells.tolist()
