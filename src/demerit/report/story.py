"""One synthetic life told twice: who is chosen, and what the tables hold of it in both worlds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder

WRONG = ("misnamed", "alarm")
CHOOSING = ("subject", "score", "denied", "records_misnamed", "records_alarm", "points_lost_wrongly")
RECORD_COLUMNS = (
    "subject",
    "day",
    "record",
    "conduct",
    "channel",
    "did_it",
    "cause",
    "points",
    "score",
    "band",
    "context",
)
NEED_COLUMNS = ("subject", "day", "need", "treatment", "context", "effect", "band")


@dataclass(frozen=True, kw_only=True)
class Life:
    """A subject in both worlds: rows of people (None: no such world), records, refused or late needs."""

    role: str
    why: str
    subject: str
    lived: dict[str, Any]
    without: dict[str, Any] | None
    records: list[dict[str, Any]]
    needs: list[dict[str, Any]]

    @property
    def anchor(self) -> str:
        """Where on the page the life is told."""
        return f"life-{self.subject}"

    @property
    def denied(self) -> list[dict[str, Any]]:
        """Needs refused outright."""
        return [need for need in self.needs if need["effect"] == "denial"]

    @property
    def wrong(self) -> list[dict[str, Any]]:
        """Records for something this subject did not do."""
        return [record for record in self.records if record["cause"] in WRONG]


def _middle(frame: pl.DataFrame, *by: str) -> str | None:
    """The subject in the middle of a frame sorted by columns and then id, or None where it is empty."""
    if frame.is_empty():
        return None
    return str(frame.sort(*by, "subject")["subject"][(frame.height - 1) // 2])


def choose(people: pl.DataFrame) -> list[tuple[str, str, str]]:
    """Up to three (subject, role, why), the same for the same tables.

    The median by (denied, points lost wrongly) of those wrongly recorded and refused; the one with most
    refusals, then fewest points; the median of all by (denied, score). Where nobody was both, the
    first is the median of those refused, or is left out.
    """
    frame = people.with_columns(wrong=pl.col("records_misnamed") + pl.col("records_alarm"))
    refused = frame.filter(pl.col("denied") > 0)
    both = refused.filter((pl.col("wrong") > 0) & (pl.col("points_lost_wrongly") > 0))
    worst = refused.sort(["denied", "score", "subject"], descending=[True, False, False])
    picks = (
        (
            _middle(both, "denied", "points_lost_wrongly"),
            "Wrongly recorded, and refused",
            f"in the middle of the {both.height:,} who lost points wrongly and were refused",
        ),
        (
            str(worst["subject"][0]) if worst.height else None,
            "The most refused",
            "refused more often than anybody else",
        ),
        (
            _middle(frame, "denied", "score"),
            "An ordinary life",
            "in the middle of everybody by refusals and score",
        ),
    )
    chosen: dict[str, tuple[str, str, str]] = {}
    for subject, role, why in picks:
        if subject is not None and subject not in chosen:
            chosen[subject] = (subject, role, why)
    return list(chosen.values())


def _rows(
    run: RunFolder, name: str, subjects: list[str], columns: tuple[str, ...] | None = None
) -> list[dict[str, Any]]:
    """Rows of a table for some subjects, only the columns asked for; none where there is no such table."""
    scan = run.table(name)
    if scan is None:
        return []
    held = scan.collect_schema()
    # a plain string keeps its row groups' bounds in use; a cast would read the whole column
    subject = pl.col("subject") if held["subject"] == pl.String else pl.col("subject").cast(pl.String)
    picked = scan.filter(subject.is_in(subjects))
    if "provider" in held:
        picked = picked.filter(pl.col("provider").fill_null(0) == 0)
    return (picked.select(columns) if columns else picked).collect().to_dicts()


def lives(run: RunFolder) -> list[Life]:
    """The lives that the page tells; none where nobody lived."""
    scan = run.table("people")
    if scan is None:
        return []
    persons = scan.filter(pl.col("kind").cast(pl.String) == "person")
    chosen = choose(persons.select(CHOOSING).with_columns(pl.col("subject").cast(pl.String)).collect())
    subjects = [subject for subject, _, _ in chosen]
    lived = {str(row["subject"]): row for row in _rows(run, "people", subjects)}
    without = {str(row["subject"]): row for row in _rows(run, "baseline/people", subjects)}
    records = _rows(run, "ledger", subjects, RECORD_COLUMNS)
    needs = _rows(run, "needs", subjects, NEED_COLUMNS)
    return [
        Life(
            role=role,
            why=why,
            subject=subject,
            lived=lived[subject],
            without=without.get(subject),
            records=[r for r in records if str(r["subject"]) == subject],
            needs=[n for n in needs if str(n["subject"]) == subject],
        )
        for subject, role, why in chosen
    ]
