"""A finished run's folder as the page needs it: small files read at once, tables scanned when asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast, get_args

import polars as pl

from demerit.findings.catalogue import in_words
from demerit.findings.evidence import Evidence, load_evidence
from demerit.findings.finding import Finding, read_findings
from demerit.findings.wording import Noun, alike, is_finite, spoken
from demerit.formats.reading import Document
from demerit.formats.vocabulary import OrganisationKind
from demerit.runs.opening import FINDINGS
from demerit.runs.stored import Stored, hash_of
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.model import Society
from demerit.study.assumed import assumed_in
from demerit.study.hanging import whole_run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from demerit.formats.assumptions import Assumption
    from demerit.schemes.treatments import Treatment

PERSON: Final = "person"
OTHERS: Final[tuple[OrganisationKind, ...]] = get_args(OrganisationKind)
"""The kinds of subject that are no persons: what tables by group call them."""


@dataclass(frozen=True, kw_only=True)
class RunFolder:
    """One run, read: manifest, findings, the three input files, and the folder itself with its tables."""

    stored: Stored
    manifest: dict[str, Any]
    findings: dict[str, Finding]
    scheme: Document[Scheme]
    society: Document[Society]
    behaviour: Document[Behaviour]

    @cached_property
    def evidence(self) -> Evidence | None:
        """What findings are measured on; None where a table is missing that ledgers are lived again from."""
        return load_evidence(self.stored) if whole_run(self.stored) else None

    @cached_property
    def assumed(self) -> list[tuple[str, Assumption]]:
        """All assumed numbers of scheme, society, behaviour and catalogue, with place, value and range."""
        return assumed_in(self.scheme, self.society, self.behaviour)

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
        return hash_of(self.manifest)

    def finding(self, name: str) -> Finding | None:
        """The finding of that id, or None where the run has none."""
        return self.findings.get(name)

    def number(self, name: str) -> Finding | None:
        """The finding of that id where its value is a number, else None."""
        finding = self.finding(name)
        return finding if finding is not None and is_finite(finding.value) else None

    def fired(self, treatments: Iterable[Treatment]) -> int | None:
        """How often some treatments took effect; None where it was not counted, or there are none."""
        finding = self.finding("rules.fired")
        counts = nested(nested(finding.value).get("treatments")) if finding is not None else {}
        known = [int(counts[treatment.id] or 0) for treatment in treatments if treatment.id in counts]
        return sum(known) if known else None

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
        return self.stored.table(name)


def read_folder(run: Path | Stored) -> RunFolder:
    """A run as pages need it. Raises WrongUse where it is not finished, FileInvalid where a file is off."""
    stored = run if isinstance(run, Stored) else Stored(run)
    stored.refuse_unfinished()
    return RunFolder(
        stored=stored,
        manifest=stored.manifest,
        findings=stored.once(FINDINGS, read_findings),
        scheme=stored.inputs.scheme,
        society=stored.inputs.society,
        behaviour=stored.inputs.behaviour,
    )


def nested(value: object) -> dict[str, Any]:
    """A finding's value that is a table, as a dict; empty where it is none."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
