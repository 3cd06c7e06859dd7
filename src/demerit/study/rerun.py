"""Run again from a manifest and the inputs beside it, and hold the contents against the manifest's hashes."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from demerit.errors import FileInvalid
from demerit.runs.folder import beside
from demerit.runs.inputs import read_inputs
from demerit.runs.live import live
from demerit.runs.opening import FINDINGS, altered_inputs, read_manifest, refuse_altered
from demerit.runs.store import MANIFEST
from demerit.study.living import Finish, OnProgress, of_job, simulate_into
from demerit.study.plan import Options, plan
from demerit.world.run import Job


def planned_again(manifest: Path, workers: int | None = None) -> tuple[dict[str, Any], Job]:
    """The manifest, and the job that it describes, read from the `inputs` beside it.

    Raises `FileInvalid` for no manifest, or an input or table that has changed, `WrongUse` for no file.
    """
    path = manifest / MANIFEST if manifest.is_dir() else manifest
    before = read_manifest(path)
    refuse_changed(before, path.parent)
    inputs = read_inputs(path.parent)
    said: dict[str, Any] = {"assumed": 0, **before["options"], "seed": before["seed"]}
    options = Options(**{option.name: said[option.name] for option in fields(Options)}).but(workers=workers)
    (job,) = plan(
        [inputs.scheme], inputs.society, inputs.behaviour, options, sets=tuple(said["sets"]), life=inputs.life
    )
    return before, job


def refuse_changed(manifest: Mapping[str, Any], folder: Path) -> None:
    """Raise `FileInvalid` that lists every input and table that is gone or not what the manifest says it was.

    A manifest that was handed on with nothing but its inputs is enough to run again.
    """
    written = [*(folder / name for name in manifest["tables"]), folder / FINDINGS, *folder.glob("*.parquet")]
    if any(path.exists() for path in written):
        refuse_altered(folder, manifest)
        return
    wrong = list(altered_inputs(folder, manifest))
    if wrong:
        raise FileInvalid("\n".join(wrong))


@dataclass(frozen=True, kw_only=True)
class Again:
    """A run lived again: by table whether the contents are the same; and what went wrong with its report."""

    same: Mapping[str, bool]
    unreported: Exception | None = None


def run_again(
    before: Mapping[str, Any], job: Job, out: Path | None, *, on_progress: OnProgress, finish: Finish
) -> Again:
    """Live the job again; for every table of either run, whether the contents are the same.

    With `out` the new run is measured, finished and kept there; without, only its tables are lived.
    """
    if out is not None:
        with beside(out, of_job(job)) as unfinished:
            finished = simulate_into(job, unfinished, on_progress=on_progress, finish=finish)
        same = same_tables(before, read_manifest(out / MANIFEST))
        return Again(same=same, unreported=finished.unreported)
    with tempfile.TemporaryDirectory(prefix="demerit-") as held:
        live(job, Path(held), lambda done, total: on_progress("living", done, total))
        return Again(same=same_tables(before, read_manifest(Path(held) / MANIFEST)))


def same_tables(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, bool]:
    """By table: whether both manifests have it with the same content hash."""
    old, new = (
        {name: table["sha256"] for name, table in manifest["tables"].items()} for manifest in (before, after)
    )
    return {name: name in old and old[name] == new.get(name) for name in sorted({*old, *new})}
