"""What an unfinished command has left: of which job, how far it came, and whether it is worth anything."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from demerit.runs.store import MANIFEST, PARTS, districts_done
from demerit.world.job import Job, job_key

STUDY: Final = ".study"
"""Of a study that is not finished: the folder with its key, and the answers of its worlds."""
STUDY_KEY: Final = "key"
WORLDS: Final = "worlds.jsonl"


def begun_by(folder: Path) -> str:
    """The key of the job, or of the study, that was begun or lived in a folder; '' for none."""
    key = _lived_by(folder) or districts_done(folder)[0]
    with suppress(OSError, ValueError):
        return key or (folder / STUDY / STUDY_KEY).read_text(encoding="utf-8").strip()
    return ""


def _lived_by(folder: Path) -> str:
    """The key in a folder's manifest; '' where there is none."""
    try:
        return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["key"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def begun_as(folder: Path, jobs: dict[str, Job]) -> bool:
    """Whether a folder holds the beginning of these jobs, each in the subfolder of its name, and no other."""
    keys = {entry.name: begun_by(entry) for entry in _folders(folder)}
    expected = {name: job_key(job) for name, job in jobs.items()}
    return any(keys.values()) and all(key in {"", expected.get(name)} for name, key in keys.items())


def kept_in(folder: Path) -> str:
    """What is worth keeping in a folder: '12 districts', '3 worlds', 'everything lived'; '' where nothing is.

    Of a comparison with the name of each of its runs before it.
    """
    alone = _kept(folder)
    if alone:
        return alone
    parts = [(entry.name, _kept(entry)) for entry in _folders(folder)]
    return "; ".join(f"{name}: {kept}" for name, kept in parts if kept)


def _kept(folder: Path) -> str:
    """What is worth keeping of one run."""
    if _lived_by(folder):
        return "everything was lived"
    (_, counted), one = districts_done(folder), "district"
    if not counted:
        with suppress(OSError):
            counted, one = (folder / STUDY / WORLDS).read_bytes().count(b"\n"), "world"
    return "" if not counted else f"1 {one}" if counted == 1 else f"{counted:,} {one}s"


def _folders(folder: Path) -> Sequence[Path]:
    """The folders in a folder, by name."""
    return sorted(entry for entry in folder.iterdir() if entry.is_dir()) if folder.is_dir() else ()


def is_vain(folder: Path) -> bool:
    """Whether nothing in a folder is worth anything: it is empty, or holds only parts that no note names."""
    files = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return not kept_in(folder) and all({PARTS, STUDY} & {*path.relative_to(folder).parts} for path in files)
