"""In how many draws of all assumed numbers a claim holds, and in which part of their ranges it fails.

Draws are those of the second range: small worlds on common luck, carried over to the findings of a run. Two
schemes are drawn in pairs, the numbers that they share being the same in both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import ascii_lowercase
from typing import Any, Final

import numpy as np

from demerit.errors import WrongUse
from demerit.findings.bounds import Level
from demerit.findings.finding import Finding, FloatArray, rounded
from demerit.study.ensemble.assumed import small
from demerit.study.ensemble.failing import Failed, failed_of
from demerit.study.ensemble.hypercube import hypercube
from demerit.study.ensemble.kept import answers_in
from demerit.study.ensemble.lived import Measured, findings_of, kept_as_json, kept_of_json
from demerit.study.ensemble.ranges import DIFFERENCE, FOR_A_CLAIM, Carried, all_carried
from demerit.study.ensemble.runner import Asked, Progress, ensemble
from demerit.study.ensemble.varied import Number, assumed_numbers, leaves, values_at, with_values
from demerit.study.turning import HEADLINE
from demerit.study.turning.box import FEWEST, BoolArray, Box, find_box
from demerit.study.turning.claims import Claim, Ref, findings_in, read_claim
from demerit.study.turning.own import claims_of
from demerit.study.turning.settled import settled
from demerit.world.job import Job, job_key

DRAWS: Final = 256
"""Draws for claims unless said: a box in three of hundreds of numbers needs more than a range does."""
KEPT: Final = "claims.jsonl"
Z: Final = Level(districts=2).normal
TOO_FEW: Final = "too few draws have a value to say"


@dataclass(frozen=True, kw_only=True)
class HeldClaim:
    """A claim over draws: the share in which it holds with its 95 % interval, and the box in which it fails.

    `margins`: left side minus right side in each draw, NaN where it has none. `noisy`: small worlds' chance
    is most of what they differ by, and so is in them. `share` is None where too few draws have a value.
    """

    claim: Claim
    margins: FloatArray
    noisy: bool
    share: float | None = None
    low: float | None = None
    high: float | None = None
    box: Box | None = None

    @property
    def known(self) -> BoolArray:
        """Which draws have a value."""
        return np.isfinite(self.margins)

    @property
    def fails(self) -> BoolArray:
        """In which draws it fails."""
        return self.known & ~self.claim.holds(self.margins)

    @property
    def boxless(self) -> str:
        """Why there is no box; '' where there is one."""
        failing, known = int(self.fails.sum()), int(self.known.sum())
        if self.box is not None:
            return ""
        if self.share is None:
            return TOO_FEW
        if min(failing, known - failing) == 0:
            return "it fails nowhere" if failing == 0 else "it holds nowhere"
        if min(failing, known - failing) < FEWEST:
            which = "fails" if failing < FEWEST else "holds"
            return f"it {which} in fewer than {FEWEST} draws, too few to say where"
        return "no box found: no few numbers tell where it fails, beyond chance"


@dataclass(frozen=True, kw_only=True)
class Claims:
    """Claims held over draws: the numbers that were drawn, where in their ranges, and what became of each."""

    draws: int
    people: int
    numbers: tuple[Number, ...]
    shares: FloatArray
    held: tuple[HeldClaim, ...]
    values: Mapping[str, float]
    failed: Failed = field(default_factory=Failed)

    def sides(self, box: Box) -> list[dict[str, Any]]:
        """A box as claims.json has it: each number's path, and between what it lies."""
        ends: list[dict[str, Any]] = []
        for side in box.sides:
            number = self.numbers[side.column]
            first, last = part_of(number, (side.low, side.high))
            ends.append({"path": number.name, "from": rounded(first), "to": rounded(last)})
        return ends

    def as_json(self) -> dict[str, Any]:
        """The contents of `claims.json`."""
        return {claim.claim.text: self._of(claim) for claim in self.held}

    def _of(self, held: HeldClaim) -> dict[str, Any]:
        """One claim."""
        box = held.box
        content = {
            "holds_share": rounded(held.share), "low": rounded(held.low), "high": rounded(held.high),
            "box": [] if box is None else self.sides(box),
            "coverage": None if box is None else rounded(box.coverage),
            "density": None if box is None else rounded(box.density),
            "chance": None if box is None else rounded(box.chance),
            "draws": int(held.known.sum()), "fails": int(held.fails.sum()),
        }  # fmt: skip
        if box is not None:
            content["quasi_p"] = {self.numbers[side.column].name: rounded(side.chance) for side in box.sides}
        else:
            content["reason"] = held.boxless
        return {**content, "noisy": True} if held.noisy else content


