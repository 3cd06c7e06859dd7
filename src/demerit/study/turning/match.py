"""What facts rule out: history matching of the assumed ranges against what was measured of real life.

Each draw of all assumed numbers is held against facts. Its implausibility is how far its figure lies from the
published one, in standard deviations of all that may part them: what the publication leaves open, the chance
of the model's own run, and the discrepancy that a model is granted for being one. A draw of which any fact is
further off than three is ruled out (by Pukelsheim's rule 19 of 20 of any one-peaked distribution lie within);
what is left is ranges, and never a best value. Some facts are held out, to see whether what is left fits
them better than what was there before.
Source: Craig, Goldstein, Seheult & Smith 1997, "Pressure matching for hydrocarbon reservoirs"; Vernon,
Goldstein & Bower 2010, "Galaxy formation: a Bayesian uncertainty analysis", Bayesian Analysis 5.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
from scipy import special

from demerit.errors import FileInvalid
from demerit.facts.model import Facts
from demerit.findings.bounds import Level
from demerit.findings.finding import FloatArray, rounded
from demerit.formats.reading import Document
from demerit.study.ensemble.failing import Failed, failed_of
from demerit.study.ensemble.hypercube import hypercube
from demerit.study.ensemble.kept import answers_in
from demerit.study.ensemble.runner import Asked, Progress, ensemble
from demerit.study.ensemble.varied import Number, assumed_numbers, values_at, with_values
from demerit.study.holding import job_of, lived_facts
from demerit.study.turning.box import BoolArray
from demerit.study.turning.holds import part_of
from demerit.study.turning.matters import Matter
from demerit.study.turning.settled import settled
from demerit.world.crew import THREADS, Crew
from demerit.world.job import Job, job_key

DRAWS: Final = 256
PEOPLE: Final = 4_000
"""A draw's world has at most so many people; what chance that adds is in the implausibility."""
CUT: Final = 3.0
DISCREPANCY: Final = 0.1
"""Of a published value: how far off a model may be for being one, unless said (one standard deviation)."""
ENDS: Final = (0.025, 0.975)
Z: Final = Level(districts=2).normal
FEWEST_LEFT: Final = 10
"""Draws that must be left for ranges to be told."""
BY_CHANCE: Final = 0.05
KEPT: Final = "match.jsonl"


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A fact over draws: its figure in each (NaN for none) and its implausibility, float64[draws].

    `chance` is the standard deviation of our figure over seeds, `ours` its mean, numbers as they stand.
    """

    matter: Matter
    ours: float
    chance: float
    values: FloatArray
    implausibility: FloatArray

    @property
    def plausible(self) -> BoolArray:
        """In which draws it is not too far off."""
        return self.implausibility <= CUT

    def range(self, among: BoolArray) -> tuple[float, float] | None:
        """The middle 95 % of the figure among some draws; None where there are none."""
        known = self.values[among & np.isfinite(self.values)]
        if not len(known):
            return None
        low, high = (float(end) for end in np.quantile(known, ENDS))
        return low, high


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """A number's range before and after, of a table its mean; and how probable so much is by chance."""

    name: str
    before: tuple[float, float]
    after: tuple[float, float]
    chance: float


