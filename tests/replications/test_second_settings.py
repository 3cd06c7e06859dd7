"""Change a number in a copy of a replication, and what comes out moves as the theory says."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy import linalg, stats

from copies import copied
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_society
from demerit.study.replication import read_replication, shipped

Array = npt.NDArray[np.float64]


def moves(
    name: str, folder: Path, sets: Mapping[str, Any], theory: Mapping[int, float], runs: int | None = None
) -> None:
    """The copy is met at what theory says, and what the paper says of the first setting is far off."""
    paper = {i: read_replication(name).expect.model.expect[i].paper for i in theory}
    for (place, expected), row in zip(theory.items(), copied(name, folder, sets, theory, runs), strict=True):
        assert "met" == row.verdict, row
        assert not row.low <= paper[place] <= row.high, row
        assert abs(row.ours - expected) < abs(row.ours - paper[place])


def walk(up: Array, lent: Array) -> Array:
    """Generator of a walk on whole scores: a chance a day where lent, up with `up`, else down."""
    n = len(up)
    rates = np.zeros((n, n))
    for i in range(n):
        rates[i, min(i + 1, n - 1)] += lent[i] * up[i]
        rates[i, max(i - 1, 0)] += lent[i] * (1 - up[i])
        rates[i, i] -= lent[i]
    return rates


def least_root(mean: float, sd: float, take: float = 1.0) -> float:
    """Where a crowd that starts with nobody comes to rest: r = take * F(r), thresholds normal."""
    share = 0.0
    for _ in range(10_000):
        share = take * float(stats.norm.cdf((share - mean) / sd))
    return share


# ---------------------------------------------------------------- runaway feedback


def test_thinned_records_find_any_true_share(tmp_path: Path) -> None:
    """With 2 and 4 incidents a day, learning from thinned records comes to a third."""
    rates = {"society.life.opportunities.incident.per_year.values": {0: 2.0, 1: 4.0}}
    moves("runaway-feedback", tmp_path, rates, {2: 1 / 3}, runs=12)


def test_the_urn_runs_away_to_the_busier_district(tmp_path: Path) -> None:
    """With rates turned round, and started evenly, nearly all records come to lie in the second district."""
    sets = {
        "society.life.opportunities.incident.per_year.values": {0: 2.0, 1: 4.0},
        "scheme.channels.patrol.allocation.prior": {0: 500, 1: 500},
    }
    moves("runaway-feedback", tmp_path, sets, {0: 0.0}, runs=6)


# ---------------------------------------------------------------- lenders


def test_another_threshold_absorbs_elsewhere(tmp_path: Path) -> None:
    """A lender from bin 2 on: the chain's law after 100 applications, in closed form."""
    repay = np.array([0.1, 0.2, 0.45, 0.6, 0.65, 0.7, 0.7])
    rates = linalg.expm(100 * walk(repay, np.array([0.0, 0, 1, 1, 1, 1, 1])))
    start = {0: [0, 0.1, 0.1, 0.2, 0.3, 0.3, 0], 1: [0.1, 0.1, 0.2, 0.3, 0.3, 0, 0]}
    theory = {place: float(np.array(shares) @ rates @ repay) for place, shares in start.items()}
    moves("fairness-is-not-static", tmp_path, {"scheme.bands.served.from": 2}, theory)


def table(name: str, column: int) -> Array:
    """A column of a table of the folder."""
    path = shipped()["delayed-impact"] / "data" / name
    with path.open(encoding="utf-8") as file:
        return np.array([float(row[column]) for row in list(csv.reader(file))[1:]])


