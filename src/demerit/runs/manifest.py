"""What a run says of itself: inputs kept beside the tables, versions, seed, options, hashes.

`tables` has the hash of what each table contains, the same for every run that lives the same; `files` has
that of its file's bytes, by which a reader sees at once whether it is the file that was written.
"""

from __future__ import annotations

import json
import platform
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from demerit.formats.files import sha256_of
from demerit.formats.reading import Document
from demerit.formats.setting import FILES
from demerit.runs.contents import seal_of, sha256
from demerit.runs.inputs import INPUTS
from demerit.runs.opening import FORMAT
from demerit.runs.store import MANIFEST
from demerit.societies.life import write_life
from demerit.world.job import Job, data_files, job_key

LIBRARIES: Final = ("numpy", "numba", "llvmlite", "polars", "scipy", "pydantic")


def write_inputs(job: Job, out: Path) -> dict[str, Any]:
    """Copy all that the run was made from into `out/inputs`; what the manifest says of it."""
    folder = out / INPUTS
    folder.mkdir(exist_ok=True)
    inputs: dict[str, Any] = {}
    for name in FILES:
        document: Document[Any] = getattr(job, name)
        file = f"{name}.yaml"
        (folder / file).write_text(document.text, encoding="utf-8", newline="")
        said = {"id": document.model.id, "title": document.model.title, "file": file}
        inputs[name] = {**said, "sha256": sha256_of(folder / file)}
    write_life(job.life, folder / "life.json")
    inputs["data"] = [{"file": "life.json", "sha256": sha256_of(folder / "life.json")}]
    for name, source in sorted(data_files(job)):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        inputs["data"].append({"file": name, "sha256": sha256_of(target)})
    return inputs


def write_manifest(job: Job, out: Path, inputs: dict[str, Any], tables: dict[str, Any]) -> None:
    """Write manifest.json, all that `demerit rerun` needs, in one move: with it, the worlds are lived."""
    manifest = {
        "format": FORMAT,
        **made_by(),
        "seed": job.seed,
        "districts": job.recipe.districts,
        "options": {
            "people": job.people,
            "days": job.days,
            "ledger": job.ledger,
            "baseline": job.baseline,
            "frozen_behaviour": job.frozen,
            "workers": job.workers,
            "sets": list(job.sets),
            "assumed": job.assumed,
        },
        "inputs": inputs,
        "tables": tables,
        "key": job_key(job),
        "files": {name: said_of(out / name) for name in tables},
    }
    _put(manifest, out)


def made_by() -> dict[str, Any]:
    """Which demerit, of which libraries, on what machine."""
    return {
        "demerit": version("demerit"),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "platform": {"system": platform.system(), "machine": platform.machine()},
    }


def note_file(out: Path, name: str) -> None:
    """Add a file that was made from the tables to the manifest's `files`."""
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"][name] = said_of(out / name)
    _put(manifest, out)


def note_assumed(out: Path, draws: int) -> None:
    """Say how many draws of the assumed numbers were lived in the end; their seed is the run's."""
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    manifest["options"]["assumed"] = draws
    _put(manifest, out)


def said_of(path: Path) -> dict[str, Any]:
    """What `files` says of a file: its size and the SHA-256 of its bytes."""
    return {"bytes": path.stat().st_size, "sha256": sha256(path)}


def _put(manifest: dict[str, Any], out: Path) -> None:
    """Put a manifest in place in one move, under a seal: a hash over all else that it says."""
    content = {key: value for key, value in manifest.items() if key != "seal"}
    text = json.dumps({**content, "seal": seal_of(content)}, indent=2, ensure_ascii=False) + "\n"
    beside = out / f"{MANIFEST}.new"
    beside.write_text(text, encoding="utf-8")
    beside.replace(out / MANIFEST)
