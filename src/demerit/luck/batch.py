"""Luck by the batch: one draw for everybody of a district, in the time of a few.

A draw alone waits for ten rounds of multiplications; in a loop over places counted without a sign a processor
draws eight at once.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from demerit.luck.compiled import kernel
from demerit.luck.philox import draw


@kernel
def words_of_all(
    seed: np.uint64, district: int, purpose: int, index: int, words: npt.NDArray[np.uint32]
) -> None:
    """The first word of luck of every subject of a district for one purpose: fills uint32[n]."""
    for i in range(words.shape[0]):
        words[np.uint64(i)] = np.uint32(draw(seed, district, i, 0, purpose, index)[0])


@kernel
def words_in_a_row(
    seed: np.uint64, district: int, subject: int, purpose: int, index: int, words: npt.NDArray[np.uint32]
) -> None:
    """All four words of luck of a subject's first numbers for one purpose: fills uint32[4, n]."""
    for i in range(words.shape[1]):
        four = draw(seed, district, subject, i, purpose, index)
        for word in range(4):
            words[word, np.uint64(i)] = np.uint32(four[word])
