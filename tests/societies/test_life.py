"""Life is fixed once, before any world starts, whoever asks and in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.occasions import Assumes, Need, Opportunity
from demerit.formats.problems import Problems
from demerit.formats.reading import Document, read_text
from demerit.schemes.model import Scheme
from demerit.societies.life import FixedLife, catalogue, conducts_of, fix_life
from demerit.societies.model import Society

TOWN = """\
format: demerit/society/1
id: town
title: A town
life:
"""
SCHEME = """\
format: demerit/scheme/1
id: strict
title: A scheme
score: {start: 0, min: 0, max: 1}
bands: [{id: all, from: 0}]
conducts:
  - {id: jaywalking, subject: person, family: traffic, context: traffic, points: 0}
  - {id: jaywalkin, subject: person, family: traffic, context: traffic, points: 0}
treatments:
  - {id: t, subject: person, context: travel, bands: [all], effect: denial, need: flihgt}
assumes:
  opportunities:
    dancing: {per_year: 3, act: 0.5}
"""


def town(life: str) -> Document[Society]:
    """A society whose file holds nothing but this life."""
    indented = "".join(f"  {line}\n" for line in life.splitlines())
    return read_text(TOWN + indented, Society, name="town.yaml")


def assumes(**per_year: float) -> Assumes:
    """What a scheme assumes: an opportunity for each name, at this rate."""
    entries = {name: Opportunity(per_year=rate, act=0.5) for name, rate in per_year.items()}
    return Assumes(opportunities=entries)


EMPTY = town("propensity: {shared: 0.25}")
EVERYDAY = town("catalogue: everyday")


def test_the_catalogue_is_taken_in_whole() -> None:
    """A society that takes the shared catalogue lives all that it has for persons, sorted by id."""
    shared = catalogue().model
    life = fix_life(EVERYDAY)
    for everyday, lived in ((shared.opportunities, life.opportunities), (shared.needs, life.needs)):
        assert sorted(name for name, entry in everyday.items() if entry.kind is None) == list(lived)


def test_own_entries_win() -> None:
    """A society's own entry replaces the catalogue's of that id, and one that a scheme assumes."""
    own = town("catalogue: everyday\nopportunities: {jaywalking: {per_year: 1, act: 0.5}}")
    life = fix_life(own, [("strict", assumes(jaywalking=99.0))], ["jaywalking"])
    assert life.opportunities["jaywalking"].per_year == 1


def test_what_a_scheme_assumes_is_lived() -> None:
    """What the society lacks comes from the scheme, also if the catalogue has it."""
    life = fix_life(EMPTY, [("strict", assumes(jaywalking=99.0))], ["jaywalking"])
    assert life.opportunities["jaywalking"].per_year == 99
    assert list(life.opportunities) == ["jaywalking"]


def test_shared_and_families() -> None:
    """The shared part of propensities is the society's; families are those of the entries."""
    life = fix_life(EMPTY, named=["jaywalking"])
    assert life.shared == 0.25
    assert life.families == {"jaywalking": "traffic"}


@pytest.mark.parametrize(
    ("conduct", "opportunity"),
    [
        ("jaywalking", "jaywalking"),
        ("not-visiting-parents", "visit-parents"),
        ("judgment-default", "pay-judgment"),
    ],
)
def test_a_named_conduct_is_found_by_what_it_comes_of(conduct: str, opportunity: str) -> None:
    """A conduct that nobody brought comes from the catalogue: by what its opportunities take or leave."""
    life = fix_life(EMPTY, named=[conduct])
    assert list(life.opportunities) == [opportunity]


def test_a_named_need_is_found() -> None:
    """A need that a treatment names and nobody brought comes from the catalogue, with what may replace it."""
    life = fix_life(EMPTY, named=["flight"])
    assert (["flight", "rail-journey", "slow-train-journey"], []) == (
        list(life.needs),
        list(life.opportunities),
    )


def test_a_conduct_in_the_society_needs_no_catalogue() -> None:
    """A conduct that some opportunity of the society takes brings nothing else with it."""
    own = town("opportunities: {crossing: {per_year: 1, act: 0.5, takes: jaywalking}}")
    assert list(fix_life(own, named=["jaywalking"]).opportunities) == ["crossing"]


def test_schemes_that_disagree_are_an_error() -> None:
    """Two schemes that assume different things under an id are both named, and neither is chosen."""
    with pytest.raises(Problems) as raised:
        fix_life(EMPTY, [("strict", assumes(jaywalking=2.0)), ("mild", assumes(jaywalking=1.0))])
    (problem,) = raised.value.problems
    assert (problem.file, problem.place) == ("strict", "assumes.opportunities.jaywalking")
    assert "mild" in problem.expected


