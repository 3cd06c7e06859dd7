"""Questions, and a stranger who brings one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from demerit.findings.coded import Coded
from demerit.findings.jackknife import Sums, abreast
from demerit.findings.measure import measure
from demerit.findings.registry import QUESTIONS, question


@pytest.fixture
def as_before() -> Iterator[None]:
    """Take away what a test registers."""
    before = dict(QUESTIONS)
    yield
    QUESTIONS.clear()
    QUESTIONS.update(before)


@pytest.mark.usefixtures("as_before")
def test_a_stranger_brings_a_finding(shop: Any) -> None:
    """A question from outside the package is measured like any other: interval, groups and gap with it."""

    @question(
        "elders.barred_share", unit="share of persons", direction="harm", gap=True,
        definition="Share of persons over 60 among those in the lowest band.",
    )  # fmt: skip
    def elders_barred(run: Coded) -> Sums:
        barred = run.words("band", run.bands) == 0
        old = run.column("age") >= 40
        return Sums(sums=abreast(run.summed(barred & old), run.summed(barred)))

    assert callable(elders_barred)
    found = measure(shop.usual())
    assert 1 == found["elders.barred_share"].value
    assert {"many", "few"} == set(found["elders.barred_share"].groups)
    assert 1 == found["group.gap.elders.barred_share"].value
    assert list(found).index("elders.barred_share") > list(found).index("group.records_given_acts")


@pytest.mark.usefixtures("as_before")
def test_an_id_has_one_owner() -> None:
    """A second question under a taken id is refused."""
    with pytest.raises(ValueError, match=r"score\.mean"):
        question("score.mean", unit="points", definition="Another.", direction="neutral")(lambda _: None)


@pytest.mark.usefixtures("as_before")
def test_a_key_goes_into_id_and_definition(shop: Any) -> None:
    """An id with a key in angle brackets becomes a finding a key."""
    question("odd.<thing>", unit="count", definition="Odd <thing>.", direction="neutral")(
        lambda _: {"a": None, "b": None}
    )
    found = measure(shop.evidence([shop.person(0, 0)]))
    assert "Odd b." == found["odd.b"].definition
    assert found["odd.a"].value is None
