"""What an act's other labels say, and the reading of them that touches more."""

from __future__ import annotations

from typing import Any

import pytest

from cases import posts, read
from demerit.formats.vocabulary import Context
from demerit.law.case import Case
from demerit.law.readings import (
    exercised,
    forbidden_by,
    hinted,
    is_politics,
    political_by_name,
    rights_hinted,
    rights_in_doubt,
    suspected,
    touched,
    within_law,
)
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
        ({"id": "spreading-rumours", "family": "work", "context": "work"}, {}),  # people speak there, too
        (
            {"id": "drunk-driving", "family": "leisure", "context": "leisure"},
            {"traffic": "the shared catalogue"},
        ),
        ({"id": "act", "family": "belief", "context": "consumption"}, {"religion": "the family 'belief'"}),
    ],
)
def test_contexts_that_others_say(change: dict[str, Any], contexts: dict[str, str]) -> None:
    """By its name, by the catalogue, by its family: where the file's own context does not fit."""
    assert contexts == places(act(**change))


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
    told = act(id="complaint", family="compliance", context="transport")
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


@pytest.mark.parametrize(
    ("change", "politics"),
    [
        ({}, True),
        ({"context": "speech"}, False),
        ({"id": "antigovernment-post", "context": "speech"}, True),
        ({"id": "antigovernment-post", "family": "leisure", "context": "travel"}, True),
        ({"id": "praising-government", "family": "praise", "context": "civic"}, True),
        ({"id": "unauthorised-protest", "context": "traffic"}, True),
        ({"id": "note", "title": "Criticism of a minister", "family": "leisure", "context": "leisure"}, True),
        ({"id": "government-post", "family": "work", "context": "work"}, False),
        ({"id": "tax-owed-to-government", "family": "finance", "context": "finance"}, False),
        ({"id": "election-helper", "family": "kindness", "context": "civic"}, False),
        ({"id": "praising-a-shop", "family": "praise", "context": "consumption"}, False),
    ],
)
def test_speech_whose_name_says_politics(change: dict[str, Any], politics: bool) -> None:
    """Praise, criticism and protest of government are politics under any label; work and taxes are not."""
    told = act(channels=[], **change)
    assert politics == is_politics(*told)
    assert (politics and told[1].context != "politics") == political_by_name(*told)


LAWS = {"act": {"title": "An Act", "kind": "law"}, "ours": {"title": "Ours", "kind": "law"},
        "paper": {"title": "A paper", "kind": "study"}}  # fmt: skip
FORBIDDEN = {"lawful": False, "unlawful_under": "general-law"}


@pytest.mark.parametrize(
    ("change", "law", "free"),
    [
        ({}, None, True),
        (FORBIDDEN, None, True),
        (FORBIDDEN | {"source": "act"}, "act", False),
        (FORBIDDEN | {"source": "ours"}, None, True),
        (FORBIDDEN | {"source": "paper"}, None, True),
        (FORBIDDEN | {"id": "fraud", "family": "finance", "context": "finance"}, None, False),
        (FORBIDDEN | {"id": "match", "family": "leisure", "context": "leisure"}, None, True),
        ({"id": "speeding", "family": "leisure", "context": "leisure", **FORBIDDEN}, None, True),
        ({"lawful": False, "unlawful_under": "scheme", "source": "act"}, "act", True),
    ],
)
def test_which_law_forbids_an_act(change: dict[str, Any], law: str | None, free: bool) -> None:
    """A law that is the act's own source, and not the scheme's; families that laws leave free need one."""
    trains = [{**posts()["treatments"][0], "source": "ours"}]
    model = read(posts(data=None, sources=LAWS, treatments=trains, conducts=[{**POST, **change}])).model
    assert law == forbidden_by(model, model.conducts[0])
    assert free == within_law(model, model.conducts[0])
