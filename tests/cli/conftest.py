"""What the command's tests share: a terminal of 80 columns, whatever the one they are started from has."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """80 columns, as in a pipe."""
    monkeypatch.setenv("COLUMNS", "80")
