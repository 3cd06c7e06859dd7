"""A world in memory reads as a run's folder does."""

from __future__ import annotations

from threading import Event

from demerit.report.life.story import read_lives
from demerit.web.asked import Spec
from demerit.web.files import Shelf
from demerit.web.in_memory import NOWHERE, in_memory
from demerit.web.worlds import Baselines, live, trace


def test_a_life_is_read_from_memory() -> None:
    """A subject's records, refusals and counterpart are there without a file."""
    spec = Spec(scheme="as-described", society="brackwater", people=1_000, days=60)
    lived = live(Shelf().job(spec, workers=2), Baselines(), Event(), lambda _d, _t: None)
    early = in_memory(lived.job, lived.frames, lived.findings)
    assert early.evidence is None
    traced = trace(lived, lambda: None)
    run = in_memory(lived.job, traced.frames, traced.findings)
    denied = traced.frames["needs"]["subject"][0]
    (life,) = read_lives(run, [(denied, "", "")])
    assert life.records
    assert life.needs
    assert life.without is not None
    assert life.replays is not None
    assert not NOWHERE.exists()
    assert (1_000, 60, None) == (run.people, run.days, run.table("none"))