def tabulated() -> tuple[Array, Array, Array]:
    """Whole scores, share of the group at each, chance that a loan is repaid there: from the tables."""
    edges = np.concatenate([[300.0], table("national_score_distribution_300_850.csv", 1)])
    below = np.concatenate([[0.0], np.cumsum(table("national_score_distribution_300_850.csv", 2))])
    score = np.interp(table("transrisk_cdf_by_race_ssa.csv", 0), below, edges)
    scores = np.arange(300.0, 851.0)
    cdf = table("transrisk_cdf_by_race_ssa.csv", 2)
    shares = np.diff(np.concatenate([[0.0], np.interp(scores, score, cdf / cdf[-1])]))
    late = np.interp(scores, score, table("transrisk_performance_by_race_ssa.csv", 2))
    return scores, shares, 1 - late / 100


def test_the_lender_s_tables_are_the_published_ones() -> None:
    """Start shares and repayment of the files are those of the tables, on whole scores."""
    scores, shares, repay = tabulated()
    start: Any = load_scheme(shipped()["delayed-impact"] / "scheme.yaml").model.score.start
    act: Any = (
        load_society(shipped()["delayed-impact"] / "society.yaml").model.life.opportunities["repay"].act
    )
    assert scores.tolist() == list(start.shares["disadvantaged"]) == list(act.values)
    assert np.allclose(shares, list(start.shares["disadvantaged"].values()), atol=2e-6)
    assert np.allclose(repay, list(act.values.values()), atol=5.1e-5)


def test_other_points_move_scores_as_the_sum_says(tmp_path: Path) -> None:
    """50 for a loan repaid, 100 for one lost, lent from 500: the sum over the tables."""
    scores, shares, repay = tabulated()
    up, down = np.minimum(scores + 50, 850), np.maximum(scores - 100, 300)
    change = repay * up + (1 - repay) * down - scores
    sets = {
        "scheme.conducts.repaid.points": 50,
        "scheme.conducts.defaulted.points": -100,
        "scheme.bands.served.from": 500,
    }
    moves("delayed-impact", tmp_path, sets, {0: float((shares * change)[scores >= 500].sum())})


# ---------------------------------------------------------------- cascades


def test_a_ladder_stops_at_its_first_gap(tmp_path: Path) -> None:
    """With the person of threshold 40 at 41, forty join."""
    sets = {"society.life.opportunities.join.follows.threshold.counts[40]": 41}
    moves("threshold-cascades", tmp_path, sets, {0: 0.4})


def test_a_crowd_rests_where_its_law_says(tmp_path: Path) -> None:
    """Normal thresholds of another mean and spread: the least root of r = F(r)."""
    law = {"mean": 0.3, "sd": 0.2}
    sets = {"society.life.opportunities.join.follows.threshold": {"normal": law}}
    moves("threshold-cascades", tmp_path, sets, {2: least_root(**law)}, runs=8)


def test_where_people_differ_more_a_threat_silences_fewer(tmp_path: Path) -> None:
    """Thresholds twice as far apart, a threat that takes four in ten: six in ten still speak, or nearly."""
    law, take = {"mean": 0.25, "sd": 0.26}, 0.6
    sets = {
        "behaviour.families.expression.deterrence": -math.log(take),
        "society.life.opportunities.speak-out.follows.threshold": {"normal": law},
        "run.people": 10_000,
    }
    moves("preference-falsification", tmp_path, sets, {6: least_root(**law, take=take)}, runs=6)


# ---------------------------------------------------------------- responses


def test_the_fall_goes_by_deterrence_times_stake(tmp_path: Path) -> None:
    """1 - exp(-deterrence x stake), here 1 - exp(-0.15 x 4)."""
    sets = {"scheme.bands.suspect.weight": 0.15, "behaviour.families.expression.deterrence": 4.0}
    moves("chilling-effect", tmp_path, sets, {0: 1 - math.exp(-0.6)})


def test_the_launch_decays_as_its_half_life_says(tmp_path: Path) -> None:
    """Where nobody is recorded, offences fall by 1 - exp(-deterrence x stake x caution), caution halving."""
    deterrence, half_life, stake = 60.0, 50.0, 0.02 * 2.5 / 4
    sets = {
        "scheme.channels.police.detects": 0.0,
        "behaviour.families.traffic.deterrence": deterrence,
        "behaviour.caution.half_life_days": half_life,
    }
    caution = 0.5 ** (np.arange(30) / half_life)
    moves("licence-points", tmp_path, sets, {0: float(1 - np.exp(-deterrence * stake * caution).mean())})