def mean_of(value: Any) -> float:
    """A number, or the mean of a table's."""
    numbers = leaves(value)
    return sum(numbers) / len(numbers)


def part_of(number: Number, shares: Sequence[float]) -> tuple[float, float]:
    """A part of a number's range, 0 to 1, as values, the smaller first; of a table its mean."""
    low, high = sorted(mean_of(number.at(share)) for share in shares)
    return low, high


def letters(count: int) -> tuple[str, ...]:
    """What findings of so many schemes begin with in a claim: nothing of one, else a, b and so on."""
    return ("",) if count == 1 else tuple(ascii_lowercase[:count])


def hold_claims(
    jobs: Sequence[Job],
    texts: Sequence[str] = (),
    *,
    draws: int = DRAWS,
    folder: Path | None = None,
    on_progress: Progress = lambda _done, _total: None,
) -> Claims:
    """Hold claims over draws of all assumed numbers of some schemes; 'headline' or none: the headline's own.

    What an earlier command left in `folder` is gone on with; None keeps nothing.
    Raises `WrongUse` for a claim that cannot be read or names what is not there, or fewer than 64 draws.
    """
    if draws < FOR_A_CLAIM:
        raise WrongUse(f"{draws} draws: a claim is held over {FOR_A_CLAIM} draws or more")
    named = letters(len(jobs))
    for text in texts:
        if text.strip() != HEADLINE:  # before any world is lived
            read_claim(text, named)
    runs = {letter: findings_of(settled(job)) for letter, job in zip(named, jobs, strict=True)}
    claims = claims_of(texts, runs, [job.scheme.model for job in jobs])
    if not claims:
        raise WrongUse("the headline says nothing that could be claimed here: name one with --claim")
    first = small(jobs[0])
    bases = {
        letter: replace(job, society=first.society, people=first.people, workers=1)
        for letter, job in zip(named, jobs, strict=True)
    }
    numbers = {letter: assumed_numbers(base) for letter, base in bases.items()}
    every = {number.name: number for own in numbers.values() for number in own}
    shares = hypercube([*every], draws, jobs[0].seed)
    refs = [*findings_in(claims)]
    asked = [Asked[dict[str, Measured]](answer=lambda: _answers(bases, refs, runs))]
    if every:
        draw = (dict(zip(every, map(float, row), strict=True)) for row in shares)
        asked += [_asked(bases, numbers, refs, runs, places) for places in draw]
    worlds_of = [f"{letter}{job_key(base)}" for letter, base in bases.items()]
    key = (*worlds_of, first.recipe.district_people, draws, *(ref.text for ref in refs))
    kept = answers_in(folder, KEPT, key, to_json=kept_as_json, of_json=kept_of_json)
    answers = list(
        ensemble(asked, workers=jobs[0].workers, crew=jobs[0].crew, kept=kept, on_progress=on_progress)
    )
    reference = answers[0].answer or {}
    worlds = [world.answer for world in answers[1:]] or [reference] * draws
    values = {ref.text: ref.value(runs[ref.scheme])[0] for ref in refs}
    found = {ref.text: replace(ref.finding(runs[ref.scheme]), value=values[ref.text]) for ref in refs}
    carry = all_carried(found, reference, worlds)
    return Claims(
        draws=draws,
        people=first.people,
        numbers=tuple(every.values()),
        shares=shares,
        held=tuple(_held(claim, carry, shares, jobs[0].seed) for claim in claims),
        values={text: value for text, value in values.items() if value is not None},
        failed=failed_of(asked, answers),
    )


