"""What a command says where the machine has yet to compile, before anything is imported that takes long."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from demerit.cli.first import LIVE
from demerit.luck.place import is_cold
from demerit.world.engine.day import live

LOOK = """
import sys
from demerit.cli.first import compile_ahead
compile_ahead()
print([name for name in ("numba", "polars", "scipy", "pydantic") if name in sys.modules])
"""


def test_where_all_is_compiled_nothing_is_said_or_imported() -> None:
    """So that every command may ask; these tests have compiled before."""
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)  # noqa: S603
    assert "[]" == done.stdout.strip()
    assert ("compiling once" in done.stderr) == is_cold()


def test_the_kernel_goes_by_its_own_name() -> None:
    """Were it renamed, nobody would wait for it, and it would be compiled twice."""
    kernel: Any = live
    assert f"{kernel.py_func.__module__}.{kernel.py_func.__qualname__}" == LIVE
