"""The front door: what `import demerit` shows, and that it costs nothing."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys

import pytest

import demerit as dm


def test_the_public_surface_is_what_is_shown() -> None:
    """`__all__` is what `dir` shows, sorted, and every name is there."""
    assert sorted(dm.__all__) == dm.__all__ == dir(dm)
    assert [] == [name for name in dm.__all__ if getattr(dm, name) is None]


def test_public_functions_are_plain_functions() -> None:
    """`dm.scheme`, `dm.society` and `dm.audit` are functions, whatever was imported before."""
    importlib.import_module("demerit.schemes.loading")
    assert dm.scheme("as-described").model.id == "as-described"
    assert dm.society("brackwater", people=300).people == 300
    assert [] == [
        name for name in ("audit", "scheme", "society") if not inspect.isfunction(getattr(dm, name))
    ]


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that is not public is missing in the usual way."""
    with pytest.raises(AttributeError, match="module 'demerit' has no attribute 'score_me'"):
        dm.score_me  # noqa: B018


def test_importing_fetches_nothing_heavy() -> None:
    """`import demerit` loads neither numba nor polars nor pydantic."""
    code = "import sys, demerit; print(sorted({'numba', 'polars', 'pydantic', 'click'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert "[]\n" == done.stdout
