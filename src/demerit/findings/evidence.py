"""What findings are measured on: a run's tables and the files that it was made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import polars as pl

from demerit.errors import FileInvalid
from demerit.runs.inputs import Inputs
from demerit.runs.store import MANIFEST
from demerit.runs.stored import Stored
from demerit.runs.tables import BASELINE, Always, Sometimes
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.life import FixedLife
from demerit.societies.model import Society


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The same lives without the scheme."""

    people: pl.LazyFrame
    tallies: pl.LazyFrame


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A finished run. Tables are scanned, not read: a finding collects the columns that it needs."""

    scheme: Scheme
    society: Society
    behaviour: Behaviour
    life: FixedLife
    days: int
    seed: int
    people: pl.LazyFrame
    days_table: pl.LazyFrame
    tallies: pl.LazyFrame
    ledger: pl.LazyFrame | None = None
    needs: pl.LazyFrame | None = None
    baseline: Baseline | None = None
    counterparts: pl.LazyFrame | None = None
    ties: pl.LazyFrame | None = None
    providers: pl.LazyFrame | None = None
    allocation: pl.LazyFrame | None = None


def load_evidence(folder: Path | Stored) -> Evidence:
    """The evidence of a run (DESIGN section 5), in its folder or as whoever just lived it has it.

    Raises WrongUse where the folder holds no finished run, FileInvalid where an input is off.
    """
    stored = folder if isinstance(folder, Stored) else Stored(folder)
    options = _options(stored)
    return evidence_on(stored.inputs, stored.needed, stored.table, baseline=stored.has_baseline, **options)


def evidence_on(
    inputs: Inputs,
    needed: Callable[[str], pl.LazyFrame],
    table: Callable[[str], pl.LazyFrame | None],
    *,
    baseline: bool,
    days: int,
    seed: int,
    frozen: bool,
) -> Evidence:
    """The evidence of what inputs became in so many days; `needed` and `table` give its tables by path."""
    behaviour = inputs.behaviour.model
    without = {name: needed(f"{BASELINE}/{name}") for name in get_args(Always)} if baseline else {}
    return Evidence(
        scheme=inputs.scheme.model,
        society=inputs.society.model,
        behaviour=behaviour.model_copy(update={"frozen": behaviour.frozen or frozen}),
        life=inputs.life,
        days=days,
        seed=seed,
        people=needed("people"),
        days_table=needed("days"),
        tallies=needed("tallies"),
        baseline=Baseline(people=without["people"], tallies=without["tallies"]) if without else None,
        **{name: table(name) for name in get_args(Sometimes)},
    )


def _options(stored: Stored) -> dict[str, Any]:
    """Days, seed and switches from the manifest."""
    try:
        options = stored.manifest["options"]
        frozen = bool(options.get("frozen_behaviour", False))
        return {"days": int(options["days"]), "seed": int(stored.manifest["seed"]), "frozen": frozen}
    except (ValueError, KeyError, TypeError, AttributeError) as cause:
        raise FileInvalid(f"{stored.path / MANIFEST}: not a manifest of a run ({cause})") from cause
