"""Compiling quicker: the same machine code, and Python and numba are left as they were."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import llvmlite.ir
import numba
import pytest
from llvmlite.binding import ffi
from numba.core import codegen, compiler, ir
from numba.core.base import BaseContext
from numba.core.registry import cpu_target
from numba.core.targetconfig import ConfigStack
from numba.core.types import functions
from numba.core.typing import templates
from numba.extending import overload

from demerit.luck.parts import warn_that_it_is_slow
from demerit.luck.quicker import (
    as_parts,
    listed,
    measured_once,
    quickly,
    remembering,
    uncollected,
    unheard,
)

OVERLOADS: Any = templates._OverloadFunctionTemplate
REPLACED: list[tuple[Any, str]] = [
    (functions.BaseFunction, "get_call_type"), (BaseContext, "get_abi_sizeof"),
    (BaseContext, "get_abi_alignment"), (ir.Inst, "_rec_list_vars"), (OVERLOADS, "_get_jit_decorator"),
]  # fmt: skip
"""What is numba's own, and not for long."""


def mixed(a: Any, b: Any) -> Any:
    """Operators on whole numbers of two widths, floats and truths, several times each."""
    total = a + b + a * b - (a + b)
    for k in range(3):
        total += (a > b) * k + abs(a - b) / (1.0 + k)
    return total


def code(arguments: tuple[Any, Any]) -> tuple[int, Any]:
    """How many lines it is compiled to for these arguments, and what it says of them."""
    compiled: Any = numba.njit(error_model="numpy")(mixed)
    compiled(*arguments)
    (signature,) = compiled.signatures
    return compiled.inspect_llvm(signature).count("\n"), compiled(*arguments)


@pytest.mark.parametrize("arguments", [(1, 2), (1, 2.5), (True, 3), (2.5, 1.5)])
def test_what_is_compiled_is_the_same(arguments: tuple[Any, Any]) -> None:
    """As many lines of code and the same bits, whatever kinds of numbers come."""
    plain = code(arguments)
    with quickly():
        assert plain == code(arguments)


def test_a_signature_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time that two whole numbers are added nobody is asked what that gives."""
    holder: Any = functions.BaseFunction
    look_up, asked = holder.get_call_type, []

    def counted(self: Any, *rest: Any) -> Any:
        asked.append((self, rest[1]))
        return look_up(self, *rest)

    monkeypatch.setattr(holder, "get_call_type", counted)
    with remembering():
        code((1, 2))
        with remembering():
            code((1, 2))
    remembered = len(asked)
    code((1, 2))
    code((1, 2))
    assert 0 < remembered < len(asked) - remembered


def test_a_fault_is_told_as_numba_tells_it() -> None:
    """What cannot be compiled is refused each time that it is asked for."""

    def wrong(a: Any) -> Any:
        return a + "text"

    for _ in range(2):
        with quickly(), pytest.raises(numba.TypingError):
            numba.njit(wrong)(1)


def noting(measure: Any, asked: list[Any]) -> Any:
    """The same method, which notes what it is asked of."""

    def of_kind(self: Any, kind: Any) -> Any:
        asked.append(kind)
        return measure(self, kind)

    return of_kind


def test_a_type_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes and alignments are numba's own, asked for once while this lasts."""
    asked: list[Any] = []
    for name in ("get_abi_sizeof", "get_abi_alignment"):
        monkeypatch.setattr(BaseContext, name, noting(getattr(BaseContext, name), asked))
    context: Any = cpu_target.target_context
    kinds = [llvmlite.ir.IntType(16), llvmlite.ir.LiteralStructType([llvmlite.ir.IntType(8)] * 3)]
    with measured_once():
        found = [(context.get_abi_sizeof(k), context.get_abi_alignment(k)) for k in kinds * 2]
    assert ([(2, 2), (3, 1)] * 2, 4) == (found, len(asked))


def branching(a: Any, b: Any, **more: Any) -> Any:
    """Lines of many kinds: calls by name, tuples, slices, loops, a branch, a deletion."""
    (c, d), total = (a, b), [a, (b, a)]
    for each in range(a, stop := b + len(more)):
        total += [max([each], key=c), d[each:stop], f"{a}"]
    if a and not b:
        raise ValueError(a, b)
    del c
    return total, {"a": a, "b": [a, b]}


def test_variables_of_a_line_are_those_that_numba_lists() -> None:
    """The same ones in the same order, whatever the line holds."""
    lines = [line for block in compiler.run_frontend(branching).blocks.values() for line in block.body]
    held = [*lines, *(line.value for line in lines if isinstance(line, ir.Assign))]
    listing: list[Any] = [each for each in held if isinstance(each, ir.Inst)]
    plain = [[variable.name for variable in each.list_vars()] for each in listing]
    with listed():
        assert plain == [[variable.name for variable in each.list_vars()] for each in listing]
    assert {0, 1, 2, 3} <= {len(names) for names in plain}


