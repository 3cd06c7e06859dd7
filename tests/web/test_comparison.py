"""Two schemes side by side."""

from __future__ import annotations

from demerit import api
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