@dataclass(frozen=True, kw_only=True)
class Matched:
    """What facts rule out: which draws are left, how each fact fares, and which ranges narrow.

    `aside` are facts that were left aside, with why.
    """

    draws: int
    discrepancy: float
    numbers: int
    fitted: tuple[Fitted, ...]
    left: BoolArray
    narrowed: tuple[Narrowed, ...]
    aside: Mapping[str, str]
    failed: Failed = field(default_factory=Failed)

    @property
    def telling(self) -> bool:
        """Whether so many draws are left that ranges can be told."""
        return int(self.left.sum()) >= FEWEST_LEFT

    def as_json(self) -> dict[str, Any]:
        """The contents of `match.json`."""
        everything = np.full(self.draws, fill_value=True)
        return {
            "draws": self.draws, "left": int(self.left.sum()), "cut": CUT, "discrepancy": self.discrepancy,
            "facts": [self._fact(one, everything) for one in self.fitted], "left_aside": dict(self.aside),
            "numbers": self.numbers,
            "narrowed": [
                {
                    "path": number.name,
                    "before": rounded(number.before), "after": rounded(number.after),
                    "chance": rounded(number.chance),
                }
                for number in self.narrowed
            ],
            "failed": list(self.failed.failures),
        }  # fmt: skip

    def _fact(self, one: Fitted, everything: BoolArray) -> dict[str, Any]:
        """A fact's entry."""
        before, after = one.range(everything), one.range(self.left)
        left = int(self.left.sum())
        return {
            "fact": one.matter.name, "held_out": one.matter.out, "published": one.matter.fact.value,
            "ours": rounded(one.ours), "chance_sd": rounded(one.chance),
            "before": rounded(before),
            "after": rounded(after),
            "plausible_before": rounded(float(one.plausible.mean())),
            "plausible_after": rounded(float(one.plausible[self.left].mean())) if left else None,
        }  # fmt: skip


def match(
    facts: Sequence[Matter],
    *,
    draws: int = DRAWS,
    people: int = PEOPLE,
    discrepancy: float = DISCREPANCY,
    workers: int = 1,
    crew: Crew = THREADS,
    folder: Path | None = None,
    aside: Mapping[str, str] | None = None,
    on_progress: Progress = lambda _done, _total: None,
) -> Matched:
    """Hold draws of all assumed numbers against facts; files share the draws of the numbers that they share.

    What an earlier command left in `folder` is gone on with.

    Raises:
        Problems: files that do not go together, or facts that cannot be measured.
    """
    files = {fact.file.model.id: fact.file for fact in facts}
    jobs = {name: settled(job_of(file), people) for name, file in files.items()}
    own = _columns(jobs)
    numbers = {column: number for varied in own.values() for column, number in varied.items()}
    shares = hypercube([*numbers], draws, next(iter(files.values())).model.run.seed)
    asked = [
        Asked[dict[str, float]](answer=partial(lived_facts, file, jobs[name].under(seed)))
        for name, file in files.items()
        for seed in range(file.model.run.seed, file.model.run.seed + file.model.run.seeds)
    ]
    seeds = len(asked)
    for row in shares:
        share = dict(zip(numbers, row, strict=True))
        drawn = {
            name: values_at([*varied.values()], [share[column] for column in varied])
            for name, varied in own.items()
        }
        sets = {key: value for settings in drawn.values() for key, value in settings.items()}
        asked.append(Asked(answer=partial(_drawn, files, jobs, own, drawn), sets=sets))
    key = (*(f"{name} {job_key(job)}" for name, job in jobs.items()), draws)
    kept = answers_in(folder, KEPT, key, to_json=dict[str, float], of_json=dict[str, float])
    answers = list(ensemble(asked, workers=workers, crew=crew, kept=kept, on_progress=on_progress))
    stand = _standing(files, [answer.answer or {} for answer in answers[:seeds]])
    fitted = [
        _fitted(fact, stand, [one.answer or {} for one in answers[seeds:]], discrepancy) for fact in facts
    ]
    left = np.all([one.plausible for one in fitted if not one.matter.out], axis=0)
    return Matched(
        draws=draws,
        discrepancy=discrepancy,
        numbers=len(numbers),
        fitted=tuple(fitted),
        left=left,
        narrowed=tuple(_narrowed(numbers, shares, left)),
        aside=aside or {},
        failed=failed_of(asked, answers),
    )


def _columns(jobs: Mapping[str, Job]) -> dict[str, dict[str, Number]]:
    """Each file's numbers as they are called among all: those that are the same in two files share a draw."""
    first: dict[str, tuple[Any, float, float]] = {}
    columns: dict[str, dict[str, Number]] = {}
    for file, job in jobs.items():
        columns[file] = {}
        for number in assumed_numbers(job):
            ends = (number.value, number.low, number.high)
            same = first.setdefault(number.name, ends) == ends
            columns[file][number.name if same else f"{number.name} ({file})"] = number
    return columns


