"""The one door to numba: typed decorators, so that the rest of the code stays annotated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numba
from numba.core.compiler import Compiler

from demerit.luck import ahead
from demerit.luck.cache import forgiving, kept_here
from demerit.luck.parts import PartCompiler, widened
from demerit.luck.quicker import quickly

F = TypeVar("F", bound=Callable[..., Any])

# Steps own no memory, so nothing needs counting in and out; only kernels are called from Python.
STEP: Final[dict[str, Any]] = {
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "pipeline_class": PartCompiler,
}
CALLED: Final[dict[str, Any]] = {
    **STEP,
    "no_cpython_wrapper": False,
    "pipeline_class": Compiler,
}  # those that Python calls, too


def kernel(function: F) -> F:
    """Compile `function` on first call, without the interpreter lock, cached on disk."""
    with kept_here() as kept:
        compiled: Any = numba.njit(nogil=True, cache=kept, error_model="numpy")(function)
        return cast("F", patient(widened(forgiving(compiled))))


def patient(dispatcher: Any) -> Any:
    """Let a kernel be compiled in the quickest way, or by whoever is at it already."""
    compile_it = dispatcher.compile
    name = f"{dispatcher.py_func.__module__}.{dispatcher.py_func.__qualname__}"

    def compiled(signature: Any) -> Any:
        ahead.wait_for(name)
        with quickly():
            return compile_it(signature)

    dispatcher.compile = compiled
    return dispatcher


def compile_like(function: Callable[..., Any], *arguments: Any) -> None:
    """Compile a kernel for arguments of these kinds, and do not run it."""
    compiled: Any = function
    compiled.compile(tuple(numba.typeof(argument) for argument in arguments))


def inline(function: F) -> F:
    """Compile `function` into its callers: a step of the hot path. It must allocate nothing."""
    compiled: Any = numba.njit(forceinline=True, **STEP)
    return cast("F", widened(compiled(function)))


def fixed(signature: str) -> Callable[[F], F]:
    """Compile for one signature only: callers' constants would else make a copy each, in compilation too."""

    def decorate(function: F) -> F:
        with kept_here() as kept:
            compiled: Any = patient(forgiving(numba.njit(cache=kept, **CALLED)(function)))
            compiled.compile(signature)  # once and for all
            compiled.disable_compile()
            return cast("F", compiled)

    return decorate


def outline(function: F) -> F:
    """Compile `function` as a call of its own: a step seldom taken, kept out of the hot path's code."""
    compiled: Any = numba.njit(forceinline=False, **STEP)  # else it inherits what is asked of its callers
    return cast("F", widened(compiled(function)))


def inline_allocating(function: F) -> F:
    """Compile `function` into its callers, as `inline` does, where it may allocate."""
    options: dict[str, Any] = {**STEP, "_nrt": True, "forceinline": True}
    compiled: Any = numba.njit(**options)
    return cast("F", widened(compiled(function)))
