"""What a headline claims by itself: numbers, directions beyond chance, and of two schemes who has less."""

from __future__ import annotations

import pytest

from demerit.errors import WrongUse
from demerit.findings.finding import Finding
from demerit.schemes.loading import load_scheme
from demerit.study.turning.own import claims_of, own_claims, rules

SCHEME = load_scheme("as-described").model
WRONG, GAP = "wrong.people_share", "group.gap.wrong.people_share"
BENEFIT = "conduct.acts_change.drunk-driving"


def finding(value: float | None, low: float | None = None, high: float | None = None) -> Finding:
    """A finding of some value and interval."""
    return Finding(value=value, low=low, high=high, unit="share of persons", definition="", direction="harm")


def own(found: dict[str, Finding]) -> list[str]:
    """The texts of the claims that come of some findings."""
    return [claim.text for claim in own_claims({"": found}, [SCHEME])]


def test_each_number_is_at_least_half() -> None:
    """What the file says of numbers; of one that is 0, or not known, nothing is claimed."""
    assert 0.5 == rules()["at_least"]
    assert [f"{WRONG} >= 0.16"] == own({WRONG: finding(0.32)})
    assert [] == own({WRONG: finding(0.0), "silence.withheld_share": finding(None)})


def test_directions_are_claimed_beyond_chance_only() -> None:
    """The worst-hit group is hit more, and the benefit is one: where the interval leaves the number out."""
    asked = own_claims({"": {GAP: finding(2.3, 1.9, 2.8), BENEFIT: finding(-0.04, -0.06, -0.02)}}, [SCHEME])
    assert [f"{GAP} > 1", f"{BENEFIT} < 0"] == [claim.text for claim in asked]
    unsure = {GAP: finding(1.1, 0.9, 1.3), BENEFIT: finding(-0.04)}
    assert [] == own_claims({"": unsure}, [SCHEME])
    assert [f"{BENEFIT} > 0"] == [
        claim.text for claim in own_claims({"": {BENEFIT: finding(0.02, 0.01, 0.03)}}, [SCHEME])
    ]


def test_of_two_the_one_with_less_has_less() -> None:
    """Whichever it is; alike in a number, nothing is claimed of it."""
    runs = {"a": {WRONG: finding(0.3)}, "b": {WRONG: finding(0.2)}}
    assert [f"a.{WRONG} > b.{WRONG}"] == [claim.text for claim in own_claims(runs, [SCHEME, SCHEME])]
    assert [] == own_claims({"a": runs["a"], "b": runs["a"]}, [SCHEME, SCHEME])


def test_the_headline_stands_beside_claims_that_were_written() -> None:
    """In the order in which they were asked, each once; nothing asked is the headline asked."""
    runs = {"": {WRONG: finding(0.32)}}
    texts = [f"{WRONG} > 0.1", "headline", f"{WRONG} >= 0.16"]
    assert texts[:1] + texts[2:] == [claim.text for claim in claims_of(texts, runs, [SCHEME])]
    assert [f"{WRONG} >= 0.16"] == [claim.text for claim in claims_of([], runs, [SCHEME])]
    with pytest.raises(WrongUse, match="expected a finding of this run"):
        claims_of(["wrong.people_shar > 0"], runs, [SCHEME])
