"""Write the table of docs/findings.md: every question's id, words and definition, as declared."""

from __future__ import annotations

import re
from pathlib import Path

from demerit.findings.catalogue import as_table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "findings.md"
TABLE = re.compile(r"\| id \|.*?(?=\n\n)", re.DOTALL)

if __name__ == "__main__":
    PAGE.write_text(TABLE.sub(lambda _: "\n".join(as_table()), PAGE.read_text("utf-8"), count=1), "utf-8")
