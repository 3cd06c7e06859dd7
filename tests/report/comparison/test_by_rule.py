"""What each rule adds, as said: sorted, in the finding's base, and what is left out is counted."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

from demerit.findings.compare import Difference
from demerit.findings.finding import Finding
from demerit.report.comparison.by_rule import NO_RULE, ONE_RULE, TOO_FEW, by_rule_body, parts_of
from demerit.report.folder import RunFolder
from demerit.runs.stored import Stored
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour, load_society

NAME = "wrong.people_share"
FOUND = Finding(value=0.2, unit="share", definition="", direction="harm", events=400)


def run_of(finding: Finding = FOUND) -> RunFolder:
    """A run with one finding, never lived."""
    return RunFolder(
        stored=Stored(Path("b-x")),
        manifest={},
        findings={NAME: finding},
        scheme=load_scheme("brackwater-standing"),
        society=load_society("brackwater"),
        behaviour=load_behaviour(),
    )


def part(value: float | None, half: float | None = None, reason: str | None = None) -> dict[str, Any]:
    """A rule's part with an interval of `half` each way, or without."""
    low, high = (None, None) if half is None or value is None else (value - half, value + half)
    told = {"difference": value, "low": low, "high": high}
    return told if reason is None else {**told, "reason": reason}


def differences(**rules: dict[str, Any]) -> dict[str, Difference]:
    """A comparison of one finding with these rules' parts."""
    told: dict[str, Any] = {"people": 20_000, "b": 0.2, "whole": part(0.1, 0.01), "rules": rules}
    told["interaction"] = part(-0.05, 0.01)
    entry = Difference(a=0.1, b=0.2, difference=0.1, low=0.09, high=0.11, by_rule=told)
    return {NAME: entry}


MANY = {
    "small": part(0.01, 0.002), "large": part(-0.12, 0.01), "none": part(0.001, 0.01),
    "gone": part(None, reason="without it the file is invalid"),
}  # fmt: skip


def test_the_largest_stands_first() -> None:
    """By size whatever the sign, of a thousand; what has no number stands last and is told why."""
    (parts,) = parts_of(run_of(), differences(**MANY))
    assert ["large", "small", "none", "gone"] == [rule.name for rule in parts.rules]
    assert [("−120", "−130 to −110"), ("+10", "+8 to +12")] == [(one.signed, one.ends) for one in parts.shown]
    assert parts.title == "Wrong records: 200 of 1,000 people got a record for something they did not do"
    rest = "Not shown: 1 rule within chance and 1 rule without a number (without it the file is invalid)."
    assert rest == parts.rest


def test_without_intervals_all_that_adds_is_shown() -> None:
    """Under eight districts nothing can be called chance."""
    (parts,) = parts_of(run_of(), differences(one=part(0.01), other=part(0.0)))
    assert ["one"] == [rule.name for rule in parts.shown]
    assert parts.rest == "Not shown: 1 rule that adds nothing."


def test_few_events_are_left_to_the_file() -> None:
    """Parts of nine cases would say more than was seen; nor is anything told where nobody asked."""
    few = run_of(replace(FOUND, events=9))
    assert [] == parts_of(few, differences(**MANY))
    assert TOO_FEW in "".join(map(str, by_rule_body(few, differences(**MANY))))
    asked = differences()[NAME]
    del asked["by_rule"]
    assert [] == parts_of(run_of(), {NAME: asked})
    assert [] == by_rule_body(run_of(), {NAME: asked})


def test_none_and_one_say_so() -> None:
    """No rule, and the only one, are told in a sentence."""
    assert NO_RULE in unescape("".join(map(str, by_rule_body(run_of(), differences()))))
    assert ONE_RULE in unescape("".join(map(str, by_rule_body(run_of(), differences(only=part(0.1, 0.01))))))


def test_the_picture_has_its_numbers() -> None:
    """A bar for the whole, each rule and what they do not add up to; the table has every rule."""
    page = "".join(map(str, by_rule_body(run_of(), differences(**MANY))))
    for words in ("all of them together", "interaction: what they do not add up to", "large", "small"):
        assert words in page
    assert 4 + 2 == page.count('<th scope="row"')
    assert "without it the file is invalid" in page


def test_nothing_beyond_chance_is_a_sentence() -> None:
    """No picture of nothing."""
    page = "".join(map(str, by_rule_body(run_of(), differences(a=part(0.001, 0.1), b=part(0.0, 0.1)))))
    assert "No rule adds anything beyond chance. Not shown: 2 rules within chance." in page
    assert "<svg" not in page


def test_a_hundred_rules_are_cut_and_counted() -> None:
    """Ten are drawn, all stand in the table."""
    rules = {f"conducts.{n}": part(n / 1000, 0.0001) for n in range(1, 101)}
    page = "".join(map(str, by_rule_body(run_of(), differences(**rules))))
    assert "90 more rules beyond chance stand in the table." in page
    assert 102 == page.count('<th scope="row"')
