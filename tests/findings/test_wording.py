"""How findings are said: numbers, shares among so many, and the words around them."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.finding import Finding
from demerit.findings.wording import FindingLine, Words, alike, be, both, few, line, missing, plain


def share(value: Any, **parts: Any) -> Finding:
    """A finding that is a share of persons."""
    usual: dict[str, Any] = {"unit": "share of persons", "definition": "", "direction": "harm"}
    return Finding(value=value, **(usual | parts))


def test_a_share_is_a_line_among_so_many() -> None:
    """Count, words and range come from one place; of few events the count is of all, without a range."""
    words = Words(label="Lost", what=be("lost"), of=1_000)
    usual = FindingLine(count="212", what="were lost", chance="208-216")
    assert usual == line(share(0.212, low=0.208, high=0.216), words)
    assert FindingLine(count="1", what="was lost") == line(share(0.25, low=0.1, high=0.3), words, 4)
    assert FindingLine(count="<1", what="were lost") == line(share(0.0001), words)


def test_a_number_stands_before_its_words() -> None:
    """A rate is said as it is, with its range in its own unit."""
    words = Words(label="Refusals", what=alike("services a year refused"))
    assert FindingLine(count="12.5", what="services a year refused", chance="11-14") == line(
        share(12.5, low=11.0, high=14.0), words
    )
    assert FindingLine(count="-", what=words.what[0]) == line(share(None), words)


@pytest.mark.parametrize(
    ("words", "value", "phrase"),
    [
        (Words(label="", what=be("lost"), of=100), 20.0, "of 100 people were lost"),
        (Words(label="", what=alike("jobs lost")), 0.2, "jobs lost"),
        (
            Words(label="", what=alike("jobs"), of=100, whom=alike("before"), change=True),
            120.0, "jobs, for each 100 before",
        ),
    ],
)  # fmt: skip
def test_what_follows_a_number(words: Words, value: float, phrase: str) -> None:
    """Shares, plain numbers and changes are each said in their base."""
    assert (phrase, value) == (words.phrase(), words.scaled(0.2))


def test_a_key_is_called_by_its_title() -> None:
    """One or several, as the title says; what bears on the law through one key does so for it alone."""
    words = Words(
        label="<kind> lost", what=be("lost"), of=100, whom=("<kind>", "<kind>"),
        bears_on_by_key={"company": ("x",)},
    ).filled("company", lambda _: ("company", "companies"))  # fmt: skip
    assert ("Of 1 company", "Of 5 companies") == (words.among(1), words.among(5))
    assert ("companies lost", ("x",)) == (words.label, words.bears_on)


@given(st.floats(-1e12, 1e12, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-9))
def test_plain_keeps_three_digits(value: float) -> None:
    """A plain number reads back to within half a per cent, and has no trailing zero after a point."""
    text = plain(value)
    assert math.isclose(value, float(text.replace(",", "").replace("−", "-")), rel_tol=0.0051, abs_tol=0)
    assert "." not in text or not text.endswith("0")


def test_a_finding_states_its_own_lack() -> None:
    """The reason that measuring found is the one that is text."""
    finding = share(None, reason="nobody was refused anything")
    assert "nobody was refused anything" == missing(finding)
    assert "did not measure" in missing(None)
    assert "nothing of the kind" in missing(share(None))


def test_few_is_below_twenty_events() -> None:
    """Nineteen events are finding by their count, twenty by a share."""
    assert [True, False] == [few(share(0.5, events=events)) for events in (19, 20)]


@pytest.mark.parametrize(
    ("line_of", "chance", "assumed"),
    [
        ("chance 320-326 · if assumptions err 206-984", "320-326", "206-984"),
        ("320-326", "320-326", ""),
        ("if assumptions err 206-984", "", "206-984"),
        ("", "", ""),
    ],
)
def test_a_range_alone_is_as_it_was(line_of: str, chance: str, assumed: str) -> None:
    """Chance is named only where it stands beside the other."""
    assert line_of == both(chance, assumed)
