"""A watched subject lives the life it lived unwatched."""

from __future__ import annotations

import numpy as np
import pytest

from demerit import api
from demerit.study.plan import Options
from demerit.world.job import Job
from demerit.world.output.frames import Frames
from demerit.world.output.watched import COUNTED, Watched, watch
from demerit.world.run import live_batch, make_worlds

DAYS = 120


@pytest.fixture(scope="module")
def job() -> Job:
    """A small world."""
    options = Options(people=2_500, days=DAYS, workers=1)
    return api.jobs_for(["as-described"], "brackwater", None, options)[0]


@pytest.fixture(scope="module")
def frames(job: Job) -> Frames:
    """Its tables."""
    return live_batch(make_worlds(job), 0, 2).frames


def sums(watched: Watched, ids: set[str] | None = None) -> dict[str, int]:
    """What was counted over all days, of some conducts and needs."""
    kept = [row for row in watched.counts if ids is None or watched.ids[int(row[1])] in ids]
    return {name: int(sum(row[2 + at] for row in kept)) for at, name in enumerate(COUNTED)}


@pytest.mark.parametrize("place", [0, 7, 1_999])
@pytest.mark.parametrize("district", [0, 1])
def test_what_is_watched_is_what_is_counted(job: Job, frames: Frames, district: int, place: int) -> None:
    """Acts, needs, refusals and silence of a watched subject are those of its row, in both worlds."""
    place = min(place, 400) if district else place
    for world, tables in make_worlds(job).tables.items():
        people = frames[f"{world}/people" if world else "people"]
        row = people.filter(people["subject"] == f"{district}-{place:04}").to_dicts()[0]
        watched = watch(job.plan, tables, (district, place))
        found = sums(watched)
        assert {"acts": row["acts"], "withheld": row["withheld"], "performed": row["performed"],
                "asked": row["needs"], "denied": row["denied"]} == {
            name: found[name] for name in ("acts", "withheld", "performed", "asked", "denied")
        }  # fmt: skip
        assert row["hardship"] == watched.hardship[-1]
        assert (watched.counts[:, 0] < DAYS).all()
        assert (np.diff(watched.counts[:, 0]) >= 0).all()


def test_it_can_be_stopped(job: Job) -> None:
    """Whoever no longer waits ends it within a week of the life."""
    called: list[int] = []

    def go_on() -> None:
        called.append(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch(job.plan, make_worlds(job).tables[""], (0, 0), go_on)
    assert [1] == called
