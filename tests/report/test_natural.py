"""Shares as counts."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.catalogue import words_of
from demerit.findings.finding import Finding
from demerit.findings.wording import FEW, Words, alike, be
from demerit.report.folder import RunFolder, read_folder
from demerit.report.natural import Natural, natural

MakeRun = Callable[..., Path]
GOT = Words(label="", what=alike("got it"))


def withheld(one: str) -> Words:
    """What was withheld."""
    return Words(label="", what=be("withheld"), whom=(one, f"{one}s"))


@pytest.fixture(name="read")
def _read(run: Path) -> RunFolder:
    """A fabricated run of 2,000 people."""
    return read_folder(run)


def among(run: RunFolder, name: str, people: int | None = None, **parts: object) -> Natural:
    """A finding's count, with parts of the finding replaced and so many people in the run."""
    finding: Finding = replace(run.findings[name], **parts)  # type: ignore[arg-type]
    manifest = {**run.manifest, "options": {**run.options, "people": people or run.people}}
    found = natural(replace(run, manifest=manifest, findings={**run.findings, name: finding}), name)
    assert found is not None
    return found


def test_among_a_thousand(read: RunFolder) -> None:
    """A share of many is said among a thousand, with its interval."""
    found = among(read, "wrong.people_share")
    assert "Of 1,000 people, 212 (208-216) got it" == found.sentence(GOT)


def test_fewer_people_than_the_base_are_counted(read: RunFolder) -> None:
    """A share of ten people is said of ten people, whole, with ends that are whole or none."""
    found = among(read, "wrong.people_share", 10, value=0.4, low=0.2, high=0.6, events=25)
    assert Natural(of=10, count="4", ends="2-6") == found
    assert "4" == among(read, "wrong.people_share", 10, value=0.4, low=0.39, high=0.41, events=25).shown


def test_few_refusals_are_counted(read: RunFolder) -> None:
    """Of two refusals so many are said, not of a hundred."""
    found = among(read, "access.but_for_wrong", value=0.5, low=0.1, high=0.9, events=2)
    assert "Of 2 refusals, 1 was withheld" == found.sentence(withheld("refusal"))
    once = among(read, "access.but_for_wrong", value=1.0, low=None, high=None, events=1)
    assert "Of 1 refusal, 1 was withheld" == once.sentence(withheld("refusal"))


def test_few_of_unknown_many(read: RunFolder) -> None:
    """Three of sixty posts are said of sixty; none of an unknown number, of none."""
    found = among(read, "silence.withheld_share", value=0.05, events=3)
    assert "Of 60 posts, 3 were withheld" == found.sentence(withheld("post"))
    none = among(read, "silence.withheld_share", value=0.0, events=0)
    assert "Of the posts, none were withheld" == none.sentence(withheld("post"))


def test_without_a_number_there_is_no_count(read: RunFolder) -> None:
    """What was not measurable is no count."""
    assert natural(read, "performed.share") is None
    assert natural(read, "no.such") is None


def of_things(of: int, value: object, **parts: float) -> Natural | None:
    """A share of many things, of which nobody knows how many there are."""
    finding = Finding(value=value, unit="share of x", definition="", direction="harm", events=400, **parts)  # type: ignore[arg-type]
    return natural(_holding("a.share", finding), "a.share", of)


@pytest.mark.parametrize("value", [None, math.nan, math.inf, True, "x", {"a": 1.0}])
def test_no_number_is_no_count(value: object) -> None:
    """What is no finite number has no count, whatever its ends."""
    assert of_things(1_000, value, low=0.1, high=0.2) is None


def test_narrow_ranges_keep_a_decimal() -> None:
    """An interval that whole numbers would hide is given to a decimal; one without a width not at all."""
    assert Natural(of=100, count="12.0", ends="11.8-12.2") == of_things(100, 0.12, low=0.118, high=0.122)
    assert Natural(of=100, count="0") == of_things(100, 0.0, low=0.0, high=0.0)


def test_rare_things_are_counted_among_more() -> None:
    """What befalls fewer than one in a thousand is said among more."""
    assert Natural(of=100_000, count="4") == of_things(1_000, 0.00004)


def test_both_ranges_are_told() -> None:
    """Chance, then where it lies if assumptions err; equal ends as the one number."""
    both = of_things(1_000, 0.323, low=0.32, high=0.326, assumed_low=0.206, assumed_high=0.984)
    assert Natural(of=1_000, count="323", ends="chance 320-326 · if assumptions err 206-984") == both
    still = of_things(1_000, 0.3, assumed_low=0.3, assumed_high=0.3)
    assert Natural(of=1_000, count="300", ends="if assumptions err 300") == still


@given(
    name=st.sampled_from(["wrong.people_share", "silence.withheld_share", "access.but_for_wrong"]),
    events=st.integers(0, FEW - 1),
    others=st.integers(0, 500),
)
def test_few_events_are_never_a_share_of_a_hundred(name: str, events: int, others: int) -> None:
    """Under twenty events the count is a number of things that were seen, among those seen."""
    cases = events + others
    share = (events / cases) if cases else 0.0
    counted = cases if words_of(name).per_case else events
    finding = Finding(value=share, unit="share of x", definition="", direction="harm", events=counted)
    if counted >= FEW:
        return
    found = natural(_holding(name, finding), name, 100)
    assert found is not None
    assert found.ends is None
    assert found.count in {f"{events:,}", "none"}
    assert found.of in {None, cases}


def _holding(name: str, finding: Finding) -> RunFolder:
    """A run with one finding; nothing else of it is looked at."""
    empty: dict[str, object] = {"stored": None, "manifest": {}, "scheme": None, "society": None}
    return RunFolder(**empty, behaviour=None, findings={name: finding})  # type: ignore[arg-type]
