"""What a run says of itself: inputs kept beside the tables, versions, seed, options, content hashes."""

from __future__ import annotations

import json
import platform
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from demerit.formats.files import sha256_of
from demerit.formats.reading import Document
from demerit.society.life import write_life
from demerit.world.job import Job, data_files

FORMAT: Final = "demerit/manifest/1"
LIBRARIES: Final = ("numpy", "numba", "llvmlite", "polars", "scipy", "pydantic")


def write_inputs(job: Job, out: Path) -> dict[str, Any]:
    """Copy all that the run was made from into `out/inputs`; what the manifest says of it."""
    folder = out / "inputs"
    folder.mkdir(exist_ok=True)
    documents: dict[str, Document[Any]] = {
        "scheme": job.scheme,
        "society": job.society,
        "behaviour": job.behaviour,
    }
    said: dict[str, Any] = {}
    for name, document in documents.items():
        file = f"{name}.yaml"
        (folder / file).write_text(document.text, encoding="utf-8", newline="")
        model = document.model
        said[name] = {"id": model.id, "title": model.title, "file": file, "sha256": sha256_of(folder / file)}
    write_life(job.life, folder / "life.json")
    said["data"] = [{"file": "life.json", "sha256": sha256_of(folder / "life.json")}]
    for name, source in sorted(data_files(job)):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        said["data"].append({"file": name, "sha256": sha256_of(target)})
    return said


def write_manifest(job: Job, out: Path, inputs: dict[str, Any], tables: dict[str, Any]) -> None:
    """Write manifest.json, all that `demerit rerun` needs."""
    manifest = {
        "format": FORMAT,
        "demerit": version("demerit"),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "platform": {"system": platform.system(), "machine": platform.machine()},
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
        },
        "inputs": inputs,
        "tables": tables,
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (out / "manifest.json").write_text(text, encoding="utf-8")
