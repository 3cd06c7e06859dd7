"""A run of the scheme that is audited, told from runs of others by its hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from demerit.errors import WrongUse
from demerit.findings.finding import Finding, read_findings
from demerit.formats.reading import Document
from demerit.law.evidence import ClauseEvidence, evidence_of
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
    def evidence(self) -> dict[str, ClauseEvidence]:
        """The findings that bear on an element of the law."""
        return evidence_of(self.findings)


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
    record = read_manifest(manifest)
    scheme, society, options = record["inputs"]["scheme"], record["inputs"]["society"], record["options"]
    if scheme["sha256"] != document.sha256:
        raise WrongUse(
            f"{folder} is a run of another scheme: '{scheme['id']}' with SHA-256 "
            f"{scheme['sha256'][:SHORT_HASH]}…, but {document.name} has {document.sha256[:SHORT_HASH]}…; "
            f"run this file, or audit the run's own inputs/scheme.yaml"
        )
    stored.refuse_altered()
    place = f"{society['title']} · {options['people']:,} synthetic people"
    setting = f"{place} · {options['days']:,} days · seed {record['seed']}"
    return FinishedRun(folder=folder, setting=setting, findings=stored.once(FINDINGS, read_findings))
