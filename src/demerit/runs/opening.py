"""The one door to a finished run: its files are held against the manifest before anything is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, ValidationError

from demerit.errors import FileInvalid, WrongUse
from demerit.formats.files import Unreadable, json_of, text_of
from demerit.formats.plain import is_mapping
from demerit.runs.contents import ContentHash, seal_of, sha256
from demerit.runs.inputs import INPUTS
from demerit.runs.store import MANIFEST, PARTS

FORMAT: Final = "demerit/manifest/1"
FINDINGS: Final = "findings.json"
ASSUMED: Final = "assumed.json"
COMPARED: Final = "compare.json"
SUMS: Final = "compare.sha256"  # of compare.json, as sha256sum writes and checks it
SHORT: Final = 12  # letters of a hash that a message has


class _Part(BaseModel):
    """A part of a manifest; what a later version adds is left aside."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Options(_Part):
    people: StrictInt = Field(ge=1)
    days: StrictInt = Field(ge=1)
    ledger: StrictBool
    baseline: StrictBool
    frozen_behaviour: StrictBool
    workers: StrictInt = Field(ge=1)
    sets: list[StrictStr]


class _Data(_Part):
    file: StrictStr
    sha256: StrictStr


class _Input(_Data):
    id: StrictStr
    title: StrictStr


class _Inputs(_Part):
    scheme: _Input
    society: _Input
    behaviour: _Input
    data: list[_Data] = []


class _Table(_Part):
    rows: StrictInt
    sha256: StrictStr


class _File(_Part):
    bytes: StrictInt
    sha256: StrictStr


class _Manifest(_Part):
    format: Literal["demerit/manifest/1"]
    demerit: StrictStr
    seed: StrictInt = Field(ge=0)
    districts: StrictInt = Field(ge=1)
    options: _Options
    inputs: _Inputs
    tables: dict[StrictStr, _Table]
    files: dict[StrictStr, _File] = {}
    versions: dict[StrictStr, StrictStr] = {}
    platform: dict[StrictStr, StrictStr] = {}


