"""A scheme as a case: lines, burdens, and ways from acts to treatments."""

from __future__ import annotations

import pytest

from cases import Raw, library, posts, read
from demerit.law.case import Case, furthest, level
from demerit.law.reach import share_for_persons

TRAINS = posts()["treatments"][0]


def case(raw: Raw) -> Case:
    """The case of plain data."""
    return Case(read(raw))


def test_lines_are_those_of_the_file() -> None:
    """A spot's line holds the key that it speaks of, its rule is the entry's id."""
    made = case(posts())
    spot = made.at("conducts", made.scheme.conducts[0], "lawful")
    assert "lawful: true" in made.document.sheet.line(spot.line)
    assert "post" == spot.rule
    assert "place: Spain" in made.document.sheet.line(made.use("use", "place").line)


BY_BAND = {"by": "band", "values": {"low": 1.5, "plain": 1.0, "high": 0.5}}


@pytest.mark.parametrize(
    ("change", "bands"),
    [
        ({"effect": "denial"}, ["low"]),
        ({"effect": "wait", "wait": {"days": 3}}, ["low"]),
        ({"effect": "priority"}, ["plain"]),
        ({"effect": "price", "factor": 1.2}, ["low"]),
        ({"effect": "price", "factor": 0.8}, ["plain"]),
        ({"effect": "price", "factor": 1.0}, []),
        ({"effect": "price", "factor": BY_BAND, "bands": ["low", "plain"]}, ["low"]),
        (
            {"effect": "price", "factor": {"by": "sex", "values": {"female": 0.8, "male": 1.0}}},
            ["low", "plain"],
        ),
    ],
)
def test_who_is_worse_off(change: Raw, bands: list[str]) -> None:
    """Refused, late or dearer than others, or than without; also whom others come before, or pay less than.

    Nobody reaches 'high' here: what it gives makes nobody worse off.
    """
    made = case(posts(treatments=[{**TRAINS, **change}]))
    assert bands == [met.band for met in made.met]


def test_levels() -> None:
    """A level is that of the band; outside its bands a treatment is that of none."""
    made = case(
        posts(treatments=[{**TRAINS, "effect": "price", "factor": BY_BAND, "bands": ["low", "high"]}])
    )
    assert [(1.5, 1.5), (1.0, 1.0), (0.5, 0.5)] == [
        level(made.treatments[0], band) for band in ("low", "plain", "high")
    ]


def test_a_band_everybody_starts_in() -> None:
    """Whoever starts low is refused by no act: met all the same, and what is scored keeps them there."""
    made = case(posts(score={"start": 10}))
    assert ["low"] == [met.band for met in made.met]
    assert [("post", 0)] == [(path.conduct.id, path.acts) for path in made.paths]


def test_traits_are_columns() -> None:
    """Starts, edges, points, detection and treatments by a column of persons are traits, by band none is."""
    by = {"by": "group", "values": {"a": 80, "b": 90}}
    made = case(
        posts(
            score={"start": {"by": "sex", "shares": {"female": {100: 1.0}, "male": {90: 1.0}}}},
            bands=[{"id": "low", "from": 0}, {"id": "plain", "from": by}, {"id": "high", "from": 150}],
            channels=[
                {"id": "web", "kind": "platform", "detects": {"by": "district", "values": {0: 0.5, 1: 0.6}}}
            ],
            conducts=[{**posts()["conducts"][0], "points": {"by": "age", "values": {18: -10, 60: -5}}}],
            treatments=[
                {**TRAINS, "effect": "price", "factor": {"by": "income_decile", "values": {1: 1.4, 5: 1.2}}},
                {**TRAINS, "id": "fare", "effect": "price", "factor": BY_BAND},
            ],
        )
    )
    found = [(trait.column, trait.what) for trait in made.traits]
    assert [
        ("sex", "start"),
        ("group", "plain"),
        ("age", "post"),
        ("district", "web"),
        ("income_decile", "no-trains"),
    ] == found


def test_data_without_conducts_feed_by_channel() -> None:
    """Data feed the acts they name, or else what their channels show; without data the context counts."""
    made = case(posts())
    assert ("speech",) == made.generated(made.conducts[0])
    named = [{"id": "tickets", "generated_in": "travel", "conducts": ["post"]}, *posts()["data"]]
    made = case(posts(data=named))
    assert ("speech", "travel") == made.generated(made.conducts[0])
    made = case(posts(data=None))
    assert ("politics",) == made.generated(made.conducts[0])


def test_the_needs_own_context_counts() -> None:
    """Never the one that the treatment states; a tax is about money, being shown up about nothing."""
    treatments = [
        {**TRAINS, "context": "leisure"},
        {
            "id": "levy",
            "subject": "person",
            "context": "travel",
            "bands": ["low"],
            "effect": "tax",
            "tax": {"share": 0.1},
        },
        {"id": "screen", "subject": "person", "context": "travel", "bands": ["low"], "effect": "exposure"},
    ]
    made = case(posts(treatments=treatments))
    assert ["travel", "finance", None] == [made.treated(t) for t in made.treatments]
    assert ["unrelated", "unrelated", "unclear"] == [path.relation for path in made.paths]


def test_furthest() -> None:
    """Unrelated is further than unclear, that than related, that than the same; of none, the same."""
    assert "unrelated" == furthest(["same", "unrelated", "unclear"])
    assert "unclear" == furthest(["related", "unclear"])
    assert "same" == furthest([])


def test_records_of_ties_are_ways_too() -> None:
    """Friends' acts, and those of a firm that a person answers for, at the share that persons get."""
    made = case(library("as-documented"))
    through = {path.conduct.id for path in made.paths if path.through == "responsible"}
    assert {"company-judgment-default", "company-judgment-paid"} == through
    assert 1.0 == share_for_persons(made.scheme.influence[0])
    assert not [path for path in case(posts()).paths if path.through]


def test_persons_only() -> None:
    """Data, channels and acts of firms are not those of persons."""
    made = case(library("company-credit"))
    assert () == made.conducts == made.treatments == made.data == made.channels == made.paths
