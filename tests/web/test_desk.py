"""The desk: one world for the same words, memory within bounds, and ranges that give way to dials."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import closing
from weakref import ref

import pytest

from demerit.web import desk as room
from demerit.web.asked import Pair, Spec
from demerit.web.comparison import AskedComparison
from demerit.web.desk import Desk
from demerit.web.faults import RefusedRequest
from demerit.web.tasks import Listener
from demerit.web.world import AskedWorld

SMALL = {"scheme": "brackwater-standing", "society": "brackwater", "people": 1_000, "days": 30}
PATIENCE_SECONDS = 120.0


def spec(**asked: object) -> Spec:
    """A small world."""
    return Spec.model_validate(SMALL | asked)


def until(true: Callable[[], bool]) -> None:
    """Wait for something that must come."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture(scope="module")
def desk() -> Desk:
    """A desk for all tests of this file."""
    return Desk(workers=2)


def test_the_same_is_asked_for_once(desk: Desk) -> None:
    """While it is there, the same words give the same world."""
    world = desk.world(spec())
    until(lambda: not world.waits)
    assert desk.world(spec()) is world
    assert world is desk.known(world.key, AskedWorld)


def test_a_world_that_failed_may_be_asked_for_again(desk: Desk) -> None:
    """What was ended is lived when somebody asks for it anew."""
    world = desk.world(spec(seed=7))
    world.cancel()
    until(lambda: not world.waits)
    if world.states["world"] == "cancelled":
        assert desk.world(spec(seed=7)) is not world


def test_a_ledger_that_was_ended_is_written_when_asked_again(desk: Desk) -> None:
    """The world itself is not lived anew."""
    world = desk.world(spec(seed=8))
    until(lambda: world.lived is not None)
    world.cancel("traced")
    until(lambda: not world.waits)
    lived = world.lived
    assert desk.world(spec(seed=8)) is world
    until(lambda: not world.waits)
    assert ("done", "done") == (world.states["world"], world.states["traced"])
    assert lived is not None
    assert world.lived is not None
    assert lived.job is world.lived.job


def test_a_second_range_comes_when_asked(desk: Desk) -> None:
    """It is worked out once; a world that is asked for meanwhile is lived before it ends."""
    world = desk.world(spec())
    until(lambda: not world.waits)
    desk.ranges(world.key, AskedWorld, 64)
    other = desk.world(spec(seed=9))
    until(lambda: other.states["world"] == "done")
    assert world.states["ranges"] in {"queued", "living"}
    desk.ranges(world.key, AskedWorld, 64)
    until(lambda: not world.waits)
    assert ("done", 64) == (world.states["ranges"], world.as_json()["ranges"]["draws"])
    assert desk.ranges(world.key, AskedWorld, 64).states["ranges"] == "done"


def test_a_second_range_can_be_ended(desk: Desk) -> None:
    """Nobody has to wait for 64 worlds whose range is no longer wanted."""
    world = desk.world(spec(seed=11))
    until(lambda: not world.waits)
    desk.ranges(world.key, AskedWorld, 64)
    world.cancel("ranges")
    until(lambda: not world.waits)
    assert ("cancelled", "done") == (world.states["ranges"], world.states["traced"])


def test_what_nobody_asked_for_goes_last(desk: Desk) -> None:
    """A second range that a page began waits while anything is asked for; once asked for, it is no longer."""
    world, other = desk.world(spec(seed=12)), desk.world(spec(seed=13))
    until(lambda: not world.waits and not other.waits)
    desk.ranges(world.key, AskedWorld, 64, unasked=True)
    asked = desk.ranges(other.key, AskedWorld, 39)
    until(lambda: asked.states["ranges"] == "done")
    assert world.states["ranges"] in {"queued", "living"}
    assert world.parts["ranges"].unasked
    assert desk.ranges(world.key, AskedWorld, 64) is world
    assert not world.parts["ranges"].unasked
    world.cancel()
    until(lambda: not world.waits)


def test_what_nobody_asked_for_is_bounded(desk: Desk) -> None:
    """Of second ranges that pages began by themselves two are on their way, the latest."""
    worlds = [desk.world(spec(seed=20 + number)) for number in range(4)]
    until(lambda: not any(each.waits for each in worlds))
    for each in worlds:
        desk.ranges(each.key, AskedWorld, 64, unasked=True)
    until(lambda: sum(each.waits for each in worlds) <= room.MOST_UNASKED)
    assert ["cancelled", "cancelled"] == [each.states["ranges"] for each in worlds[:2]]
    assert not {"cancelled"} & {each.states["ranges"] for each in worlds[2:]}
    for each in worlds:
        each.cancel()
    until(lambda: not any(each.waits for each in worlds))


def test_what_nobody_asked_for_ends_when_nobody_looks(desk: Desk) -> None:
    """The last page that goes takes with it what it began by itself, and nothing that somebody asked for."""
    world = desk.world(spec(seed=30))
    until(lambda: not world.waits)
    with closing(asyncio.new_event_loop()) as loop:
        for unasked, left in ((True, "cancelled"), (False, "done")):
            page = Listener(loop)
            desk.ranges(world.key, AskedWorld, 39, unasked=unasked)
            world.listen(page)
            world.leave(page)
            until(lambda: not world.waits)
            assert left == world.states["ranges"]


def test_a_comparison_is_no_world(desk: Desk) -> None:
    """Each is found under its own kind."""
    pair = desk.pair(Pair(a=spec(), b=spec(sets=("conducts.jaywalking.points=0",))))
    world = desk.world(spec())
    until(lambda: not (pair.waits or world.waits))
    assert pair is desk.known(pair.key, AskedComparison)
    for wrong in (
        lambda: desk.known(pair.key, AskedWorld),
        lambda: desk.known(world.key, AskedComparison),
        lambda: desk.task("0"),
    ):
        with pytest.raises(RefusedRequest, match=r"comparison|world"):
            wrong()


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number of worlds, or of bytes, the ones used longest ago are let go; the latest stays."""
    desk = Desk(workers=2)
    monkeypatch.setattr(room, "MOST_KEPT", 2)
    worlds = []
    for seed in range(4):
        worlds.append(desk.world(spec(seed=seed)))
        until(lambda: not worlds[-1].waits)
    desk.drop_oldest()
    with pytest.raises(RefusedRequest, match="ask for it again"):
        desk.known(worlds[0].key, AskedWorld)
    assert desk.known(worlds[3].key, AskedWorld) is worlds[3]
    monkeypatch.setattr(room, "MOST_BYTES", 1)
    desk.drop_oldest()
    with pytest.raises(RefusedRequest):
        desk.known(worlds[2].key, AskedWorld)
    assert desk.known(worlds[3].key, AskedWorld) is worlds[3]


def test_a_world_that_was_let_go_leaves_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """It and all its tables are gone when the next one is traced, though its parts point back at it."""
    desk = Desk(workers=2)
    monkeypatch.setattr(room, "MOST_KEPT", 1)
    gone = ref(desk.world(spec(seed=11)))
    until(lambda: (first := gone()) is None or not first.waits)
    after = desk.world(spec(seed=12))
    until(lambda: not after.waits)
    until(lambda: gone() is None)


def test_closing_ends_everything() -> None:
    """What is waited for when the server ends is cancelled."""
    desk = Desk(workers=2)
    world = desk.world(spec(people=20_000, days=1_825))
    desk.close()
    until(lambda: not world.waits)
    assert "cancelled" == world.states["world"]
