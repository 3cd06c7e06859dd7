"""Harms that rise: told by group, beyond chance; what falls and what is no harm in itself is not."""

from __future__ import annotations

from demerit.findings.finding import Finding
from demerit.study.ensemble.lived import findings_of
from demerit.study.turning.rises import absolute, risen
from seeing import job
from worlds import channel


def test_a_group_that_is_worse_off_is_told() -> None:
    """Harms that rise beyond chance, by group; what falls, and what is no harm in itself, does not."""
    few, many = (
        findings_of(job()),
        findings_of(job(channels=[channel(misnames=0.9, detects=0.9), channel("sweeper")])),
    )
    rises = [*risen(few, many)]
    assert {"wrong.people_share[many]", "wrong.people_share[few]"} <= set(rises)
    assert [] == [name for name in rises if name.startswith("wrong.points_share")]
    assert "wrong.people_share[many]" not in [*risen(many, few)]
    assert [] == [*risen(few, few)]


def test_a_finding_without_a_value_rises_nowhere() -> None:
    """Nor does one that the other world lacks."""
    finding = Finding(value=None, unit="share of persons", definition="", direction="harm")
    assert [] == [*risen({"x": finding}, {"x": finding})]
    assert [] == [*risen({"x": finding}, {})]


def test_a_share_of_refusals_is_no_harm_in_itself() -> None:
    """It may rise because fewer are refused; a share of people may not."""
    found = findings_of(job())
    assert [True, False] == [absolute(found[name]) for name in ("wrong.people_share", "wrong.points_share")]
