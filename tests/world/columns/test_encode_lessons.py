"""What refusals teach, as tables."""

from __future__ import annotations

import numpy as np

from demerit.world.columns.tables import NONE
from worlds import Part, job_of, tables_of, treatment

NEEDS: Part = {
    "a-bus": {"context": "travel", "per_year": 1},
    "b-train": {"context": "travel", "per_year": 1, "refused": {"again": 0.5, "instead": "a-bus"}},
    "c-boat": {"context": "travel", "per_year": 1, "refused": {"again": 0.25}},
    "d-plane": {"context": "travel", "per_year": 1, "refused": {"instead": "b-train"}},
}
RULES: Part = {
    "treatments": [
        treatment("no-bus", "a-bus"),
        treatment("no-train", "b-train"),
        treatment("slow-boat", "c-boat", effect="wait", wait={"days": 3}),
        treatment("no-plane", "d-plane"),
    ]
}


def test_needs_that_are_denied_and_say_what_it_teaches_have_a_row() -> None:
    """In the order of their numbers; not what is put off, nor what teaches nothing."""
    tables = tables_of(job_of(RULES, {"needs": NEEDS}))
    assert [NONE, 0, NONE, 1] == tables.occasions["lesson"].tolist()
    assert ([0, 1], [0.5, 0.0]) == (tables.instead.tolist(), tables.again[:, 0, 0].tolist())


def test_without_a_scheme_nothing_is_taught() -> None:
    """Nobody denies anything there, so there is no row."""
    tables = tables_of(job_of(RULES, {"needs": NEEDS}), judged=False)
    assert {NONE} == set(tables.occasions["lesson"].tolist())
    assert (0, np.float64) == (len(tables.instead), tables.again.dtype)
