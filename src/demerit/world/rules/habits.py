"""Habits: how readily each person does what, drawn when it comes into the world."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import outline
from demerit.luck.philox import draw
from demerit.luck.purposes import PROPENSITY
from demerit.world.columns.world import World

BYTES_IN_WORD = 4


@outline
def draw_propensities(w: World, i: int, comer: int) -> None:
    """Quantiles of the shared factor and of each family's own, a byte each, from one draw.

    `comer`: 0 for who is there at the start, then the number of the newcomer.
    """
    words = draw(w.s.seed, w.s.district, i, comer, PROPENSITY, 0)
    for q in range(w.s.quantiles.shape[1]):
        at = q // BYTES_IN_WORD
        word = words[0] if at == 0 else words[1] if at == 1 else words[2]
        w.s.quantiles[i, q] = np.uint8((word >> np.uint64(8 * (q % BYTES_IN_WORD))) & np.uint64(255))
