"""Labels that contradict: each kind is asked about."""

from __future__ import annotations

from typing import Any

import pytest

from cases import posts, read
from demerit.law.case import Case
from demerit.law.labels import doubted, rights_in_doubt, suspected

POST = posts()["conducts"][0]


def case(**change: Any) -> Case:
    """The small scheme with its act changed and no data but those of its own context."""
    return Case(read(posts(data=None, conducts=[{**POST, **change}])))


@pytest.mark.parametrize(
    ("change", "contexts"),
    [
        ({}, {}),
        ({"id": "act", "family": "leisure", "context": "travel"}, {}),
        ({"family": "leisure", "context": "travel"}, {"speech": "its name"}),
        ({"id": "spreading-rumours", "family": "work", "context": "work"}, {"speech": "its name"}),
        (
            {"id": "drunk-driving", "family": "leisure", "context": "leisure"},
            {"traffic": "the shared catalogue"},
        ),
        ({"id": "act", "family": "belief", "context": "consumption"}, {"religion": "the family 'belief'"}),
    ],
)
def test_contexts_that_others_say(change: dict[str, Any], contexts: dict[str, str]) -> None:
    """By its name, by the catalogue, by its family: where the file's own context does not fit."""
    made = case(**change)
    found = suspected(made, made.conducts[0])
    if change.get("id") != "spreading-rumours":  # work is a place where people speak, too
        assert contexts == found


def test_rights_that_only_the_name_says() -> None:
    """A march labelled leisure may be an assembly; declared, there is no doubt."""
    march = case(id="march", family="leisure", context="leisure").conducts[0]
    assert {"assembly"} == rights_in_doubt(march)
    declared = case(id="march", family="leisure", context="leisure", rights=["assembly"]).conducts[0]
    assert set() == rights_in_doubt(declared)


def test_speech_that_a_general_law_forbids() -> None:
    """It is asked which law that is."""
    assert not doubted(case())
    found = doubted(case(lawful=False, unlawful_under="general-law"))
    assert ["Which general law forbids 'post', and may it (it touches expression)?"] == [
        said for said, _ in found
    ]
