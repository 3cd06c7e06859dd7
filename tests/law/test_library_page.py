"""The table of audits in the docs is what the files give."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_is_fresh() -> None:
    """`python benchmarks/audits.py` would write what docs/audit-library.md holds."""
    made = runpy.run_path(str(ROOT / "benchmarks" / "audits.py"))["page"]()
    assert (ROOT / "docs" / "audit-library.md").read_text("utf-8") == made
