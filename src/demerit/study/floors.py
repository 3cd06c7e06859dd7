"""The line that every run is held to: nobody is meant alone, and no record is foretold of few.

Floors of people (numbers and reasons: societies/data/floors.csv) for whoever a file of one's own speaks of in
particular, by one number or by all taken together, and for whoever all but surely gets a record on some day.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from demerit.formats.problems import Problem, Problems
from demerit.schemes.model import StartShares
from demerit.societies.floors import floor, needed
from demerit.study.crowd import Crowd, Labels, crowd_of, numbered, places_of, start_rows, together
from demerit.study.foreseen import Foreseen, foreseen
from demerit.study.selections import Selection, by_start_score, districts_named, home_of, selections
from demerit.world.columns.cells import FloatArray

if TYPE_CHECKING:
    from demerit.world.job import Job

NOBODY: Final = 1e-9


def refuse_few(job: Job) -> None:
    """Raise `Problems` where a job's files mean fewer people than the floors ask."""
    problems = [*floor_problems(job), *foreseen_problems(job)]
    if problems:
        raise Problems(problems)


def floor_problems(job: Job) -> Iterator[Problem]:
    """Selections that hold too few of the people lived: each alone, else all of them together."""
    chosen = selections(job)
    if not chosen:
        return
    crowd = crowd_of(job, districts=districts_named(chosen), starts=by_start_score(chosen))
    labels = [selection.labels(crowd) for selection in chosen]
    alone = [
        problem
        for selection, label in zip(chosen, labels, strict=True)
        for problem in _too_few(job, selection, crowd.held(label), floor("selected"), "this speaks of some")
    ]
    yield from alone
    if not alone:
        held = crowd.held(reduce(together, labels))
        what = "what these files say of some, taken together, is about people"
        yield from _too_few(job, chosen[-1], held, floor("together"), what)


def _too_few(job: Job, at: Selection, held: FloatArray, least: float, what: str) -> Iterator[Problem]:
    """A problem where people are told apart and some part holds somebody, yet fewer than may be meant."""
    few = _fewest(held, least) if (held > NOBODY).sum() > 1 else None
    if few is not None:
        expected = f"at least {least:.0f}, as {what} and must mean nobody alone ({_remedy(job, few, least)})"
        yield at.document.sheet.problem(at.place, says=_people(few), expected=expected)


def foreseen_problems(job: Job) -> Iterator[Problem]:
    """Records that are all but certain of fewer people than the higher floor asks."""
    space = job.plan.space
    named = [int(district) for district in space.keys.get("district", ()) if str(district).isdigit()]
    start = job.scheme.model.score.start
    by_district = isinstance(start, StartShares) and start.by == "district"
    named += [int(key) for key in start.shares] if isinstance(start, StartShares) and by_district else []
    crowd = crowd_of(job, districts=named, starts="start_score" in space.keys)
    cell = space.cell_of(_as_places(job, crowd))
    weight = np.bincount(cell, crowd.people, space.cells)
    weight += _organisations(job)
    certain = foreseen(job, weight)
    if certain.of:
        persons = space.kind_of == 0
        yield from _foretold(job, certain, np.where(persons, weight, 0.0), "people")
        yield from _foretold(job, certain, np.where(persons, 0.0, weight), "organisations")
    yield from _handed_out(job, certain)
    if isinstance(start, StartShares):
        yield from _sure_starts(job, crowd, start, certain.sets[cell])


def _handed_out(job: Job, certain: Foreseen) -> Iterator[Problem]:
    """A problem where thresholds, handed out in order, tell those who are recorded from one another."""
    seen = {way.by for way in certain.ways if way.daily.any() or way.chance.any()}
    follow = [(name, entry.follows) for name, entry in job.life.opportunities.items() if name in seen]
    given = [(name, followed.threshold.counts) for name, followed in follow if followed]
    counts = {name: counted for name, counted in given if counted and len(set(counted)) > 1}
    if not counts:
        return
    sure = {way.by for way in certain.ways if way.conduct in {conduct for conduct, _ in certain.of}}
    least = floor("foreseen" if sure & set(counts) else "selected")
    first, last = (_least_alike(job, d, list(counts.values())) for d in (0, job.recipe.districts - 1))
    few = _fewest(np.array([first * (job.recipe.districts - 1) + last]), least)
    if few is not None:
        name = list(counts)[-1]
        home, start = home_of(job, "opportunities", name)
        place = (*start, "opportunities", name, "follows", "threshold", "counts")
        remedy = _remedy(job, few, least)
        expected = f"at least {least:,.0f} of each threshold, as they are handed out in order ({remedy})"
        yield home.sheet.problem(place, says=_people(few), expected=expected)


