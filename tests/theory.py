"""Counts of small worlds against their closed forms: each check gives a number that is standard normal.

A check lives a world under a seed and says by how many standard deviations a count misses what theory
has it be. `tests/world/test_closed_forms.py` holds each to 4.5 under one fixed seed (a false alarm in
150,000 a check); `benchmarks/closed_forms.py` lives many seeds and tests the law of the numbers itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import linalg, stats

from demerit.societies.error_tables import error_table
from demerit.world.columns.state import ALARM, MISNAMED, OWN
from worlds import AFRICA, EURO, Part, Whole, a_society, channel, conduct, job_of, whole

Check = Callable[[int], float]
Array = npt.NDArray[Any]
PEOPLE, DISTRICT, DAYS = 2_000, 500, 100
YEARS: Final = DAYS / 365
CHECKS: Final[dict[str, Check]] = {}
LOSS: Final = -10
WALLS: Final = 6


def check(function: Check) -> Check:
    """Enter a check under its name."""
    CHECKS[function.__name__] = function
    return function


def lived(
    seed: int, *, life: Part, rules: Part | None = None, people: Part | None = None, **options: Any
) -> Whole:
    """The town of the checks, under a seed."""
    town = a_society(life, people=PEOPLE, district_people=DISTRICT)
    asked: Part = {"people": PEOPLE, "days": DAYS, "seed": seed, **options}
    return whole(job_of(rules, town, people, **asked))


def often(act: float = 1.0, per_year: float = 100.0, **parts: Any) -> Part:
    """An opportunity that comes often."""
    return {"per_year": per_year, "act": act, **parts}


def watched(points: Any = LOSS, **parts: Any) -> Part:
    """A scheme of one conduct in sight of one channel."""
    return {"conducts": [conduct("cross", points, channels=["camera"])], "channels": [channel(**parts)]}


def binomial(found: float, trials: float, chance: float) -> float:
    """Standardised count of successes."""
    return float((found - trials * chance) / np.sqrt(trials * chance * (1 - chance)))


def poisson(found: float, expected: float) -> float:
    """Standardised count of a Poisson process."""
    return float((found - expected) / np.sqrt(expected))


def chi_square(found: Array, expected: Array, lost: int = 1) -> float:
    """Pearson's statistic as a standard normal quantile."""
    statistic = ((found - expected) ** 2 / expected).sum()
    return float(stats.norm.isf(stats.chi2.sf(statistic, found.size - lost)))


def dispersion(counts: Array, mean: float) -> float:
    """Whether counts scatter as Poisson counts of this mean do: the fourth moment gives the variance."""
    return float((((counts - mean) ** 2).sum() / mean - counts.size) / np.sqrt(counts.size * (2 + 1 / mean)))


def mean_of(values: Array, expected: float) -> float:
    """Standardised mean, by the sample's own scatter."""
    return float((values.mean() - expected) / (values.std(ddof=1) / np.sqrt(values.size)))


# ---------------------------------------------------------------- occasions


@lru_cache(maxsize=1)
def plain(seed: int) -> Whole:
    """Three opportunities and a need at different rates, all taken."""
    life = {
        "opportunities": {"one": often(per_year=10), "three": often(per_year=30), "six": often(per_year=60)},
        "needs": {"half": {"context": "travel", "per_year": 5}},
    }
    return lived(seed, life=life)


@check
def occasions_fall_as_often_as_life_says(seed: int) -> float:
    """Their number is Poisson of rate times people times time."""
    return poisson(plain(seed).people("number").sum(), 105 * YEARS * PEOPLE)


@check
def occasions_scatter_as_a_poisson_process(seed: int) -> float:
    """Numbers a person have the variance of their mean."""
    return dispersion(plain(seed).people("number"), 105 * YEARS)


@check
def kinds_come_in_proportion_to_their_rates(seed: int) -> float:
    """Which occasion it is: multinomial, by the alias table."""
    world = plain(seed)
    acts = [world.tally(name, 0).sum() for name in ("one", "three", "six")]
    found = np.array([*acts, world.people("needs").sum()])
    return chi_square(found, np.array([10, 30, 60, 5]) / 105 * found.sum())


@check
def occasions_fall_evenly_on_days(seed: int) -> float:
    """Acts by day: the same expected number on each."""
    found = np.sum([each.state.days[..., 1].sum(axis=(1, 2)) for each in plain(seed).lived], axis=0)
    return chi_square(found, np.full(DAYS, found.sum() / DAYS))


