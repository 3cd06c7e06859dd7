"""Societies, the shared catalogue and behaviours say where each of their numbers is from."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

import numpy as np
import pytest
from ruamel.yaml import YAML

from demerit.formats.occasion_checks import occasion_problems
from demerit.formats.occasions import Need, Opportunity, Who
from demerit.formats.reading import Document
from demerit.formats.value_checks import value_problems
from demerit.formats.values import By, Sourced
from demerit.formats.vocabulary import Family, OrganisationKind
from demerit.societies.error_tables import error_table
from demerit.societies.life import EVERYDAY, catalogue, conducts_of, fix_life
from demerit.societies.loading import BEHAVIOURS, LIBRARY, load_behaviour, load_society, societies
from demerit.societies.model import Society
from demerit.societies.recipe import Recipe, make_recipe

DATA = LIBRARY.parent / "data"
COUNTRIES = {
    "china-2020": ("China", "CHN", "China"),
    "germany-2020": ("Germany", "DEU", "Germany"),
    "usa-2020": ("United States of America", "USA", "United States"),
}
NAMES = [*COUNTRIES, "brackwater"]


@cache
def society(name: str) -> Document[Society]:
    """A society of the library."""
    return load_society(name)


@cache
def recipe(name: str) -> Recipe:
    """Ten thousand of its people, as quotas."""
    return make_recipe(society(name), people=10_000, seed=1)


def raw(path: Any) -> dict[str, Any]:
    """A file as it is written."""
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


def figures(name: str) -> list[dict[str, str]]:
    """The rows of a table of figures."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unsourced(part: Any, place: str = "") -> Iterator[str]:
    """Places of numbers that neither they nor what holds them gives a source, or a range as assumed."""
    if isinstance(part, dict):
        if "source" in part or (part.get("assumed") is True and "range" in part):
            return
        for key, value in part.items():
            if key not in {"who", "frozen", "ages"}:
                yield from unsourced(value, f"{place}.{key}")
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield place


def ranges(part: Any) -> Iterator[dict[str, Any]]:
    """Every number of a file that has a range."""
    if isinstance(part, dict):
        if "range" in part:
            yield part
        for value in part.values():
            yield from ranges(value)


def rate_in(number: Any, cell: dict[str, Any]) -> float:
    """A number as it is for people of a cell; steps hold at and above their edges."""
    if isinstance(number, Sourced):
        return rate_in(number.value, cell)
    if not isinstance(number, By):
        return float(number)
    own = cell[number.by]
    keys = [key for key in number.values if (key == own if isinstance(own, str) else key <= own)]
    return rate_in(number.values[max(keys) if not isinstance(own, str) else keys[0]], cell)


def befalls(occasion: Opportunity | Need, cell: dict[str, Any]) -> bool:
    """Whether an occasion comes to people of a cell."""
    return all(
        allowed[0] <= cell["age"] < allowed[1] if column == "age" else cell[column] in allowed
        for column, allowed in occasion.who.asked.items()
    )


def occasions_by_cell(name: str) -> tuple[np.ndarray[Any, np.dtype[np.float64]], np.ndarray[Any, Any]]:
    """Occasions a person-year in each cell of a society, and how many people are in it."""
    made = recipe(name)
    life = fix_life(society(name))
    rates: list[float] = []
    for i in range(len(made.cells.years)):
        cell = {
            "sex": ("female", "male")[made.cells.traits["sex"][i]],
            "age": int(made.cells.traits["age"][i]),
            "group": made.groups[made.cells.traits["group"][i]],
            "income_decile": int(made.cells.traits["income_decile"][i]),
        }
        rates.append(
            math.fsum(
                rate_in(entry.per_year, cell)
                for entry in (*life.opportunities.values(), *life.needs.values())
                if entry.per_year is not None and entry.kind in (None, "person") and befalls(entry, cell)
            )
        )
    return np.array(rates), np.diff(made.cells.bounds, prepend=0)


def test_all_load() -> None:
    """Every file of the library is valid and named after its id."""
    assert sorted(path.stem for path in LIBRARY.glob("*.yaml")) == [s.model.id for s in societies()]
    assert set(NAMES) <= {s.model.id for s in societies()}


@pytest.mark.parametrize("name", COUNTRIES)
def test_countries_are_their_figures(name: str) -> None:
    """Ages, Gini coefficient and households of a country are those of the tables beside them."""
    area, code, country = COUNTRIES[name]
    model = society(name).model
    (gini,) = [
        float(row["Value"])
        for row in figures("gini_index_selected.csv")
        if row["Country Code"] == code and row["Year"] == "2020"
    ]
    households = {
        row["country"]: float(row["mean_household_size"]) for row in figures("un_household_size_2019.csv")
    }
    assert area == getattr(model.margins.age_sex, "area", None)
    assert gini / 100 == pytest.approx(rate_in(model.margins.income.gini, {}))
    assert households[country] == rate_in(model.ties.household.mean_size, {})


