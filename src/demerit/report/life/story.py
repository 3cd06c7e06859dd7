"""One synthetic life told twice: what the tables hold of it in both worlds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from demerit.report.folder import PERSON, RunFolder
from demerit.schemes.treatments import REFUSING
from demerit.study.but_for import Holds, Replays, lived_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from demerit.formats.vocabulary import Kind
    from demerit.schemes.model import Scheme

Row = dict[str, Any]

WRONG = ("misnamed", "alarm")
RECORD_COLUMNS = (
    "subject", "day", "record", "of_subject", "of", "source", "conduct", "channel", "provider", "did_it",
    "cause", "points", "score", "band", "context",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SubjectLife:
    """A subject in both worlds: rows of people (None: no such world), entries, refused or late needs.

    `every` are the entries with all providers, by number; `providers` are the rows of where it stands with
    each, of a run with several; `kinds` says of whoever its ledger names, what it is.
    An organisation's rows of people also hold `staff`, the persons who work for it on the last day.
    `replays` say what a person's ledger would have granted without some records; None where nothing was
    refused or late, and where no ledger was kept; `holds` likewise say what held a subject in its bands.
    """

    role: str
    why: str
    subject: str
    lived: Row
    without: Row | None
    every: list[Row]
    needs: list[Row]
    providers: list[Row] = field(default_factory=list[Row])
    kinds: dict[str, str] = field(default_factory=dict[str, str])
    replays: Replays | None = None
    holds: Holds | None = None

    @property
    def kind(self) -> str:
        """What the subject is: person, company, government or organisation."""
        return str(self.lived.get("kind") or PERSON)

    @property
    def records(self) -> list[Row]:
        """The entries with the first provider."""
        return [record for record in self.every if not record.get("provider")]

    @property
    def anchor(self) -> str:
        """Where on the page the life is told."""
        return f"life-{self.subject}"

    @property
    def denied(self) -> list[Row]:
        """Needs refused outright."""
        return [need for need in self.needs if need["effect"] in REFUSING]

    @property
    def wrong(self) -> list[Row]:
        """Records for something this subject did not do."""
        return [record for record in self.records if record["cause"] in WRONG]


def scored(scheme: Scheme) -> list[Kind]:
    """The kinds of subject whom a scheme scores or treats, persons first."""
    kinds: set[Kind] = {entry.subject for entry in (*scheme.conducts, *scheme.treatments)}
    return sorted(kinds, key=lambda kind: (kind != PERSON, kind))


def touches_persons(scheme: Scheme) -> bool:
    """Whether persons have anything to do with a scheme: its rules, or their ties' records."""
    kinds = scored(scheme)
    return PERSON in kinds or not kinds or bool(scheme.influence)


def main_kind(scheme: Scheme) -> Kind:
    """Whom a scheme is mainly about: persons, unless they have nothing to do with it."""
    return PERSON if touches_persons(scheme) else scored(scheme)[0]


def read_lives(
    run: RunFolder, picks: Sequence[tuple[str, str, str]], columns: tuple[str, ...] | None = RECORD_COLUMNS
) -> list[SubjectLife]:
    """Some subjects' lives, each as (subject, role, why); who is not in the run is left out."""
    subjects = [subject for subject, _, _ in picks]
    lived, without = (_with_staff(run, name, subjects) for name in ("people", "baseline/people"))
    records = _rows(run, "ledger", subjects, columns)
    needs, providers = (_rows(run, name, subjects) for name in ("needs", "providers"))
    named = {str(r[name]) for r in records for name in ("of_subject", "source") if r.get(name) is not None}
    others = _rows(run, "people", named, ("subject", "kind"))
    kinds = {str(row["subject"]): str(row["kind"]) for row in others}
    lives: list[SubjectLife] = []
    for subject, role, why in picks:
        if subject not in lived:
            continue
        own_needs = _of(subject, needs)
        replays, holds = _lived_again(run, lived[subject], own_needs)
        life = SubjectLife(
            role=role,
            why=why,
            subject=subject,
            lived=lived[subject],
            without=without.get(subject),
            every=sorted(_of(subject, records), key=lambda record: record["record"]),
            needs=own_needs,
            providers=_of(subject, providers),
            kinds=kinds,
            replays=replays,
            holds=holds,
        )
        lives.append(life)
    return lives


def _lived_again(run: RunFolder, lived: Row, needs: list[Row]) -> tuple[Replays | None, Holds | None]:
    """A ledger lived again where something was refused or late: what was granted, and what held."""
    evidence = run.evidence if needs else None
    if evidence is None:
        return None, None
    person = str(lived.get("kind") or PERSON) == PERSON
    return lived_again(evidence, str(lived["subject"]), person=person)


def _of(subject: str, rows: Iterable[Row]) -> list[Row]:
    """The rows that are a subject's."""
    return [row for row in rows if str(row["subject"]) == subject]


def _rows(
    run: RunFolder, name: str, subjects: Iterable[str], columns: tuple[str, ...] | None = None
) -> list[Row]:
    """Rows of a table for some subjects, only the columns asked for; none where there is no such table."""
    scan = run.table(name)
    if scan is None:
        return []
    held = scan.collect_schema()
    # a plain string keeps its row groups' bounds in use; a cast would read the whole column
    subject = pl.col("subject") if held["subject"] == pl.String else pl.col("subject").cast(pl.String)
    picked = scan.filter(subject.is_in(sorted(subjects)))
    return (picked.select(c for c in columns if c in held) if columns else picked).collect().to_dicts()


def _with_staff(run: RunFolder, name: str, subjects: Sequence[str]) -> dict[str, Row]:
    """A world's rows of people by subject; those of organisations with how many persons work for them."""
    rows = {str(row["subject"]): row for row in _rows(run, name, subjects)}
    firms = [subject for subject, row in rows.items() if row["kind"] != PERSON]
    scan = run.table(name)
    if scan is not None and firms and "employer" in scan.collect_schema():
        employer = scan.select(pl.col("employer").cast(pl.String)).filter(pl.col("employer").is_in(firms))
        count = dict(employer.group_by("employer").len().collect().iter_rows())
        for firm in firms:
            rows[firm]["staff"] = int(count.get(firm, 0))
    return rows
