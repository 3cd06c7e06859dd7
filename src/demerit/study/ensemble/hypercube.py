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
    high, low, within, _ = _words(
        np.arange(draws, dtype=np.uint64),
        np.uint64(int.from_bytes(address[:4], "big")),
        np.uint64(int.from_bytes(address[4:8], "big")),
        np.uint64(HYPERCUBE << INDEX_BITS),
        np.uint64(seed),
    )
    order = np.argsort(high << np.uint64(32) | low, kind="stable")
    return (order + within / WORD) / draws


def _words(*address: Any) -> Any:
    """Philox as the interpreter runs it: its steps take whole columns of counters as they take one."""
    return cast("Any", philox).py_func(*address)
