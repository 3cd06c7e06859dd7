"""A scheme as a case: lines, burdens, and ways from acts to treatments."""

from __future__ import annotations

import pytest

from cases import Raw, library, posts, read
from demerit.law.case import Case, burden, furthest, share_for_persons

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


@pytest.mark.parametrize(
    ("change", "weight"),
    [
        ({"effect": "denial"}, "shown"),
        ({"effect": "wait", "wait": {"days": 3}}, "shown"),
        ({"effect": "priority"}, "unknown"),
        ({"effect": "price", "factor": 1.2}, "shown"),
        ({"effect": "price", "factor": 0.8}, None),
        (
            {"effect": "price", "factor": {"by": "band", "values": {"low": 1.5, "plain": 1.0, "high": 0.5}}},
            "shown",
        ),
    ],
)
def test_burdens(change: Raw, weight: str | None) -> None:
    """Refused, late or dearer is a burden; first in line may be one for others; cheaper is none."""
    made = case(posts(treatments=[{**TRAINS, **change}]))
    assert weight == burden(made.treatments[0], "low")


def test_a_price_by_band_is_a_burden_in_its_band_only() -> None:
    """Dearer for the low is no burden of the high."""
    factor = {"by": "band", "values": {"low": 1.5, "plain": 1.0, "high": 0.5}}
    made = case(posts(treatments=[{**TRAINS, "effect": "price", "factor": factor, "bands": ["low", "high"]}]))
    assert burden(made.treatments[0], "high") is None


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
    through = {path.conduct.id for path in made.burdened if path.through == "responsible"}
    assert {"company-judgment-default"} == through
    assert 1.0 == share_for_persons(made.scheme.influence[0])
    assert not [path for path in case(posts()).paths if path.through]


def test_persons_only() -> None:
    """Data, channels and acts of firms are not those of persons."""
    made = case(library("company-credit"))
    assert () == made.conducts == made.treatments == made.data == made.channels == made.paths
