"""What an act's other labels say, and the reading of them that touches more."""

from __future__ import annotations

from typing import Any

import pytest

from cases import posts, read
from demerit.formats.vocabulary import Context
from demerit.law.case import Case
from demerit.law.readings import exercised, hinted, rights_hinted, rights_in_doubt, suspected, touched
from demerit.schemes.model import Conduct, Scheme

POST = posts()["conducts"][0]
Told = tuple[Scheme, Conduct]


def act(**change: Any) -> Told:
    """The small scheme, and its act changed, read from no data but those of its own context."""
    model = read(posts(data=None, conducts=[{**POST, **change}])).model
    return model, model.conducts[0]


def places(told: Told) -> dict[Context, str]:
    """Contexts that other labels of an act say."""
    return suspected(*told, [told[1].context])


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
    found = places(act(**change))
    if change.get("id") != "spreading-rumours":  # work is a place where people speak, too
        assert contexts == found


def test_rights_that_only_the_name_says() -> None:
    """A rally labelled leisure is an assembly by its name; declared, there is no doubt."""
    rally = act(id="rally", family="leisure", context="leisure")
    assert {"assembly"} == rights_in_doubt(*rally) == exercised(*rally)
    declared = act(id="rally", family="leisure", context="leisure", rights=["assembly"])
    assert set() == rights_in_doubt(*declared)
    assert {"assembly"} == touched(*declared)


def test_a_word_that_may_mean_something_else() -> None:
    """A march may be a month and a complaint a customer's: asked, and touching nothing meanwhile."""
    march = act(id="march", family="leisure", context="leisure")
    assert set() == touched(*march)
    assert {"assembly"} == rights_hinted(*march)
    told = act(id="complaint", family="leisure", context="transport")
    assert ({}, {"speech": "its name"}) == (places(told), hinted(told[1], ["transport"]))


def test_illness_is_no_exercise_whatever_it_is_called() -> None:
    """By its name an illness is private life, touched and not exercised."""
    ill = act(id="illness", family="work", context="work")
    assert {"privacy"} == touched(*ill)
    assert set() == exercised(*ill)


def test_data_and_acts_of_other_contexts_are_both_read() -> None:
    """Data said to come from travel, of an act of politics: both are where they come from."""
    tickets = [{"id": "tickets", "generated_in": "travel", "about": "conduct", "channels": ["web"]}]
    found = Case(read(posts(data=tickets)))
    assert (("travel",), ("politics", "travel")) == (
        found.stated(found.conducts[0]),
        found.generated(found.conducts[0]),
    )
