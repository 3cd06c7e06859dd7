"""Schemes side by side."""

from __future__ import annotations

import pytest

from demerit.cli.beside import FACTS, NONE, beside_lines, facts_of, shared
from demerit.schemes.loading import library, load_scheme
from demerit.schemes.model import Scheme

ALL = [document.model for document in library()]


def of(*ids: str) -> list[Scheme]:
    """Schemes of the library."""
    return [load_scheme(name).model for name in ids]


def part(lines: list[str], after: str) -> str:
    """What stands after a heading, as one text."""
    return "\n".join(lines[lines.index(after) :])


@pytest.mark.parametrize("scheme", ALL, ids=lambda scheme: scheme.id)
def test_every_scheme_has_every_fact(scheme: Scheme) -> None:
    """Each fact of each scheme of the library is said, and nothing of it is None."""
    facts = facts_of(scheme)
    assert [fact.__name__ for fact in FACTS] == list(facts)
    assert all("None" not in str(said) for said in facts.values())


@pytest.mark.parametrize("count", [1, 2, 3, 5, len(ALL)])
def test_any_number_fits_80_columns(count: int) -> None:
    """In columns or below each other, no line is longer than a terminal."""
    assert max(map(len, beside_lines(ALL[:count]))) <= 80


def test_two_schemes_differ_in_what_they_differ_in() -> None:
    """A rollout differs from its scheme in providers and phases; all else is gathered as the same."""
    lines = beside_lines(of("as-described", "as-described-rollout"))
    same = part(lines, "The same in all")
    differing = "\n".join(lines).removesuffix(same)
    assert "8, of whose luck 60 % is common" in differing
    assert "7 phases in 5,113 days" in differing
    for fact in ("authority", "score", "bands", "conducts", "channels", "data", "redress", "influence"):
        assert f"\n{fact} " in same
        assert f"\n{fact} " not in differing


def test_a_scheme_does_not_differ_from_itself() -> None:
    """The same twice: everything is the same, and no row is left above."""
    lines = beside_lines(of("zhima-like", "zhima-like"))
    assert len(FACTS) <= len(part(lines, "The same in all").splitlines())
    above = lines[: lines.index("The same in all")]
    assert not any(line.startswith(tuple(fact.__name__ for fact in FACTS)) for line in above)


def test_what_every_scheme_has_is_named_once() -> None:
    """Contexts that both draw on stand below; above stands what one has alone."""
    lines = beside_lines(of("as-described", "as-documented"))
    same = part(lines, "The same in all")
    assert "contexts   7: care, civic, finance, health, justice, public services, traffic" in same
    assert any("15: the 7 below, consumption," in line for line in lines)


def test_one_alone_is_told_in_full() -> None:
    """A single scheme has every fact in its column, and nothing is called the same."""
    lines = beside_lines(of("access-pass"))
    assert "The same in all" not in lines
    assert all(any(line.startswith(fact.__name__) for line in lines) for fact in FACTS)


def test_what_is_shared() -> None:
    """Equal words, names that all have, or that all have none; else nothing."""
    assert "x" == shared(["x", "x"])
    assert [] == shared(["x", "y"])
    assert ["b"] == shared([["a", "b"], ["b", "c"]])
    assert NONE == shared([[], []])
    assert [] == shared([["a"], ["b"]])


def test_facts_are_those_of_the_files() -> None:
    """Some facts, by hand."""
    facts = facts_of(of("company-credit")[0])
    assert "2 denial, 1 price, 2 priority, 1 wait" == facts["treatments"]
    assert ["company"] == facts["subjects"]
    assert "losses after 365 days" == facts["lapse"]
    assert "starts at 800, from 0 to 1,000" == facts["score"]
    assert "notice 75 % and appeal (decided in 30 days)" == facts["redress"]
    assert "10: 8 costing points, 2 gaining points and 2 setting the band" == facts["conducts"]
