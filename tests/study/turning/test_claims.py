"""Claims as people write them: what is read, what is refused and where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import WrongUse
from demerit.findings.finding import Finding
from demerit.study.turning.claims import Ref, findings_in, read_claim

SHARE = Finding(value=0.2, unit="share", definition="", direction="harm")
FOUND = {
    "wrong.people_share": replace(SHARE, groups={"few": {"value": 0.4, "low": None, "high": None}}),
    "group.gap.wrong.people_share": replace(SHARE, value=2.0, groups={"few": {"ratio": 2.5}}),
    "cost.income_share": replace(SHARE, value={"1": 0.01, "10": 0.002}),
    "channel.ppv.street-camera": replace(SHARE, value=None, reason="it saw nobody"),
}


def margin(text: str, schemes: tuple[str, ...] = ("",), **more: Any) -> float:
    """Left side minus right side over the findings above; of scheme b every number is half."""
    claim = read_claim(text, schemes, **more)
    total = claim.constant
    for weight, ref in claim.terms:
        value, _ = ref.value(FOUND)
        assert value is not None
        total += weight * value * (0.5 if ref.scheme == "b" else 1.0)
    return total


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wrong.people_share > 0.1", 0.1),
        ("0.1 < wrong.people_share", -0.1),
        ("wrong.people_share >= 10 %", 0.1),
        ("wrong.people_share[few] > 2 * wrong.people_share", 0.0),
        ("group.gap.wrong.people_share > 1e0", 1.0),
        ("group.gap.wrong.people_share[few] > 1", 1.5),
        ("cost.income_share.1 - cost.income_share.10 > 0", 0.008),
        ("- wrong.people_share + 1 <= 0.5 * 0.5 * 2", 0.3),
    ],
)
def test_both_sides_are_sums(text: str, expected: float) -> None:
    """Numbers, per cent, groups, entries of tables, times, plus and minus."""
    assert margin(text) == pytest.approx(expected)


def test_two_schemes_have_letters() -> None:
    """A finding of each, and what is named once is asked once."""
    text = "a.wrong.people_share < b.wrong.people_share + a.wrong.people_share"
    assert margin(text, ("a", "b")) == pytest.approx(-0.1)
    claim = read_claim(text, ("a", "b"))
    assert ["a.wrong.people_share", "b.wrong.people_share"] == [ref.text for ref in findings_in([claim])]


@pytest.mark.parametrize(
    ("sign", "expected"), [("<", [1, 0, 0]), ("<=", [1, 1, 0]), (">", [0, 0, 1]), (">=", [0, 1, 1])]
)
def test_what_holds(sign: str, expected: list[int]) -> None:
    """Below, at and above the number."""
    claim = read_claim(f"wrong.people_share {sign} 1")
    assert expected == claim.holds(np.array([-0.5, 0.0, 0.5])).astype(int).tolist()


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("", 1, "a number or a finding"),
        ("wrong.people_share", 19, "one of <, <=, > and >="),
        ("wrong.people_share >> 0.1", 21, "a number or a finding"),
        ("wrong.people_share > 0.1 0.2", 26, "nothing more"),
        ("wrong.people_share > 0.1 and x", 26, "nothing more"),
        ("1 > 2", 1, "a finding on one side"),
        ("x * y > 1", 5, "a number, as findings are not multiplied"),
        ("x > 1e999", 1, "numbers that are finite"),
        ("x == 3", 3, "one of <"),
        ("x > 3a", 5, "a number or a finding"),
        ("x. > 3", 1, "a finding's id"),
    ],
)
def test_what_cannot_be_read_has_its_place(text: str, at: int, expected: str) -> None:
    """The character at which it goes wrong, and what was expected there."""
    with pytest.raises(WrongUse) as refused:
        read_claim(text)
    assert f"--claim {text!r}: character {at}: expected {expected}" in str(refused.value)


def test_a_caret_points_at_it() -> None:
    """The claim is shown, with a mark under the place."""
    with pytest.raises(WrongUse) as refused:
        read_claim("wrong.people_share >> 0.1")
    *_, shown, mark = str(refused.value).split("\n")
    assert ("  wrong.people_share >> 0.1", "  " + " " * 20 + "^") == (shown, mark)


def test_a_finding_that_is_not_there_has_a_nearest() -> None:
    """Ids, groups, tables and what has no number are refused with what there is."""
    for text, said in (
        ("wrong.people_shar > 0.1", "did you mean wrong.people_share?"),
        ("wrong.people_share[fw] > 0.1", "a group of this finding, not 'fw'; did you mean few?"),
        (
            "cost.income_share > 0.1",
            "one of its entries, as it is a table; did you mean cost.income_share.1?",
        ),
        ("channel.ppv.street-camera > 0.1", "a number in this run: it saw nobody"),
    ):
        with pytest.raises(WrongUse, match="character 1: expected") as refused:
            read_claim(text).checked({"": FOUND})
        assert said in str(refused.value)


def test_of_two_schemes_one_must_be_named() -> None:
    """Without a letter nobody knows whose finding is meant."""
    with pytest.raises(WrongUse, match=r"a\. or b\. before the finding.*did you mean a\.wrong\.people_share"):
        read_claim("wrong.people_share > 0.1", ("a", "b"))


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text brings anything but a claim or a clear refusal."""
    try:
        claim = read_claim(text)
    except WrongUse as refused:
        assert "expected" in str(refused)  # noqa: PT017
    else:
        assert claim.terms
        assert all(isinstance(ref, Ref) for _, ref in claim.terms)
