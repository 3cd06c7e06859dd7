"""The second range of a run: every assumed number drawn from its range, in an ensemble of small worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from demerit.findings.finding import Finding, FloatArray
from demerit.formats.setting import with_set
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.study.ensemble.failing import Failed, failed_of
from demerit.study.ensemble.hypercube import hypercube
from demerit.study.ensemble.kept import answers_in
from demerit.study.ensemble.leading import Leading, leading
from demerit.study.ensemble.lived import Measured, kept_as_json, kept_of_json, measured_of
from demerit.study.ensemble.ranges import Carried, all_carried, difference
from demerit.study.ensemble.runner import Asked, Progress, ensemble
from demerit.study.ensemble.varied import Number, assumed_numbers, values_at, with_values
from demerit.world.job import Job, job_key
from demerit.world.run import occasions_per_person

KEPT: Final = "assumed.jsonl"
FORMAT: Final = "demerit/assumed/1"
OCCASIONS: Final = 600_000
"""Occasions of a draw's world with the numbers as they stand, with others some times as many: 64 draws take
half a minute on two cores."""
FEWEST_PEOPLE, MOST_PEOPLE = 800, 8_000
DISTRICTS: Final = 4
"""Of a draw's world: with fewer, nothing would tell how much of what differs is chance."""
FEWEST_IN_DISTRICT: Final = 100
STEP: Final = 50
"""People in a draw's districts are counted in so many: runs that are compared live the same small society."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What the draws said: the run's findings as each would have them, which failed, and what leads.

    `people` and `districts` are a draw's world; `values` are by finding, None where it has no range.
    """

    draws: int
    seed: int
    people: int
    districts: int
    numbers: tuple[str, ...]
    values: Mapping[str, Carried]
    failed: Failed = field(default_factory=Failed)
    leading: Mapping[str, Sequence[Leading]]

    def with_ranges(self, findings: Mapping[str, Finding]) -> dict[str, Finding]:
        """The findings with their assumed ranges, where there are some."""
        ranged: dict[str, Finding] = {}
        for name, finding in findings.items():
            ends = self.values[name].ends if name in self.values else None
            low, high = ends or (None, None)
            ranged[name] = replace(finding, assumed_low=low, assumed_high=high)
        return ranged

    def as_json(self) -> dict[str, Any]:
        """The contents of `assumed.json`."""
        content: dict[str, Any] = {
            "format": FORMAT, "draws": self.draws, "seed": self.seed, "people": self.people,
            "districts": self.districts, "numbers": list(self.numbers), **self.failed.as_json(),
        }  # fmt: skip
        ranked = {name: [one.as_json() for one in those] for name, those in self.leading.items() if those}
        return {**content, "leading": ranked}


def apart(a: Drawn, b: Drawn, name: str) -> tuple[float, float] | None:
    """The range over all draws of what a finding of two runs differs by; None where the draws cannot tell."""
    if name not in a.values or name not in b.values or a.draws != b.draws:
        return None
    return difference(a.values[name], b.values[name]).ends


def small(job: Job) -> Job:
    """The job of a draw's world: few people in short districts, else as the run."""
    yearly = occasions_per_person(job.plan)
    affordable = int(OCCASIONS / max(1e-9, yearly * job.days / YEAR_DAYS))
    people = min(job.people, max(FEWEST_PEOPLE, min(MOST_PEOPLE, affordable)))
    districts = job.recipe.districts if _by_district(job) else min(job.recipe.districts, DISTRICTS)
    size = max(min(FEWEST_IN_DISTRICT, job.recipe.district_people), people // districts // STEP * STEP)
    society = with_set(job.society, "district_people", size)
    return replace(job, society=society, people=size * districts, workers=1)


def _by_district(job: Job) -> bool:
    """Whether a number goes by district, or a past is given by district: all of them are there, then."""
    tops = (job.scheme.top(), job.society.top(), job.behaviour.top())
    named = any(top.sheet.tables("district") for top in tops)
    return named or any(channel["allocation"]["prior"].present for channel in tops[0]["channels"].entries())


def draw_all(
    job: Job,
    findings: Mapping[str, Finding],
    *,
    draws: int,
    folder: Path | None = None,
    on_progress: Progress = lambda _done, _total: None,
) -> Drawn:
    """Live the ensemble of a run: what its findings would be, were its assumed numbers others.

    What an earlier command left in `folder` is gone on with; None keeps nothing.
    """
    base = small(job)
    numbers = assumed_numbers(base)
    names = tuple(number.name for number in numbers)
    shares = hypercube(names, draws, job.seed)
    asked = [Asked[dict[str, Measured]](answer=partial(measured_of, base))]
    asked += [_asked(base, numbers, row) for row in shares] if numbers else []
    key = (job_key(base), base.recipe.district_people, draws)
    kept = answers_in(folder, KEPT, key, to_json=kept_as_json, of_json=kept_of_json)
    answers = list(ensemble(asked, workers=job.workers, crew=job.crew, kept=kept, on_progress=on_progress))
    reference = answers[0].answer or {}
    worlds = [answered.answer for answered in answers[1:]] or [reference] * draws
    values = all_carried(findings, reference, worlds)
    return Drawn(
        draws=draws,
        seed=job.seed,
        people=base.people,
        districts=base.recipe.districts,
        numbers=names,
        values=values,
        failed=failed_of(asked, answers),
        leading={name: leading(names, shares, value.values) for name, value in values.items()},
    )


def _asked(base: Job, numbers: Sequence[Number], shares: FloatArray) -> Asked[dict[str, Measured]]:
    """The world of one draw."""
    values = values_at(numbers, shares)
    return Asked(answer=lambda: measured_of(with_values(base, values, numbers)), sets=values)