@pytest.mark.parametrize("name", COUNTRIES)
def test_friends_are_their_figures(name: str) -> None:
    """The number of friends is the second layer of phone contacts; clustering that of a median user."""
    network = {row["quantity"].split(" (")[0]: row["value"] for row in figures("network_structure.csv")}
    friends = society(name).model.ties.friends
    assert float(network["layer 2"]) == rate_in(friends.mean, {})
    assert float(network["local clustering of a median user"]) == rate_in(friends.clustering, {})


@pytest.mark.parametrize("name", NAMES)
def test_groups_have_a_source_and_a_camera_class(name: str) -> None:
    """Shares of groups are cited or said to be assumed; each has its class in the error table."""
    groups = society(name).model.groups
    assert math.fsum(group.share for group in groups) == pytest.approx(1.0, abs=1e-9)
    assert [] == [group.id for group in groups if (group.source is None) != group.assumed]
    assert len(groups) == len(error_table(society(name), "camera_class").class_of_group)


@pytest.mark.parametrize("name", NAMES)
def test_every_society_takes_the_catalogue(name: str) -> None:
    """Every society lives the whole shared catalogue."""
    assert set(catalogue().model.opportunities) <= set(fix_life(society(name)).opportunities)


@pytest.mark.parametrize("name", NAMES)
def test_life_brings_something_most_days(name: str) -> None:
    """Some 290 occasions a person-year, the middles of what is assumed; nobody lives ten times as many."""
    rates, people = occasions_by_cell(name)
    assert 200 <= np.average(rates, weights=people) <= 350
    assert rates.max() <= 400


@pytest.mark.parametrize("kind", get_args(OrganisationKind))
def test_organisations_have_a_life(kind: str) -> None:
    """Each kind of organisation has opportunities and needs of its own: 20 to 60 occasions a year."""
    everyday = catalogue().model
    mine = [e for e in (*everyday.opportunities.values(), *everyday.needs.values()) if e.kind == kind]
    assert {Opportunity, Need} == {type(entry) for entry in mine}
    assert 20 <= math.fsum(rate_in(entry.per_year, {}) for entry in mine) <= 60
    assert [] == [e for e in mine if e.who != Who() or isinstance(e.per_year, By)]


@pytest.mark.parametrize("name", NAMES)
def test_societies_have_all_kinds_of_organisations(name: str) -> None:
    """Companies, government entities and social organisations, with jobs for some people."""
    model = society(name).model
    assert set(get_args(OrganisationKind)) == set(model.organisations)
    assert all(kind.life.catalogue == "everyday" for kind in model.organisations.values())
    jobs = math.fsum(
        rate_in(k.per_1000_people, {}) / 1000 * rate_in(k.employees, {}) for k in model.organisations.values()
    )
    assert 0.2 < jobs < 0.7
    assert rate_in(model.turnover, {}) == 0


def test_counted_organisations_are_their_figures() -> None:
    """What a society says with a source is a row of the table beside it."""
    countries = {"china-2020": "China", "germany-2020": "Germany", "usa-2020": "United States"}
    rows = {(row["country"], row["kind"], row["per_1000_adults"]) for row in figures("organisations.csv")}
    told = [
        (countries[name], kind, f"{rate_in(entry.per_1000_people, {}):.3g}")
        for name in countries
        for kind, entry in society(name).model.organisations.items()
        if isinstance(entry.per_1000_people, Sourced) and entry.per_1000_people.source
    ]
    assert len(told) == 5
    assert set() == set(told) - rows


def test_work_can_be_lost_and_found() -> None:
    """One opportunity ends employment, pressed by the employer's hardship; one need begins it."""
    everyday = catalogue().model
    (lost,) = [(n, e) for n, e in everyday.opportunities.items() if e.employment]
    (found,) = [n for n, e in everyday.needs.items() if e.employment]
    assert ("keep-work", "job-application") == (lost[0], found)
    assert ("employer", "leaves", "losing-work") == (lost[1].hardship_of, lost[1].strains, lost[1].leaves)


def test_the_catalogue_is_valid() -> None:
    """The shared catalogue stands the checks that a society's own life does."""
    top = catalogue().top()
    assert [] == [problem.text() for problem in (*occasion_problems(top), *value_problems(top, {}))]


def test_no_figure_of_life_without_source_or_range() -> None:
    """Every rate, probability, spread and cost of the catalogue is sourced or assumed within a range."""
    everyday = raw(EVERYDAY)
    assert [] == [*unsourced(everyday["opportunities"]), *unsourced(everyday["needs"])]


