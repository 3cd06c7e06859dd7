"""A finished run's folder as the page needs it: small files read at once, tables scanned when asked."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast, get_args

import polars as pl

from demerit.errors import FileInvalid, WrongUse
from demerit.findings.catalogue import in_words
from demerit.findings.finding import Finding, read_findings
from demerit.findings.wording import Noun, alike, is_number, spoken
from demerit.formats.files import Unreadable, json_of
from demerit.formats.reading import Document, read
from demerit.formats.vocabulary import OrganisationKind
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.model import Society

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HASH_LETTERS = 12
PERSON: Final = "person"
OTHERS: Final[tuple[OrganisationKind, ...]] = get_args(OrganisationKind)
"""The kinds of subject that are no persons: what tables by group call them."""


@dataclass(frozen=True, kw_only=True)
class RunFolder:
    """One run, read: manifest, findings, the three input files, and where the tables are."""

    path: Path
    manifest: dict[str, Any]
    findings: dict[str, Finding]
    scheme: Document[Scheme]
    society: Document[Society]
    behaviour: Document[Behaviour]

    @property
    def people(self) -> int:
        """How many persons lived."""
        return int(self.options.get("people") or 0)

    @property
    def days(self) -> int:
        """How many days they lived."""
        return int(self.options.get("days") or 0)

    @property
    def options(self) -> dict[str, Any]:
        """The run's options: people, days, ledger, baseline, frozen_behaviour, workers, sets."""
        return dict(self.manifest.get("options") or {})

    @property
    def hash(self) -> str:
        """Short SHA-256 over the content hashes of all tables: two runs with it have the same contents."""
        tables = json.dumps(self.manifest.get("tables") or {}, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(tables.encode()).hexdigest()[:HASH_LETTERS]

    def finding(self, name: str) -> Finding | None:
        """The finding of that id, or None where the run has none."""
        return self.findings.get(name)

    def number(self, name: str) -> Finding | None:
        """The finding of that id where its value is a number, else None."""
        finding = self.finding(name)
        return finding if finding is not None and is_number(finding.value) else None

    def family(self, prefix: str) -> list[tuple[str, Finding]]:
        """Findings whose id is `prefix.<rest>`, as (rest, finding), in the file's order."""
        start = f"{prefix}."
        return [(k[len(start) :], f) for k, f in self.findings.items() if k.startswith(start)]

    def title(self, name: str) -> str:
        """What an id is called: the title that a file gives it, else its words."""
        return self.titles.get(name) or spoken(name)

    def called(self, key: str) -> Noun:
        """What the key of a finding's id is called, one and several of it."""
        title = self.titles.get(key)
        return alike(title) if title else in_words(key)

    @property
    def titles(self) -> dict[str, str]:
        """Titles that the scheme and the society give to their ids."""
        scheme, society = self.scheme.model, self.society.model
        entries = (*scheme.bands, *scheme.channels, *scheme.conducts, *scheme.treatments, *society.groups)
        named = {entry.id: entry.title for entry in entries if entry.title}
        needs = {**scheme.assumes.needs, **society.life.needs}
        return named | {name: need.title for name, need in needs.items() if need.title}

    def daily(self, kind: str = PERSON) -> pl.LazyFrame | None:
        """The table of days for persons, or for another kind of subject; its groups are theirs alone."""
        scan = self.table("days")
        if scan is None:
            return None
        group = pl.col("group").cast(pl.String)
        return scan.filter(~group.is_in(OTHERS) if kind == PERSON else group == kind)

    def table(self, name: str) -> pl.LazyFrame | None:
        """A table scanned lazily ('needs', 'baseline/people'), or None where the run kept none."""
        path = self.path / f"{name}.parquet"
        return pl.scan_parquet(path, glob=False) if path.is_file() else None


def _manifest(folder: Path) -> dict[str, Any]:
    """The run's manifest; WrongUse where there is no finished run, FileInvalid where it is no JSON object."""
    path = folder / "manifest.json"
    if not path.is_file() or not (folder / "findings.json").is_file():
        message = (
            f"{folder}: no finished run, it lacks manifest.json or findings.json. 'demerit run' makes one."
        )
        raise WrongUse(message)
    try:
        raw: Any = json_of(path)
    except Unreadable as fault:
        message = f"{path}: not readable as a manifest ({fault.says})"
        raise FileInvalid(message) from None
    if not isinstance(raw, dict):
        message = f"{path}: expected a JSON object, found {type(raw).__name__}"
        raise FileInvalid(message)
    return cast("dict[str, Any]", raw)


def read_folder(path: Path) -> RunFolder:
    """The run in `path`; raises WrongUse where it is no finished run, FileInvalid where a file is off."""
    manifest, findings = _manifest(path), read_findings(path / "findings.json")
    inputs = path / "inputs"
    return RunFolder(
        path=path,
        manifest=manifest,
        findings=findings,
        scheme=read(inputs / "scheme.yaml", Scheme),
        society=read(inputs / "society.yaml", Society),
        behaviour=read(inputs / "behaviour.yaml", Behaviour),
    )


def nested(value: object) -> dict[str, Any]:
    """A finding's value that is a table, as a dict; empty where it is none."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def numbered(values: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Pairs in the order of their keys as numbers where all are (deciles), else as they came."""
    pairs = [(str(k), v) for k, v in values]
    return sorted(pairs, key=lambda p: int(p[0])) if all(k.isdecimal() for k, _ in pairs) else pairs
