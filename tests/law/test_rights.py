"""Rights: what files declare, and what the table implies."""

from __future__ import annotations

import pytest

from cases import Raw, posts, read
from demerit.law import rights
from demerit.schemes.rights import rights_of

POST, TRAINS = posts()["conducts"][0], posts()["treatments"][0]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"family": "leisure", "context": "leisure"}, set()),
        ({"family": "leisure", "context": "leisure", "rights": ["association"]}, {"association"}),
        ({"family": "praise", "context": "leisure"}, {"expression"}),
        ({"family": "leisure", "context": "religion"}, {"religion", "conscience"}),
        ({"family": "care", "context": "politics"}, {"privacy", "expression"}),
        ({"family": "leisure", "context": "family"}, {"family", "privacy"}),
    ],
)
def test_rights_of_acts(change: Raw, found: set[str]) -> None:
    """Declared, and implied by family or context, together."""
    assert found == rights_of(read(posts(conducts=[{**POST, **change}])).model.conducts[0])


@pytest.mark.parametrize(
    ("change", "context", "found"),
    [
        ({}, "travel", {"movement"}),
        ({"effect": "price", "factor": 1.2}, "travel", set()),
        ({"rights": ["property"]}, "travel", {"movement", "property"}),
        ({}, "leisure", set()),
        ({"effect": "exposure", "need": None}, None, {"privacy"}),
    ],
)
def test_rights_of_treatments(change: Raw, context: str | None, found: set[str]) -> None:
    """Refused travel touches movement, being shown up privacy, whatever the file declares."""
    raw = {key: value for key, value in {**TRAINS, **change}.items() if value is not None}
    treatment = read(posts(treatments=[raw])).model.treatments[0]
    assert found == rights.of_treatment(treatment, context)  # type: ignore[arg-type]


def test_the_table_is_sourced() -> None:
    """Each row names the law and its reason."""
    assert all(row.source and row.reason for row in rights.rows())


def test_being_ill_is_no_exercise_of_a_right() -> None:
    """Illness is private life, touched and not exercised; how relatives treat each other is exercised."""
    ill = read(posts(conducts=[{**POST, "family": "care", "context": "health"}])).model.conducts[0]
    assert {"privacy"} == rights_of(ill)
    assert set() == rights.exercised(ill)
    visit = read(posts(conducts=[{**POST, "family": "care", "context": "family"}])).model.conducts[0]
    assert {"family", "privacy"} == rights.exercised(visit)


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({}, True),
        ({"effect": "wait", "wait": {"days": 365}}, True),
        ({"effect": "wait", "wait": {"days": 364}}, False),
        ({"effect": "human-referral", "wait": {"days": 7300}}, True),
        ({"effect": "investigation", "investigation": {"days": 7300}}, False),
        ({"effect": "price", "factor": 100}, False),
    ],
)
def test_a_wait_of_a_year_is_a_refusal(change: Raw, refused: bool) -> None:
    """Who waits a year is refused in it; what may keep somebody away touches what a refusal does."""
    treatment = read(posts(treatments=[{**TRAINS, **change, "need": "flat-rental"}])).model.treatments[0]
    assert refused == rights.as_a_refusal(treatment)
    assert refused == ({"movement", "privacy"} == rights.of_treatment(treatment, "housing"))
    by_need = {"movement", "privacy"} if treatment.effect != "investigation" else set[str]()
    assert by_need == rights.if_refused(treatment, "housing")
