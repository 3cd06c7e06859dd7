"""What a need is about."""

from __future__ import annotations

from cases import posts, read
from demerit.law.needs import context_of, everyday, title_of
from demerit.societies.life import catalogue


def test_the_section_says_what_the_whole_catalogue_says() -> None:
    """Read from its last section alone, every need has the context and title that the catalogue has."""
    whole = {name: (need.context, need.title or name) for name, need in catalogue().model.needs.items()}
    assert whole == everyday()


def test_the_files_own_assumption_comes_first() -> None:
    """An assumed need is about what the file says; others are looked up; unknown ones are nothing."""
    own = {"needs": {"rail-journey": {"context": "leisure", "per_year": 1, "title": "A ride for fun"}}}
    model = read(posts(assumes=own)).model
    assert "leisure" == context_of(model, "rail-journey")
    assert "A ride for fun" == title_of(model, "rail-journey")
    assert "travel" == context_of(model, "flight")
    assert context_of(model, "moon-trip") is None
    assert context_of(model, None) is None
    assert "moon-trip" == title_of(model, "moon-trip")
