"""Steps as parts of a kernel: one copy each, machine code only with the kernel, and the same results."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba.core import codegen

from demerit.luck.compiled import inline, outline
from demerit.luck.parts import PartLowering, warn_that_it_is_slow, widened

Door = Callable[[Any], Any]


class Tower(NamedTuple):
    """Steps that call steps, and a kernel that calls them with numbers of every width."""

    ground: Any
    middle: Any
    top: Any
    whole: Any


def tower(low: Door, high: Door, whole: Door) -> Tower:
    """Fresh functions, compiled through these doors on their first call."""

    @low
    def ground(x: Any, y: float) -> Any:
        return x * 3 - (1 if y < 0.5 else 0)

    @high
    def middle(x: Any, y: float) -> float:
        return ground(x, y) / 7.0 + y * ground(5, 0.25)

    @high
    def top(x: Any, y: float) -> float:
        return middle(x, y) - middle(x + 1, 0.75) + middle(2, y)

    @whole
    def all_of_it(small: Any, wide: Any, points: Any) -> float:
        total = 0.0
        for i in range(small.shape[0]):
            total += top(small[i], points[i]) + middle(wide[i], points[i]) * top(i, 1.0)
        return total + middle(1, 0.1) + ground(small[0], 0.9)

    return Tower(ground, middle, top, all_of_it)


def not_kept(function: Any) -> Any:
    """A kernel that no cache keeps, so that it is compiled here."""
    return numba.njit(nogil=True, error_model="numpy")(function)


def plain(function: Any) -> Any:
    """What numba itself makes of it, with nothing of ours."""
    return numba.njit(error_model="numpy")(function)


@cache
def of_parts() -> Tower:
    """The tower of parts."""
    return tower(inline, outline, not_kept)


@cache
def of_functions() -> Tower:
    """The same as numba compiles it."""
    return tower(plain, plain, plain)


Rows = list[tuple[int, int, float]]
rows = st.lists(
    st.tuples(st.integers(-(2**15), 2**15 - 1), st.integers(-(2**40), 2**40), st.floats(0, 1)),
    min_size=1, max_size=8,
)  # fmt: skip


def columns(given_rows: Rows) -> tuple[np.ndarray, ...]:
    """Narrow and wide whole numbers, and numbers from 0 to 1."""
    small, wide, points = zip(*given_rows, strict=True)
    return np.array(small, np.int16), np.array(wide, np.int64), np.array(points)


@given(rows)
def test_parts_give_what_plain_functions_give(given_rows: Rows) -> None:
    """To the last bit, in whatever widths numbers come, constants included."""
    args = columns(given_rows)
    assert of_functions().whole(*args) == of_parts().whole(*args)


def test_there_is_one_copy_of_a_part_whoever_calls_it() -> None:
    """Constants, int16 and int64 alike: one signature, where numba makes one for each."""
    args = columns([(1, 2, 0.5)])
    assert of_parts().whole(*args) == of_functions().whole(*args)
    for parts, functions in zip(of_parts()[:3], of_functions()[:3], strict=True):
        assert 1 == len(parts.signatures) < len(functions.signatures)


def test_a_width_of_a_float_is_kept() -> None:
    """Only whole numbers widen: a float32 is rounded as one, and a truth stays one."""

    @outline
    def third(x: Any) -> Any:
        return x / np.float32(3.0)

    @outline
    def chosen(which: Any, one: float, other: float) -> float:
        return one if which else other

    @not_kept
    def whole(numbers: Any) -> float:
        return third(numbers[0]) + chosen(numbers[0] > 1.0, 1.0, 2.0)

    single = np.array([1.0], np.float32)
    assert float(single[0] / np.float32(3.0)) + 2.0 == whole(single)
    parts: list[Any] = [third, chosen]
    assert [numba.float32, numba.boolean] == [each.signatures[0][0] for each in parts]


@pytest.fixture
def finished(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what is optimised and made machine code, as it happens."""
    library: Any = codegen.CPUCodeLibrary
    emit = library._finalize_final_module
    found: list[str] = []

    def told(self: Any) -> Any:
        found.append(self.name.rpartition(".")[2])
        return emit(self)

    monkeypatch.setattr(library, "_finalize_final_module", told)
    return found


def test_machine_code_is_made_once_for_the_kernel(finished: list[str]) -> None:
    """Of a tower of parts only the kernel is emitted; of plain functions every level."""
    args = columns([(1, 2, 0.5)])
    tower(inline, outline, not_kept).whole(*args)
    assert ["all_of_it"] == [name for name in finished if name != "nrt"]
    finished.clear()
    tower(plain, plain, plain).whole(*args)
    assert {"ground", "middle", "top", "all_of_it"} <= set(finished)


def test_another_kernel_links_the_same_parts(finished: list[str]) -> None:
    """What one kernel had lowered another takes as it is, and gives what it should."""
    parts = of_parts()
    parts.whole(*columns([(1, 2, 0.5)]))
    top, expected = parts.top, of_functions().top(4, 0.5)
    finished.clear()

    @not_kept
    def other(x: int) -> float:
        return top(x, 0.5)

    assert expected == other(4)
    assert (["other"], 1) == (finished, len(top.signatures))


def test_widening_is_for_any_compiled_function() -> None:
    """A plain function behind the widened door has one copy, too, and keyword arguments widen alike."""
    inner = widened(numba.njit(lambda x, y: x - 2 * y))

    @not_kept
    def whole(numbers: Any) -> Any:
        return inner(numbers[0], 1) + inner(x=3, y=numbers[1]) + inner(numbers[0], y=4)

    numbers = np.array([9, 200], np.uint8)
    assert (9 - 2) + (3 - 400) + (9 - 8) == whole(numbers)
    assert [(numba.int64, numba.int64)] == inner.signatures


def test_a_numba_without_an_inner_part_compiles_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step as numba would, with one warning that says so, and the same results."""
    warn_that_it_is_slow.cache_clear()

    def lacking(_self: Any, _state: Any) -> bool:
        raise AttributeError("make_function")

    monkeypatch.setattr(PartLowering, "_as_a_part", lacking)
    args = columns([(3, 2**33, 0.25), (-1, 5, 0.75)])
    with pytest.warns(
        RuntimeWarning, match=r"lacks an inner part \(make_function\).*more than twice as long"
    ):
        assert of_functions().whole(*args) == tower(inline, outline, not_kept).whole(*args)


def test_a_dispatcher_without_the_door_stays_as_it_is() -> None:
    """What has no door to widen is handed back, with the same warning."""
    warn_that_it_is_slow.cache_clear()
    closed = SimpleNamespace()
    with pytest.warns(RuntimeWarning, match="get_call_template.*a fifth longer"):
        assert widened(closed) is closed
