"""The libraries as the page lists them."""

from __future__ import annotations

import json

import pytest

from demerit.schemes.loading import library, load_scheme
from demerit.societies.loading import societies
from demerit.web.asked import Spec
from demerit.web.files import Shelf
from demerit.web.shelf import library_told, rewards_only, settings

SHELF = Shelf()


def test_every_scheme_is_listed_with_its_card() -> None:
    """Each scheme of the library comes with what it is not and with every disputed point, in full."""
    told = {each["id"]: each for each in library_told()["schemes"]}
    for document in library():
        scheme = document.model
        assert list(scheme.disputed) == told[scheme.id]["card"]["disputed"]
        assert told[scheme.id]["card"]["mark"] in {"NOT A REAL SYSTEM", "A SIMULATION"}
    assert "NOT A REAL SYSTEM" == told["as-described"]["card"]["mark"]


def test_every_society_is_listed_with_its_groups() -> None:
    """Groups add up to everybody."""
    told = library_told()["societies"]
    assert [each.model.id for each in societies()] == [each["id"] for each in told]
    assert [1.0] * len(told) == [pytest.approx(sum(g["share"] for g in each["groups"])) for each in told]


@pytest.mark.parametrize("scheme", [each.model.id for each in library()])
def test_every_scheme_can_be_shown_where_the_page_shows_it(scheme: str) -> None:
    """The society and behaviour that a scheme is shown with are there, and the world can be planned."""
    where = settings()[scheme]
    job = SHELF.job(Spec.model_validate({"scheme": scheme, "people": 4_000, "days": 30} | where))
    assert (where["society"], scheme) == (job.society.model.id, job.scheme.model.id)


def test_only_rewards_are_told_apart() -> None:
    """A scheme in which nothing costs points and nobody is worse off is one of rewards only."""
    assert rewards_only(load_scheme("volunteer-rewards").model)
    assert not rewards_only(load_scheme("as-described").model)


def test_it_is_json() -> None:
    """Nothing in it is missing or endless."""
    assert json.dumps(library_told(), allow_nan=False)