def read_manifest(path: Path) -> dict[str, Any]:
    """A run's manifest.

    Raises `WrongUse` where there is none, `FileInvalid` where it is not what a run writes.
    """
    try:
        read: object = json_of(path)
    except Unreadable as error:
        kind = WrongUse if error.missing else FileInvalid
        raise kind(f"{path}: {error.says}, expected a run's manifest.json") from error
    manifest = read if is_mapping(read) else {}
    if manifest.get("format") != FORMAT:
        raise FileInvalid(f"{path}: not a manifest: expected format '{FORMAT}'")
    try:
        model = _Manifest.model_validate(manifest)
    except ValidationError as error:
        wrong = (f"{path}: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise FileInvalid("\n".join(wrong)) from error
    outside = [name for name in _named(model) if not _is_inside(name)]
    if outside:
        raise FileInvalid(f"{path}: names files outside of the run: {', '.join(outside)}")
    return manifest


def _named(manifest: _Manifest) -> list[str]:
    """All files that a manifest names."""
    inputs = manifest.inputs
    entries = [inputs.scheme, inputs.society, inputs.behaviour, *inputs.data]
    return [*manifest.tables, *manifest.files, *(entry.file for entry in entries)]


def _is_inside(name: str) -> bool:
    """Whether a name stays in the folder that it is in."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def refuse_altered(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Hold a run's inputs, tables and findings against its manifest.

    Raises `FileInvalid` that lists every file that is missing, not readable, altered or not of this run:
    tables that were not written together do not agree with each other.
    """
    state = _state(folder)
    if _KNOWN.get(folder.absolute()) == state:
        return
    wrong = [
        *_altered_manifest(folder, manifest),
        *altered_inputs(folder, manifest),
        *altered_tables(folder, manifest),
        *_altered_findings(folder, manifest),
    ]
    if wrong:
        raise FileInvalid("\n".join(wrong))
    _KNOWN[folder.absolute()] = state


_State = list[tuple[str, int, int, int]]
_KNOWN: dict[Path, _State] = {}
"""Folders that were found whole, and the state that they were in: a command reads its run several times."""


def _state(folder: Path) -> _State:
    """Name, size, time and number of every file in a folder."""
    files = ((path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file())
    return [(str(path), stat.st_size, stat.st_mtime_ns, stat.st_ino) for path, stat in files]


def _altered_manifest(folder: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Whether the manifest itself is as it was written; an older one has no hashes of files and no seal."""
    content = {key: value for key, value in manifest.items() if key != "seal"}
    if manifest.keys() & {"files", "seal"} and manifest.get("seal") != seal_of(content):
        yield f"{folder / MANIFEST}: has changed since the run"


def altered_inputs(folder: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Every input that is gone, or not what the manifest says it was."""
    inputs = manifest["inputs"]
    named = {f"{name}.yaml": inputs[name]["sha256"] for name in ("scheme", "society", "behaviour")}
    named |= {entry["file"]: entry["sha256"] for entry in inputs.get("data", [])}
    for name, expected in named.items():
        yield from _differs(folder / INPUTS / name, expected)


def altered_tables(folder: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Every table that is gone, altered, or not named by the manifest."""
    tables, files = manifest["tables"], manifest.get("files", {})
    for name, rows in tables.items():
        if name in files:
            yield from _differs(folder / name, files[name]["sha256"])
        else:
            yield from _contents_differ(folder / name, rows["sha256"])
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    for name in sorted(name for name in present - set(tables) if not name.startswith(f"{PARTS}/")):
        yield f"{folder / name}: not of this run; the manifest does not name it"


def _altered_findings(folder: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Whether the findings are those of the run; where the manifest has no hash of them, are readable."""
    path, entry = folder / FINDINGS, manifest.get("files", {}).get(FINDINGS)
    if entry:
        yield from _differs(path, entry["sha256"])
        return
    try:
        json_of(path)
    except Unreadable as error:
        yield f"{path}: not readable as findings ({error})"


def _differs(path: Path, expected: str) -> Iterator[str]:
    """What is wrong with a file that should have this SHA-256."""
    try:
        if not path.exists():
            yield f"{path}: missing; the manifest names it"
        elif not path.is_file():
            yield f"{path}: no regular file; the manifest names it"
        elif (digest := sha256(path)) != expected:
            hashes = f"SHA-256 {digest[:SHORT]}…, expected {expected[:SHORT]}…"
            yield f"{path}: has changed since the run: {hashes}"
    except OSError as error:
        yield f"{path}: {error.strerror}"


def _contents_differ(path: Path, expected: str) -> Iterator[str]:
    """The same for a table of a run whose manifest has no hash of the file: its contents are hashed."""
    content = ContentHash()
    try:
        if not path.is_file():
            yield f"{path}: missing; the manifest names it"
            return
        content.add(pl.read_parquet(path, glob=False))
        if content.digest() != expected:
            yield f"{path}: its contents have changed since the run"
    except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        yield f"{path}: not readable as a table ({str(error).splitlines()[0]})"


def refuse_altered_comparison(folder: Path) -> None:
    """Hold a comparison's runs against their manifests, and its differences against their checksum.

    Raises `FileInvalid` that lists every file that is missing, not readable or altered.
    """
    wrong: list[str] = []
    for run in sorted(path.parent for path in folder.glob(f"*/{MANIFEST}")):
        try:
            refuse_altered(run, read_manifest(run / MANIFEST))
        except FileInvalid as error:
            wrong.append(str(error))
    sums = folder / SUMS
    try:
        expected = text_of(sums).split()[0] if sums.exists() else None
    except (OSError, ValueError, IndexError) as error:
        raise FileInvalid(f"{sums}: not readable as a checksum ({error})") from error
    if expected is not None:
        wrong += _differs(folder / COMPARED, expected)
    if wrong:
        raise FileInvalid("\n".join(wrong))


def is_lived(folder: Path, key: str) -> bool:
    """Whether all worlds of the job of this key were lived in a folder, and its tables are whole."""
    try:
        manifest = read_manifest(folder / MANIFEST)
    except (WrongUse, FileInvalid):
        return False
    wrong = (
        *_altered_manifest(folder, manifest),
        *altered_inputs(folder, manifest),
        *altered_tables(folder, manifest),
    )
    return manifest.get("key") == key and not wrong