@pytest.mark.parametrize("lightly", [True, False])
def test_what_numba_writes_in_python_is_a_part(monkeypatch: pytest.MonkeyPatch, lightly: bool) -> None:
    """Machine code is made for the kernel alone, where numba makes some for each such function too."""

    def doubled(_x: Any) -> Any:
        """Left to the overload."""

    @overload(doubled, strict=False)
    def of_doubled(_x: Any) -> Any:  # pyright: ignore[reportUnusedFunction] - numba finds it
        return lambda _x: _x + _x

    library: Any = codegen.CPUCodeLibrary
    emit, emitted = library._finalize_final_module, []

    def told(self: Any) -> Any:
        emitted.append(self.name)
        return emit(self)

    monkeypatch.setattr(library, "_finalize_final_module", told)
    whole: Any = numba.njit(lambda x: doubled(x) + 1)
    if lightly:
        with quickly():
            assert 7 == whole(3)
    else:
        assert 7 == whole(3)
    assert (1 if lightly else 2) == len(emitted)


def test_nobody_is_told_of_calls_into_llvm() -> None:
    """Numba's clock hears nothing while this lasts, and all of it before and after."""
    heard: list[str] = []
    told = (lambda: heard.append("in"), lambda: heard.append("out"))
    ffi.register_lock_callback(*told)
    try:
        with unheard():
            code((1, 2))
        assert [] == heard
        code((1, 2))
        assert {"in", "out"} == set(heard)
    finally:
        ffi.unregister_lock_callback(*told)


@pytest.mark.parametrize("frozen", [True, False])
def test_what_came_to_be_meanwhile_is_old(frozen: bool) -> None:
    """The collector does not go through it at once; what somebody has frozen stays so."""
    collected: list[Any] = []
    if frozen:
        gc.freeze()
    try:
        was = gc.get_freeze_count()
        gc.callbacks.append(lambda phase, found: collected.append((phase, found)))
        with uncollected():
            made = [[each] for each in range(10 * gc.get_threshold()[0])]
        assert frozen or any(each is made for each in gc.get_objects(generation=2))
        assert abs(gc.get_freeze_count() - was) <= len(made) // 2
        assert frozen or not collected
    finally:
        gc.callbacks.pop()
        gc.unfreeze()


def test_llvm_knows_how_to_look_less_far() -> None:
    """It ends a program that asks it for what it does not know."""
    program = "from demerit.luck.quicker import look_less_far; look_less_far(); print('goes on')"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ("goes on\n", "") == (done.stdout, done.stderr)


@pytest.mark.parametrize(("holder", "name"), [*REPLACED, (ConfigStack, "top_or_none")])
def test_a_numba_without_an_inner_part_stays_as_it_is(
    monkeypatch: pytest.MonkeyPatch, holder: Any, name: str
) -> None:
    """It says so, and compiles where numba itself still can."""
    monkeypatch.delattr(holder, name)
    warn_that_it_is_slow.cache_clear()
    with (
        pytest.warns(RuntimeWarning, match=f"{name}.*longer"),
        remembering(), measured_once(), listed(), as_parts(),
    ):  # fmt: skip
        assert name not in vars(holder)


def test_a_lock_that_tells_nobody_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where LLVM's lock has no list of listeners, that is said, and no list is made."""
    lock: Any = ffi.lib._lock
    told = lock._cblist
    monkeypatch.setattr(ffi.lib, "_lock", object())
    warn_that_it_is_slow.cache_clear()
    with pytest.warns(RuntimeWarning, match="_cblist.*longer"), unheard():
        pass
    assert told is lock._cblist


@pytest.mark.parametrize(
    "door", [quickly, uncollected, unheard, remembering, measured_once, listed, as_parts]
)
@pytest.mark.parametrize("collects", [True, False])
def test_all_is_put_back(door: Callable[[], Any], collects: bool) -> None:
    """The collector runs as before, and numba works as before, after a fault too."""
    lock: Any = ffi.lib._lock
    before = [vars(holder)[name] for holder, name in REPLACED]
    told, was = lock._cblist, gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        with pytest.raises(RuntimeError), door(), door():
            raise RuntimeError
        assert collects == gc.isenabled()
        assert before == [vars(holder)[name] for holder, name in REPLACED]
        assert told is lock._cblist
    finally:
        (gc.enable if was else gc.disable)()