@lru_cache(maxsize=1)
def spread(seed: int) -> Whole:
    """Two families whose propensities share half of their spread."""
    each = {"act": 0.05, "per_year": 600.0, "spread": 0.8}
    life = {
        "propensity": {"shared": 0.5},
        "opportunities": {"a": {**each, "family": "traffic"}, "b": {**each, "family": "care"}},
    }
    return lived(seed, life=life)


def acts_of(world: Whole) -> tuple[Array, float, float]:
    """Acts a person of both families together, mean of one family's, and the spread squared as tabled.

    A person's acts of a family are Poisson given the propensity, as the chance is never cut at 1.
    """
    shared, own = (np.float64(part[0]) for part in (world.tables.shared_part, world.tables.own_part))
    return world.people("acts"), 0.05 * 600 * YEARS, float(shared.var() + own.var())


@check
def propensities_have_mean_one(seed: int) -> float:
    """Acts a person average act times occasions."""
    acts, mean, _ = acts_of(spread(seed))
    return mean_of(acts, 2 * mean)


@check
def families_share_part_of_their_propensity(seed: int) -> float:
    """The second factorial moment of acts of both families: 2 m² (1 + v) + 2 m² (1 + shared v)."""
    acts, mean, variance = acts_of(spread(seed))
    common = float(np.float64(spread(seed).tables.shared_part[0]).var())
    return mean_of(acts * (acts - 1), 2 * mean**2 * (2 + variance + common))


# ---------------------------------------------------------------- observation


@lru_cache(maxsize=1)
def seen(seed: int) -> Whole:
    """Certain acts before two channels, the first with errors of every kind."""
    rules = {
        "conducts": [conduct("cross", [-3, 2], channels=["second", "camera"])],
        "channels": [
            channel(detects=0.3, misnames=0.2, misnamed_by="class", alarms=ALARMS, alarm_conduct="cross"),
            channel("second", detects=0.5),
        ],
    }  # fmt: skip
    return lived(seed, life={"opportunities": {"cross": often()}}, rules=rules)


ALARMS: Final = {"looks_per_year": 300, "fpir": 0.002, "at_list": 1000, "list": 5000}
ALARM_RATE: Final = 300 * 0.002 * 5 / 365


def by_channel(world: Whole, number: int) -> Array:
    """Entries through one channel."""
    return world.entries[world.entries["channel"] == number]


@check
def the_first_channel_detects_its_share(seed: int) -> float:
    """Own and misnamed records through the first channel: binomial; of the last day none is named yet."""
    first = by_channel(seen(seed), 0)
    found = (first["cause"] == OWN).sum() + (first["cause"] == MISNAMED).sum()
    unnamed = 0.3 * 0.2 * PEOPLE * 100 / 365  # the last day's, still on their way
    acts = seen(seed).people("acts").sum()
    return binomial(found + unnamed, acts, 0.3)


@check
def the_second_channel_sees_what_the_first_missed(seed: int) -> float:
    """The first detection wins: (1 - 0.3) x 0.5."""
    return binomial(by_channel(seen(seed), 1).size, seen(seed).people("acts").sum(), 0.7 * 0.5)


@check
def a_share_of_records_is_misnamed(seed: int) -> float:
    """Of records of acts that were entered by the last morning: binomial."""
    first = by_channel(seen(seed), 0)
    own = ((first["cause"] == OWN) & (first["day"] < DAYS - 1)).sum()
    misnamed = (first["cause"] == MISNAMED).sum()
    return binomial(misnamed, own + misnamed, 0.2)


def class_weights(world: Whole) -> Array:
    """10^cell of the classes of the town's two groups."""
    table = error_table(world.job.society, "class")
    names = [table.classes.index(name) for name in (EURO, AFRICA)]
    return 10.0 ** table.log10[np.ix_(names, names)]


@check
def victims_are_those_whom_the_camera_takes_them_for(seed: int) -> float:
    """The class of the misnamed: size of the class without the actor times 10^cell, actor by actor."""
    world = seen(seed)
    entries = world.entries[world.entries["cause"] == MISNAMED]
    weights, group = class_weights(world), world.districts.group.astype(np.int64)
    district = np.repeat(np.arange(len(world.lived)), np.diff(world.districts.offsets))
    size = np.array([np.bincount(group[district == d], minlength=2) for d in range(len(world.lived))])
    actor = entries["source"] + world.districts.offsets[district[entries["subject"]]]
    others = size[district[actor]] - np.eye(2, dtype=np.int64)[group[actor]]
    expected = others * weights[group[actor]]
    chance = expected[:, 1] / expected.sum(axis=1)
    found = group[entries["subject"]].sum()
    return float((found - chance.sum()) / np.sqrt((chance * (1 - chance)).sum()))


