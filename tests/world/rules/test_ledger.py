"""The ledger: rows numbered within their subject, and tied to the record at their root."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from demerit.societies.people import build
from demerit.world.columns.state import (
    ALARM,
    ASSOCIATION,
    ENTRIES,
    LAPSE,
    MISNAMED,
    NOBODY,
    OWN,
    REDRESS,
    REPAIR,
    State,
)
from demerit.world.engine.district import Alive
from worlds import Part, a_society, channel, conduct, job_of, tables_of

PEOPLE, DAYS = 60, 90
REDRESSED: Part = {
    "notice": 1.0,
    "appeal": {"rate": 0.6, "within_days": 4, "decided_days": 5, "upheld_if_wrong": 0.7},
    "repair": {"after_days": 6, "points": 3},
    "lapse": {"days": 40, "of": "all"},
}  # fmt: skip


@cache
def lived(*, redress: bool = True) -> tuple[np.ndarray, State]:
    """The rows of a district's ledger as they were written, of two providers, and its last state."""
    rules: Part = {
        "conducts": [conduct("cross", [-9, 4], channels=["camera"])],
        "channels": [channel(misnames=0.3, alarms={"per_year": 10}, alarm_conduct="cross")],
        "influence": [{"ties": "friends", "share": 0.5}, {"ties": "household", "share": 0.5}],
        "providers": {"count": 2, "shared": 0.5},
        **({"redress": REDRESSED} if redress else {}),
    }
    life = {"opportunities": {"cross": {"per_year": 30, "act": 1.0}}}
    town = a_society(life, people=PEOPLE, district_people=PEOPLE, turnover=0.5)
    job = job_of(rules, town, people=PEOPLE, days=DAYS)
    district = Alive(job.plan, tables_of(job), build(job.recipe, 0, 1), 0)
    district.live_until(DAYS)
    return district._log.entries[: district._log.used[ENTRIES]], district.state


def test_entries_are_numbered_within_their_subject() -> None:
    """From 1, without a gap, in the order of their days; the subject knows how many it has."""
    rows, state = lived()
    for subject in range(PEOPLE):
        own = rows[rows["subject"] == subject]
        assert list(range(1, own.size + 1)) == own["record"].tolist()
        assert (np.diff(own["day"]) >= 0).all()
        assert state.people["entries"][subject] == own.size


def test_each_row_says_where_the_subject_then_stood_with_its_provider() -> None:
    """Score by score: the one before plus the points; after the last row, the subject's own."""
    rows, state = lived()
    for subject in range(PEOPLE):
        for provider in range(2):
            own = rows[(rows["subject"] == subject) & (rows["provider"] == provider)]
            assert (1000 + own["points"].cumsum()).tolist() == own["score"].tolist()
            last = state.people["score"][subject] if provider == 0 else state.others[subject, 0]["score"]
            assert last == (own["score"][-1] if own.size else 1000)
            assert np.where(own["score"] >= 980, 1, 0).tolist() == own["band"].tolist()


def test_rows_lead_back_through_all_of_a_subjects_entries() -> None:
    """From the last one, entry by entry, to the first: with redress, which looks back; else to nobody."""
    rows, state = lived()
    for subject in range(PEOPLE):
        back: list[int] = []
        at = int(state.last[subject, 0])
        while at != NOBODY:
            back.append(at)
            at = int(rows["before"][at])
        assert np.flatnonzero(rows["subject"] == subject).tolist() == back[::-1]
    assert {NOBODY} == set(lived(redress=False)[0]["before"].tolist())


def of_ties(rows: np.ndarray, root: int) -> Iterator[int]:
    """The rows of ties that a root's row leads to."""
    at = int(rows["ties"][root])
    while at != NOBODY:
        yield at
        at = int(rows["next"][at])


@pytest.mark.parametrize("redress", [True, False])
def test_a_root_leads_to_what_its_ties_have_of_it(redress: bool) -> None:
    """The entries of cause association that name its row, all of them and no other; others lead nowhere."""
    rows, _ = lived(redress=redress)
    by_tie = rows["cause"] == ASSOCIATION
    for row in range(rows.size):
        expected = np.flatnonzero(by_tie & (rows["root"] == row)).tolist()
        assert expected == sorted(of_ties(rows, row))
        assert not expected or rows["cause"][row] in {OWN, MISNAMED, ALARM}
    assert by_tie.sum() > 100


def named(rows: np.ndarray, cause: int) -> Iterator[tuple[Any, Any]]:
    """Rows of a cause, each with the row that it names as its root."""
    for row in rows[rows["cause"] == cause]:
        yield row, rows[row["root"]]


def test_what_came_by_a_tie_names_the_record_at_its_root() -> None:
    """Whose it was, which of theirs, whose act, of what, with the same provider, a day earlier."""
    by_tie = [*named(lived()[0], ASSOCIATION)]
    assert by_tie
    for row, root in by_tie:
        assert (root["subject"], root["record"], root["day"] + 1) == (
            row["of_subject"],
            row["of"],
            row["day"],
        )
        for column in ("source", "conduct", "channel", "provider"):
            assert root[column] == row[column]


@pytest.mark.parametrize("cause", [REDRESS, LAPSE])
def test_what_gives_back_names_the_record_at_the_root_too(cause: int) -> None:
    """One's own record; or, of what came by a tie, the tie's record, not one's own entry of it."""
    found = {ASSOCIATION: 0, OWN: 0}
    for row, given in named(lived()[0], cause):
        followed = given["cause"] == ASSOCIATION
        found[ASSOCIATION if followed else OWN] += 1
        expected = (given["of_subject"], given["of"]) if followed else (given["subject"], given["record"])
        assert expected == (row["of_subject"], row["of"])
        assert (given["given"], 1) == (row["drawn"], given["returned"])
        assert abs(given["given"]) <= abs(given["points"])  # repair has given back the rest
    assert min(found.values()) > 0


def test_other_rows_name_no_other() -> None:
    """Records, repair and newcomers stand for themselves."""
    rows, _ = lived()
    alone = ~np.isin(rows["cause"], (ASSOCIATION, REDRESS, LAPSE))
    assert REPAIR in rows["cause"][alone]
    for column in ("root", "of_subject", "of"):
        assert {NOBODY} == set(rows[column][alone].tolist())
