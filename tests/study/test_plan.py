"""Options are checked before anything is lived, and what memory cannot hold is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.errors import WrongUse
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour, load_society
from demerit.study.fixed import life_of
from demerit.study.plan import (
    Options,
    expected_of,
    free_memory_bytes,
    gigabytes,
    plan,
    usable_cores,
)


@pytest.mark.parametrize(
    "options",
    [
        Options(people=0),
        Options(people=-1),
        Options(days=0),
        Options(days=7_301),
        Options(seed=-1),
        Options(workers=0),
    ],
)
def test_what_cannot_be_is_refused(options: Options) -> None:
    """Each option outside its range, by name."""
    with pytest.raises(WrongUse, match=r"--\w+ -?\d+: expected"):
        options.validate()


def test_the_ends_of_the_ranges_are_fine() -> None:
    """The least and the most are accepted."""
    for fine in (Options(people=2, days=1, seed=0, workers=1), Options(days=7_300, seed=2**63 - 1)):
        fine.validate()
        with pytest.raises(WrongUse):
            replace(fine, seed=2**63).validate()


def test_all_jobs_share_one_life_and_the_sets_are_the_lasts() -> None:
    """Two schemes: one fixed life for both, options for both, sets noted at the last only."""
    schemes = [load_scheme("as-described"), load_scheme("brackwater-standing")]
    town, people = load_society("brackwater"), load_behaviour()
    first, last = plan(schemes, town, people, Options(days=10), sets=("conducts.jaywalking.points=0",))
    assert first.life is last.life
    assert (town.model.people, 10, usable_cores()) == (first.people, first.days, first.workers)
    assert ((), ("conducts.jaywalking.points=0",)) == (first.sets, last.sets)
    assert life_of(schemes, town) == first.life == life_of(schemes[::-1], town)


def test_a_ledger_is_kept_up_to_200000_people() -> None:
    """By default; saying so wins."""
    scheme, town, behaviour = load_scheme("as-described"), load_society("brackwater"), load_behaviour()

    def kept(people: int, *, ledger: bool | None = None) -> bool:
        return plan([scheme], town, behaviour, Options(people=people, days=1, ledger=ledger))[0].ledger

    assert (True, False, True, False) == (
        kept(200_000),
        kept(200_001),
        kept(200_001, ledger=True),
        kept(300, ledger=False),
    )


def test_more_people_than_memory_are_refused_with_a_number_that_fits() -> None:
    """The message says what is needed, what is free, and how many would fit; those do."""
    scheme, town, behaviour = load_scheme("as-described"), load_society("brackwater"), load_behaviour()
    options = Options(people=10**12, days=1)
    with pytest.raises(
        WrongUse, match=r"--people 1000000000000: needs about .* GB .* try ([\d,]+) or fewer"
    ) as told:
        plan([scheme], town, behaviour, options)
    fits = int(str(told.value).split("try ")[1].split(" ")[0].replace(",", ""))
    assert plan([scheme], town, behaviour, replace(options, people=fits // 2))[0].people == fits // 2


def test_memory_follows_what_is_in_hand() -> None:
    """A hundred million people for a year fit 12 GiB, and ten times the people take less than half again."""
    scheme, town, behaviour = load_scheme("as-described"), load_society("china-2020"), load_behaviour()

    def needed(people: int) -> int:
        options = Options(people=people, days=365, workers=2, assumed=0)
        return expected_of(plan([scheme], town, behaviour, options, floored=False)[0]).memory_bytes

    assert needed(10**8) < 12 * 2**30
    assert needed(10**7) < 1.5 * needed(10**6)


def test_memory_is_known_here() -> None:
    """A machine with /proc or sysconf says how much is free."""
    free = free_memory_bytes()
    assert free is not None
    assert 10**7 < free < 10**14
    assert "2.3 GB" == gigabytes(2.3e9)


def test_draws_are_as_asked_or_as_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for first, then by the environment, then 64; too few or too many are refused."""
    assert 0 == Options().draws  # as for all tests
    assert 100 == Options(assumed=100).draws
    monkeypatch.delenv("DEMERIT_ASSUMED")
    assert 64 == Options().draws
    for wrong in (-1, 1, 38, 10_001):
        with pytest.raises(WrongUse, match=rf"--assumed {wrong}: expected 39 to 10,000 draws, or 0 for none"):
            Options(assumed=wrong).validate()