def _asked(
    bases: Mapping[str, Job],
    numbers: Mapping[str, Sequence[Number]],
    refs: Sequence[Ref],
    runs: Mapping[str, Mapping[str, Finding]],
    shares: Mapping[str, float],
) -> Asked[dict[str, Measured]]:
    """One draw: every scheme with the numbers at their places."""
    values = {
        letter: values_at(own, [shares[number.name] for number in own]) for letter, own in numbers.items()
    }

    def answer() -> dict[str, Measured]:
        drawn = {letter: with_values(base, values[letter], numbers[letter]) for letter, base in bases.items()}
        return _answers(drawn, refs, runs)

    sets = {name: value for settings in values.values() for name, value in settings.items()}
    return Asked(answer=answer, sets=sets)


def _answers(
    jobs: Mapping[str, Job], refs: Sequence[Ref], runs: Mapping[str, Mapping[str, Finding]]
) -> dict[str, Measured]:
    """What claims ask of each scheme's small world; None what it has no number for."""
    measured: dict[str, Measured] = {}
    for letter, job in jobs.items():
        own = [ref for ref in refs if ref.scheme == letter]
        if not own:
            continue
        names = {name for ref in own for name in runs[letter] if ref.names(name)}
        findings = findings_of(job, names)
        for ref in own:
            try:
                value, replicates = ref.value(findings)
            except KeyError:  # in this world nothing of the kind is there
                value, replicates = None, np.empty(0)
            measured[ref.text] = Measured(value=value, replicates=replicates)
    return measured


def _held(claim: Claim, carry: Mapping[str, Carried], shares: FloatArray, seed: int) -> HeldClaim:
    """A claim over the draws."""
    margins, noisy = _margins(claim, carry, len(shares))
    held = HeldClaim(claim=claim, margins=margins, noisy=noisy)
    if int(held.known.sum()) < FOR_A_CLAIM:
        return held
    holds = claim.holds(margins)[held.known]
    low, high = wilson(int(holds.sum()), len(holds))
    box = find_box(shares[held.known], ~holds, seed)
    return replace(held, share=float(holds.mean()), low=low, high=high, box=box)


def _margins(claim: Claim, carry: Mapping[str, Carried], draws: int) -> tuple[FloatArray, bool]:
    """Left side minus right side in each draw, NaN for none, without what small worlds' chance adds.

    And whether chance is so much of that spread that it could not be taken off.
    """
    if any(ref.text not in carry for _, ref in claim.terms):
        return np.full(draws, np.nan), False
    if len(claim.terms) == 1:
        (weight, ref), *_ = claim.terms
        values, noisy = _cleared(carry[ref.text])
        return weight * values + claim.constant, noisy
    parts = [(weight, carry[ref.text]) for weight, ref in claim.terms]
    alike = len({part.replicates.shape for _, part in parts}) == 1
    summed = Carried(
        values=np.sum([weight * part.values for weight, part in parts], axis=0),
        replicates=np.sum([weight * part.replicates for weight, part in parts], axis=0)
        if alike
        else np.empty((draws, 0)),
        scale=DIFFERENCE,
    )
    values, noisy = _cleared(summed)
    return values + claim.constant, noisy


def _cleared(side: Carried) -> tuple[FloatArray, bool]:
    """The values of draws without chance's spread, as they are where that cannot be, and whether so."""
    known = np.isfinite(side.values)
    cleared = side.cleared
    values = side.values.copy()
    if cleared is None:
        return values, bool(known.any())
    values[known] = cleared
    return values, False


def wilson(cases: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927, JASA 22)."""
    share, square = cases / of, Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / of + square / of / 4) / (1 + square)
    low = 0.0 if cases == 0 else middle - half
    high = 1.0 if cases == of else middle + half
    return low, high
