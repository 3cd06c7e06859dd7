"""Who lives together: neighbours in a district's order fill one household after the other.

A household holds one person and a Poisson number of others, so that its mean size is as asked
(Jennings, Lloyd-Smith & Ironmonger 1999 fit household sizes so). Members are subjects: the figure is
taken as asked although children are none. A district's last household is cut where the district ends.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from demerit.luck.batch import words_of_all
from demerit.luck.compiled import kernel
from demerit.luck.purposes import HOUSEHOLD

MOST: Final = 100


def size_bounds(mean_size: float) -> NDArray[np.uint64]:
    """For sizes 1, 2, …: the first 32-bit word that makes a household larger than that.

    `mean_size` is at least 1; 1 means that everybody lives alone.
    """
    others = mean_size - 1.0
    term, total = math.exp(-others), 0.0
    bounds: list[int] = []
    for more in range(1, MOST + 1):
        total += term
        bounds.append(min(round(total * 2**32), 2**32))
        term *= others / more
    return np.array(bounds, dtype=np.uint64)


@kernel
def fill_households(
    seed: np.uint64,
    first: int,
    offsets: NDArray[np.int64],
    bounds: NDArray[np.uint64],
    household: NDArray[np.uint16],
) -> None:
    """Write every person's household number within the district, for districts from `first` on."""
    for d in range(len(offsets) - 1):
        person = offsets[d]
        home = 0
        luck = np.empty(offsets[d + 1] - person, np.uint32)  # there are no more households than people
        words_of_all(seed, first + d, HOUSEHOLD, 0, luck)
        while person < offsets[d + 1]:
            word = np.uint64(luck[home])
            size = 1
            while size < len(bounds) and word >= bounds[size - 1]:
                size += 1
            stop = min(person + size, offsets[d + 1])
            household[person:stop] = home
            person = stop
            home += 1
