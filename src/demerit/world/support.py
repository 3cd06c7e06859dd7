"""What a run needs of its files beyond each of them: names that meet, and somebody whom a rule is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, get_args

from demerit.formats.columns import AGE, GROUP, find
from demerit.formats.name_checks import listed
from demerit.formats.occasion_checks import personal_numbers
from demerit.formats.problems import Problem
from demerit.formats.reading import Document
from demerit.formats.sheet import Part
from demerit.formats.step_tables import begun_late, least_of
from demerit.formats.value_checks import unsaid
from demerit.formats.values import number
from demerit.formats.vocabulary import Kind
from demerit.schemes.model import Scheme
from demerit.schemes.treatments import DELAYING, PRICING
from demerit.societies.behaviour import Behaviour
from demerit.societies.check import unhad
from demerit.societies.life import FixedLife, conducts_of
from demerit.societies.margins import group_names, names_by, read_margins
from demerit.societies.model import Society

PERSON: Final = "person"


def cross_problems(
    scheme: Document[Scheme],
    society: Document[Society],
    life: FixedLife,
    behaviour: Document[Behaviour] | None = None,
) -> list[Problem]:
    """What these files together cannot mean, each at its line: names that nobody has, rules for nobody."""
    top = scheme.top()
    problems: list[Problem] = []
    for kind in get_args(Kind):
        problems += _unknown_to(kind, top, life)
    for channel in top["channels"].entries():
        tables = sorted(society.model.error_tables)
        problems += channel["misnamed_by"].unless(tables, f"an error table of the society {society.model.id}")
    problems += _treated_needs(top, society, life)
    problems += _scored_by_nothing(top["population"], life)
    problems += _influence_without_ties(top["influence"], society)
    problems += _kinds_unsaid(scheme, society, behaviour)
    margins = read_margins(society)
    for part in (top, *([behaviour.top()] if behaviour else [])):
        problems += _unknown_groups(part, society)
        problems += unhad(part, society, margins)
    problems += unhad(society.top(), society, margins)
    problems += _unknown_bands(scheme, society, behaviour)
    problems += _startless(top, society)
    problems += _never_lived(society, life)
    problems += _begun_late(scheme, society, behaviour)
    return problems


def district_problems(
    scheme: Document[Scheme], society: Document[Society], behaviour: Document[Behaviour], districts: int
) -> list[Problem]:
    """Numbers by district that leave out one of so many, and past records of more than there are."""
    problems = [
        count.problem(f"a district of this run, 0 to {districts - 1}", key=True)
        for channel in scheme.top()["channels"].entries()
        for name, count in channel["allocation"]["prior"].items()
        if isinstance(name, int) and name >= districts
    ]
    for top in (scheme.top(), society.top(), behaviour.top()):
        for part in top.sheet.tables("district"):
            for under in ("values", "shares"):
                problems += unsaid(part[under], range(districts), f"every district, 0 to {districts - 1}")
    return problems


def _unknown_to(kind: str, top: Part, life: FixedLife) -> Iterable[Problem]:
    """Conducts and needs of a kind of subject that nobody of the kind has in this life."""
    theirs = [item for item in life.opportunities.items() if (item[1].kind or PERSON) == kind]
    done = sorted(frozenset[str]().union(*(conducts_of(*item) for item in theirs)))
    needs = sorted(name for name, need in life.needs.items() if (need.kind or PERSON) == kind)
    of_whom = "" if kind == PERSON else f" of a {kind}"
    for conduct in _of_kind(top["conducts"], kind):
        yield from conduct["id"].unless(
            done, f"a conduct{of_whom} that life in this society has an opportunity for"
        )
    for treatment in _of_kind(top["treatments"], kind):
        yield from treatment["need"].unless(needs, f"a need{of_whom} of life in this society")


def _treated_needs(top: Part, society: Document[Society], life: FixedLife) -> Iterable[Problem]:
    """Treatments of a need that never comes to anybody, at a rate of nought, or at other people's ages.

    And those whose effect the need cannot have: it opens an opportunity, which no wait may do, or falls on
    given days, while prices are accounted by time in band and yearly rate.
    """
    low, high = society.model.ages
    for treatment in top["treatments"].entries():
        need, effect = life.needs.get(treatment["need"].text() or ""), treatment["effect"]
        if need is None:
            continue
        first, below = need.who.asked.get(AGE, (low, high))
        never = not need.at_days and need.per_year == 0
        if never or below <= low or first >= high:
            yield treatment["need"].problem("a need that somebody in this society has")
        if effect.raw in DELAYING and need.opens is not None:
            expected = f"another effect: this need opens an opportunity ({need.opens}) at once or not at all"
            yield effect.problem(expected)
        if effect.raw in PRICING and need.at_days:
            expected = "another effect: prices go by time in band, and this need falls on given days"
            yield effect.problem(expected)


def _scored_by_nothing(population: Part, life: FixedLife) -> Iterable[Problem]:
    """Occasions by which a scheme scores persons and that life does not have, or brings to no person."""
    for key in ("opportunities", "needs"):
        own = {name for name, occasion in getattr(life, key).items() if occasion.kind in (None, PERSON)}
        yield from listed(population[key], sorted(own), f"one of the {key} of persons in this society")


def _influence_without_ties(influence: Part, society: Document[Society]) -> Iterable[Problem]:
    """Influence along ties that nobody in this society has."""
    model = society.model
    kinds = model.organisations.values()
    staffed = any(number(kind.employees) * number(kind.per_1000_people) > 0 for kind in kinds)
    has = {
        "friends": number(model.ties.friends.mean) > 0,
        "household": number(model.ties.household.mean_size) > 1,
        "colleagues": staffed,
        "employer": staffed,
        "responsible": any(number(kind.per_1000_people) > 0 for kind in kinds),
    }
    for entry in influence.entries():
        if not has.get(entry["ties"].text() or "", True):
            yield entry["ties"].problem(f"ties that somebody in the society {model.id} has")


def _kinds_unsaid(
    scheme: Document[Scheme], society: Document[Society], behaviour: Document[Behaviour] | None
) -> Iterable[Problem]:
    """Numbers by kind that leave one out, and behaviour that goes by what organisations do not have."""
    organisations = society.model.organisations.items()
    kinds = [PERSON, *(kind for kind, model in organisations if number(model.per_1000_people))]
    parts = [scheme.top(), society.top(), *([behaviour.top()] if behaviour else [])]
    for part in (table for top in parts for table in top.sheet.tables("kind")):
        unsaid = [kind for kind in kinds if not part["values"][kind].present]
        if unsaid:
            yield part["values"].problem(f"a number for every kind of subject ({', '.join(unsaid)} has none)")
    scored = {
        conduct["family"].text() for kind in kinds[1:] for conduct in _of_kind(scheme.top()["conducts"], kind)
    }
    if scored and behaviour:
        top = behaviour.top()
        families = [family for name, family in top["families"].items() if name in scored]
        named = ("caution", "certainty", "across_families", "aware", "hardship")
        for part in (*(top[name] for name in named), *families):
            yield from personal_numbers(part)


def _begun_late(
    scheme: Document[Scheme], society: Document[Society], behaviour: Document[Behaviour] | None
) -> Iterable[Problem]:
    """Step tables that say nothing for the youngest, or for the least score or band of this scheme."""
    least = least_of(scheme.top())
    ages = {AGE: float(society.model.ages[0])}
    whole = replace(least, values={**least.values, **ages})
    own = replace(least, values={c: least.values[c] for c in ("score", "start_score") if c in least.values})
    yield from begun_late(scheme.top(), replace(least, values=ages, bands=()))
    yield from begun_late(society.top(), own)
    if behaviour:
        yield from begun_late(behaviour.top(), whole)


def _startless(top: Part, society: Document[Society]) -> Iterable[Problem]:
    """Start scores by a column that leave somebody without one."""
    start = top["score"]["start"]
    by = find(start["by"].text())
    names = () if by is None or by.keys != "names" else names_by(society.model, by)
    named = {str(name) for name, _ in start["shares"].items()}
    for name in names if named <= set(names) else ():
        if name not in named:
            yield start["shares"].problem(f"shares for every {start['by'].raw} ({name} has none)")


def _of_kind(entries: Part, kind: str) -> list[Part]:
    """Entries that are about a kind of subject."""
    return [entry for entry in entries.entries() if entry["subject"].raw == kind]


def _unknown_groups(top: Part, society: Document[Society]) -> Iterable[Problem]:
    """Groups that the scheme has numbers for and the society lacks."""
    known = group_names(society.model)
    expected = f"a group of the society {society.model.id}"
    for part in top.sheet.telling:
        if part["by"].raw == GROUP:
            entries = [*part["values"].items(), *part["shares"].items()]
            unknown = [entry for name, entry in entries if name not in known]
            yield from (entry.problem(expected, known=known, key=True) for entry in unknown)
            yield from [] if unknown else unsaid(part["values"], known, "every group")
        for member in part["who"][GROUP].entries():
            yield from member.unless(known, expected)


def _unknown_bands(
    scheme: Document[Scheme], society: Document[Society], behaviour: Document[Behaviour] | None
) -> Iterable[Problem]:
    """Bands that a society's or behaviour's numbers go by and the scheme lacks."""
    known = [band.id for band in scheme.model.bands]
    for top in (society.top(), *([behaviour.top()] if behaviour else [])):
        for part in top.sheet.tables("band"):
            for name, value in part["values"].items():
                if name not in known:
                    yield value.problem(f"a band of the scheme {scheme.model.id}", known=known, key=True)


def _never_lived(society: Document[Society], life: FixedLife) -> Iterable[Problem]:
    """Opportunities that come neither by themselves nor by a need."""
    opened = {need.opens for need in life.needs.values()}
    for name, opportunity in life.opportunities.items():
        if opportunity.per_year is None and opportunity.at_days is None and name not in opened:
            place = ("life", "opportunities", name)
            expected = f"per_year or at_days, or a need that opens {name}"
            yield society.problem((*place, "per_year"), expected=expected)
