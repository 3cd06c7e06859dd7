"""Cross checks of societies, each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.societies.loading import load_society
from refused import problems_in, worded

HEAD = "format: demerit/society/1\nid: x\ntitle: t\n"
GROUPS = "groups: [{id: most, share: 0.995, assumed: true}, {id: few, share: 0.005}]\n"


def told(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    """Places and sentences of the problems of a society."""
    file = tmp_path / "society.yaml"
    file.write_text(HEAD + text)
    return worded(problems_in(lambda: load_society(file)))


def rates(values: str, extra: str = "assumed: true") -> str:
    """A life with one opportunity whose rate differs."""
    return f"life: {{opportunities: {{jaywalking: {{act: 0.1, per_year: {values}, {extra}}}}}}}\n"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("groups: [{id: a, share: 0.5}, {id: b, share: 0.4}]\n", "groups", "shares that add up to 0.9"),
        ("groups: [{id: a, share: 0.5}, {id: a, share: 0.5}]\n", "groups[1].id", "line 4 has it already"),
        ("ages: [60, 18]\n", "ages", "rising"),
        ("ties: {employment: {ages: [65, 18]}}\n", "ties.employment.ages", "rising"),
        (
            "district_people: 50\norganisations: {company: {per_1000_people: 2, employees: 51}}\n",
            "organisations.company.employees",
            "at most the 50 people of a district",
        ),
        (
            "organisations: {company: {per_1000_people: 20, employees: 51}}\n",
            "organisations.company.employees",
            "jobs for at most everybody (so far 1.02 a person)",
        ),
        (
            (
                "margins: {age_sex: {columns: [age, sex], rows: [[18, male, 500], [65, male, 500], "
                "[18, female, 500], [65, female, 500]]}}\n"
                "organisations: {company: {per_1000_people: 20, employees: 30}}\n"
            ),
            "organisations",
            "jobs for at most the 0.500 of all people who are 18 to 64 years old",
        ),
        ("groups: [{id: company, share: 1.0}]\n", "groups[0].id", "tables call organisations by it"),
        (
            (
                "life: {needs: {loan: {context: finance, per_year: 1}}}\n"
                "organisations: {company: {per_1000_people: 2, life: {needs: {loan: {context: finance,"
                " per_year: 1}}}}}\n"
            ),
            "organisations.company.life.needs.loan",
            "an id of its own; life has it already",
        ),
        (
            (
                "organisations: {company: {per_1000_people: 2, life: {needs: {loan: {context: finance,"
                " per_year: 1, who: {age: [18, 65]}}}}}}\n"
            ),
            "organisations.company.life.needs.loan.who",
            "this is the life of organisations",
        ),
        (
            (
                "organisations: {company: {per_1000_people: 2, life: {needs: {loan: {context: finance,"
                " assumed: true, per_year: {by: sex, values: {male: 1, female: 2}}}}}}}\n"
            ),
            "organisations.company.life.needs.loan.per_year.by",
            "have no sex (or by: kind)",
        ),
        (
            "life: {needs: {tender: {context: finance, per_year: 1, kind: company}}}\n",
            "life.needs.tender.kind",
            "under organisations.company.life",
        ),
        ("ages: [18, 130]\n", "ages", "at most 120"),
        ("margins: {income: {}}\n", "margins.income.gini", "gini or decile_shares"),
        ("margins: {income: {gini: 0.3, decile_shares: [0.1]}}\n", "margins.income.decile_shares", "either"),
        ("margins: {income: {decile_shares: [0.5, 0.5]}}\n", "margins.income.decile_shares", "ten shares"),
        (
            "margins: {income: {decile_shares: [0.2,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1]}}\n",
            "margins.income.decile_shares",
            "none below",
        ),
        (
            "margins: {income: {decile_shares: [1,1,1,1,1,1,1,1,1,1]}}\n",
            "margins.income.decile_shares",
            "add up to 1",
        ),
        ("margins: {age_sex: {file: nowhere.csv}}\n", "margins.age_sex.file", "beside the society's"),
        (
            "margins: {age_sex: {file: data/wpp2019_age5_sex_2020.csv, area: Germny}}\n",
            "margins.age_sex.area",
            "did you mean 'Germany'?",
        ),
        (
            "margins: {joint: {j: {columns: [sex], rows: [[male, 9], [female, 90]]}}}\n",
            "margins.joint.j.rows[0]",
            "at least 10 people",
        ),
        ("error_tables: {camera: nowhere.csv}\n", "error_tables.camera", "beside the society's"),
        (
            "groups: [{id: a, share: 1, columns: {camra: EURO}}]\nerror_tables: {camera: data/nist_frvt11_2020_mean_log10_fmr_by_region.csv}\n",  # noqa: E501
            "groups[0].columns.camra",
            "did you mean 'camera'?",
        ),
        (
            "groups: [{id: a, share: 1, columns: {camera: EUROPE}}]\nerror_tables: {camera: data/nist_frvt11_2020_mean_log10_fmr_by_region.csv}\n",  # noqa: E501
            "groups[0].columns.camera",
            "no class of the table",
        ),
        (
            rates("{by: group, values: {nobody: 1}}"),
            "life.opportunities.jaywalking.per_year.values.nobody",
            "group here",
        ),
        (
            "life: {needs: {loan: {context: finance, per_year: 1, opens: repai}}}\n",
            "life.needs.loan.opens",
            "no opportunity of this life",
        ),
        ("life: {opportunities: {x: {act: 1}}}\n", "life.opportunities.x.per_year", "missing"),
    ],
)
def test_societies_that_cannot_be(tmp_path: Path, text: str, place: str, words: str) -> None:
    """Each with a problem at its place."""
    found = dict(told(tmp_path, text))
    assert place in found
    assert words in found[place]


def test_a_small_group_has_no_rates_of_its_own(tmp_path: Path) -> None:
    """Half a percent is too few, as a key and under `who`; a society of such groups without own rates is fine."""  # noqa: E501
    by = told(tmp_path, GROUPS + rates("{by: group, values: {most: 1, few: 2}}"))
    assert ["life.opportunities.jaywalking.per_year.values.few"] == [place for place, _ in by]
    assert "at least 1 % of the society" in by[0][1]
    who = told(tmp_path, GROUPS + rates("1", "assumed: true, who: {group: [few]}"))
    assert ["life.opportunities.jaywalking.who.group"] == [place for place, _ in who]
    assert [] == told(tmp_path, GROUPS)


def test_a_single_district_of_many_has_no_rates_of_its_own(tmp_path: Path) -> None:
    """2,000 of 20,000 people may, 2,000 of a million may not."""
    life = rates("{by: district, values: {0: 1, 1: 2}}")
    assert [] == told(tmp_path, life)
    found = told(tmp_path, f"people: 1000000\n{life}")
    assert 2 == len(found)
    assert "a district of at least 1 %" in found[0][1]


def test_a_small_age_has_no_rates_of_its_own(tmp_path: Path) -> None:
    """People of 99 and older are too few, as an edge and under `who`; those of 65 and older are not."""
    margin = "margins: {age_sex: {file: data/wpp2019_age5_sex_2020.csv, area: Germany}}\n"
    assert [] == told(tmp_path, margin + rates("{by: age, values: {18: 1, 65: 2}}"))
    found = told(tmp_path, margin + rates("{by: age, values: {18: 1, 99: 2}}"))
    assert ["life.opportunities.jaywalking.per_year.values[99]"] == [place for place, _ in found]
    found = told(tmp_path, margin + rates("1", "who: {age: [99, 100]}"))
    assert ["life.opportunities.jaywalking.who.age"] == [place for place, _ in found]


@pytest.mark.parametrize("column", ["sex", "income_decile", "group"])
def test_rates_that_differ_between_people_say_where_from(tmp_path: Path, column: str) -> None:
    """A source or `assumed` on the number, on the entry or on every group; rates by score need none."""
    keys = {"sex": "{male: 1, female: 2}", "income_decile": "{1: 1, 5: 2}", "group": "{a: 1, b: 2}"}[column]
    groups = "groups: [{id: a, share: 0.5}, {id: b, share: 0.5}]\n"
    bare = groups + rates(f"{{by: {column}, values: {keys}}}", "spread: 0")
    assert ["life.opportunities.jaywalking.per_year.by"] == [place for place, _ in told(tmp_path, bare)]
    cited = groups + rates(f"{{value: {{by: {column}, values: {keys}}}, source: a census}}", "spread: 0")
    assert [] == told(tmp_path, cited)
    if column == "group":
        assert [] == told(tmp_path, bare.replace("share: 0.5", "share: 0.5, source: a census"))


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    """Shape and shares together; data files once the shape is right."""
    found = told(tmp_path, "ages: [60, 18]\ngroups: [{id: a, share: 0.5}]\npeopel: 3\n")
    assert ["ages", "groups", "peopel"] == [place for place, _ in found]
