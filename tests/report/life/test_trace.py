"""A life as a line."""

from __future__ import annotations

from pathlib import Path

from demerit.report.folder import read_folder
from demerit.report.life.roles import lives
from demerit.report.life.story import read_lives
from demerit.report.life.trace import corrections, trace


def test_the_line_marks_what_happened(run: Path) -> None:
    """The picture has a cross for each wrong record and a triangle for each refusal."""
    read = read_folder(run)
    life = lives(read)[0]
    picture, narrow, _ = trace(read, life).split("</svg>")
    assert len(life.wrong) == picture.count('class="dot cross"')
    assert len(life.denied) == picture.count('class="refusal"')
    assert "dot ring" not in picture
    assert f">score {life.records[-1]['score']:,} on the last day<" in narrow


def test_corrections_are_rings(eventful: Path) -> None:
    """As many rings as the ledger with the first provider has corrections."""
    run = read_folder(eventful)
    ledger = run.table("ledger")
    assert ledger is not None
    table = ledger.collect()
    subject = str(table.filter((table["cause"] == "redress") & (table["provider"] == 0))["subject"][0])
    (life,) = read_lives(run, [(subject, "", "")])
    wide, _, _ = trace(run, life).split("</svg>")
    assert len(corrections(life)) == wide.count("dot ring") > 0
