"""Labels that contradict: each kind is asked about, and the reading that touches more is followed."""

from __future__ import annotations

from typing import Any

from cases import posts, read
from demerit.law.case import Case
from demerit.law.labels import doubted, where, whether

POST = posts()["conducts"][0]


def case(**change: Any) -> Case:
    """The small scheme with its act changed and no data but those of its own context."""
    return Case(read(posts(data=None, conducts=[{**POST, **change}])))


def test_what_is_asked_beside_a_status() -> None:
    """One question an act, on the context first; consistent labels ask nothing."""
    called, speech = case(family="leisure", context="travel"), frozenset({"expression"})
    said = " 'post' is speech by its name, and travel by the file: which is it?"
    assert {said} == {where(called, called.conducts), whether(called, called.conducts, speech)}
    assert {""} == {where(case(), case().conducts), whether(case(), case().conducts, speech)}
    rally = case(id="rally", family="leisure", context="leisure")
    assert "touches assembly by its name" in whether(rally, rally.conducts, frozenset({"assembly"}))


def test_many_contradictions_are_counted() -> None:
    """Of more than three, three are asked and the others counted."""
    acts = [{**POST, "id": f"tweet-{n}", "family": "leisure", "context": "travel"} for n in range(5)]
    many = Case(read(posts(data=None, conducts=acts)))
    assert where(many, many.conducts).endswith("which is it? 2 more contradict so.")


def test_speech_that_a_general_law_forbids() -> None:
    """It is asked which law that is."""
    assert not doubted(case())
    found = doubted(case(lawful=False, unlawful_under="general-law"))
    assert ["Which general law forbids 'post', and may it (it touches expression)?"] == found
