"""From files to tables, with a scheme and without."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.world.columns.tables import NONE
from demerit.world.run import make_worlds
from worlds import Part, a_behaviour, channel, conduct, job_of, tables_of, treatment

LIFE: Part = {
    "opportunities": {"cross": {"per_year": 9, "act": 1.0}, "speak": {"per_year": 9, "act": 1.0}},
    "needs": {"rail": {"context": "travel", "per_year": 10}},
}
RULES: Part = {
    "conducts": [conduct("cross", channels=["camera"]), conduct("speak", channels=["camera", "ear"])],
    "channels": [channel(), channel("ear")],
    "treatments": [
        treatment("no", "rail"),
        treatment("shame", effect="exposure"),
        treatment("first", "rail", "priority", bands=["high"]),
    ],
}


def test_without_a_scheme_nothing_is_refused_and_nobody_shamed() -> None:
    """The same life and people, and no treatment of any band."""
    job = job_of(RULES, LIFE)
    judged, none = tables_of(job), tables_of(job, judged=False)
    assert ((1, 1), (0, 0)) == ((judged.judged, judged.responding), (none.judged, none.responding))
    assert [NONE] * none.refused.size == none.refused.ravel().tolist()
    assert (0, 0) == (none.exposures.sum(), none.prioritised.sum())
    assert (1, 0) == (judged.minds, none.minds)  # nor is anybody careful or certain of anything
    assert {NONE} == set(none.conducts["mind"].tolist())
    changed = {"judged", "responding", "refused", "exposures", "prioritised", "minds", "conducts"}
    changed |= {"looks", "first_look", "course", "foretold"}  # nobody looks, and less is played
    for name, value in judged._asdict().items():
        if name not in changed:
            assert np.array_equal(value, getattr(none, name)), name


def test_watches_follow_each_other_by_conduct() -> None:
    """Where each conduct's channels begin, and how many there are."""
    rows = tables_of(job_of(RULES, LIFE)).conducts
    assert ([0, 1], [1, 2]) == (rows["first_watch"].tolist(), rows["watches"].tolist())


def test_frozen_behaviour_answers_to_nothing() -> None:
    """Said by the file or by the run; rules hold all the same."""
    frozen: list[tuple[Any, Part]] = [
        (a_behaviour(frozen=True), {}),
        (a_behaviour(), {"frozen_behaviour": True}),
    ]
    for behaviour, options in frozen:
        tables = tables_of(job_of(RULES, LIFE, behaviour, **options))
        assert (1, 0) == (tables.judged, tables.responding)


@pytest.mark.parametrize(
    ("parts", "ledger", "rows"),
    [
        ({}, True, 1),
        ({}, False, 0),
        ({"treatments": [treatment("dear", "rail", effect="price", factor=1.0)]}, False, 0),
        ({"treatments": [treatment("dear", "rail", effect="price", factor=2.0)]}, False, 1),
        ({"influence": [{"ties": "friends", "share": 0.5}]}, False, 1),
        ({"redress": {"lapse": {"days": 40}}}, False, 1),
        ({"providers": {"count": 2, "shared": 0.5}}, False, 1),
    ],
)
def test_entries_are_kept_where_something_reads_them(parts: Part, ledger: bool, rows: int) -> None:
    """A table of them, what follows from a record, or money by the days in a band at a score."""
    life = {**LIFE, "needs": {"rail": {"context": "travel", "per_year": 10, "cost": 0.01}}}
    job = job_of({**RULES, **parts}, life, ledger=ledger)
    found = make_worlds(job).tables[""].rows
    assert rows == found


@pytest.mark.parametrize(("act", "looks"), [(1.0, 1), (0.2, 1), (0.05, 0)])
def test_looks_are_drawn_ahead_where_enough_are_taken(act: float, looks: int) -> None:
    """One in ten occasions at least, and each look by its channel's own luck."""
    life: Part = {
        "opportunities": {"cross": {"per_year": 9, "act": act}, "speak": {"per_year": 9, "act": act}}
    }
    rules = {**RULES, "conducts": [conduct("speak", channels=["ear"]), conduct("cross", channels=["camera"])]}
    job = job_of({**rules, "treatments": []}, life)
    tables = tables_of(job)
    assert looks == tables.looks
    luck = {name: int(tables.channel_luck[place]) for name, place in job.plan.channels.items()}
    expected = [luck["camera" if name == "cross" else "ear"] for name in job.plan.opportunities]
    assert expected == tables.first_look[: len(expected)].tolist()


NEEDS: Part = {
    "a-bus": {"context": "travel", "per_year": 1},
    "b-train": {"context": "travel", "per_year": 1, "refused": {"again": 0.5, "instead": "a-bus"}},
    "c-boat": {"context": "travel", "per_year": 1, "refused": {"again": 0.25}},
    "d-plane": {"context": "travel", "per_year": 1, "refused": {"instead": "b-train"}},
}
DENYING: Part = {
    "treatments": [
        treatment("no-bus", "a-bus"),
        treatment("no-train", "b-train"),
        treatment("slow-boat", "c-boat", effect="wait", wait={"days": 3}),
        treatment("no-plane", "d-plane"),
    ]
}


def test_needs_that_are_denied_and_say_what_it_teaches_have_a_row() -> None:
    """In the order of their numbers; not what is put off, nor what teaches nothing."""
    tables = tables_of(job_of(DENYING, {"needs": NEEDS}))
    assert [NONE, 0, NONE, 1] == tables.occasions["lesson"].tolist()
    assert ([0, 1], [0.5, 0.0]) == (tables.instead.tolist(), tables.again[:, 0, 0].tolist())


def test_without_a_scheme_nothing_is_taught() -> None:
    """Nobody denies anything there, so there is no row."""
    tables = tables_of(job_of(DENYING, {"needs": NEEDS}), judged=False)
    assert {NONE} == set(tables.occasions["lesson"].tolist())
    assert (0, np.float64) == (len(tables.instead), tables.again.dtype)
