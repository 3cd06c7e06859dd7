"""A run of the scheme that is audited, told from runs of others by its hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from demerit.errors import WrongUse
from demerit.findings.finding import Finding, read_findings
from demerit.formats.reading import Document
from demerit.law.evidence import Evidence, evidence_of
from demerit.runs.opening import FINDINGS, read_manifest
from demerit.runs.store import MANIFEST
from demerit.runs.stored import Stored
from demerit.schemes.model import Scheme

SHORT_HASH: Final = 12


@dataclass(frozen=True, kw_only=True)
class FinishedRun:
    """A finished run: its folder, in which synthetic society it was lived, and what it measured."""

    folder: Path
    setting: str
    findings: Mapping[str, Finding]

    @property
    def evidence(self) -> dict[str, Evidence]:
        """The findings that bear on an element of the law."""
        return evidence_of(self.findings)


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What a manifest says: the scheme's hash and id, and the setting in words."""

    sha256: str
    scheme: str
    setting: str


def measured(folder: Path, document: Document[Scheme]) -> FinishedRun:
    """What a run of this very scheme measured.

    Raises:
        WrongUse: the folder holds no finished run, or the run of another scheme.
        FileInvalid: one of its files is missing, altered or off.
    """
    manifest = folder / MANIFEST
    if not manifest.exists():
        raise WrongUse(f"{folder}: no finished run, it lacks {MANIFEST}")
    stored = Stored(folder)
    raw = read_manifest(manifest)
    record = _said(raw)
    if record.sha256 != document.sha256:
        raise WrongUse(
            f"{folder} is a run of another scheme: '{record.scheme}' with SHA-256 "
            f"{record.sha256[:SHORT_HASH]}…, but {document.name} has {document.sha256[:SHORT_HASH]}…; "
            f"run this file, or audit the run's own inputs/scheme.yaml"
        )
    stored.refuse_altered()
    findings = stored.once(FINDINGS, read_findings)
    return FinishedRun(folder=folder, setting=record.setting, findings=findings)


def _said(manifest: Mapping[str, Any]) -> _Said:
    """What a manifest says of its run."""
    inputs, options = manifest["inputs"], manifest["options"]
    scheme, society = inputs["scheme"], inputs["society"]
    place = f"{society['title']} · {options['people']:,} synthetic people"
    return _Said(
        sha256=str(scheme["sha256"]),
        scheme=str(scheme["id"]),
        setting=f"{place} · {options['days']:,} days · seed {manifest['seed']}",
    )
