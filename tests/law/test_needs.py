"""What a need is about."""

from __future__ import annotations

from cases import posts, read
from demerit.law.needs import context_of, everyday, families, title_of
from demerit.societies.life import catalogue


def test_families_are_those_of_the_whole_catalogue() -> None:
    """Read without the catalogue's other fields, every opportunity has its family."""
    assert {name: each.family for name, each in catalogue().model.opportunities.items()} == families()


def test_the_section_says_what_the_whole_catalogue_says() -> None:
    """Read from its last section alone, every need has the context and title that the catalogue has."""
    whole = {name: (need.context, need.title or name) for name, need in catalogue().model.needs.items()}
    assert whole == everyday()


def test_the_catalogue_comes_first() -> None:
    """As in a run, the society's own need holds; an assumed one is the file's; unknown ones are nothing."""
    own = {
        "needs": {
            "rail-journey": {"context": "leisure", "per_year": 1, "title": "A ride for fun"},
            "cruise": {"context": "leisure", "per_year": 1},
        }
    }
    model = read(posts(assumes=own)).model
    assert ["travel", "leisure"] == [context_of(model, need) for need in ("rail-journey", "cruise")]
    assert "A ride for fun" == title_of(model, "rail-journey")
    assert "travel" == context_of(model, "flight")
    assert context_of(model, "moon-trip") is None
    assert context_of(model, None) is None
    assert "moon-trip" == title_of(model, "moon-trip")
