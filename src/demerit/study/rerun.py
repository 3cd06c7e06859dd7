"""Run again from a manifest and the inputs beside it, and hold the contents against the manifest's hashes."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from demerit.errors import FileInvalid, WrongUse
from demerit.formats.files import Unreadable, json_of, sha256_of
from demerit.scheme.loading import load_scheme
from demerit.society.life import read_life
from demerit.society.loading import load_behaviour, load_society
from demerit.study.folder import beside
from demerit.study.living import Finish, Watch, live_into
from demerit.study.plan import Options, plan
from demerit.world.run import Job, live

FORMAT = "demerit/manifest/1"


def planned_again(manifest: Path, workers: int | None = None) -> tuple[dict[str, Any], Job]:
    """The manifest, and the job that it describes, read from the `inputs` beside it.

    Raises `FileInvalid` for no manifest or an input that has changed, `WrongUse` where it is missing.
    """
    path = manifest / "manifest.json" if manifest.is_dir() else manifest
    before = read_manifest(path)
    inputs = path.parent / "inputs"
    refuse_changed_inputs(before, inputs)
    options = before["options"]
    (job,) = plan(
        [load_scheme(inputs / "scheme.yaml")],
        load_society(inputs / "society.yaml"),
        load_behaviour(inputs / "behaviour.yaml"),
        Options(
            people=options["people"],
            days=options["days"],
            seed=before["seed"],
            ledger=options["ledger"],
            baseline=options["baseline"],
            frozen_behaviour=options["frozen_behaviour"],
            workers=workers or options["workers"],
        ),
        sets=tuple(options["sets"]),
        life=read_life(inputs / "life.json"),
    )
    return before, job


def read_manifest(path: Path) -> dict[str, Any]:
    """A manifest with the parts that a rerun needs."""
    try:
        read: object = json_of(path)
    except Unreadable as error:
        message = f"{path}: {error.says}, expected a run's manifest.json"
        raise (WrongUse if error.missing else FileInvalid)(message) from error
    manifest = cast("dict[str, Any]", read) if isinstance(read, dict) else {}
    if manifest.get("format") != FORMAT:
        message = f"{path}: not a manifest: expected format '{FORMAT}'"
        raise FileInvalid(message)
    missing = [part for part in ("seed", "options", "inputs", "tables") if part not in manifest]
    if missing:
        message = f"{path}: the manifest lacks {', '.join(missing)}"
        raise FileInvalid(message)
    return manifest


def refuse_changed_inputs(manifest: Mapping[str, Any], inputs: Path) -> None:
    """Raise `FileInvalid` that lists every input that is gone or not what the manifest says it was."""
    named = {
        f"{name}.yaml": manifest["inputs"][name]["sha256"] for name in ("scheme", "society", "behaviour")
    }
    named |= {entry["file"]: entry["sha256"] for entry in manifest["inputs"].get("data", [])}
    wrong: list[str] = []
    for name, expected in named.items():
        path = inputs / name
        if not path.exists():
            wrong.append(f"{path}: missing; the manifest names it")
        elif (found := sha256_of(path)) != expected:
            wrong.append(
                f"{path}: has changed since the run: SHA-256 {found[:12]}…, expected {expected[:12]}…"
            )
    if wrong:
        raise FileInvalid("\n".join(wrong))


def run_again(
    before: Mapping[str, Any], job: Job, out: Path | None, *, watch: Watch, finish: Finish
) -> dict[str, bool]:
    """Live the job again; for every table of either run, whether the contents are the same.

    With `out` the new run is measured, finished and kept there; without, only its tables are lived.
    """
    if out is not None:
        with beside(out) as unfinished:
            live_into(job, unfinished, watch=watch, finish=finish)
        return same_tables(before, read_manifest(out / "manifest.json"))
    with tempfile.TemporaryDirectory(prefix="demerit-") as held:
        live(job, Path(held), lambda done, total: watch("living", done, total))
        return same_tables(before, read_manifest(Path(held) / "manifest.json"))


def same_tables(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, bool]:
    """By table: whether both manifests have it with the same content hash."""
    names = sorted({*before["tables"], *after["tables"]})
    return {name: _hash(before, name) == _hash(after, name) is not None for name in names}


def _hash(manifest: Mapping[str, Any], name: str) -> str | None:
    """A table's content hash, None where the manifest has no such table."""
    return manifest["tables"].get(name, {}).get("sha256")
