"""`demerit facts`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from demerit.cli.first import compile_ahead
from demerit.cli.options import PATH, REFERENCE, RUNS_AT_A_TIME, format_option
from demerit.cli.say import say, say_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.facts.verdict import HeldFact
    from demerit.study.holding import FactRow


@click.command()
@click.argument("names", type=REFERENCE, nargs=-1, metavar="[NAME…]")
@RUNS_AT_A_TIME
@click.option(
    "--assumed", "draws", type=int, default=0, metavar="N",
    help="Draws of all assumed numbers, for each fact's second range.  [default: none]",
)  # fmt: skip
@click.option("--page", type=PATH, metavar="FILE", help="Also write the page for the documentation.")
@format_option
def facts(names: tuple[str, ...], workers: int | None, draws: int, page: Path | None, style: str) -> None:
    """Hold runs against what has been measured of real life: hit, miss, or put in.

    NAME is a file of facts that comes with demerit, or one of your own. Without any, all that come with
    demerit are held. A miss is a result, not an error.

    \b
    Examples:
      demerit facts
      demerit facts courts-list
      demerit facts jaywalking benefit-flags --format json
    """
    compile_ahead()
    from demerit.cli.progress import progress_bar
    from demerit.facts.loading import library, load_facts
    from demerit.luck.ahead import usable_cores
    from demerit.report.facts import page_text
    from demerit.runs.folder import atomic_write
    from demerit.study.ensemble.ranges import FEWEST_DRAWS
    from demerit.study.holding import hold
    from demerit.study.plan import MOST_DRAWS

    if draws and not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise click.UsageError(f"--assumed {draws}: expected 0, or {FEWEST_DRAWS} to {MOST_DRAWS:,}")
    files = [load_facts(name) for name in dict.fromkeys(names)] if names else library()
    with progress_bar() as on_progress:
        rows = hold(files, draws=draws, workers=workers or usable_cores(), on_progress=on_progress)
    if page is not None:
        atomic_write(page, page_text(rows, names, draws))
    if style == "json":
        say_json([row.as_json() for row in rows if row.held is not None])
    else:
        _show(rows)


def _show(rows: Sequence[FactRow]) -> None:
    """A table a file, then what is not held, and what the verdicts mean."""
    from demerit.cli.lines import columns, table, wrapped
    from demerit.report.facts import MEANING
    from demerit.report.replications import figure

    for file in dict.fromkeys(row.file.model.id for row in rows):
        own = [row for row in rows if row.file.model.id == file]
        say("", *wrapped(f"{file}: {own[0].file.model.title}"))
        heads, numbers = ("fact", "published", "here", "range", "verdict"), range(1, 5)
        cells = [_cells(row, row.held) for row in own if row.held is not None]
        say(*table(cells, heads=heads, right=numbers, whole=numbers, end=columns()))
        for row in own:
            if row.held is None:
                what = f"{row.fact.fact}, {figure(row.fact.value)} {row.fact.unit}"
                say(*wrapped(f"not held: {what}. {row.fact.unheld}", 2))
    say("", *wrapped(MEANING))


def _cells(row: FactRow, held: HeldFact) -> tuple[str, ...]:
    """What a fact's row shows; the range over all that is assumed stands below its words."""
    from demerit.report.facts import assumed, chance
    from demerit.report.replications import figure

    words = " ".join(filter(None, (f"{row.fact.fact} ({row.fact.unit})", assumed(held))))
    return words, figure(row.fact.value), figure(held.ours), chance(held), held.words
