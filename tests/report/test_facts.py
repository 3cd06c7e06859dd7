"""The page of facts: misses first, every fact once, sources named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demerit.facts.loading import library, load_facts
from demerit.facts.verdict import HeldFact
from demerit.report.facts import MEANING, page_text, span
from demerit.report.replications import figure
from demerit.study.holding import FactRow

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "facts.md"


def rows(*verdicts: str) -> list[FactRow]:
    """Rows of shipped facts with these verdicts; '' is held against nothing."""
    file = load_facts("courts-list")
    return [
        FactRow(
            file=file,
            fact=fact if verdict else fact.model_copy(update={"unheld": "Nobody counted."}),
            held=None
            if not verdict
            else HeldFact(ours=1.0, low=0.5, high=1.5, assumed_low=None, assumed_high=None, verdict=verdict),  # pyright: ignore[reportArgumentType]
        )
        for fact, verdict in zip(file.model.facts, verdicts, strict=False)
    ]


def test_misses_come_first() -> None:
    """Then hits, what was put in, what nothing is held against."""
    text = page_text(rows("put-in", "hit", "", "miss"))
    places = [text.index(f"## {heading}") for heading in ("Missed", "Hit", "Put in", "Not held", "Sources")]
    assert places == sorted(places)
    assert "1 miss, 1 hit, 1 put-in. " in text


def test_what_only_assumptions_hit_is_marked() -> None:
    """In the count of hits, and at the fact itself."""
    narrow, wide = rows("hit", "hit")
    assert wide.held is not None
    text = page_text([narrow, replace(wide, held=replace(wide.held, wide=True))])
    assert "0 miss, 2 hit (1 of them wide), 0 put-in. " in text
    assert [False, True] == [f"{each.name}`); wide |" in text for each in (narrow, wide)]


@pytest.mark.parametrize("verdicts", [(), ("hit",), ("miss", "miss"), ("",)])
def test_a_kind_without_members_has_no_heading(verdicts: tuple[str, ...]) -> None:
    """Nothing at all, one kind, none held."""
    text = page_text(rows(*verdicts))
    assert ("## Hit" in text) == ("hit" in verdicts)
    assert ("## Not held" in text) == ("" in verdicts)
    assert "None" not in text


def test_both_ranges_are_told_where_both_are_known() -> None:
    """Chance first, then assumptions."""
    held = HeldFact(ours=1.0, low=0.5, high=1.5, assumed_low=0.1, assumed_high=3.0, verdict="hit")
    assert "0.5 to 1.5; if assumptions err 0.1 to 3" == span(held)


def test_the_page_in_the_docs_has_every_fact() -> None:
    """Each shipped fact with its published figure, once; `demerit facts --page` makes the page anew."""
    text = PAGE.read_text(encoding="utf-8")
    assert " ".join(MEANING.split()) in " ".join(text.split())
    for file in library():
        for fact in file.model.facts:
            name = f"{file.model.id}.{fact.id}"
            (line,) = [each for each in text.splitlines() if f"{name}`)" in each or f"**{name}**" in each]
            assert figure(fact.value) in line
