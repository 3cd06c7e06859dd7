"""What is compiled ahead is a kernel that there is, under the name by which it is waited for."""

from __future__ import annotations

from typing import Any

from demerit.world.ahead import LIVE
from demerit.world.engine.day import live


def test_it_goes_by_its_own_name() -> None:
    """Were it renamed, nobody would wait for it, and it would be compiled twice."""
    kernel: Any = live
    assert f"{kernel.py_func.__module__}.{kernel.py_func.__qualname__}" == LIVE
