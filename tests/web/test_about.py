"""What the server says of itself."""

from __future__ import annotations

from demerit.web.about import about
from demerit.web.asked import Spec


def test_defaults_are_those_of_an_empty_request() -> None:
    """What the page is told to begin with is what a request without words means."""
    spec, told = Spec(), about()["defaults"]
    assert {key: getattr(spec, key) for key in told if key != "draws"} == {
        key: value for key, value in told.items() if key != "draws"
    }


def test_it_says_what_it_is_not() -> None:
    """Nobody in it is real, and nothing in it scores anybody: said with the first answer."""
    assert "nobody in it is real" in about()["not"]
    assert "nothing in it scores anybody" in about()["not"]