@check
def victims_within_a_class_are_drawn_evenly(seed: int) -> float:
    """Misnamed records against members of the larger group scatter as Poisson counts of a district's mean."""
    world = seen(seed)
    counts = np.bincount(world.entries["subject"][world.entries["cause"] == MISNAMED], minlength=PEOPLE)
    parts = [
        counts[low:high][world.districts.group[low:high] == 0]
        for low, high in zip(world.districts.offsets, world.districts.offsets[1:], strict=False)
    ]
    found, expected = np.concatenate(parts), np.concatenate([np.full(p.size, p.mean()) for p in parts])
    return chi_square(found, expected, lost=len(parts))


@check
def alarms_ring_by_looks_rate_and_list(seed: int) -> float:
    """Looks x false positive rate x list / list at which it was measured: Poisson."""
    found = (seen(seed).entries["cause"] == ALARM).sum()
    return poisson(found, ALARM_RATE * DAYS * PEOPLE)


@check
def alarms_scatter_as_a_poisson_process(seed: int) -> float:
    """Alarms a person have the variance of their mean."""
    entries = seen(seed).entries
    counts = np.bincount(entries["subject"][entries["cause"] == ALARM], minlength=PEOPLE)
    return dispersion(counts, ALARM_RATE * DAYS)


@check
def points_are_drawn_evenly(seed: int) -> float:
    """Every whole number from low to high is as likely, for own and wrong records alike."""
    drawn = seen(seed).entries["drawn"]
    found = np.bincount(drawn + 3, minlength=6)
    return chi_square(found, np.full(6, drawn.size / 6))


@check
def few_who_do_it_make_most_records_wrong(seed: int) -> float:
    """Positive predictive value: acts detected over acts detected and alarms, at a prevalence of 0.4 %."""
    rules = watched(detects=0.6, alarms={"per_year": 2}, alarm_conduct="cross")
    entries = lived(
        seed, life={"opportunities": {"cross": often(act=0.004, per_year=200)}}, rules=rules
    ).entries
    true, false = 200 * 0.004 * 0.6, 2.0
    return binomial((entries["cause"] == OWN).sum(), entries.size, true / (true + false))


@check
def review_stops_its_share_of_wrong_records(seed: int) -> float:
    """Alarms that enter: Poisson of the rate times 1 - share x catches."""
    rules = watched(alarms={"per_year": 20}, alarm_conduct="cross", review={"share": 0.5, "catches": 0.6})
    entries = lived(seed, life={"opportunities": {"cross": often(act=0.0)}}, rules=rules).entries
    return poisson(entries.size, 20 * YEARS * PEOPLE * 0.7)


# ---------------------------------------------------------------- decision


def decided(seed: int, points: int, answers: Part, *, frozen: bool = False) -> tuple[Whole, int]:
    """Acts at a chance of 0.3 under stakes that nothing moves, as no channel looks; and occasions."""
    rules = {
        "conducts": [conduct("cross", points, rights=["expression"])],
        "bands": [*({"id": name, "from": edge, "weight": weight} for name, edge, weight in BANDS)],
    }
    people = {"families": {"traffic": answers}, "caution": {"start": 0.7, "floor": 0.7}}
    life = {"opportunities": {"cross": often(act=0.3, family="traffic")}}
    world = lived(seed, life=life, rules=rules, people=people, frozen_behaviour=frozen)
    return world, int(world.people("number").sum())


BANDS: Final = (("low", 600, 1.0), ("high", 980, 0.2), ("top", 1025, -0.3))
DETERRED: Final = float(np.exp(-2.0 * 0.7 * 0.8 * 10 / 21))
REWARDED: Final = 1 - 0.1 + 3.0 * 0.5 * 10 / 25


@check
def the_deterred_act_by_the_formula(seed: int) -> float:
    """exp(-elasticity x caution x stake); the stake: 0.8 in weight times 10 of the 21 points down."""
    world, occasions = decided(seed, LOSS, {"deterrence": 2.0})
    return binomial(world.people("acts").sum(), occasions, 0.3 * DETERRED)


@check
def what_is_withheld_is_the_difference(seed: int) -> float:
    """Acts of life that the response took: binomial of 1 - factor."""
    world, occasions = decided(seed, LOSS, {"deterrence": 2.0})
    return binomial(world.people("withheld").sum(), occasions, 0.3 * (1 - DETERRED))


