"""`demerit replicate`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from demerit.cli.first import compile_ahead
from demerit.cli.options import PATH, REFERENCE, RUNS_AT_A_TIME, format_option
from demerit.cli.say import say, say_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.study.replicate import FigureRow
    from demerit.study.replication import Replication


@click.command()
@click.argument("names", type=REFERENCE, nargs=-1, metavar="[NAME-OR-FOLDER…]")
@click.option(
    "--runs", type=int, metavar="N", help="Runs a figure, under seeds in a row.  [default: as each file says]"
)
@RUNS_AT_A_TIME
@click.option(
    "--power", is_flag=True, help="Also say how wrong each figure's input would have to be to be found."
)
@click.option(
    "--page",
    type=PATH,
    metavar="FILE",
    help="Also write the page for the documentation.",
)
@format_option
def replicate(
    names: tuple[str, ...],
    runs: int | None,
    workers: int | None,
    power: bool,
    page: Path | None,
    style: str,
) -> None:
    """Run published models as files, and print the paper's figures beside ours.

    NAME is a replication that comes with demerit; a FOLDER of your own holds scheme.yaml, society.yaml,
    behaviour.yaml and expect.yaml. Without either, all that come with demerit are run.

    Exits with 5 if a figure is missed.

    \b
    Examples:
      demerit replicate
      demerit replicate threshold-cascades --runs 100
      demerit replicate my-copies/runaway-feedback --format json
    """
    compile_ahead()
    from demerit.cli.progress import announce, progress_bar
    from demerit.errors import Missed
    from demerit.luck.ahead import usable_cores
    from demerit.report.replications import page_text
    from demerit.runs.folder import atomic_write
    from demerit.study.power import input_changes
    from demerit.study.replicate import replicate as lived
    from demerit.study.replication import read_all

    replications = read_all(names)
    cores = workers or usable_cores()
    with progress_bar() as on_progress:
        rows = lived(replications, runs=runs, workers=cores, on_progress=on_progress, announce=announce)
        if power:
            changes = input_changes(replications, rows, runs=runs, workers=cores, on_progress=on_progress)
            rows = [replace(row, input_change=change) for row, change in zip(rows, changes, strict=True)]
    if page is not None:
        atomic_write(page, page_text(replications, rows, runs))
    if style == "json":
        say_json([row.as_json() for row in rows])
    else:
        _show(replications, rows)
    missed = sum(row.verdict == "missed" for row in rows)
    if missed:
        raise Missed(f"{missed} of {len(rows)} figures missed")


def _show(replications: Sequence[Replication], rows: Sequence[FigureRow]) -> None:
    """A table a replication, then what the verdict means."""
    from demerit.cli.lines import columns, table, wrapped
    from demerit.report.replications import VERDICT
    from demerit.study.replicate import by_replication

    for replication, own in by_replication(replications, rows):
        say("", replication.name, from_where(replication.folder), replication.expect.model.paper)
        cells = [_cells(row) for row in own]
        heads, numbers = ("figure", "paper", "ours", "interval", "found", "verdict"), range(1, 6)
        say(*table(cells, heads=heads, right=numbers, whole=numbers, end=columns()))
    say("", *wrapped(VERDICT))


def _cells(row: FigureRow) -> tuple[str, ...]:
    """What a figure's row shows."""
    from demerit.report.replications import figure, off_input

    words = f"{row.figure} ({off_input(row)})" if off_input(row) else row.figure
    span = f"{figure(row.low)} to {figure(row.high)}"
    return words, figure(row.paper), figure(row.ours), span, f"±{figure(row.power)}", row.verdict


def from_where(folder: Path) -> str:
    """Which folder was taken: what comes with demerit, or the path of another."""
    from demerit.study.replication import shipped

    return "comes with demerit" if folder in shipped().values() else f"from {folder}"
