"""What is said on standard error while worlds live."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from demerit.cli.options import RUNS, file_stem
from demerit.cli.say import say
from demerit.errors import DemeritError
from demerit.runs.folder import Belongs, left_for, next_free, refuse_unwritable
from demerit.study.living import OnProgress, unheard

if TYPE_CHECKING:
    from demerit.world.run import JobEstimate

SAID_FROM_BYTES = 1e9
SAID_FROM_SECONDS = 60.0
SAID_FROM_ROWS = 10e6
AT_REST_SECONDS = 3.0
"""Of starting, reading, and the report, whatever is lived."""


def announce(estimates: Sequence[JobEstimate]) -> None:
    """Say beforehand what a long or large job will take."""
    memory = max(expected.memory_bytes for expected in estimates)
    seconds = AT_REST_SECONDS + sum(expected.seconds for expected in estimates)
    if memory > SAID_FROM_BYTES or seconds > SAID_FROM_SECONDS:
        say(f"this takes about {_duration(seconds)} and {memory / 1e9:.1f} GB of memory", err=True)
    disk = sum(expected.disk_bytes for expected in estimates)
    if disk > SAID_FROM_BYTES:
        say(f"it leaves about {disk / 1e9:.1f} GB on the disk, and takes twice that on its way", err=True)
    rows = sum(expected.entries for expected in estimates)
    if rows > SAID_FROM_ROWS:
        say(f"it writes about {rows / 1e6:,.0f} million rows of records (--no-ledger: none)", err=True)


def begin(out: Path | None, name: str, belongs: Belongs, estimates: Sequence[JobEstimate]) -> Path:
    """The folder of a job, `out` or a free one of its name under runs, once what is to be known is said.

    Raises what `refuse_unwritable` raises.
    """
    folder = out or next_free(RUNS, file_stem(name), belongs)
    refuse_unwritable(folder)
    tell_if_going_on(folder, belongs)
    announce(estimates)
    return folder


def tell_if_going_on(out: Path, belongs: Belongs) -> None:
    """Say that an earlier command was ended before it was finished, and that this one goes on with it."""
    left = left_for(out, belongs)
    if left is not None:
        say(left, err=True)


def leave_unreported(failed: Iterable[tuple[Path, Exception | None]]) -> None:
    """Say of each run whose report could not be made how to make it later, and leave with 1; None is none."""
    wrong = [(folder, error) for folder, error in failed if error is not None]
    for folder, error in wrong:
        message = str(error) if isinstance(error, DemeritError) else f"{type(error).__name__}: {error}"
        later = f"demerit report {shlex.quote(str(folder))} makes it later"
        say(f"the report could not be made: {message}; {later}", err=True)
    if wrong:
        click.get_current_context().exit(DemeritError.exit_code)


def _duration(seconds: float) -> str:
    """'40 s', '12 min' or '3.5 h'."""
    if seconds < SAID_FROM_SECONDS * 2:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7_200 else f"{seconds / 3_600:.1f} h"  # noqa: PLR2004


@contextmanager
def progress_bar() -> Generator[OnProgress, None, None]:
    """A bar with the time left, only where somebody looks at a terminal."""
    if not sys.stderr.isatty():
        yield unheard
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<18}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("living", total=None)

        def on_progress(stage: str, done: int, total: int) -> None:
            """Move the bar; a stage that has not begun counting only pulses."""
            bar.update(task, description=stage, completed=done, total=total if done else None)

        yield on_progress
