"""Groups compared with the rest of society."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from demerit.findings.groups import gap
from demerit.findings.jackknife import Sums, ratio
from demerit.findings.measure import measure


def answer(few: list[int], many: list[int], of: int = 100) -> Sums:
    """Events of two groups of `of` people a district."""
    sums = np.array([[[a, of], [b, of]] for a, b in zip(many, few, strict=True)], np.float64)
    return Sums(sums=sums, statistic=ratio)


def test_ratio_and_difference_by_hand() -> None:
    """Twenty of a hundred against ten: twice as many, ten in a hundred more; the other side is its mirror."""
    worst, groups = gap(answer([20] * 10, [10] * 10), ["many", "few"], "harm")
    assert groups["few"]["ratio"] == pytest.approx(2)
    assert groups["few"]["difference"] == pytest.approx(0.1)
    assert groups["many"]["ratio"] == pytest.approx(0.5)
    assert worst.value == pytest.approx(2)


def test_worst_of_what_is_favourable_is_the_least() -> None:
    """Where more is better, the worst ratio is the lowest."""
    worst, _ = gap(answer([20] * 10, [10] * 10), ["many", "few"], "favourable")
    assert worst.value == pytest.approx(0.5)


def test_flagged_only_when_the_whole_interval_is_beyond() -> None:
    """A clear doubling is flagged; the same ratio of districts that disagree is not; nor the lucky group."""
    names = ["many", "few"]
    clear = gap(answer([20, 21, 19, 20, 20, 21, 19, 20], [10] * 8), names, "harm")
    noisy = gap(answer([100, 2, 1, 40, 3, 1, 2, 11], [10] * 8), names, "harm")
    assert clear[0].value == pytest.approx(noisy[0].value)
    assert (True, False) == (clear[1]["few"]["flagged"], noisy[1]["few"]["flagged"])
    assert not clear[1]["many"]["flagged"]
    assert gap(answer([20] * 10, [10] * 10), names, "favourable")[1]["many"]["flagged"]


def test_few_events_make_a_wide_interval_and_no_selection() -> None:
    """A gap is given whatever the events: of nothing the ratio is 0, with an upper end that is not."""
    _, groups = gap(answer([0] * 10, [5] * 10), ["many", "few"], "harm")
    few, many = groups["few"], groups["many"]
    assert (0.0, 0.0) == (few["ratio"], few["low"])
    assert 0 < few["high"] < 0.2  # type: ignore[operator]
    assert (None, None) == (many["ratio"], many["high"])


def test_one_event_apiece_is_no_gap() -> None:
    """Two events, one in each group, bound the ratio hardly at all, and flag nothing."""
    one = [1, *[0] * 9]
    worst, groups = gap(answer(one, one), ["many", "few"], "harm")
    assert 1 == worst.value
    assert worst.low < 0.1  # type: ignore[operator]
    assert worst.high > 10  # type: ignore[operator]
    assert not any(entry["flagged"] for entry in groups.values())


def test_the_worst_of_many_is_as_wide_as_all_of_them() -> None:
    """The value's interval allows for picking: of three groups it is wider than the worst one's own."""
    sums = np.array([[[5 + g + d % 3, 100] for g in range(3)] for d in range(12)], np.float64)
    worst, groups = gap(Sums(sums=sums, statistic=ratio), ["a", "b", "c"], "harm")
    assert worst.value == groups["c"]["ratio"]
    assert worst.high > groups["c"]["high"]  # type: ignore[operator]


def test_interval_is_of_the_logarithm() -> None:
    """Both ends are about as far from the ratio, as factors, and a group's are one over the other's."""
    _, groups = gap(answer([20, 31, 19, 27, 20, 21, 29, 20], [10] * 8), ["many", "few"], "harm")
    few, many = groups["few"], groups["many"]
    up, down = math.log(few["high"] / few["ratio"]), math.log(few["ratio"] / few["low"])  # type: ignore[operator]
    assert up == pytest.approx(down, rel=0.05)
    assert many["low"] == pytest.approx(1 / few["high"])  # type: ignore[operator]


def test_records_given_acts_is_records_over_acts(shop: Any) -> None:
    """The share and its gap are those of the persons' columns."""
    evidence = shop.usual()
    people = evidence.people.collect()
    by = {g: people.filter(people["group"] == g) for g in ("many", "few")}
    rate = {g: part["records"].sum() / part["acts"].sum() for g, part in by.items()}
    found = measure(evidence)
    assert rate["few"] == pytest.approx(found["group.records_given_acts"].groups["few"]["value"])
    worst = max(rate["few"] / rate["many"], rate["many"] / rate["few"])
    assert worst == pytest.approx(found["group.gap.group.records_given_acts"].value)


def test_one_group_has_nobody_to_compare_with(shop: Any) -> None:
    """In a society of one group no gap is measured."""
    found = measure(shop.evidence([shop.person(0, 0), shop.person(1, 0)]))
    assert found["group.gap.wrong.people_share"].value is None
    assert {} == found["group.gap.wrong.people_share"].groups