def _least_alike(job: Job, district: int, counts: list[tuple[int, ...]]) -> float:
    """How many of a district's people have the rarest thresholds; all where everybody's are the same."""
    people = job.recipe.start(district + 1) - job.recipe.start(district)
    handed = np.array([np.resize(np.array(count), people) for count in counts])
    return float(np.unique(handed, axis=1, return_counts=True)[1].min())


def _as_places(job: Job, crowd: Crowd) -> dict[str, npt.NDArray[Any]]:
    """A crowd's columns as the space numbers them."""
    keys = job.plan.space.keys.get("district", ("",))
    names = job.recipe.names.items()
    return {
        **crowd.columns,
        **{name: places_of(crowd.columns[name], known, otherwise=0) for name, known in names},
        "district": places_of(crowd.columns["district"], keys, otherwise=len(keys) - 1),
    }


def _organisations(job: Job) -> FloatArray:
    """How many organisations are expected in each cell of theirs, spread evenly: float64[cells]."""
    space = job.plan.space
    held = np.zeros(space.cells)
    counts = dict(zip(job.plan.kinds[1:], _counts(job), strict=True))
    for number, kind in enumerate(space.kinds[1:], start=1):
        mine = space.kind_of == number
        held[mine] = counts[kind] / mine.sum()
    return held


def _counts(job: Job) -> list[float]:
    """How many organisations there are of each kind that the society has."""
    return [job.people * int(rate) / 1_000_000 for rate in job.recipe.workplaces.per_million if rate > 0]


def _least_reach(job: Job) -> float:
    """The least share of districts that any phase of the rollout scores."""
    return min([1.0, *(phase.districts for phase in job.scheme.model.rollout if phase.districts > 0)])


def _sure_starts(job: Job, crowd: Crowd, start: StartShares, sets: Labels) -> Iterator[Problem]:
    """A problem where few all but surely start at a score of their own, or get some record on top of it."""
    rows = start_rows(crowd, start)
    surest = [max((score for score in row if row[score] >= floor("certain")), default=None) for row in rows]
    sure = numbered([None, *surest])[1:]
    if len(set(sure[crowd.people > NOBODY].tolist())) < 2:  # noqa: PLR2004 - one start tells nobody apart
        return
    least = floor("foreseen")
    sets = together(sure, sets)[sure > 0]
    held: FloatArray = np.bincount(sets, crowd.people[sure > 0]).astype(np.float64) * _least_reach(job)
    few = _fewest(held, least)
    if few is not None:
        expected = (
            f"at least {least:,.0f} who start at a score that is all but certain ({_remedy(job, few, least)})"
        )
        yield job.scheme.sheet.problem(("score", "start", "shares"), says=_people(few), expected=expected)


def _foretold(job: Job, certain: Foreseen, weight: FloatArray, whom: str) -> Iterator[Problem]:
    """A problem where a record is certain of somebody, yet of fewer than it may be certain of."""
    least = floor("foreseen")
    held: FloatArray = np.bincount(certain.sets, weight).astype(np.float64) * _least_reach(job)
    few = _fewest(held[1:], least)
    if few is None:
        return
    conduct = certain.conduct_in(1 + held[1:].tolist().index(few))
    ids = [rule.id for rule in job.scheme.model.conducts]
    place = ("conducts", ids.index(conduct), "id") if conduct in ids else ("conducts",)
    chance = f"a chance of {floor('certain'):.0%} or more on some day"
    expected = (
        f"at least {least:,.0f} {whom} alike, as a record of this is all but certain of them ({chance}: "
        f"{_remedy(job, few, least)}, or leave more to luck: days, rates, acts and detection)"
    )
    yield job.scheme.sheet.problem(place, says=_people(few), expected=expected)


def _fewest(held: FloatArray, least: float) -> float | None:
    """The smallest part that holds somebody and fewer than `least`."""
    few = held[(held > NOBODY) & (held < least - NOBODY)]
    return float(few.min()) if len(few) else None


def _people(held: float) -> str:
    """How many are meant, as the culprit of a message."""
    return f"{held:,.0f} people" if held >= 1.5 else "one person" if held >= 0.5 else "less than one person"  # noqa: PLR2004


def _remedy(job: Job, held: float, least: float) -> str:
    """What would be enough."""
    return f"live at least {needed(job.people, held, least):,} of this society, or mean more of them at once"
