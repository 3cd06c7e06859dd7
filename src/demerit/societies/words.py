"""Luck for building a society: one compiled door to Philox.

`draw` is inlined wherever it stands. That pays in the engine, but here its copies made the first run's
compilation seconds longer and the building no faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.luck.compiled import fixed, inline_allocating
from demerit.luck.philox import DRAW, draw

if TYPE_CHECKING:
    from demerit.luck.philox import Words


@fixed(DRAW)
def words(seed: np.uint64, district: int, subject: int, number: int, purpose: int, index: int) -> Words:
    """Four words for an address: who, where, which in a row, what for."""
    return draw(seed, district, subject, number, purpose, index)


@inline_allocating
def signed(value: Any) -> int:
    """A compiled whole number of any width as a signed one: signed with unsigned would make a float."""
    return np.int64(value)  # pyright: ignore[reportReturnType] - compiled, it is numba's int
