"""A page's part that a command makes, between its marks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ENDS: Final = "<!-- end -->"


def write_between(page: Path, name: str, text: str) -> None:
    """Write a text between the marks of this name in a page; all else in it stays."""
    starts = f"<!-- made: {name} -->\n"
    before, _, rest = page.read_text("utf-8").partition(starts)
    page.write_text(f"{before}{starts}{text}\n{ENDS}{rest.partition(ENDS)[2]}", "utf-8")
