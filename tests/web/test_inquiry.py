"""What is asked of a scheme's assumptions on the page: lived in memory, told as it goes, ended at will."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from demerit.study.turning.holds import hold_claims, wilson
from demerit.web.asked import StudyQuestion
from demerit.web.inquiry import turning
from demerit.world.job import Job
from served import SMALL, Asking
from uncertain import honkers

TINY: dict[str, Any] = SMALL | {"people": 800, "days": 7}
TURNS = "wrong.people_share > 0.06"
CLAIMS = ["wrong.people_share > 0.001", "points.lost > 1000000"]


def asked(page: Asking, **words: Any) -> dict[str, Any]:
    """A study that was asked for, to its end."""
    begun = page.post("/api/studies", TINY | words)
    stages = [said for event, said in page.events(begun["id"], "studies") if event == "progress"]
    assert all(said["done"] <= said["total"] for said in stages)
    return page.get(f"/api/studies/{begun['id']}")


def test_claims_are_held(page: Asking) -> None:
    """Each is told with its share and interval; asked for again it is there; and it is listed."""
    found = asked(page, **_claims())
    for each in found["claims"]:
        assert 64 == each["draws"]
        assert pytest.approx(1 - each["fails"] / each["draws"]) == each["holds_share"]
        assert pytest.approx(wilson(64 - each["fails"], 64)) == (each["low"], each["high"])
    assert CLAIMS == [each["claim"] for each in found["claims"]]
    assert "it holds nowhere" in found["claims"][1]["where"].lower()
    assert found["id"] in [each["name"] for each in page.get("/api/studies")["studies"]]
    again = page.post("/api/studies", TINY | _claims())
    assert ("done", found["id"]) == (again["state"], again["id"])


def _claims() -> dict[str, Any]:
    """The question of that test."""
    return {"question": "claims", "claims": CLAIMS, "draws": 64}


def test_what_drives_it_is_screened(page: Asking) -> None:
    """All assumed numbers are; each finding of the headline says what moves it, most first."""
    found = asked(page, question="drives", samples=16)
    assert "Sobol" in found["about"]
    assert found["outcomes"]
    for outcome in found["outcomes"]:
        assert outcome["said"]
        shares = [row["index"] for row in outcome["rows"] if row["index"] is not None]
        assert sorted(shares, reverse=True) == shares


def test_a_study_is_ended(page: Asking) -> None:
    """What is not done can be ended; then it says so, and may be asked for again."""
    begun = page.post("/api/studies", TINY | {"question": "drives", "samples": 64, "seed": 5})
    path = f"/api/studies/{begun['id']}"
    assert 409 == page.refusal("GET", path)[0]
    assert 204 == page.client.delete(path).status_code
    assert "cancelled" in [event for event, _ in page.events(begun["id"], "studies")]
    assert (409, "this study is cancelled") == (
        page.refusal("GET", path)[0], page.refusal("GET", path)[1]["message"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ({"question": "claims", "claims": ["x"] * 9}, "wrong-use"),
        ({"question": "claims", "draws": 100_000}, "wrong-use"),
        ({"question": "drives", "samples": 4096}, "wrong-use"),
        ({"question": "best"}, "wrong-use"),
        ({"question": "claims", "scheme": "no-such"}, "invalid"),
    ],
)
def test_what_is_beyond_bounds_is_refused(page: Asking, words: dict[str, Any], kind: str) -> None:
    """More claims, draws or samples than are lived within minutes, and any other question."""
    assert kind == page.refusal("POST", "/api/studies", json=TINY | words)[1]["kind"]


def test_a_claim_that_cannot_be_read_fails_in_words(page: Asking) -> None:
    """The place in its text is told, as the command tells it."""
    begun = page.post("/api/studies", TINY | {"question": "claims", "claims": ["wrong.poeple_share > 1"]})
    said = dict(page.events(begun["id"], "studies"))["failed"]["error"]
    assert "wrong.people_share" in said["message"]


def test_an_unknown_study_is_not_found(page: Asking) -> None:
    """An id that nobody was given, and that of a world."""
    world = page.world(people=800, days=30)
    for key in ("folder-9", world["id"]):
        assert 404 == page.refusal("GET", f"/api/studies/{key}")[0]


def town() -> Job:
    """A town of two assumed numbers, sixty days."""
    return replace(honkers(), days=60)


def test_a_box_has_a_picture() -> None:
    """Where a claim fails in a part of the draws, each draw is a point, and the box lies within its axes."""
    words = {"question": "claims", "draws": 64, "claims": [TURNS]}
    found = turning(town(), StudyQuestion.model_validate(words), lambda *_: None)
    (claim,) = found["claims"]
    known = hold_claims([town()], [TURNS], draws=64).as_json()[claim["claim"]]
    assert {key: known[key] for key in ("holds_share", "low", "high", "draws", "fails")} == {
        key: claim[key] for key in ("holds_share", "low", "high", "draws", "fails")
    }
    drawn = claim["picture"]
    assert drawn is not None, claim
    assert claim["draws"] == len(drawn["points"])
    assert claim["fails"] == sum(bad for _, _, bad, _ in drawn["points"])
    for axis in (drawn["across"], drawn["up"]):
        low, high = axis.get("box", (0, 1))
        assert 0 <= low < high <= 1
    assert all(0 <= across <= 1 for across, *_ in drawn["points"])