def _drawn(
    files: Mapping[str, Document[Facts]],
    jobs: Mapping[str, Job],
    own: Mapping[str, Mapping[str, Number]],
    drawn: Mapping[str, Mapping[str, Any]],
) -> dict[str, float]:
    """The facts of every file in one draw, by name; those that cannot be measured in it are left out.

    Raises `FileInvalid` where no file takes the draw's numbers.
    """
    by_fact: dict[str, float] = {}
    refused: list[str] = []
    for name, file in files.items():
        try:
            job = with_values(jobs[name], drawn[name], [*own[name].values()])
            by_fact |= {f"{name}.{key}": value for key, value in lived_facts(file, job, strict=False).items()}
        except FileInvalid as refusal:
            refused.append(str(refusal))
    if len(refused) == len(files):
        raise FileInvalid("\n".join(refused))
    return by_fact


def _standing(
    files: Mapping[str, Document[Facts]], lived: Sequence[Mapping[str, float]]
) -> dict[str, list[float]]:
    """Each fact under every seed of its file's run, the numbers as they stand."""
    values: dict[str, list[float]] = {}
    remaining = iter(lived)
    for name, file in files.items():
        for _ in range(file.model.run.seeds):
            for key, value in next(remaining).items():
                values.setdefault(f"{name}.{key}", []).append(value)
    return values


def _fitted(
    matter: Matter,
    stand: Mapping[str, Sequence[float]],
    drawn: Sequence[Mapping[str, float]],
    discrepancy: float,
) -> Fitted:
    """A fact over the draws."""
    seen = stand.get(matter.name, ())
    ours = float(np.mean(seen)) if len(seen) else math.nan
    chance = float(np.std(seen, ddof=1)) if len(seen) > 1 else 0.0
    values = np.array([world.get(matter.name, math.nan) for world in drawn], np.float64)
    low, high = matter.fact.ends
    open_ends = (high - low) / (2 * Z)
    granted = discrepancy * abs(matter.fact.value)
    apart = np.abs(values - matter.fact.value)
    deviation = math.sqrt(open_ends**2 + chance**2 + granted**2)
    implausibility = apart / deviation if deviation > 0 else np.where(apart > 0, math.inf, 0.0)
    return Fitted(
        matter=matter,
        ours=ours,
        chance=chance,
        values=values,
        implausibility=np.where(np.isfinite(values), implausibility, math.inf),
    )


def _narrowed(numbers: Mapping[str, Number], shares: FloatArray, left: BoolArray) -> list[Narrowed]:
    """The numbers of which the draws that are left do not fill the range as before, the surest first.

    Kolmogorov's test against an even spread, times as many numbers as there are.
    """
    count = int(left.sum())
    if count < FEWEST_LEFT or count == len(left):
        return []
    narrowed: list[Narrowed] = []
    for column, (name, number) in enumerate(numbers.items()):
        places = np.sort(shares[left, column])
        steps = np.arange(count + 1) / count
        apart = float(max((steps[1:] - places).max(), (places - steps[:-1]).max()))
        root = math.sqrt(count)
        scaled = apart * (root + 0.12 + 0.11 / root)  # Stephens 1970, JRSS B 32
        chance = min(1.0, float(cast("Any", special).kolmogorov(scaled)) * len(numbers))
        if chance <= BY_CHANCE:
            # the quantiles of few draws may lie outside those of an even spread: no range grows
            after = [float(end) for end in np.clip(np.quantile(places, ENDS), *ENDS)]
            narrowed.append(
                Narrowed(
                    name=name, before=part_of(number, ENDS), after=part_of(number, after), chance=chance,
                )
            )  # fmt: skip
    return sorted(narrowed, key=lambda one: (one.chance, one.name))
