"""From files to tables, with a scheme and without."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.world.columns.tables import NONE
from worlds import Part, a_behaviour, a_job, a_scheme, a_society, channel, conduct, tables_of, treatment

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
    job = a_job(a_scheme(**RULES), a_society(LIFE))
    judged, none = tables_of(job), tables_of(job, judged=False)
    assert ((1, 1), (0, 0)) == ((judged.judged, judged.responding), (none.judged, none.responding))
    assert [NONE] * none.refused.size == none.refused.ravel().tolist()
    assert (0, 0) == (none.exposures.sum(), none.prioritised.sum())
    assert (1, 0) == (judged.minds, none.minds)  # nor is anybody careful or certain of anything
    assert {NONE} == set(none.conducts["mind"].tolist())
    changed = {"judged", "responding", "refused", "exposures", "prioritised", "minds", "conducts"}
    for name, value in judged._asdict().items():
        if name not in changed:
            assert np.array_equal(value, getattr(none, name)), name


def test_watches_follow_each_other_by_conduct() -> None:
    """Where each conduct's channels begin, and how many there are."""
    rows = tables_of(a_job(a_scheme(**RULES), a_society(LIFE))).conducts
    assert ([0, 1], [1, 2]) == (rows["first_watch"].tolist(), rows["watches"].tolist())


def test_frozen_behaviour_answers_to_nothing() -> None:
    """Said by the file or by the run; rules hold all the same."""
    frozen: list[tuple[Any, Part]] = [
        (a_behaviour(frozen=True), {}),
        (a_behaviour(), {"frozen_behaviour": True}),
    ]
    for behaviour, options in frozen:
        tables = tables_of(a_job(a_scheme(**RULES), a_society(LIFE), behaviour, **options))
        assert (1, 0) == (tables.judged, tables.responding)
