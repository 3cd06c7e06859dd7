"""The page on replications: published figures beside ours, and what does not come out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from demerit.study.replicate import FigureRow, by_replication
from demerit.study.replication import Replication, shipped
from demerit.study.verdict import ALARM, FIGURES_AT_MOST

DIGITS: Final = 4  # significant
POWER: Final = (
    "“Found with 90 %” is by how much a figure would have to be off to be missed in nine of ten such tables, "
    "and, where the figure names the input that it tests, how wrong that input would have to be."
)
ONE_IN: Final = round(1 / (ALARM * FIGURES_AT_MOST))
VERDICT: Final = (
    "A figure is missed where its whole interval lies further from the paper's figure than its tolerance. "
    f"Intervals are chance over seeds or people, at {1 - ALARM:.3%}: a table of up to {FIGURES_AT_MOST} "
    f"figures that all hold has a miss by chance in fewer than 1 of {ONE_IN:,} calls."
)
HEAD: Final = """# Replications

Published models as scheme, society and behaviour files, lived by the same engine as everything else: no
code is special to any of them. Each is a folder under [replications](../replications/README.md); copy one,
change a number, and `demerit replicate FOLDER` says what comes out.

This page is what `{command}` writes.
"""


def figure(value: float) -> str:
    """A number as the table has it: four significant digits, no exponent for what people read at a glance."""
    text = f"{value:.{DIGITS}g}"
    if "e" in text and 1 <= abs(value) < 1e9:  # noqa: PLR2004 - beyond, a power of ten is easier to read
        text = f"{value:,.0f}"
    return text.replace("-", "−", 1) if text.startswith("-") else text


def page_text(replications: Sequence[Replication], rows: Sequence[FigureRow], runs: int | None) -> str:
    """The page as Markdown."""
    names = [replication.name for replication in replications]
    words = [
        "demerit replicate",
        "" if names == list(shipped()) else " ".join(names),
        f"--runs {runs}" if runs else "",
        "--power" if any(row.input_change is not None for row in rows) else "",
        "--page docs/replications.md",
    ]
    parts = [HEAD.format(command=" ".join(word for word in words if word))]
    met = sum(row.verdict == "met" for row in rows)
    parts.append(f"{met} of {len(rows)} figures are met. {VERDICT} {POWER}\n")
    parts += [_section(replication, own) for replication, own in by_replication(replications, rows)]
    return "\n".join(parts)


def _section(replication: Replication, rows: Sequence[FigureRow]) -> str:
    """One replication: title, paper, table, and what is to be said of it."""
    expect = replication.expect.model
    lines = [f"## {expect.title}", "", f"{expect.paper}", ""]
    lines += [f"Folder: [{replication.name}](../replications/{replication.name}/README.md)", ""]
    lines += [
        "| figure | where | paper | ours | interval | found with 90 % | verdict |",
        "|---|---|---:|---:|---:|---|---|",
    ]
    for row, expected in zip(rows, expect.expect, strict=True):
        span = f"{figure(row.low)} to {figure(row.high)}"
        off = f"±{figure(row.power)}"
        if row.input_change is not None:
            off += f"; {off_input(row)} (`{expected.input}`)"
        cells = [
            expected.figure,
            expected.paper_place,
            figure(row.paper),
            figure(row.ours),
            span,
            off,
            row.verdict,
        ]
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    lines += _told("Made the engine more general", expect.engine_changes)
    lines += _told("Not reproduced", expect.not_reproduced)
    return "\n".join([*lines, ""])


def off_input(row: FigureRow) -> str:
    """How wrong the figure's input would have to be to be found; '' where nobody asked or it names none."""
    if row.input_change is None:
        return ""
    return (
        "no change of the input"
        if math.isinf(row.input_change)
        else f"input ±{figure(round(100 * row.input_change, 2))} %"
    )


def _told(title: str, sentences: Sequence[str]) -> list[str]:
    """A short list under a title, nothing where there is nothing to tell."""
    return (
        ["", f"{title}:", "", *(f"- {' '.join(sentence.split())}" for sentence in sentences)]
        if sentences
        else []
    )
