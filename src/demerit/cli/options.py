"""Options that several commands share, and the folder a run goes to when none is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

RUNS = Path("runs")


class TypedPath(click.ParamType[Any]):
    """A path that a system can open: homes are filled in, what nobody can mean is refused at its option."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; fails with the option's name."""
        from demerit.errors import WrongUse
        from demerit.formats.typed_paths import typed_path

        try:
            return typed_path(value)
        except WrongUse as error:
            self.fail(str(error), param, ctx)


class Reference(TypedPath):
    """A library id or a file, as it was typed."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The words as they are, where they can be a path."""
        super().convert(value, param, ctx)
        return value


PATH, REFERENCE = TypedPath(), Reference()

_RUN_OPTIONS = (
    click.option(
        "--set",
        "sets",
        multiple=True,
        metavar="PATH=VALUE",
        help="Change a rule of the scheme (of several, the last); with 'society.' or "
        "'behaviour.' in front, a number of that file. Repeatable.",
    ),
    click.option(
        "--society",
        type=REFERENCE,
        metavar="S",
        help="Society: a library id or a file.  [default: china-2020]",
    ),
    click.option(
        "--behaviour",
        type=REFERENCE,
        metavar="B",
        help="How people respond: a library id or a file.  [default: everyday]",
    ),
    click.option(
        "--people",
        type=int,
        metavar="N",
        help="Synthetic people.  [default: 100,000, or as the named society says]",
    ),
    click.option(
        "--days", type=int, default=1_825, show_default=True, metavar="D", help="Days lived, up to 7,300."
    ),
    click.option("--seed", type=int, default=1, show_default=True, metavar="K", help="The luck of it."),
    click.option("--out", type=PATH, metavar="DIR", help="A new folder for the results."),
    click.option(
        "--ledger/--no-ledger",
        default=None,
        help="Keep every record and refusal.  [default: up to 200,000 people]",
    ),
    click.option(
        "--baseline/--no-baseline", default=True, help="Also live without the scheme.  [default: do]"
    ),
    click.option("--frozen-behaviour", is_flag=True, help="Nobody responds to points; life's part stays."),
    click.option(
        "--assumed",
        type=int,
        metavar="DRAWS",
        help="Draws of all assumed numbers, for the second range; 0 for none.  [default: 64]",
    ),
    click.option("--workers", type=int, metavar="W", help="Threads.  [default: the cores there are]"),
    click.option(
        "--cluster",
        metavar="local|ADDRESS",
        help="Live districts and draws on a cluster of dask.distributed instead.",
    ),
)
WORLDS_ON_CLUSTER = click.option(
    "--cluster", metavar="local|ADDRESS", help="Live worlds on a cluster of dask.distributed instead.",
)  # fmt: skip


RUNS_AT_A_TIME = click.option(
    "--workers", type=click.IntRange(min=1), metavar="W",
    help="Runs at a time.  [default: the cores there are]",
)  # fmt: skip


def run_options(command: Command) -> Command:
    """All options of `demerit run`."""
    for option in reversed(_RUN_OPTIONS):
        command = option(command)
    return format_option(command)


def format_option(command: Command) -> Command:
    """Add `--format text|json`."""
    return click.option(
        "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True,
        help="What goes to standard output.",
    )(command)  # fmt: skip


def file_stem(name: str) -> str:
    """A name fit for a folder."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name) or "run"
