"""A few spoilt library files in every run of the tests; `python benchmarks/fuzz.py` tries thousands."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "fuzz.py"


def script() -> Any:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("fuzz", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@settings(max_examples=8)
@given(st.integers(0, 2**32))
def test_spoilt_files_are_read_or_refused(seed: int) -> None:
    """Nothing but a model or a clear refusal comes of a file, whatever it holds."""
    broken: list[str] = []
    found = script().fuzz(6, seed, live_too=False, said=broken.append)
    assert [] == broken
    assert 6 == found.total()
