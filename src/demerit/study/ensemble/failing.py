"""What the worlds that failed have in common: the one number that tells them from those that were lived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Any, Final

import numpy as np

from demerit.findings.finding import rounded
from demerit.findings.wording import is_finite
from demerit.study.ensemble.kept import Answered
from demerit.study.ensemble.runner import Asked

BY_CHANCE: Final = 0.01
"""Likelier than this, that they lie together says nothing of the number."""


@dataclass(frozen=True, kw_only=True)
class Failing:
    """All worlds that failed, `failed` of them, have this number at `end` or more (`above`), or or less.

    `others`: how many that were lived lie there, too.
    """

    path: str
    end: float
    above: bool
    failed: int
    others: int

    def as_json(self) -> dict[str, Any]:
        """As files have it."""
        return {
            "path": self.path, "from" if self.above else "to": rounded(self.end), "failed": self.failed,
            "others": self.others,
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Failed:
    """The worlds that failed: what each said, with its numbers, and what all of them have in common."""

    failures: tuple[str, ...] = ()
    common: Failing | None = None

    def __len__(self) -> int:
        """How many there are."""
        return len(self.failures)

    def as_json(self) -> dict[str, Any]:
        """As files have it."""
        common = {} if self.common is None else {"failing": self.common.as_json()}
        return {"failed": list(self.failures), **common}


def failed_of(asked: Sequence[Asked[Any]], answers: Sequence[Answered[Any]]) -> Failed:
    """Those of the worlds asked for that have no answer."""
    failures = tuple(answer.failure for answer in answers if answer.failure is not None)
    return Failed(failures=failures, common=failing(asked, answers))


def failing(asked: Sequence[Asked[Any]], answers: Sequence[Answered[Any]]) -> Failing | None:
    """The number that best tells the worlds that failed from the others; None where none does beyond chance.

    Of so many worlds with m numbers each, that all that failed are among the k outermost by one of them has,
    by chance, at most 2 m C(k, failed) / C(worlds, failed) (Bonferroni's bound over numbers and sides).
    """
    pairs = zip(asked, answers, strict=True)
    rows = [(world.sets, answer.failure is not None) for world, answer in pairs if world.sets]
    failed = np.array([failed for _, failed in rows], np.bool_)
    count = int(failed.sum())
    if count in (0, len(rows)):
        return None
    numbers = _numbers([sets for sets, _ in rows])
    sides: list[Failing] = []
    for path, values in numbers.items():
        for above in (True, False):
            end = float(values[failed].min() if above else values[failed].max())
            inside = int((values >= end).sum() if above else (values <= end).sum())
            if 2 * len(numbers) * comb(inside, count) < BY_CHANCE * comb(len(rows), count):
                sides.append(Failing(path=path, end=end, above=above, failed=count, others=inside - count))
    return min(sides, key=lambda side: (side.others, side.path), default=None)


def _numbers(rows: Sequence[Mapping[str, Any]]) -> dict[str, np.ndarray]:
    """The values of what is one number in every world, by name: float64[worlds]."""
    names = [name for name in rows[0] if all(is_finite(sets.get(name)) for sets in rows)]
    return {name: np.array([sets[name] for sets in rows], np.float64) for name in names}
