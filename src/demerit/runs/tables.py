"""A run's tables: which there are, and the one way to them."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, get_args

import polars as pl

from demerit.errors import WrongUse

BASELINE: Final = "baseline"  # the folder of the world without the scheme, in a run's folder

Always = Literal["people", "days", "tallies"]
"""Tables that every world has."""
Sometimes = Literal["ledger", "needs", "ties", "providers", "allocation", "counterparts"]
"""Tables that a run has where it kept a ledger, has ties, providers or patrols, or a baseline."""
Table = Literal[Always, Sometimes]
TABLES: Final[tuple[Table, ...]] = (*get_args(Always), *get_args(Sometimes))


def path_of_table(folder: Path, name: Table) -> Path:
    """Where a table of the world in `folder` lies."""
    return folder / f"{name}.parquet"


def scanned(folder: Path, name: Table) -> pl.LazyFrame | None:
    """A table of the world in `folder`, to be read when asked; None where it has none."""
    path = path_of_table(folder, name)
    return pl.scan_parquet(path, glob=False) if path.is_file() else None


def needed(folder: Path, name: Always) -> pl.LazyFrame:
    """A table that every world has. Raises `WrongUse` where it is not there."""
    table = scanned(folder, name)
    if table is None:
        raise WrongUse(f"{folder}: no finished run, its {name}.parquet is not there")
    return table
