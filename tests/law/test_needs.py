"""What a need is about."""

from __future__ import annotations

from cases import posts, read
from demerit.law.needs import context_of, everyday, families, title_of
from demerit.societies.life import catalogue


def test_families_and_contexts_are_the_catalogues() -> None:
    """Every opportunity has a family and every need a context; a need without a title is called by its id."""
    shared = catalogue().model
    assert (set(shared.opportunities), set(shared.needs)) == (set(families()), set(everyday()))
    assert all(families().values())
    assert ("travel", "A journey by a train of the fastest class") == everyday()["rail-journey"]


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