# ---------------------------------------------------------------- observation


def test_alarms_go_by_the_list(tmp_path: Path) -> None:
    """A list of 50,000: fifty times the rate at 1,000."""
    sets = {"scheme.channels.street-camera.alarms.list": 50_000, "run.people": 1_000}
    moves("face-base-rates", tmp_path, sets, {0: 16.7 * 50}, runs=1)


def test_a_match_is_worth_what_bayes_says(tmp_path: Path) -> None:
    """1 in 2,000 on the list, 60 % of them found, 1 in 2,000 of the others flagged."""
    found, flagged, base = 0.6, 1 / 2_000, 1 / 2_000
    channel = "scheme.channels.street-camera"
    sets = {
        f"{channel}.detects": found,
        f"{channel}.alarms.fpir": flagged / 10,
        "society.life.opportunities.pass.act": base,
        "run.people": 1_000,
    }
    # Alarms befall at every look, whoever passes: hence no factor 1 - base.
    moves("face-base-rates", tmp_path, sets, {3: base * found / (base * found + flagged)}, runs=1)


@pytest.mark.parametrize("shared", [0.0, 0.5, 1.0])
def test_refusals_coincide_as_the_shared_luck_says(tmp_path: Path, shared: float) -> None:
    """Three firms, four acts a year: inclusion and exclusion over firms that have no record.

    Of j firms beside the first, m share its luck with an act and see nothing with it together.
    """
    acts, unseen, firms = 4.0, 0.8, 3

    def none_sees(others: int, *, first: bool) -> float:
        terms = [
            math.comb(others, m) * shared**m * (1 - shared) ** (others - m)
            * unseen ** (others - m + (1 if m or first else 0))
            for m in range(others + 1)
        ]  # fmt: skip
        return math.fsum(terms)

    everyone = math.fsum(
        (-1) ** (j + first)
        * math.comb(firms - 1, j)
        * math.exp(-acts * (1 - none_sees(j, first=bool(first))))
        for j in range(firms)
        for first in (0, 1)
    )
    sets = {
        "scheme.providers": {"count": firms, "shared": shared},
        "scheme.channels.screening.detects": 1 - unseen,
        "society.life.opportunities.late-payment.per_year": acts,
    }
    moves("outcome-homogenisation", tmp_path, sets, {1: everyone})


# ---------------------------------------------------------------- exact laws


def test_chances_come_as_often_as_said(tmp_path: Path) -> None:
    """Rates of 3 and 1.5 a year: mean and variance 4.5."""
    sets = {
        "society.life.opportunities.meet.per_year": 3,
        "society.life.opportunities.step.per_year": 1.5,
        "run.people": 4_000,
    }
    moves("exact-laws", tmp_path, sets, {0: 4.5})


def test_a_walk_that_leans_up_has_its_law(tmp_path: Path) -> None:
    """Up with 0.55: shares at the walls and in the middle after 5 steps, in closed form."""
    law = linalg.expm(5 * walk(np.full(7, 0.55), np.ones(7)))[3]
    sets = {"society.life.opportunities.step.act": 0.55}
    moves("exact-laws", tmp_path, sets, {place: float(law[k]) for place, k in ((4, 0), (6, 6))})


def test_spells_end_at_their_hazard(tmp_path: Path) -> None:
    """8 steps a year, 0.35 of them up: exp(-2.8) still there after a year, half gone in log(2) / 2.8."""
    sets = {
        "society.life.opportunities.step": {
            "per_year": 8,
            "act": 0.35,
            "takes": "step-up",
            "leaves": "step-down",
        },
        "run.days": 2_190,
    }
    theory = {9: math.exp(-2.8), 10: math.log(2) / 2.8 * 365}
    moves("exact-laws", tmp_path, sets, theory, runs=6)