@pytest.mark.parametrize("path", sorted(BEHAVIOURS.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_figure_of_behaviour_without_source_or_range(path: Any) -> None:
    """Every coefficient of a behaviour is sourced or assumed within a range."""
    assert [] == list(unsourced(raw(path)))


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_of_a_society_without_source_or_range(name: str) -> None:
    """Ties, life and organisations of a society are sourced or assumed within a range."""
    written = raw(LIBRARY / f"{name}.yaml")
    parts = ("ties", "life", "organisations")
    assert [] == [place for part in parts for place in unsourced(written[part], part)]


def test_ranges_hold_their_values() -> None:
    """A range of the catalogue or of a behaviour is a span, and holds the value it is about."""
    for part in (
        *ranges(raw(EVERYDAY)),
        *(r for path in BEHAVIOURS.glob("*.yaml") for r in ranges(raw(path))),
    ):
        low, high = part["range"]
        value = part["value"]
        values = value["values"].values() if isinstance(value, dict) else [value]
        assert low < high
        assert all(low <= each <= high for each in values)


def test_conducts_and_needs_have_names_of_their_own() -> None:
    """No id is both a conduct and a need: tables of a run tell them apart by id alone."""
    everyday = catalogue().model
    conducts = [c for name, entry in everyday.opportunities.items() for c in conducts_of(name, entry)]
    assert len(conducts) == len(set(conducts))
    assert set() == set(conducts) & set(everyday.needs)


def test_every_opportunity_has_a_family_and_a_title() -> None:
    """The catalogue says of each opportunity by which habit it is taken, and everything has plain words."""
    everyday = catalogue().model
    assert [] == [name for name, entry in everyday.opportunities.items() if entry.family is None]
    entries = [*everyday.opportunities.items(), *everyday.needs.items()]
    assert [] == [name for name, entry in entries if not entry.title]


def test_few_kinds_of_people_are_told_apart() -> None:
    """The catalogue tells fewer than 60 kinds of people apart, as each costs a row in every table."""
    edges: dict[str, set[Any]] = {}

    def look(part: Any) -> None:
        if isinstance(part, dict):
            if "by" in part:
                edges.setdefault(part["by"], set()).update(part["values"])
            edges.setdefault("age", set()).update(part.get("age", []))
            for value in part.values():
                look(value)

    look(raw(EVERYDAY))
    assert {"age", "sex", "income_decile"} >= set(edges)
    assert math.prod(len(keys) for keys in edges.values() if keys) < 60


@pytest.mark.parametrize("name", ["everyday", "drivers"])
def test_behaviour_answers_for_every_family(name: str) -> None:
    """A behaviour has coefficients for every family of conducts, and is not frozen."""
    behaviour = load_behaviour(name).model
    assert set(get_args(Family)) == set(behaviour.families)
    assert not behaviour.frozen


def test_drivers_differ_in_awareness_only() -> None:
    """Points on a licence are known to nearly everybody; all else is as everyday."""
    everyday, drivers = (load_behaviour(name).model for name in ("everyday", "drivers"))
    told = {"id", "title", "aware"}
    assert everyday.model_dump(exclude=told) == drivers.model_dump(exclude=told)
    assert rate_in(drivers.aware, {}) > 0.9 > rate_in(everyday.aware, {})


def test_what_befalls_people_is_felt() -> None:
    """Losing work weighs more than a refusal; friends may turn away from who falls or is shown up."""
    behaviour = load_behaviour("everyday").model
    assert rate_in(behaviour.hardship.job_loss, {}) > rate_in(behaviour.hardship.denial, {}) > 0
    friends = behaviour.friends
    assert all(
        0 < rate_in(chance, {}) < 1
        for chance in (friends.cut_when_fallen, friends.cut_when_exposed, friends.made_anew)
    )


def test_launch_effects_are_the_published_ones() -> None:
    """At launch, at the stakes of their studies, road offences fall by 15 to 20 % and posts by 20 to 30 %.

    Stakes as in the notes of the file: 4 of 12 points of a licence; two thirds of the way at weight 0.3.
    """
    families = load_behaviour("everyday").model.families

    def fall(family: Family, stake: float) -> float:
        return 1 - math.exp(-rate_in(families[family].deterrence, {}) * stake)

    assert 0.15 <= fall("traffic", 4 / 12) <= 0.20
    assert 0.20 <= fall("expression", 0.3 * 2 / 3) <= 0.30


def test_caution_wears_off_within_18_months() -> None:
    """After 18 months at most a quarter of launch's caution above its floor is left."""
    half_life = rate_in(load_behaviour("everyday").model.caution.half_life_days, {})
    assert 0.5 ** (1.5 * 365.25 / half_life) <= 0.25
