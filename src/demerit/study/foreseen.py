"""Records that a run's files make all but certain, and of whom: found from rates, without living a day.

Bounds, not estimates: whatever a response or pressure could add counts as added, and review stops nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from demerit.formats.occasions import Opportunity
from demerit.formats.values import every_number
from demerit.societies.floors import floor
from demerit.world.columns.cells import FloatArray
from demerit.world.columns.encode_life import befalls, place_of, rates
from demerit.world.columns.encode_scheme import alarms_per_day

if TYPE_CHECKING:
    from demerit.schemes.model import Channel, Conduct
    from demerit.world.job import Job

Schedule = Counter[int]
"""How often an occasion falls on each given day."""
NEVER: Final = 1e-12
ANY: Final = ""
"""Whatever is recorded, of all conducts together."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to a record: by what, of which conduct, how often a day by the clock, and on given days.

    `daily`: float64[cells], records a day; `chance`: float64[cells], that an occasion of a given day is one.
    `apart`: left out of the sum of all conducts, where both ways that an opportunity ends have one of theirs.
    """

    by: str
    conduct: str
    daily: FloatArray
    chance: FloatArray
    days: Schedule = field(default_factory=Schedule)
    apart: bool = False

    def brings(self, conduct: str) -> bool:
        """Whether it leads to records of this conduct, or to any that are summed up."""
        return conduct == self.conduct or (conduct == ANY and not self.apart)


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """Which records are certain of whom.

    `sets`: int64[cells], a number for each set of records that is certain in a cell of the job's space, 0 for
    none. `of`: the conducts that are certain somewhere, with the cells where. `ways`: all ways to records.
    """

    sets: npt.NDArray[np.int64]
    of: list[tuple[str, npt.NDArray[np.bool_]]]
    ways: list[Way]

    def conduct_in(self, label: int) -> str:
        """A conduct of which a record is certain in the cells of a set; empty where it is all together."""
        mine = self.sets == label
        return max((name for name, where in self.of if (where & mine).any()), default=ANY)


def foreseen(job: Job, weight: FloatArray) -> Foreseen:
    """The records that are certain of some; `weight`: float64[cells], how many are expected in each."""
    acts = [*_acts(job)]
    ways = [*acts, *_misnamed(job, acts, weight), *_alarms(job)]
    conducts = sorted({way.conduct for way in ways} - {ANY})
    sets, of = np.zeros(job.plan.space.cells, np.int64), list[tuple[str, npt.NDArray[np.bool_]]]()
    days: list[tuple[dict[str, int], tuple[str, ...]]] = [({}, (ANY, *conducts))]
    days += [
        (given, (ANY, *sorted({w.conduct for w in ways if w.by in given} - {ANY})))
        for given in _patterns(ways)
    ]
    for given, names in days:
        for name in names:
            certain = -np.expm1(-_spared(ways, name, given)) >= floor("certain")
            if certain.any():
                of.append((name, np.broadcast_to(certain, sets.shape)))
                sets = np.unique(np.append(0, sets * 2 + certain), return_inverse=True)[1].reshape(-1)[1:]
    return Foreseen(sets=sets, of=of, ways=ways)


def _spared(ways: Iterable[Way], conduct: str, given: Mapping[str, int]) -> FloatArray:
    """Minus the logarithm of the chance that a day with these occasions brings no record: float64[cells]."""
    return sum(
        (
            way.daily - given.get(way.by, 0) * np.log1p(-np.minimum(way.chance, 1 - NEVER))
            for way in ways
            if way.brings(conduct)
        ),
        start=np.zeros(1),
    )


def _patterns(ways: Iterable[Way]) -> list[dict[str, int]]:
    """Given days that differ in what falls on them, each once: occasions by name, how often."""
    by_day: dict[int, dict[str, int]] = {}
    for way in ways:
        for day, times in way.days.items():
            by_day.setdefault(day, {})[way.by] = times
    return [
        dict(pattern) for pattern in dict.fromkeys(tuple(sorted(given.items())) for given in by_day.values())
    ]


def _acts(job: Job) -> Iterator[Way]:
    """Acts, taken and let go, that channels may see."""
    plan, scored = job.plan, {rule.id: rule for rule in job.scheme.model.conducts}
    clock = rates(plan)
    for number, name in enumerate(plan.opportunities):
        opportunity = plan.life.opportunities[name]
        daily = clock[number] + sum(
            clock[plan.need_number(need)] for need, made in plan.life.needs.items() if made.opens == name
        )
        given = _given(job, name, opportunity)
        met = (
            befalls(plan.space, plan, opportunity.who, opportunity.kind)
            if opportunity.at_days
            else np.ones(plan.space.cells)
        )
        either = np.zeros(plan.space.cells)
        for conduct, chance in _branches(job, name, opportunity):
            if conduct in scored:
                seen = met * chance * _seen(job, scored[conduct])
                either += seen
                yield Way(by=name, conduct=conduct, daily=daily * seen, chance=seen, days=given, apart=True)
        either = np.minimum(either, 1.0)
        yield Way(by=name, conduct=ANY, daily=daily * either, chance=either, days=given)


def _given(job: Job, name: str, opportunity: Opportunity) -> Schedule:
    """The days on which an opportunity comes for certain, by itself or by a need that opens it."""
    opening = [need.at_days or () for need in job.life.needs.values() if need.opens == name]
    days = [*(opportunity.at_days or ()), *(day for given in opening for day in given)]
    return Schedule(day for day in days if day < job.days)


def _branches(job: Job, name: str, opportunity: Opportunity) -> Iterator[tuple[str, FloatArray]]:
    """What is done by taking an opportunity and by letting it go, and how likely at most."""
    act = job.plan.space.table(opportunity.act)
    families = job.behaviour.model.families.values()
    moving = [every_number(response.deterrence) + every_number(response.reward) for response in families]
    pressing = [every_number(response.pressure) for response in families]
    moved = not job.plan.frozen and max(chain(*moving), default=0) > 0
    pressed = opportunity.strains is not None and max(chain(*pressing), default=0) > 0
    surely = np.ones(job.plan.space.cells)
    yield opportunity.takes or name, surely if moved or pressed else act.max(axis=1)
    if opportunity.leaves:
        spread = any(every_number(opportunity.spread))
        let_go = moved or pressed or spread or opportunity.follows is not None
        yield opportunity.leaves, surely if let_go else 1.0 - act.min(axis=1)


def _attention(job: Job) -> float:
    """The greatest factor that any phase has on detection and alarms."""
    return max(
        [1.0, *(attention for phase in job.scheme.model.phases for attention in phase.attention.values())]
    )


def _watching(job: Job, conduct: Conduct) -> list[Channel]:
    """The channels that watch a conduct."""
    return [channel for channel in job.scheme.model.channels if channel.id in conduct.channels]


def _seen(job: Job, conduct: Conduct) -> FloatArray:
    """The chance that an act becomes a record in some channel: float64[cells], persons and others alike."""
    unseen = np.ones(job.plan.space.cells)
    for channel in _watching(job, conduct):
        detects = job.plan.space.table(channel.detects, conduct=conduct.id).max(axis=1)
        unseen *= 1.0 - np.minimum(1.0, detects * _attention(job))
    return 1.0 - unseen


def _alarms(job: Job) -> Iterator[Way]:
    """Alarms, entered as a conduct."""
    space = job.plan.space
    kinds = {conduct.id: place_of(job.plan, conduct.subject) for conduct in job.scheme.model.conducts}
    for channel in job.scheme.model.channels:
        if channel.alarms and channel.alarm_conduct:
            daily = alarms_per_day(space, channel) * (space.kind_of == kinds[channel.alarm_conduct])
            yield Way(
                by=f"alarms of {channel.id}", conduct=channel.alarm_conduct,
                daily=daily * _attention(job), chance=np.zeros(space.cells),
            )  # fmt: skip


def _misnamed(job: Job, ways: Iterable[Way], weight: FloatArray) -> Iterator[Way]:
    """Records of others' acts: what a district enters, on the fewest that an error table may send it to."""
    scored = {conduct.id: conduct for conduct in job.scheme.model.conducts}
    for way in (one for one in ways if one.conduct != ANY):
        wrongly = np.zeros(job.plan.space.cells)
        fewest = np.ones(job.plan.space.cells)
        for channel in _watching(job, scored[way.conduct]):
            misnames = job.plan.space.table(channel.misnames, conduct=way.conduct).max(axis=1)
            wrongly = np.maximum(wrongly, misnames)
            if channel.misnamed_by and misnames.any():
                fewest = np.minimum(fewest, _share_of_class(job, channel.misnamed_by, weight))
        if wrongly.any():
            rarest = 1.0 / np.maximum(fewest, NEVER)
            yield Way(
                by=way.by, conduct=way.conduct, days=way.days,
                daily=_mean(job, way.daily * wrongly, weight) * rarest,
                # Not one occasion but a district's: so many a head come true by the law of large numbers.
                chance=-np.expm1(-_mean(job, way.chance * wrongly, weight) * rarest),
            )  # fmt: skip


def _mean(job: Job, like: FloatArray, weight: FloatArray) -> float:
    """The mean over people; where files tell districts apart, that of the district with most."""
    parts: Any = job.plan.space.parts.get("district", np.zeros(len(like), np.int64))
    total = np.bincount(parts, weight)
    return float((np.bincount(parts, weight * like)[total > 0] / total[total > 0]).max(initial=0.0))


def _share_of_class(job: Job, column: str, weight: FloatArray) -> FloatArray:
    """What share of all people is of each cell's class; of the smallest, where groups play no part."""
    groups = job.society.model.groups
    classes = {group.id: group.columns.get(column, "") for group in groups}
    held = Counter[str]()
    for group in groups:
        held[classes[group.id]] += group.share  # type: ignore[assignment]
    shares = np.array([held[classes[group.id]] for group in groups]) if groups else np.ones(1)
    parts = job.plan.space.parts.get("group")
    if parts is None:
        return np.full(len(weight), shares[shares > 0].min())
    return np.where(parts >= 0, shares[parts], 1.0)
