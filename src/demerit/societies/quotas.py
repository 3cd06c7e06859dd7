"""From shares to whole people: a number for every cell, so that the society meets its margins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

GRAIN: Final = 2.0**-30


def quotas(
    joint: NDArray[np.float64], margins: Sequence[NDArray[np.int64]], people: int
) -> NDArray[np.int64]:
    """How many of `people` each cell holds: shares rounded so that the margins come out, too.

    Every cell gets its whole part. The people left over are dealt one by one to the cell with the
    largest remainder, its own and those of its margins' cells added up, so that neither a cell nor a
    margin's cell drifts away from its share. Plain largest remainders, tried first, were off by dozens
    in a margin's cell where cells are many and people few. `margins` holds a label for every cell.
    """
    expected = np.round(joint * people / GRAIN) * GRAIN  # last-bit differences between machines disappear
    dealt = np.floor(expected)
    own = expected - dealt
    open_cells = own > 0
    short = [np.bincount(label, own, int(label.max()) + 1) for label in margins]
    for _ in range(people - int(dealt.sum())):
        score = own.copy()
        for label, missing in zip(margins, short, strict=True):
            score += missing[label]
        score[~open_cells] = -np.inf
        chosen = int(np.argmax(score))
        dealt[chosen] += 1
        open_cells[chosen] = False
        for label, missing in zip(margins, short, strict=True):
            missing[label[chosen]] -= 1
    return dealt.astype(np.int64)