def test_disagreement_under_a_societys_own_entry_is_none() -> None:
    """What the society has itself, schemes may assume as they like."""
    own = town("opportunities: {jaywalking: {per_year: 7, act: 0.5}}")
    life = fix_life(own, [("a", assumes(jaywalking=1.0)), ("b", assumes(jaywalking=2.0))])
    assert life.opportunities["jaywalking"].per_year == 7


def test_notes_do_not_disagree() -> None:
    """Two schemes that differ only in what they say about an entry assume the same life."""
    one = Assumes(opportunities={"x": Opportunity(per_year=1.0, act=0.5, note="so we think")})
    other = Assumes(opportunities={"x": Opportunity(per_year=1.0, act=0.5, source="a study")})
    assert fix_life(EMPTY, [("a", one), ("b", other)]) == fix_life(EMPTY, [("b", other), ("a", one)])


def test_what_is_nowhere_is_an_error_at_the_rule() -> None:
    """A misspelt conduct and a misspelt need are both named at once, at their lines, with what was meant."""
    scheme = read_text(SCHEME, Scheme, name="strict.yaml")
    with pytest.raises(Problems) as raised:
        fix_life(EMPTY, named=["jaywalking", "jaywalkin", "flihgt"], schemes=[scheme])
    lines = [(p.file, p.line, p.place, p.near) for p in raised.value.problems]
    assert lines == [
        ("strict.yaml", 8, "conducts[1].id", "jaywalking"),
        ("strict.yaml", 10, "treatments[0].need", "flight"),
    ]


def test_disagreement_is_said_at_the_schemes_line() -> None:
    """Where the scheme's file is at hand, a disagreement is said at the line that assumes otherwise."""
    scheme = read_text(SCHEME, Scheme, name="strict.yaml")
    assumed = [("a", assumes(dancing=1.0)), ("strict.yaml", scheme.model.assumes)]
    with pytest.raises(Problems) as raised:
        fix_life(EMPTY, assumed, schemes=[scheme])
    assert [("strict.yaml", 13)] == [(p.file, p.line) for p in raised.value.problems]


def test_an_opened_opportunity_comes_along() -> None:
    """A need that opens an opportunity brings it from the catalogue; one that is nowhere is an error."""
    loan = "needs: {credit: {context: finance, per_year: 1, opens: %s}}"
    assert list(fix_life(town(loan % "repay-loan")).opportunities) == ["repay-loan"]
    with pytest.raises(Problems) as raised:
        fix_life(town(loan % "repay-lone"))
    assert ["repay-loan"] == [p.near for p in raised.value.problems]


names = st.sampled_from(["jaywalking", "speeding", "dancing", "flying", "singing"])
rates = st.dictionaries(names, st.sampled_from([1.0, 2.0]), max_size=4)


def outcome(assumed: list[tuple[str, Assumes]], named: list[str]) -> FixedLife | str:
    """The life, or the message that there is none."""
    try:
        return fix_life(EMPTY, assumed, named)
    except Problems as problems:
        return str(problems)


@given(
    schemes=st.lists(rates, max_size=3),
    named=st.lists(st.sampled_from(["jaywalking", "flight", "not-visiting-parents"])),
    data=st.data(),
)
def test_order_is_irrelevant(schemes: list[dict[str, float]], named: list[str], data: st.DataObject) -> None:
    """The order of schemes, of entries in a file and of names changes neither life nor the error."""
    files = [(f"scheme-{i}", entries) for i, entries in enumerate(schemes)]
    mixed = [
        (name, dict(data.draw(st.permutations(list(entries.items())))))
        for name, entries in data.draw(st.permutations(files))
    ]
    expected = outcome([(name, assumes(**entries)) for name, entries in files], named)
    found = outcome(
        [(name, assumes(**entries)) for name, entries in mixed], data.draw(st.permutations(named))
    )
    assert expected == found


@given(rates)
def test_a_scheme_only_adds(entries: dict[str, float]) -> None:
    """Whatever a scheme assumes, all that the society lives by itself stays as it was."""
    alone, together = fix_life(EVERYDAY), fix_life(EVERYDAY, [("s", assumes(**entries))])
    assert alone.opportunities.items() <= together.opportunities.items()
    assert alone.needs == together.needs


def test_conducts_of() -> None:
    """Taking counts under the opportunity's id unless said; leaving counts only if said."""
    assert {"a"} == conducts_of("a", Opportunity(per_year=1, act=1))
    assert {"b", "c"} == conducts_of("a", Opportunity(per_year=1, act=1, takes="b", leaves="c"))


def test_needs_are_assumed_too() -> None:
    """A need that only a scheme has is lived."""
    assumed = Assumes(needs={"dance-hall": Need(context="leisure", per_year=1.0)})
    assert ["dance-hall"] == list(fix_life(EMPTY, [("s", assumed)], ["dance-hall"]).needs)
