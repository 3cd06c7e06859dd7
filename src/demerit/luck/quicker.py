"""What makes numba compile quicker and changes nothing of what it makes: a third of the time.

It looks up anew what the operators and functions of each line take, trying dozens of candidates in turn; and
Python's collector goes through all that is held, again and again, as compiling makes much and drops little.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

from numba.core import types
from numba.core.compiler_lock import global_compiler_lock
from numba.core.targetconfig import ConfigStack
from numba.core.types import functions

from demerit.luck.parts import warn_that_it_is_slow


@contextmanager
def quickly() -> Generator[None, None, None]:
    """While this lasts, this thread alone compiles, what operators take is known, nothing is collected."""
    with global_compiler_lock, uncollected(), remembering():
        yield


@contextmanager
def uncollected() -> Generator[None, None, None]:
    """Let the collector rest, if it does not already."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def remembering() -> Generator[None, None, None]:
    """Look up once what a function takes and gives for each kind of arguments, until the outermost ends.

    Where this numba lacks an inner part that this reaches for, it is looked up each time.
    """
    holder: Any = functions.BaseFunction
    look_up = vars(holder).get("get_call_type")
    if look_up is None or not hasattr(ConfigStack, "top_or_none"):
        lack = "get_call_type" if look_up is None else "top_or_none"
        warn_that_it_is_slow(lack, "a tenth longer")
        yield
        return
    if isinstance(look_up, Remembered):
        yield
        return
    remembered = Remembered(look_up)
    holder.get_call_type = remembered
    try:
        yield
    finally:
        holder.get_call_type = look_up


class Remembered:
    """numba's looking up of a signature, done once for the same function, arguments and options."""

    def __init__(self, look_up: Any) -> None:
        """`look_up` takes the function, the context, positional arguments and those by name."""
        self._look_up = look_up
        self._known: dict[Any, Any] = {}
        self._options: dict[int, tuple[Any, int]] = {}
        self._sets: dict[Any, int] = {}

    def __get__(self, function: Any, _kind: Any = None) -> Any:
        """As a method of a function; asked of the class, itself."""
        return self if function is None else partial(self, function)

    def __call__(self, function: Any, context: Any, args: Any, kws: Any) -> Any:
        """The signature; raises as numba does where there is none."""
        if kws or not isinstance(function, types.Function):
            return self._look_up(function, context, args, kws)
        key = (function, context, tuple(args), self._options_now())
        if key not in self._known:
            self._known[key] = self._look_up(function, context, args, kws)
        return self._known[key]

    def _options_now(self) -> int | None:
        """A number for what the function at hand is compiled with; equal options have the same."""
        options: Any = ConfigStack.top_or_none()
        if options is None:
            return None
        address = id(cast("object", options))
        if address not in self._options:  # they are held, so that no others come to have this address
            self._options[address] = options, self._sets.setdefault(options, len(self._sets))
        return self._options[address][1]
