"""Latin hypercubes from addressed draws: each number's whole range in every sample, in an order by luck.

A number's column depends on the seed, how many draws there are, and what the number is called, on nothing
else: so two runs that share a number share its draws, whatever else either of them varies.
Source: McKay, Beckman & Conover 1979, "A comparison of three methods for selecting values of input
variables", Technometrics 21.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Final, cast

import numpy as np

from demerit.findings.finding import FloatArray
from demerit.luck.philox import philox
from demerit.luck.purposes import HYPERCUBE, INDEX_BITS

WORD: Final = 2.0**32


def hypercube(names: Sequence[str], draws: int, seed: int) -> FloatArray:
    """Numbers in [0, 1), float64[draws, names]: each column has one number in each of `draws` equal parts."""
    columns = [_column(name, draws, seed) for name in names]
    return np.column_stack(columns) if columns else np.zeros((draws, 0))


def _column(name: str, draws: int, seed: int) -> FloatArray:
    """One number's draws: the parts in an order by luck, and a place within each."""
    address = hashlib.sha256(name.encode()).digest()
    first, second = (int.from_bytes(part, "big") for part in (address[:4], address[4:8]))
    high, low, within, _ = words(HYPERCUBE, seed, np.arange(draws), first, second)
    order = np.argsort(high << np.uint64(32) | low, kind="stable")
    return (order + within / WORD) / draws


def words(purpose: int, seed: int, first: Any, second: Any, third: Any = 0) -> Any:
    """Four columns of 32-bit words from an address, each part of it a number or a column of them.

    Philox as the interpreter runs it: its steps take whole columns of counters as they take one.
    """
    address = (np.asarray(number, np.uint64) for number in (first, second, third))
    columns = np.broadcast_arrays(*address)
    return cast("Any", philox).py_func(*columns, np.uint64(purpose << INDEX_BITS), np.uint64(seed))
