"""What a file may ask for the engine holds: at each limit, and refused at its line one above."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pytest

from demerit.errors import FileInvalid, WrongUse
from demerit.formats import limits
from demerit.societies.recipe import make_recipe
from demerit.world.columns import state, tables
from worlds import Part, a_job, a_scheme, a_society, channel, conduct, frames_of, job_of, whole

PEOPLE: Final = 40
EACH: Final = 20
"""People a group: fewer may not be one."""
DAYS: Final = 20


def bands(count: int) -> list[Part]:
    """So many bands, one a point from 600 on."""
    return [{"id": f"b{rank}", "from": 600 + rank} for rank in range(count)]


def groups(count: int) -> list[Part]:
    """So many groups, all of a size."""
    shares = [1 / count] * count
    columns = {"class": "EURO"}
    return [
        {"id": f"g{i}", "share": share, "columns": columns, "assumed": True} for i, share in enumerate(shares)
    ]


def test_numbers_are_as_wide_as_the_limits() -> None:
    """Every type that is derived holds all numbers below its limit, and the mark for none."""
    numbered = {
        limits.BANDS: state.BAND, limits.RULES: state.RULE, limits.PROVIDERS: state.PROVIDER,
    }  # fmt: skip
    for most, kind in numbered.items():
        assert np.iinfo(kind).min <= tables.NONE
        assert most - 1 <= np.iinfo(kind).max
    assert limits.GROUPS + 3 <= np.iinfo(state.PERSON["group"]).max + 1
    assert limits.CELLS <= np.iinfo(state.PERSON["cell"]).max
    assert limits.DAYS < min(np.iinfo(state.DAY_OF).max, state.NO_WAKE)
    assert limits.EVENTS * 1.2 < np.iinfo(state.LIVED).max
    assert limits.SUBJECTS == state.NO_TIE
    assert limits.CHANNELS * limits.PROVIDERS < 2**16


@pytest.mark.parametrize("count", [limits.BANDS - 1, limits.BANDS])
def test_every_band_of_as_many_as_may_be_is_a_band(count: int) -> None:
    """Everybody rises a point a day from the second highest band but ten: into the last, and no further."""
    score = {"start": 600 + count - 11, "min": 600, "max": 600 + count + 9}
    town = a_society({"opportunities": {"give": {"at_days": list(range(DAYS)), "act": 1.0}}})
    give = conduct("give", 1, channels=["camera"])
    rules = a_scheme(score=score, bands=bands(count), conducts=[give], channels=[channel()])
    world = whole(a_job(rules, town, people=PEOPLE, days=DAYS))
    ranks = [band for _, band in world.told(0, "day", "band")]
    assert [min(count - 10 + day, count - 1) for day in range(DAYS)] == ranks


def test_too_many_bands_are_refused_at_the_first_of_them() -> None:
    """One more than there may be."""
    score = {"start": 700, "min": 600, "max": 800}
    with pytest.raises(FileInvalid, match=rf"bands\[{limits.BANDS}\]: {limits.BANDS + 1} bands, expected at"):
        a_scheme(score=score, bands=bands(limits.BANDS + 1))


@pytest.mark.parametrize("count", [limits.GROUPS - 1, limits.GROUPS])
def test_every_group_of_as_many_as_may_be_is_a_group(count: int) -> None:
    """People and companies stand under their own names."""
    kinds = ("company", "government", "organisation")
    town = a_society(
        people=EACH * count, district_people=2_000, groups=groups(count), ties={"friends": {"mean": 0}},
        organisations={kind: {"per_1000_people": 20} for kind in kinds},
    )  # fmt: skip
    people = frames_of(job_of({}, town, days=1))["people"]
    told = {str(name): int(rows) for name, rows in people.group_by("group").len().iter_rows()}
    expected = {f"g{i}": EACH for i in range(count)}
    assert {**expected, **dict.fromkeys(kinds, EACH * count * 20 // 1000)} == told


def test_too_many_groups_are_refused_at_the_first_of_them() -> None:
    """One more than there may be."""
    with pytest.raises(
        FileInvalid, match=rf"groups\[{limits.GROUPS}\]: {limits.GROUPS + 1} groups, expected"
    ):
        a_society(people=EACH * (limits.GROUPS + 1), groups=groups(limits.GROUPS + 1))


@pytest.mark.parametrize("count", [63, 64, 65, 140, 300])
def test_any_number_of_conducts_may_put_people_into_a_band(count: int) -> None:
    """Each holds on its own day, the last until another conduct is recorded: as retold by hand."""
    names = [f"act-{i:03}" for i in range(count)]
    rules = [conduct(name, 0, to_band={"id": "low", "days": 1}, channels=["camera"]) for name in names[:-1]]
    rules.append(conduct(names[-1], 0, to_band={"id": "low", "until": "pay"}, channels=["camera"]))
    rules.append(conduct("pay", 0, channels=["camera"]))
    days = {names[0]: [2], names[-2]: [5], names[-1]: [9], "pay": [12]}
    planned = {name: {"at_days": days.get(name, []), "act": 1.0} for name in [*names, "pay"]}
    town = a_society({"opportunities": planned}, district_people=PEOPLE)
    world = whole(a_job(a_scheme(conducts=rules, channels=[channel()]), town, people=PEOPLE, days=DAYS))
    lowest = world.lived[0].state.days[:, :, 0, 0].sum(axis=1)
    assert [PEOPLE if day in (2, 5, 9, 10, 11, 12) else 0 for day in range(DAYS)] == lowest.tolist()


def ringing(per_year: float) -> Any:
    """A scheme whose camera rings so often."""
    alarms: Part = {"alarms": {"per_year": per_year}, "alarm_conduct": "cross"}
    return a_scheme(conducts=[conduct("cross", 0)], channels=[channel(**alarms)])


def test_alarms_are_counted_up_to_the_limit_and_refused_above() -> None:
    """50,000 expected alarms a subject in twenty days: clock and ledger agree; one more is refused."""
    town = a_society({"opportunities": {"cross": {"per_year": 0, "act": 0.0}}}, district_people=2)
    yearly = limits.EVENTS * 365 / DAYS
    world = whole(a_job(ringing(yearly), town, people=2, days=DAYS))
    rung = np.bincount(world.entries["subject"], minlength=2)
    assert rung.tolist() == world.lived[0].state.alarm_number[:, 0].tolist()
    assert limits.EVENTS == pytest.approx(rung.mean(), rel=0.02)
    with pytest.raises(FileInvalid, match=r"channels\[0\]\.alarms: 50,001 alarms, expected at most 50,000"):
        a_job(ringing(yearly * (1 + 1 / limits.EVENTS)), town, people=2, days=DAYS)


def lives(per_year: Any) -> Part:
    """A life of one opportunity."""
    return {"opportunities": {"cross": {"per_year": per_year, "act": 1.0}}}


def test_occasions_are_counted_for_whoever_has_most() -> None:
    """Whoever lives in another district than the first counts too, and so do companies."""
    yearly = limits.EVENTS * 365 / DAYS
    busy = {"value": {"by": "district", "values": {0: 1, 1: yearly}}, "assumed": True, "range": [0, 1e6]}
    size: Part = {"people": 1000, "district_people": 500}
    assert job_of({}, a_society(lives(busy), **size), days=DAYS)
    with pytest.raises(FileInvalid, match="at most 50,000 occasions"):
        job_of({}, a_society(lives(busy), **size), days=DAYS + 1)
    firms = {"company": {"per_1000_people": 500, "life": lives(yearly)}}
    assert job_of({}, a_society(organisations=firms, **size), days=DAYS)
    with pytest.raises(FileInvalid, match="at most 50,000 occasions"):
        job_of({}, a_society(organisations=firms, **size), days=DAYS + 1)


def full(social: float) -> Any:
    """Districts as large as may be, with as many companies and authorities as people, and these besides."""
    counts = {"company": 1000, "government": 1000, "organisation": social}
    organisations = {kind: {"per_1000_people": many} for kind, many in counts.items()}
    return a_society(people=20_000, district_people=limits.DISTRICT_PEOPLE, organisations=organisations)


def test_a_district_has_no_more_subjects_than_numbers() -> None:
    """20,000 people, one who comes on top, and 45,534 organisations are all the numbers that there are."""
    room = limits.SUBJECTS - 3 * limits.DISTRICT_PEOPLE - 1
    assert full(room / limits.DISTRICT_PEOPLE * 1000)
    with pytest.raises(
        FileInvalid, match=r"organisation\.per_1000_people: .*, expected at most 65,535 people"
    ):
        full((room + 1) / limits.DISTRICT_PEOPLE * 1000)


def test_a_society_has_no_more_districts_than_numbers() -> None:
    """Two people a district: at most twice as many people as districts can be numbered."""
    town = a_society(district_people=2)
    most = 2 * limits.DISTRICTS
    assert limits.DISTRICTS == make_recipe(town, people=most).districts
    with pytest.raises(WrongUse, match=f"at most {most:,}"):
        make_recipe(town, people=most + 1)
    with pytest.raises(FileInvalid, match=r"people: \d+, expected at most 2,147,483,647 districts"):
        a_society(district_people=2, people=most + 2)
