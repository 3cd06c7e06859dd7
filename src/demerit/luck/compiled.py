"""The one door to numba: typed decorators, so that the rest of the code stays annotated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile `function` on first call, without the interpreter lock, cached on disk."""
    compiled: Any = numba.njit(nogil=True, cache=True, error_model="numpy")
    return cast("F", compiled(function))


def inlined(function: F) -> F:
    """Compile `function` into its callers: for the small steps inside a kernel's loop."""
    compiled: Any = numba.njit(nogil=True, cache=True, error_model="numpy", inline="always")
    return cast("F", compiled(function))


def step(function: F) -> F:
    """Compile `function` as a step that kernels call; the compiler inlines the small ones itself."""
    compiled: Any = numba.njit(nogil=True, error_model="numpy", forceinline=True, _nrt=False)
    return cast("F", compiled(function))
