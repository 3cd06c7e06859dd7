"""What subjects begin with: their score, their cell, and when they follow others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import special

from demerit.errors import WrongUse
from demerit.formats.columns import column as declared
from demerit.formats.occasions import Threshold
from demerit.luck.batch import words_of_all
from demerit.luck.purposes import START_SCORE, THRESHOLD
from demerit.schemes.model import StartShares
from demerit.societies.people import Districts, as_written
from demerit.world.columns.plan import PERSON_KIND, Plan

NO_SCORE: Final = np.iinfo(np.int32).min
WORD: Final = 2.0**-32


def organisation_starts(plan: Plan, number: int, n: int, kind: str) -> npt.NDArray[np.int32]:
    """Where organisations' scores start.

    Shares by a column that they do not have say nothing of them, and `check` refuses those where they are
    scored; where they are not, they stand at the top.
    """
    start = plan.scheme.score.start
    if not isinstance(start, StartShares):
        return np.full(n, start, np.int32)
    if start.by != "district":
        return np.full(n, plan.scheme.score.max, np.int32)
    words = np.zeros(n, np.uint32)
    words_of_all(np.uint64(plan.recipe.seed), number, START_SCORE, 1 + plan.kinds.index(kind), words)
    return by_shares(start, np.full(n, str(number)), words, number)


def start_scores(plan: Plan, districts: Districts, part: slice, number: int) -> npt.NDArray[np.int32]:
    """Where scores start: one number, or by shares of a column's part, drawn per subject.

    Raises WrongUse for a district without shares of its own where they go by district.
    """
    start, n = plan.scheme.score.start, part.stop - part.start
    if not isinstance(start, StartShares):
        return np.full(n, start, np.int32)
    words = np.zeros(n, np.uint32)
    words_of_all(np.uint64(plan.recipe.seed), number, START_SCORE, 0, words)
    return by_shares(start, column_values(plan, districts, part, number)[start.by], words, number)


def by_shares(
    start: StartShares, column: npt.NDArray[Any], words: npt.NDArray[np.uint32], number: int
) -> npt.NDArray[np.int32]:
    """Scores handed out by shares of a column's part, by a word of luck each.

    Raises WrongUse for who has no shares of their own.
    """
    scores = np.full(len(words), NO_SCORE, np.int32)
    for key, shares in start.shares.items():
        ranked = sorted(shares)
        edges = np.cumsum([shares[score] for score in ranked])
        drawn = np.array(ranked, np.int32)[
            np.minimum(np.searchsorted(edges, words * WORD, side="right"), len(shares) - 1)
        ]
        scores = np.where(_in_part(start.by, column, key, list(start.shares)), drawn, scores)
    if (scores == NO_SCORE).any():
        raise WrongUse(f"score.start by {start.by}: district {number} has no shares of its own")
    return scores.astype(np.int32)


def _in_part(column: str, values: npt.NDArray[Any], key: Any, keys: Sequence[Any]) -> npt.NDArray[np.bool_]:
    """Who falls under a key of a table by column: equal for names, else at or above it, or below all."""
    if not declared(column).stepped:
        return values == str(key)
    above = [int(k) for k in keys if int(k) > int(key)]
    lowest = all(int(k) >= int(key) for k in keys)
    return (lowest | (values >= int(key))) & (values < min(above, default=2**31))


def column_values(plan: Plan, districts: Districts, part: slice, number: int) -> dict[str, npt.NDArray[Any]]:
    """The columns of a district's people as files name them."""
    traits = {
        name: as_written(plan.recipe.names, name, values[part]) for name, values in districts.traits.items()
    }
    return {**traits, "district": np.full(part.stop - part.start, str(number))}


def cells_of(
    plan: Plan,
    districts: Districts,
    part: slice,
    number: int,
    scores: npt.NDArray[np.int32],
    kind: str = PERSON_KIND,
) -> npt.NDArray[np.uint16]:
    """The cell of each subject of a kind."""
    keys = plan.space.keys.get("district", ())
    place = keys.index(str(number)) if str(number) in keys else max(len(keys) - 1, 0)
    columns = {"district": np.full(len(scores), place), "start_score": scores}
    if kind == PERSON_KIND:
        columns |= {name: values[part] for name, values in districts.traits.items()}
    return plan.space.cell_of(columns, kind)


def thresholds(plan: Plan, seed: np.uint64, number: int, n: int) -> npt.NDArray[np.float32]:
    """Each subject's own threshold for each followed opportunity: float32[n, followed]."""
    rules = [plan.life.opportunities[name].follows for name in plan.opportunities]
    columns = [
        _threshold(rule.threshold, seed, number, n, row) for row, rule in enumerate(r for r in rules if r)
    ]
    return np.array(columns, np.float32).reshape(len(columns), n).T.copy()


def _threshold(rule: Threshold, seed: np.uint64, number: int, n: int, row: int) -> npt.NDArray[np.float32]:
    """Counts handed out in order; shares drawn, rounded so that all machines agree."""
    if rule.counts is not None:
        return np.resize(np.array(rule.counts, np.float32), n)
    words = np.zeros(n, np.uint32)
    words_of_all(seed, number, THRESHOLD, row, words)
    luck = (words + 0.5) * WORD
    if rule.normal is not None:
        luck = rule.normal.mean + rule.normal.sd * special.ndtri(luck)
    elif rule.uniform is not None:
        luck = rule.uniform[0] + (rule.uniform[1] - rule.uniform[0]) * luck
    return (np.round(luck * 2**20) / 2**20).astype(np.float32)
