"""Where scores lie, against the libraries that everybody uses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from demerit.findings.measure import measure


def test_moments_are_those_of_the_scores(shop: Any) -> None:
    """Mean, standard deviation and bimodality are what polars and scipy say of the same column."""
    evidence = shop.usual()
    score = evidence.people.collect()["score"]
    found = measure(evidence)
    assert score.mean() == pytest.approx(found["score.mean"].value, abs=1e-9)
    assert score.std() == pytest.approx(found["score.sd"].value)
    shape = (stats.skew(score) ** 2 + 1) / stats.kurtosis(score, fisher=False)
    assert shape == pytest.approx(found["score.bimodality"].value)


def test_replicates_leave_a_district_out(shop: Any) -> None:
    """The replicate of a district is the standard deviation of everybody else."""
    evidence = shop.usual()
    people = evidence.people.collect()
    others = people.filter(~people["subject"].str.starts_with("3-"))
    found: Any = measure(evidence)["score.sd"].replicates
    assert others["score"].std() == pytest.approx(found[3])


def test_two_heaps_are_bimodal_and_one_is_not_measurable(shop: Any) -> None:
    """Two equal heaps reach 1; where all stand alike there is nothing to measure."""
    two = [shop.person(0, i, score_start=950 if i % 2 else 1050) for i in range(10)]
    one = [shop.person(0, i) for i in range(10)]
    assert measure(shop.evidence(two))["score.bimodality"].value == pytest.approx(1)
    assert measure(shop.evidence(one))["score.bimodality"].value is None
    assert measure(shop.evidence(one))["score.sd"].value == 0


def test_drift_is_a_year(shop: Any) -> None:
    """Thirty points lost in two years by one of two are 7.5 a year."""
    people = [shop.person(0, 0).record(1, "jaywalking").record(400, "jaywalking"), shop.person(0, 1)]
    found: Any = measure(shop.evidence(people, days=730))["score.drift_per_year"]
    assert found.value == pytest.approx(-7.5)
    assert np.isnan(found.replicates).all()