@check
def the_rewarded_act_by_the_formula(seed: int) -> float:
    """1 - crowding out + reward x gain; the gain: 0.5 in weight times 10 of the 25 points up."""
    world, occasions = decided(seed, -LOSS, {"reward": 3.0, "crowding_out": 0.1})
    return binomial(world.people("acts").sum(), occasions, 0.3 * REWARDED)


@check
def what_is_performed_is_the_difference(seed: int) -> float:
    """Acts that only the reward brought: binomial of factor - 1."""
    world, occasions = decided(seed, -LOSS, {"reward": 3.0, "crowding_out": 0.1})
    return binomial(world.people("performed").sum(), occasions, 0.3 * (REWARDED - 1))


@check
def the_frozen_act_as_life_has_it(seed: int) -> float:
    """Without a response the chance is act."""
    world, occasions = decided(seed, LOSS, {"deterrence": 2.0}, frozen=True)
    return binomial(world.people("acts").sum(), occasions, 0.3)


@check
def a_share_is_aware_at_launch(seed: int) -> float:
    """By column: 0.3 of the larger group, 0.8 of the other."""
    aware = {"by": "group", "values": {"many": 0.3, "few": 0.8}}
    world = lived(seed, life={"opportunities": {"cross": often()}}, people={"aware": aware}, days=1)
    chance = np.where(world.districts.group == 0, 0.3, 0.8)
    return float((world.people("aware") - chance).sum() / np.sqrt((chance * (1 - chance)).sum()))


@check
def thresholds_are_normal(seed: int) -> float:
    """Mean 0.4 and standard deviation 0.2: the sum of squares of what is left is chi-square."""
    follows = {"ties": "district", "threshold": {"normal": {"mean": 0.4, "sd": 0.2}}}
    world = lived(seed, life={"opportunities": {"cross": often(follows=follows)}}, days=1)
    threshold = np.concatenate([each.state.threshold[:, 0] for each in world.lived]).astype(np.float64)
    squares = (((threshold - 0.4) / 0.2) ** 2).sum()
    return float(stats.norm.isf(stats.chi2.sf(squares, threshold.size)))


# ---------------------------------------------------------------- judgement


def walked(seed: int, up: float, down: float, start: Any, days: int) -> Array:
    """How many people stand at each of the scores 0 to 6 after so many days of steps up and down."""
    rules = {
        "score": {"start": start, "min": 0, "max": WALLS},
        "bands": [{"id": "low", "from": 0}, {"id": "high", "from": 3}],
        "conducts": [conduct("rise", 1, channels=["camera"]), conduct("fall", -1, channels=["camera"])],
        "channels": [channel()],
    }
    life = {"opportunities": {"rise": often(per_year=up), "fall": often(per_year=down)}}
    world = lived(seed, life=life, rules=rules, days=days)
    return np.bincount(world.people("score"), minlength=WALLS + 1)


def generator(up: float, down: float) -> Array:
    """Rates of the walk between its walls, a year."""
    rates = np.diag([up] * WALLS, 1) + np.diag([down] * WALLS, -1)
    return rates - np.diag(rates.sum(axis=1))


@check
def scores_walk_between_their_walls(seed: int) -> float:
    """After a month the scores are distributed as the walk's matrix exponential says."""
    law = linalg.expm(generator(20, 30) * 30 / 365)[4]
    return chi_square(walked(seed, 20, 30, 4, 30), law * PEOPLE)


@check
def scores_come_to_rest_by_the_stationary_law(seed: int) -> float:
    """After long: powers of the ratio of the rates."""
    law = (60 / 90) ** np.arange(WALLS + 1)
    return chi_square(walked(seed, 60, 90, 6, 365), law / law.sum() * PEOPLE)


@check
def starts_are_handed_out_by_share(seed: int) -> float:
    """By group: half and half at 1 and 5 in one, all at 3 in the other."""
    start = {"by": "group", "shares": {"many": {1: 0.5, 5: 0.3, 6: 0.2}, "few": {3: 1.0}}}
    found = walked(seed, 0.0, 0.0, start, 1)
    many = found.sum() - found[3]
    return chi_square(found[[1, 5, 6]], many * np.array([0.5, 0.3, 0.2]))


@check
def fractions_of_points_are_rounded_by_luck(seed: int) -> float:
    """The second record of the year counts -10 x 0.625 = -6.25: in a quarter of cases 7."""
    rules = {
        "conducts": [conduct("cross", LOSS, channels=["camera"], repeat_factor=0.625)],
        "channels": [channel()],
    }
    entries = lived(seed, life={"opportunities": {"cross": often()}}, rules=rules).entries
    second = entries[entries["record"] == 2]["drawn"]
    return binomial((second == -7).sum(), second.size, 0.25)
