"""The peers of the daily tally live the same law as demerit does."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "peers.py"


def test_peers_live_the_same_law(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The short form: NumPy twice, Polars and plain Python beside demerit, each of the same scores."""
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), "--short"])
    monkeypatch.syspath_prepend(str(SCRIPT.parent))  # as Python does for a script
    runpy.run_path(str(SCRIPT), run_name="__main__")
    rows = [line.split("|")[1:-1] for line in capsys.readouterr().out.splitlines()[2:]]
    assert 10 == len(rows)
    assert {"demerit", "NumPy", "NumPy, dense", "Polars", "plain Python"} == {row[0].strip() for row in rows}
    assert all(float(row[-1]) > 1e-4 for row in rows)
