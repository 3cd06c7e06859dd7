"""A run of the scheme that is audited, told from runs of others by its hash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from demerit.errors import FileInvalid, WrongUse
from demerit.findings.finding import Finding, read_findings
from demerit.formats.reading import Document
from demerit.scheme.model import Scheme

SHORT_HASH: Final = 12


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A finished run: its folder, and what it measured."""

    folder: Path
    findings: Mapping[str, Finding]


def measured(folder: Path, document: Document[Scheme]) -> Measured:
    """What a run of this very scheme measured.

    Raises:
        WrongUse: the folder holds no finished run, or the run of another scheme.
        FileInvalid: one of its files is off.
    """
    manifest, findings = folder / "manifest.json", folder / "findings.json"
    if not manifest.is_file() or not findings.is_file():
        raise WrongUse(f"{folder}: no finished run, it lacks manifest.json or findings.json")
    lived, name = _scheme_of(manifest)
    if lived != document.sha256:
        raise WrongUse(
            f"{folder} is a run of another scheme: '{name}' with SHA-256 {lived[:SHORT_HASH]}…, "
            f"but {document.name} has {document.sha256[:SHORT_HASH]}…; run this file, or audit the run's own "
            f"inputs/scheme.yaml"
        )
    return Measured(folder=folder, findings=read_findings(findings))


def _scheme_of(manifest: Path) -> tuple[str, str]:
    """The hash and the id of the scheme that a run lived; raises FileInvalid where the manifest is off."""
    try:
        said = cast("dict[str, Any]", json.loads(manifest.read_text(encoding="utf-8")))["inputs"]["scheme"]
        return str(said["sha256"]), str(said["id"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise FileInvalid(f"{manifest}: not readable as a manifest ({fault})") from fault
