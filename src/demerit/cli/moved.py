"""What a study found, as lines of a terminal: for each finding, what moves it, most first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from demerit.cli.lines import columns, shell, table, wrapped
from demerit.cli.next_steps import labelled
from demerit.report.study.words import (
    HEADS,
    about,
    called,
    driven,
    interval_of,
    ordered,
    shown,
    told_failed,
    told_gain,
)
from demerit.study.inquiry.studied import SENSITIVITY, TABLE

if TYPE_CHECKING:
    from demerit.study.inquiry.studied import Studied

MOST: Final = 10
"""Rows of a finding that a terminal shows."""


def moved_lines(studied: Studied, folder: Path) -> list[str]:
    """Title, a table a finding, what failed, and where everything lies."""
    stage = studied.last
    method = stage.inquiry.design.method
    lines = [*wrapped(about(studied))]
    for outcome, rows in stage.sensitivity.items():
        ranked = ordered(rows)
        cells = [
            (called(name), shown(index, method), interval_of(index, method)) for name, index in ranked[:MOST]
        ]
        titled = (outcome, *HEADS[method])
        lines += ["", *table(cells, heads=titled, right=(1, 2), whole=(1, 2), end=columns())]
        if len(studied.stages) > 1:
            lines += wrapped(driven(rows).strip())
        if len(ranked) > MOST:
            lines.append(f"and {len(ranked) - MOST:,} more, in {SENSITIVITY}")
    lines += ["", *wrapped(told_gain(studied))]
    if studied.failed:
        lines += [
            "",
            *wrapped(f"{told_failed(studied)} The first: {studied.failed[0]}"),
        ]
    page = folder / "study.html"
    lines += ["", labelled("Open", shell(page)), labelled("Worlds", shell(folder / TABLE))]
    return lines
