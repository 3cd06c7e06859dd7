"""Compiling quicker: the same machine code, and Python and numba are left as they were."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import numba
import pytest
from numba.core.targetconfig import ConfigStack
from numba.core.types import functions

from demerit.luck.parts import warn_that_it_is_slow
from demerit.luck.quicker import quickly, remembering, uncollected


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


@pytest.mark.parametrize(
    ("holder", "name"), [(functions.BaseFunction, "get_call_type"), (ConfigStack, "top_or_none")]
)
def test_a_numba_without_an_inner_part_looks_up_each_time(
    monkeypatch: pytest.MonkeyPatch, holder: Any, name: str
) -> None:
    """It says so, leaves numba as it is, and compiles where numba itself still can."""
    monkeypatch.delattr(holder, name)
    warn_that_it_is_slow.cache_clear()
    left = dict(vars(functions.BaseFunction))
    with pytest.warns(RuntimeWarning, match=f"{name}.*a tenth longer"), remembering():
        assert left == dict(vars(functions.BaseFunction))


@pytest.mark.parametrize("door", [quickly, uncollected, remembering])
@pytest.mark.parametrize("collects", [True, False])
def test_all_is_put_back(door: Callable[[], Any], collects: bool) -> None:
    """The collector runs as before, and numba looks up as before, after a fault too."""
    before = vars(functions.BaseFunction)["get_call_type"]
    was = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        with pytest.raises(RuntimeError), door():
            raise RuntimeError
        assert collects == gc.isenabled()
        assert before is vars(functions.BaseFunction)["get_call_type"]
    finally:
        (gc.enable if was else gc.disable)()
