"""The page that describes the model has tables of today's code and files."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_tables_are_those_of_the_code() -> None:
    """`python benchmarks/odd.py` would write what docs/odd.md holds, and each table has rows."""
    made = runpy.run_path(str(ROOT / "benchmarks" / "odd.py"))
    assert (ROOT / "docs" / "odd.md").read_text(encoding="utf-8") == made["page"]()
    assert all(len(list(make())) > 0 for make in made["BLOCKS"].values())
    assert 3 == made["page"]().count("<!-- made: ")
