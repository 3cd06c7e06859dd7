"""What makes numba compile quicker and changes nothing of what it makes: nearly half the time.

It looks up anew what the operators and functions of each line take, trying dozens of candidates in turn; asks
LLVM for the size of a type by writing and reading a program that holds one, whenever it meets the type; tells
every listener of each call into LLVM; and lists the variables of a line by going through all that it holds.
Python's collector goes through all that is held, again and again, as compiling makes much and drops little.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, Final, cast

from llvmlite.binding import ffi, set_option
from numba.core import ir, types
from numba.core.base import BaseContext
from numba.core.compiler_lock import global_compiler_lock
from numba.core.targetconfig import ConfigStack
from numba.core.types import functions
from numba.core.typing import templates

from demerit.luck.parts import ForeignCompiler, warn_that_it_is_slow

PLAIN: Final = frozenset({str, int, float, bool, type(None), ir.Loc})
"""What a line of numba's own language may hold that holds no variables."""


A_TENTH: Final = "about a tenth longer"
LITTLE: Final = "about a twentieth longer"


def look_less_far() -> None:
    """Have LLVM look through fewer blocks for what a read of memory finds there; for good.

    For a program that only compiles: LLVM has this for a whole process. It takes a fifth off the optimising
    of a large kernel, and what it misses is next to nothing.
    """
    set_option("demerit", "-memdep-block-number-limit=40")


@contextmanager
def quickly() -> Generator[None, None, None]:
    """While this lasts, this thread alone compiles, what was worked out is known, nothing is collected."""
    with global_compiler_lock, uncollected(), unheard(), remembering(), measured_once(), listed(), as_parts():
        yield


@contextmanager
def uncollected() -> Generator[None, None, None]:
    """Let the collector rest, if it does not already.

    What has come to be meanwhile is old to it afterwards, or it would go through all of that at once: numba
    holds nearly all of it as long as it lives.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


@contextmanager
def unheard() -> Generator[None, None, None]:
    """Tell nobody of calls into LLVM: numba times them, a listener for each function that it is at."""
    lock: Any = getattr(ffi.lib, "_lock", None)
    listeners: Any = getattr(lock, "_cblist", None)
    if listeners is None:
        warn_that_it_is_slow("_cblist", LITTLE)
        yield
        return
    lock._cblist = []  # noqa: SLF001 - llvmlite has no option for it
    try:
        yield
    finally:
        lock._cblist = listeners  # noqa: SLF001


@contextmanager
def replaced(
    holder: Any, name: str, make: Callable[[Any], Any], how_long: str = LITTLE
) -> Generator[None, None, None]:
    """Have `make` replace what a class of numba's has under a name, until the outermost of these ends.

    Where this numba lacks it, all stays as it is, and compiling takes `how_long`.
    """
    before = cast("Any", vars(holder).get(name))
    if before is None:
        warn_that_it_is_slow(name, how_long)
        yield
        return
    if hasattr(before, "is_ours"):
        yield
        return
    after = make(before)
    after.is_ours = True
    setattr(holder, name, after)
    try:
        yield
    finally:
        setattr(holder, name, before)


@contextmanager
def measured_once() -> Generator[None, None, None]:
    """Ask for a type's size and alignment once."""
    with replaced(BaseContext, "get_abi_sizeof", _once), replaced(BaseContext, "get_abi_alignment", _once):
        yield


def _once(ask: Callable[[Any, Any], int]) -> Callable[[Any, Any], int]:
    """A method that is asked of each argument once."""
    known: dict[Any, int] = {}

    def measured(context: Any, kind: Any) -> int:
        key = (id(context.target_data), kind)  # numba holds that one as long as itself
        if key not in known:
            known[key] = ask(context, kind)
        return known[key]

    return measured


def listed() -> AbstractContextManager[None]:
    """List the variables of a line without looking into words and numbers."""
    return replaced(ir.Inst, "_rec_list_vars", lambda _before: _variables)


def _variables(_line: Any, held: Any) -> list[Any]:
    """All variables that something holds, in order, at whatever depth."""
    variables: list[Any] = []
    left: list[Any] = [held]
    while left:
        part: Any = left.pop()
        kind = type(part)
        if kind in PLAIN:
            continue
        if kind is ir.Var:
            variables.append(part)
        elif isinstance(part, ir.Inst):
            variables.extend(cast("Any", part).list_vars())
        elif isinstance(part, list | tuple):
            left.extend(reversed(cast("list[Any]", part)))
        elif isinstance(part, dict):
            left.extend(reversed(cast("dict[Any, Any]", part).values()))
    return variables


def as_parts() -> AbstractContextManager[None]:
    """Compile what numba itself writes in Python, such as `min` and `np.empty`, into parts of a kernel."""
    holder: Any = getattr(templates, "_OverloadFunctionTemplate", object)
    return replaced(holder, "_get_jit_decorator", _with_parts)


def _with_parts(find: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A method that finds the door to the compiler, and has that make a part."""
    return lambda template: partial(find(template), pipeline_class=ForeignCompiler)


@contextmanager
def remembering() -> Generator[None, None, None]:
    """Look up once what a function takes and gives for each kind of arguments, until the outermost ends."""
    if not hasattr(ConfigStack, "top_or_none"):
        warn_that_it_is_slow("top_or_none", A_TENTH)
        yield
        return
    with replaced(functions.BaseFunction, "get_call_type", Remembered, A_TENTH):
        yield


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
