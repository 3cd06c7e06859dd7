"""Rules as entries: what is one, which differ, and files in which one is as in another or gone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from demerit.errors import FileInvalid
from demerit.formats.setting import data_of
from demerit.schemes.loading import library, load_scheme
from demerit.study.turning.entries import bare, called, differing, put, rules_of, with_rules_of
from made_up import Made, made
from worlds import Part, a_scheme, channel, conduct


def names(parts: Part) -> list[str]:
    """Every rule of a scheme with these parts."""
    return [called(rule) for rule in rules_of(data_of(a_scheme(**parts)))]


WATCHED: Part = {
    "channels": [channel(detects={"by": "conduct", "values": {"honking": 0.5}})],
    "conducts": [conduct("honking", points=-3, channels=["camera"])],
}


def test_every_part_has_its_rules() -> None:
    """Lists by id, influence by ties, ways of redress by name, the score as one; titles are none."""
    parts = {
        **WATCHED, "influence": [{"ties": "friends", "share": 0.1}], "redress": {"notice": 0.5},
        "treatments": [
            {"id": "seen", "subject": "person", "context": "travel", "bands": ["low"], "effect": "exposure"}
        ],
    }  # fmt: skip
    expected = ["bands.low", "bands.high", "channels.camera", "conducts.honking", "treatments.seen"]
    assert [*expected, "influence.friends", "redress.notice", "score"] == names(parts)


def test_the_same_twice_differs_in_nothing() -> None:
    """No rule, whatever the scheme; nor do notes and sources make one."""
    for document in library():
        assert [] == differing(document, document)
    one = a_scheme(**WATCHED)
    noted = a_scheme(
        **{**WATCHED, "conducts": [conduct("honking", points=-3, channels=["camera"], note="x")]}
    )
    assert [] == differing(one, noted)


def test_what_differs_is_put_back() -> None:
    """With all that differs as in the first, the second is the first."""
    a, b = load_scheme("brackwater-standing"), load_scheme("as-described")
    made = with_rules_of(b, a, differing(a, b))
    assert [] == differing(a, made)
    assert [*rules_of(data_of(a))] != [*rules_of(data_of(b))]


def test_a_channel_leaves_those_it_watched() -> None:
    """The conduct stays, and nobody sees it; the conduct's own number goes with the conduct."""
    document = a_scheme(**WATCHED)
    data = data_of(document)
    put(data, ("channels", "camera"), None)
    assert ([], []) == (data["channels"], data["conducts"][0]["channels"])
    data = data_of(document)
    put(data, ("conducts", "honking"), None)
    assert ([], 0) == (data["conducts"], data["channels"][0]["detects"])


def test_alarms_go_with_what_they_are_entered_as() -> None:
    """A conduct that is left out cannot be entered against anybody."""
    alarms: Part = {"alarms": {"per_year": 3}, "alarm_conduct": "honking"}
    data = data_of(a_scheme(**{**WATCHED, "channels": [channel(**alarms)]}))
    put(data, ("conducts", "honking"), None)
    assert not {"alarms", "alarm_conduct"} & data["channels"][0].keys()


def test_a_way_back_goes_and_comes() -> None:
    """The last one takes the mapping with it; one that was not there makes it."""
    data = data_of(a_scheme(redress={"notice": 0.5}))
    put(data, ("redress", "notice"), None)
    assert "redress" not in data
    put(data, ("redress", "lapse"), {"days": 9})
    assert {"lapse": {"days": 9}} == data["redress"]


def test_a_rule_that_is_needed_cannot_go() -> None:
    """A band that a treatment names: the file without it says what is wrong, and where."""
    shown = {"id": "seen", "subject": "person", "context": "travel", "bands": ["high"], "effect": "exposure"}
    with pytest.raises(FileInvalid, match=r"without bands\.high:.*'high' is no band of this scheme"):
        with_rules_of(
            a_scheme(treatments=[shown]), a_scheme(bands=[{"id": "low", "from": 600}]), [("bands", "high")]
        )


@pytest.mark.parametrize("document", library(), ids=lambda each: each.model.id)
def test_nothing_follows_without_rules(document: object) -> None:
    """Every scheme of the library stands without rules, with its own score and bands."""
    whole = load_scheme(document.model.id)  # type: ignore[attr-defined]
    left = bare(whole).model
    assert () == left.conducts + left.channels + left.treatments + left.influence
    assert (whole.model.score, whole.model.bands, None) == (left.score, left.bands, left.redress)
    assert left.title.endswith(", with none of its rules")


@settings(max_examples=25)
@given(made(), made())
def test_any_rule_of_one_stands_in_the_other(one: Made, other: Made) -> None:
    """Put into another's data, an entry is what it was, and nothing else of its part is lost."""
    given_rules = rules_of(dict(one.scheme))
    for rule, entry in given_rules.items():
        data = data_of(a_scheme(**other.scheme))
        before = rules_of(data)
        put(data, rule, entry)
        after = rules_of(data)
        assert entry == after[rule]
        assert before.keys() <= after.keys()
