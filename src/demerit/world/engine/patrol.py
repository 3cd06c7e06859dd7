"""Channels that go where records were: one patrol a day, sent by past records (DESIGN section 4, allocation).

This alone couples districts: all of them live a day, then what was seen where decides, by luck, where the
patrol goes tomorrow. Source: Ensign, Friedler, Neville, Scheidegger & Venkatasubramanian 2018, "Runaway
feedback loops in predictive policing", PMLR 81, whose urn this is; learning from thinned records is its mend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from demerit.luck.compiled import kernel
from demerit.luck.philox import UNIT, draw
from demerit.luck.purposes import PATROL, THINNED
from demerit.schemes.model import Channel, Prior, Scheme
from demerit.societies.people import Districts
from demerit.world.columns.plan import Plan
from demerit.world.columns.state import PATROLLED
from demerit.world.columns.tables import Tables
from demerit.world.engine.district import Alive, Lived

KEPT_DAYS: Final = 30  # between the days on which the table says how records stand


@kernel
def patrol_words(seed: np.uint64, channel: int, words: npt.NDArray[np.uint32]) -> None:
    """The luck by which a channel's patrol is sent, a word a day: fills uint32[days]."""
    for day in range(words.shape[0]):
        words[day] = np.uint32(draw(seed, 0, channel, day, PATROL, 0)[0])


@kernel
def thinned(seed: np.uint64, district: int, channel: int, day: int, count: int, chance: float) -> int:
    """How many of a day's records count, each with this chance."""
    kept = 0
    for n in range(count):
        word = draw(seed, district, channel, day, THINNED, n)[0]
        kept += 1 if np.float64(word) * UNIT < chance else 0
    return kept


@dataclass(kw_only=True)
class Patrol:
    """One channel's patrol: past records by district, decayed, and where it has been."""

    channel: str
    number: int
    luck: int
    seed: int
    rule: Prior
    records: npt.NDArray[np.float64]
    words: npt.NDArray[np.uint32]
    been: npt.NDArray[np.int64]
    place: int = 0
    frames: list[pl.DataFrame] = field(default_factory=list[pl.DataFrame])

    @property
    def weights(self) -> npt.NDArray[np.float64]:
        """Past records; where all have faded away, every district's weight is the same."""
        return self.records if self.records.any() else np.ones(len(self.records))

    def send(self, day: int) -> int:
        """The district that it goes to: drawn with the past records as weights."""
        bounds = np.cumsum(self.weights)
        luck = self.words[day] * UNIT * bounds[-1]
        self.place = min(int(np.searchsorted(bounds, luck, side="right")), len(bounds) - 1)
        self.been[self.place] += 1
        return self.place

    def learn(self, day: int, seen: int) -> None:
        """Old records fade; today's are added, all of them or thinned by one's own share."""
        if self.rule.learn == "thinned":
            others = 1.0 - self.weights[self.place] / self.weights.sum()
            seen = thinned(np.uint64(self.seed), self.place, self.luck, day, seen, others)
        self.records *= 1.0 - self.rule.decay
        self.records[self.place] += seen

    def tell(self, day: int) -> None:
        """Keep how records stand at the end of a day."""
        districts = len(self.records)
        self.frames.append(
            pl.DataFrame(
                {
                    "day": np.full(districts, day, np.int32),
                    "channel": pl.repeat(self.channel, districts, eager=True),
                    "district": np.arange(districts, dtype=np.int32),
                    "records": self.records.copy(),
                    "share": self.weights / self.weights.sum(),
                    "patrols": self.been.astype(np.int32),
                }
            )
        )


def sent_about(scheme: Scheme) -> list[tuple[Channel, Prior]]:
    """The channels that go where records were."""
    return [(c, c.allocation) for c in scheme.channels if isinstance(c.allocation, Prior)]


def patrols_of(plan: Plan, tables: Tables) -> list[Patrol]:
    """Every channel's patrol before the first day."""
    patrols: list[Patrol] = []
    for channel, rule in sent_about(plan.scheme):
        number = plan.channels[channel.id]
        luck = int(tables.channel_luck[number])
        words = np.zeros(plan.days, np.uint32)
        patrol_words(np.uint64(plan.recipe.seed), luck, words)
        records = np.zeros(plan.recipe.districts)
        for district, count in rule.prior.items():
            records[int(district)] = count
        been = np.zeros(plan.recipe.districts, np.int64)
        patrols.append(
            Patrol(
                channel=channel.id, number=number, luck=luck, seed=plan.recipe.seed, rule=rule,
                records=records, words=words, been=been,
            )
        )  # fmt: skip
    return patrols


def live_together(
    plan: Plan, tables: Tables, districts: Districts, workers: int, tell: Callable[[int], None]
) -> tuple[list[Lived], pl.DataFrame]:
    """Live all districts a day at a time; `tell` is called with the days lived, and may raise to stop.

    Returns what became of each, and how past records stood every 30 days: day, channel, district,
    records, share, patrols (days it was there so far).
    """
    alive = [Alive(plan, tables, districts, d) for d in range(plan.recipe.districts)]
    patrols = patrols_of(plan, tables)
    ringing = {int(tables.alarm_channel[row]) for row in range(len(tables.alarm_channel))}
    with ThreadPoolExecutor(workers) as pool:
        for day in range(plan.days):
            tell(day)
            for patrol in patrols:
                _go(alive, patrol, patrol.send(day))
            for district in alive:
                district.state.cursor[PATROLLED] = any(
                    district.state.patrol[p.number] for p in patrols if p.number in ringing
                )
            list(pool.map(_live_a_day, _shares(alive, workers), [day + 1] * workers))
            for patrol in patrols:
                patrol.learn(day, int(alive[patrol.place].state.seen[patrol.number]))
                alive[patrol.place].state.seen[patrol.number] = 0
                if day % KEPT_DAYS == 0 or day == plan.days - 1:
                    patrol.tell(day)
    records = pl.concat([frame for patrol in patrols for frame in patrol.frames])
    return [district.lived() for district in alive], records


def _go(alive: Iterable[Alive], patrol: Patrol, place: int) -> None:
    """A patrol is in one district and in no other."""
    for d, district in enumerate(alive):
        district.state.patrol[patrol.number] = d == place


def _shares(alive: list[Alive], workers: int) -> Iterator[list[Alive]]:
    """The districts, dealt out to the workers."""
    for worker in range(workers):
        yield alive[worker::workers]


def _live_a_day(districts: list[Alive], until: int) -> None:
    """Live a worker's districts up to the morning of a day."""
    for district in districts:
        district.live_until(until)
