"""Selections: what own files say of some people, and what shipped ones may."""

from __future__ import annotations

from dataclasses import replace

from demerit.formats.setting import with_set
from demerit.schemes.loading import library, load_scheme
from demerit.societies.loading import load_behaviour, load_society, societies
from demerit.study.plan import Options, plan
from demerit.study.selections import districts_named, selections, shipped
from worlds import Part, a_job, a_scheme, a_society, channel, conduct, job_of


def places(life: Part | None = None, **scheme: object) -> list[tuple[str | int | float, ...]]:
    """Where the selections of a small job are."""
    return [each.place for each in selections(job_of(scheme, life))]


def test_shipped_files_are_known_by_their_text() -> None:
    """Every library file is shipped, wherever it lies; with one number changed it is not."""
    scheme = load_scheme("as-described")
    assert all(map(shipped, [*library(), *societies(), load_behaviour()]))
    assert not shipped(with_set(scheme, "conducts.jaywalking.points", -1))
    assert shipped(replace(scheme, path=None))
    assert not shipped(a_scheme())


def test_shipped_files_select_at_any_size() -> None:
    """Files that everybody can read are lived by two people: no selection of theirs is held to a floor."""
    options = Options(people=2, days=1)
    for scheme in library():
        (job,) = plan([scheme], load_society("china-2020"), load_behaviour(), options, floored=False)
        assert [] == selections(job)


def test_life_of_another_shipped_scheme_is_shipped() -> None:
    """A run that was compared with others lives what they assume; that is no selection of one's own."""
    schemes = [load_scheme("credit-file"), load_scheme("as-described")]
    jobs = plan(
        schemes, load_society("china-2020"), load_behaviour(), Options(people=2, days=1), floored=False
    )
    assert [[], []] == [selections(job) for job in jobs]


def test_every_column_of_an_own_file_is_found() -> None:
    """Rules, errors, bands, starts, allocations, redress and life: each number that differs for some."""
    by_sex = {"by": "sex", "values": {"female": 0.1, "male": 0.2}}
    often = {"value": by_sex, "assumed": True, "range": [0, 1]}
    found = places(
        {
            "opportunities": {
                "cross": {"per_year": often, "act": 0.1, "who": {"group": ["few"]}, "assumed": True}
            }
        },
        score={"min": 0, "max": 9, "start": {"by": "age", "shares": {18: {1: 1.0}}}},
        bands=[
            {"id": "low", "from": 0},
            {"id": "high", "from": {"by": "group", "values": {"many": 1, "few": 2}}},
        ],
        conducts=[conduct("cross", {"by": "sex", "values": {"female": 1, "male": 2}})],
        channels=[channel(detects=by_sex, misnames=by_sex, allocation={"prior": {0: 1, 1: 2}})],
        redress={"notice": by_sex, "appeal": {"rate": by_sex}},
    )
    assert [
        ("score", "start"), ("bands", 1, "from"), ("channels", 0, "detects"), ("channels", 0, "misnames"),
        ("channels", 0, "allocation"), ("conducts", 0, "points"), ("redress", "notice"),
        ("redress", "appeal", "rate"), ("groups",), ("life", "opportunities", "cross", "per_year", "value"),
        ("life", "opportunities", "cross", "who"),
    ] == found  # fmt: skip


def test_behaviour_selects_too() -> None:
    """A response by sex is a selection of the behaviour's file."""
    response = {
        "families": {"traffic": {"deterrence": {"by": "sex", "values": {"female": 1.0, "male": 2.0}}}}
    }
    job = job_of({}, a_society(), response)
    assert ("families", "traffic", "deterrence") in [each.place for each in selections(job)]


def test_districts_are_named_by_their_numbers() -> None:
    """Numbers by district, nested ones too, and past records name districts."""
    nested = {"by": "district", "values": {0: 0, 1: 1, 2: 0, 3: 1, 4: 0}}
    by_district = {"by": "sex", "values": {"female": 0.1, "male": nested}}
    for watched, named in (
        (channel(detects=by_district), {0, 1, 2, 3, 4}),
        (channel(allocation={"prior": {3: 1}}), {3}),
    ):
        found = selections(a_job(a_scheme(channels=[watched]), a_society(), people=1_000))
        assert named == set(districts_named(found))
