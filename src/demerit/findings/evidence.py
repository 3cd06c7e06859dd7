"""What findings are measured on: a run's tables and the files that it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from demerit.errors import FileInvalid, WrongUse
from demerit.formats.files import Unreadable, json_of
from demerit.runs.inputs import Inputs, read_inputs
from demerit.runs.tables import BASELINE, needed, scanned
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.life import FixedLife
from demerit.societies.model import Society


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The same lives without the scheme."""

    people: pl.LazyFrame
    days_table: pl.LazyFrame
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


def load_evidence(folder: Path, inputs: Inputs | None = None) -> Evidence:
    """The evidence of a run's folder (DESIGN section 5); `inputs` are at hand where it was just lived.

    Raises WrongUse where the folder holds no finished run, FileInvalid where an input is off.
    """
    options = _options(folder)
    inputs = inputs or read_inputs(folder)
    behaviour = inputs.behaviour.model
    without = folder / BASELINE
    return Evidence(
        scheme=inputs.scheme.model,
        society=inputs.society.model,
        behaviour=behaviour.model_copy(update={"frozen": behaviour.frozen or options["frozen_behaviour"]}),
        life=inputs.life,
        days=options["days"],
        seed=options["seed"],
        people=needed(folder, "people"),
        days_table=needed(folder, "days"),
        tallies=needed(folder, "tallies"),
        ledger=scanned(folder, "ledger"),
        needs=scanned(folder, "needs"),
        baseline=_baseline(without) if without.is_dir() else None,
        counterparts=scanned(folder, "counterparts"),
        ties=scanned(folder, "ties"),
        providers=scanned(folder, "providers"),
        allocation=scanned(folder, "allocation"),
    )


def _options(folder: Path) -> dict[str, Any]:
    """Days, seed and switches from the manifest."""
    path = folder / "manifest.json"
    try:
        manifest = json_of(path)
        options = manifest["options"]
        frozen = bool(options.get("frozen_behaviour", False))
        return {"days": int(options["days"]), "seed": int(manifest["seed"]), "frozen_behaviour": frozen}
    except Unreadable as cause:
        if not cause.missing:
            raise
        raise WrongUse(f"{folder}: no finished run, its manifest.json is not there") from cause
    except (ValueError, KeyError, TypeError, AttributeError) as cause:
        raise FileInvalid(f"{path}: not a manifest of a run ({cause})") from cause


def _baseline(folder: Path) -> Baseline:
    """The tables of the world without the scheme."""
    return Baseline(
        people=needed(folder, "people"),
        days_table=needed(folder, "days"),
        tallies=needed(folder, "tallies"),
    )
