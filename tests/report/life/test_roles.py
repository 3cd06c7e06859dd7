"""Which lives are told, and that what each is called is true of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.evidence import load_evidence
from demerit.findings.finding import Finding
from demerit.report.folder import read_folder
from demerit.report.life import roles
from demerit.report.life.roles import Candidates, choose, chosen, crowd_of, lives, times
from demerit.study.but_for import lived_again

MakeRun = Callable[..., Path]
RUNS = ("company-credit", "driving-licence-points", "tenant-score", "volunteer-rewards", "welfare-fraud-flag")


def a_crowd(people: pl.DataFrame, hanging: Sequence[str] | None = (), *, several: bool = False) -> Candidates:
    """People from whom to choose, of whom some hang."""
    some = None if hanging is None else set(hanging)
    find = None if some is None else lambda asked: next((s for s in asked if s in some), None)
    return Candidates(people=people, lowest="barred", hanging=find, untraced="no ledger", several=several)


ROW = st.fixed_dictionaries(
    {
        "score": st.integers(600, 1300), "denied": st.integers(0, 3), "records_misnamed": st.integers(0, 2),
        "records_alarm": st.integers(0, 1), "points_lost_wrongly": st.integers(0, 9),
        "withheld": st.integers(0, 2), "late": st.integers(0, 2), "days_low": st.integers(0, 3),
    }
)  # fmt: skip


NOTHING = {
    "score": 900, "denied": 0, "records_misnamed": 0, "records_alarm": 0, "points_lost_wrongly": 0,
    "withheld": 0, "late": 0, "days_low": 0,
}  # fmt: skip


def is_true(role: str, row: dict[str, int], people: pl.DataFrame, *, hangs: bool) -> bool:
    """Whether what a life is called holds of the subject, by the tables."""
    wrong = row["records_misnamed"] + row["records_alarm"] > 0
    return {
        roles.REFUSED_FOR_WRONG: hangs and row["denied"] > 0,
        roles.OTHER_REASONS: wrong and row["denied"] > 0 and not hangs,
        roles.NOT_TRACED: wrong and row["denied"] > 0,
        roles.NEVER_REFUSED: wrong and row["denied"] == 0,
        roles.MOST_REFUSED: row["denied"] == people["denied"].max() != 0,
        roles.MOST_LATE: row["late"] == people["late"].max() != 0,
        roles.MOST_SILENT: row["withheld"] == people["withheld"].max() != 0,
        roles.LONGEST_LOW: row["days_low"] == people["days_low"].max() != 0,
        roles.ORDINARY: True,
    }[role]


@given(rows=st.lists(ROW, min_size=1, max_size=12), data=st.data())
def test_what_a_life_is_called_is_true_of_it(rows: list[dict[str, int]], data: st.DataObject) -> None:
    """Whoever there is, whoever's refusals hang: up to three lives, nobody twice, each as it is called."""
    people = pl.DataFrame([{"subject": f"0-{n:04}", **row} for n, row in enumerate(rows)])
    wronged = people.filter(
        (pl.col("denied") > 0) & (pl.col("records_misnamed") + pl.col("records_alarm") > 0)
    )
    hanging = [s for s in wronged["subject"] if data.draw(st.booleans())]
    told = choose(a_crowd(people, hanging))
    assert 0 < len({subject for subject, _, _ in told}) == len(told) <= roles.MOST_LIVES
    by_id = {row["subject"]: row for row in people.to_dicts()}
    for subject, role, _ in told:
        assert is_true(role, by_id[subject], people, hangs=subject in hanging), (role, by_id[subject])
    named = {role for _, role, _ in told}
    assert bool(hanging) == (roles.REFUSED_FOR_WRONG in named)
    assert wronged.is_empty() or bool(hanging) != (roles.OTHER_REASONS in named)


@given(random=st.randoms(use_true_random=False))
def test_the_order_of_rows_chooses_nobody(crowd: pl.DataFrame, random: Random) -> None:
    """The same people in another order give the same lives."""
    people = crowd.select(roles.CHOOSING).with_columns(late=pl.lit(0), days_low=pl.lit(0))
    order = list(range(200))
    random.shuffle(order)
    assert choose(a_crowd(people)) == choose(a_crowd(people[order]))


def test_where_refusals_cannot_be_traced_the_role_does_not_say_so() -> None:
    """Without a ledger the first life was both, and why no more is said."""
    rows = [NOTHING | {"subject": f"0-{n}", "denied": n, "records_misnamed": 1} for n in range(3)]
    first = choose(a_crowd(pl.DataFrame(rows), None))[0]
    assert roles.NOT_TRACED == first[1]
    assert first[2].endswith("whether the one led to the other is not known: no ledger")


