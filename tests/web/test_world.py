"""What is told of a world grows as its parts are there, and never says what is not known."""

from __future__ import annotations

import json
from threading import Event

import pytest

from demerit.study.ensemble.assumed import draw_all
from demerit.web.asked import Spec
from demerit.web.faults import RefusedRequest
from demerit.web.files import Shelf
from demerit.web.world import AskedWorld
from demerit.web.worlds import Baselines, live, trace

SPEC = Spec(scheme="as-described", society="brackwater", people=1_000, days=40)


def test_parts_come_one_after_another() -> None:
    """What was asked, findings and bands, the ledger's findings, the second range and what leads."""
    job = Shelf().job(SPEC, workers=2)
    world = AskedWorld(SPEC.id, SPEC, job)
    assert "findings" not in world.as_json()
    for early in (lambda: world.folder, world.whole, lambda: world.packed("people")):
        with pytest.raises(RefusedRequest, match="not"):
            early()
    lived = live(job, Baselines(), Event(), lambda _d, _t: None)
    world.tell_lived(lived)
    first = world.as_json()
    assert None is first["findings"]["access.but_for_wrong"]["value"]
    assert (None, None, None) == (first["flows"], first["refusals"], first["leading"])
    assert world.packed("people").startswith(b"DMB1")
    with pytest.raises(RefusedRequest, match="traced"):
        world.packed("replay")
    world.tell_traced(trace(lived, lambda: None))
    then = world.as_json()
    assert then["refusals"]["total"] == then["findings"]["access.denied.finance"]["events"] + sum(
        row["denied"] for row in then["refusals"]["by_context"] if row["context"] != "finance"
    )
    assert {None} == {each["assumed_low"] for each in then["findings"].values()}
    drawn = draw_all(job, world.findings, draws=39)
    world.tell_ranges(drawn)
    last = world.as_json()
    assert (39, len(drawn.numbers)) == (last["ranges"]["draws"], last["ranges"]["numbers"])
    assert last["findings"]["wrong.people_share"]["assumed_high"] is not None
    assert json.dumps(last, allow_nan=False)
    assert world.bytes > 0
