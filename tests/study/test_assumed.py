"""What is assumed is counted once, wherever it is assumed."""

from __future__ import annotations

from demerit.formats.assumptions import assumptions
from demerit.schemes.loading import load_scheme
from demerit.societies.life import catalogue
from demerit.societies.loading import load_behaviour, load_society
from demerit.study.assumed import assumed_in


def test_the_catalogue_counts_where_it_is_lived() -> None:
    """Files in full, and of the catalogue no more than it assumes, nothing twice."""
    files = (load_scheme("as-described"), load_society("china-2020"), load_behaviour())
    found = assumed_in(*files)
    own = sum(len(assumptions(document)) for document in files)
    shared = [item.path for name, item in found if name == "catalogue"]
    assert own + len(shared) == len(found)
    assert shared
    assert {item.path for item in assumptions(catalogue())} >= set(shared)
    assert len({(name, item.path) for name, item in found}) == len(found)