def test_shared_first_places_are_said_to_be() -> None:
    """Who shares the first place is not said to have it alone."""
    people = pl.DataFrame([NOTHING | {"subject": f"0-{n}", "denied": int(n < 2)} for n in range(3)])
    assert "refused once: as often as 1 other, nobody more often" == choose(a_crowd(people))[0][2]
    assert "refused once, more often than anybody else" == choose(a_crowd(people[1:]))[0][2]
    assert ("once", "twice", "3 times") == tuple(map(times, (1, 2, 3)))


def hangs(folder: Path, subject: str) -> bool:
    """Whether a refusal of a subject hangs on a wrong record, by its own replay."""
    replays = lived_again(load_evidence(folder), subject)[0]
    return replays is not None and any(answer["wrong"] for answer in replays.granted)


@pytest.mark.parametrize("scheme", RUNS)
def test_roles_are_true_in_runs_of_the_library(scheme: str, tmp_path: Path) -> None:
    """Schemes with refusals and without, with errors and without, of persons and of companies."""
    import demerit as dm  # noqa: PLC0415 - as in the fixtures

    dm.run(scheme, dm.society("brackwater", people=1_000), days=200, workers=1, out=tmp_path / "run")
    holds(tmp_path / "run")


@pytest.mark.parametrize("name", ["finished_run", "eventful"])
def test_roles_are_true_where_much_happens(name: str, request: pytest.FixtureRequest) -> None:
    """So they are where many are refused, by one provider or by several, and one hangs on a wrong record."""
    folder = request.getfixturevalue(name)
    holds(folder)
    assert roles.REFUSED_FOR_WRONG == chosen(read_folder(folder))[0][1]


def test_of_a_large_run_the_first_subjects_are_looked_at(run: Path) -> None:
    """Lives are then chosen from them alone, and each choice says so; of a run no larger, nothing is said."""
    folder = read_folder(run)
    some, everybody = crowd_of(folder, 30), crowd_of(folder)
    assert some is not None
    assert everybody is not None
    assert set(some.people["subject"]) <= set(everybody.people["subject"])
    assert 0 < some.people.height <= 30 < everybody.people.height
    assert all(why.endswith(", of the run's first 30 subjects") for _, _, why in choose(some))
    assert not any("first" in why for _, _, why in choose(everybody))


def holds(folder: Path) -> None:
    """What every life of a run is called is true of it."""
    crowd = crowd_of(read_folder(folder))
    assert crowd is not None
    rows = {row["subject"]: row for row in crowd.people.to_dicts()}
    told = chosen(read_folder(folder))
    assert told
    for subject, role, _ in told:
        person = crowd.hanging is not None
        assert is_true(role, rows[subject], crowd.people, hangs=person and hangs(folder, subject)), role


def test_the_first_was_refused_for_a_wrong_record(run: Path) -> None:
    """The first life has a wrong record and a refusal that hangs on it, and both worlds."""
    first = lives(read_folder(run))[0]
    assert roles.REFUSED_FOR_WRONG == first.role
    assert 0 < len(first.denied) == first.lived["denied"]
    assert first.without is not None
    assert 0 == first.without["denied"]
    assert {first.subject} == {row["subject"] for row in first.records}
    assert first.replays is not None
    assert any(answer["wrong"] for answer in first.replays.granted)


def test_where_the_finding_is_none_no_ledger_is_read(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """A run that found no refusal to hang on a wrong record names nobody of whom it does."""
    found["access.but_for_wrong"] = replace(found["access.but_for_wrong"], value=0.0)
    assert roles.OTHER_REASONS == chosen(read_folder(make_run(found=found)))[0][1]


def test_where_nobody_is_refused(crowd: pl.DataFrame) -> None:
    """Without refusals, records and days at the bottom only the ordinary life is told."""
    calm = crowd.select(roles.CHOOSING).with_columns(
        *(pl.lit(0).alias(name) for name in ("denied", "records_misnamed", "records_alarm", "withheld")),
        late=pl.lit(0),
        days_low=pl.lit(0),
    )
    assert [roles.ORDINARY] == [role for _, role, _ in choose(a_crowd(calm))]
    assert [] == choose(a_crowd(calm.clear()))


def test_without_a_ledger_lives_are_shorter(make_run: MakeRun) -> None:
    """A run that kept no ledger still tells lives, without their records, and says what is not known."""
    told = lives(read_folder(make_run(ledger=False)))
    assert [[], [], []] == [life.records for life in told]
    assert roles.NOT_TRACED == told[0].role
    assert "this run kept no ledger" in told[0].why
