"""Two schemes side by side."""

from __future__ import annotations

import pytest

from demerit import api
from demerit.study.ensemble.assumed import apart
from demerit.web.comparison import AskedComparison
from served import SMALL, Asking

OTHER = SMALL | {"sets": ["conducts.jaywalking.points=0"]}


def compared(page: Asking, a: object, b: object) -> dict:
    """A comparison, lived."""
    begun = page.post("/api/comparisons", {"a": a, "b": b})
    page.events(begun["id"], "comparisons")
    return page.get(f"/api/comparisons/{begun['id']}")


def test_differences_equal_the_apis(page: Asking) -> None:
    """Each difference is what `demerit.compare` finds, range and all."""
    found = compared(page, SMALL, OTHER)
    ours = api.compare(
        SMALL["scheme"], SMALL["scheme"], sets=OTHER["sets"], society=SMALL["society"],
        people=SMALL["people"], days=SMALL["days"], workers=1, assumed=0,
    )  # fmt: skip
    told = {each["id"]: each for each in found["differences"]}
    for name, difference in ours.differences.items():
        assert difference == {key: told[name][key] for key in difference}
    (rule,) = found["rules"]
    assert ("conducts.jaywalking.points", "0") == (rule["path"], rule["b"])


def test_a_scheme_and_itself_differ_by_nothing(page: Asking) -> None:
    """Of the same rules no difference is beyond chance, and no rule differs."""
    found = compared(page, SMALL, SMALL)
    assert ([], True) == (found["rules"], found["same_rules"])
    assert {0.0} >= {
        each["difference"] for each in found["differences"] if isinstance(each["difference"], float)
    }
    assert not [each["id"] for each in found["differences"] if each["beyond_chance"] or each["better"]]


def test_what_is_better_is_better_for_people(page: Asking) -> None:
    """Where chance is no explanation, the side with less of a harm, or more of a good, is named."""
    found = compared(page, SMALL | {"people": 20_000}, OTHER | {"people": 20_000})
    beyond = [each for each in found["differences"] if each["better"]]
    assert beyond
    for each in beyond:
        more = each["difference"] > 0
        assert ("a" if more == (each["direction"] == "harm") else "b") == each["better"]


def test_before_it_is_done_it_is_told_so(page: Asking) -> None:
    """A comparison that is still lived answers 409, and can be ended."""
    large = {"people": 20_000, "days": 1_825, "seed": 77}
    begun = page.post("/api/comparisons", {"a": SMALL | large, "b": OTHER | large})
    path = f"/api/comparisons/{begun['id']}"
    assert 409 == page.refusal("GET", path)[0]
    assert 204 == page.client.delete(path).status_code
    assert "cancelled" in [event for event, _ in page.events(begun["id"], "comparisons")]


def test_both_ranges_of_a_difference_are_draw_against_draw(page: Asking) -> None:
    """Asked for, both are drawn with the same numbers; a difference has the range of the draws' own."""
    words = {"days": 7, "people": 800}
    found = compared(page, SMALL | words, OTHER | words)
    assert (None, {None}) == (found["ranges"], {each["assumed_low"] for each in found["differences"]})
    page.post(f"/api/comparisons/{found['id']}/ranges", {"draws": 39})
    page.events(found["id"], "comparisons")
    drawn = page.get(f"/api/comparisons/{found['id']}")
    a, b = page.desk.known(found["id"], AskedComparison).drawn or pytest.fail("nothing was drawn")
    assert a.numbers == b.numbers
    told = {each["id"]: (each["assumed_low"], each["assumed_high"]) for each in drawn["differences"]}
    for name, ends in told.items():
        assert pytest.approx(apart(a, b, name) or (None, None)) == ends
    assert 10 < sum(low is not None for low, _ in told.values())
    assert (39, "done") == (drawn["ranges"]["draws"], drawn["parts"]["ranges"])
    rows = [row for part in drawn["a"]["headline"] for row in part["rows"]]
    assert [row["id"] for row in rows if row["assumed_low"] is not None]
    assert found["a"]["bands"] == drawn["a"]["bands"]


def test_ranges_of_what_is_not_compared_yet_are_a_conflict(page: Asking) -> None:
    """Only what was lived can be drawn; what is drawn can be ended."""
    large = {"people": 20_000, "days": 1_825, "seed": 78}
    begun = page.post("/api/comparisons", {"a": SMALL | large, "b": OTHER | large})
    path = f"/api/comparisons/{begun['id']}"
    assert 409 == page.refusal("POST", f"{path}/ranges", json={"draws": 39})[0]
    assert 204 == page.client.delete(path).status_code
