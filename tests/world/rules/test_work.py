"""Work: who loses it and who finds it again, and what a company's fall is for its people."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.luck.purposes import HIRED, OCCASION
from demerit.world.columns.state import ACTS, ASKED, FIXED, NO_TIE
from demerit.world.engine.day import SCHEDULED_NUMBER
from demerit.world.rules.occasion import LUCK
from worlds import Part, Whole, a_behaviour, a_society, channel, conduct, job_of, luck_of, treatment, whole

PEOPLE = 60
LOSING: Part = {"act": 0.9, "leaves": "losing-work", "employment": "ends"}
FINDING: Part = {"context": "work", "employment": "begins"}


def lived(
    losing: Part | None = None, finding: Part | None = None, *, firm: Part | None = None, days: int = 8,
    people: Part | None = None, **rules: Any,
) -> Whole:  # fmt: skip
    """Three companies with five jobs each; chances to lose work and to find it on given days."""
    life = {
        "opportunities": {"keep-work": {"at_days": [], **LOSING, **(losing or {})}},
        "needs": {"job": {"at_days": [], **FINDING, **(finding or {})}},
    }
    firms = {"company": {"per_1000_people": 50, "employees": 5, "life": firm or {}}}
    town = a_society(life, people=PEOPLE, district_people=PEOPLE, organisations=firms)
    behaviour = a_behaviour(**(people or {}))
    return whole(job_of(rules, town, behaviour, people=PEOPLE, days=days))


def employers(world: Whole) -> np.ndarray:
    """Who works where at the end."""
    return world.lived[0].state.employer


def test_who_lets_the_chance_go_works_there_no_longer() -> None:
    """One chance to keep one's work, kept by luck below 0.4: the others' employer is nobody."""
    world = lived({"at_days": [2], "act": 0.4})
    before = world.districts.employer
    luck = luck_of(world.job, 0, 1, OCCASION, first=SCHEDULED_NUMBER)[:, 0, LUCK]
    assert np.where(luck < 0.4, before, NO_TIE).tolist() == employers(world).tolist()
    lost = (before != NO_TIE) & (luck >= 0.4)
    assert (0 < lost.sum() < (before != NO_TIE).sum(), lost.sum()) == (
        True,
        world.tally("losing-work", ACTS).sum(),
    )


def test_only_who_works_can_lose_work() -> None:
    """Day after day of certain loss: each who works loses it once, and others have no such act."""
    world = lived({"at_days": [1, 2, 3], "act": 0.0})
    working = world.districts.employer != NO_TIE
    assert working.astype(int).tolist() == world.people("acts")[:PEOPLE].tolist()
    assert (employers(world) == NO_TIE).all()


def test_losing_work_is_hard() -> None:
    """A quarter for who worked, nothing for who did not."""
    hard = {"hardship": {"job_loss": 0.25, "half_life_days": 1e9}}
    world = lived({"at_days": [1], "act": 0.0}, people=hard)
    working = world.districts.employer != NO_TIE
    assert (working * FIXED // 4).tolist() == world.people("hardship")[:PEOPLE].tolist()


def test_who_is_without_work_and_is_granted_it_starts_by_luck() -> None:
    """Any of the jobs that the companies have is as likely; who works already stays."""
    world = lived(finding={"at_days": [2]})
    before = world.districts.employer
    luck = luck_of(world.job, 0, 1, HIRED, first=SCHEDULED_NUMBER)[:, 0, 0]
    hired = PEOPLE + np.floor(luck * 15).astype(int) // 5
    assert np.where(before == NO_TIE, hired, before).tolist() == employers(world).tolist()


def test_who_is_refused_work_stays_without() -> None:
    """A scheme that denies jobs to everybody: who had none has none, and asked all the same."""
    denied = [treatment("no-job", "job", bands=["low", "high"])]
    world = lived(finding={"at_days": [2]}, treatments=denied)
    assert world.districts.employer.tolist() == employers(world).tolist()
    assert PEOPLE == world.tally("job", ASKED).sum()


def test_work_lost_can_be_found_again_and_lost_again() -> None:
    """All lose it on day 1, find it on day 2 and lose it on day 3: two acts who worked, one the others."""
    world = lived({"at_days": [1, 3], "act": 0.0}, {"at_days": [2]})
    working = world.districts.employer != NO_TIE
    assert (1 + working).tolist() == world.people("acts")[:PEOPLE].tolist()
    assert (employers(world) == NO_TIE).all()


def in_a_town_of_cheats(pressure: float, own: str = "employer", *, denied: bool = True) -> Whole:
    """Every company cheats, is refused a tender on day 1, and its people may lose their work on day 5."""
    firm = {
        "opportunities": {"cheat": {"at_days": [0], "act": 1.0}},
        "needs": {"tender": {"context": "finance", "at_days": [1]}},
    }
    refused = [treatment("no-tender", "tender", subject="company", context="finance")] if denied else []
    cheat = conduct("cheat", -50, "finance", subject="company", channels=["camera"])
    losing = {"at_days": [5], "strains": "leaves", "family": "work", "hardship_of": own}
    people = {
        "hardship": {"denial": 2.0, "half_life_days": 1e9},
        "families": {"work": {"pressure": pressure}},
    }
    return lived(
        losing, firm=firm, people=people, conducts=[cheat], channels=[channel()], treatments=refused
    )  # fmt: skip


@pytest.mark.parametrize(("pressure", "chance"), [(0.0, 0.1), (1.0, 0.3), (2.0, 0.5), (4.5, 1.0)])
def test_a_companys_fall_makes_its_people_lose_their_work(pressure: float, chance: float) -> None:
    """The chance of 0.1 to lose it times 1 + pressure x 2, the company's hardship: by the same luck."""
    world = in_a_town_of_cheats(pressure)
    luck = luck_of(world.job, 0, 8, OCCASION, first=SCHEDULED_NUMBER)[:, 2, LUCK]
    before = world.districts.employer
    lost = (before != NO_TIE) & (luck >= 1 - chance)
    assert np.where(lost, NO_TIE, before).tolist() == employers(world).tolist()
    assert {2 * FIXED} == set(world.people("hardship")[PEOPLE:].tolist())


def test_nothing_presses_where_the_company_is_well_or_it_is_ones_own_hardship() -> None:
    """No refusal, or an opportunity that minds one's own hardship: as many lose their work as ever do."""
    calm = employers(in_a_town_of_cheats(0.0)).tolist()
    assert calm == employers(in_a_town_of_cheats(4.5, denied=False)).tolist()
    assert calm == employers(in_a_town_of_cheats(4.5, "own")).tolist()
