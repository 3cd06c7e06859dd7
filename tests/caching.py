"""A cache of compiled code for one test."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from demerit.luck import place


def a_cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's cache and a temporary folder of the test's own; nothing remembered from before."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "home"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(place, "folder", place.folder.__wrapped__)
    return tmp_path / "home"
