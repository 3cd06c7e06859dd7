"""Whose refusals hang on wrong records: ledgers lived again without them, for as many as must be asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import polars as pl

from demerit.errors import WrongUse
from demerit.findings.evidence import Evidence, load_evidence
from demerit.runs.stored import Stored
from demerit.study.but_for import replayed_of
from demerit.world.rules import replay

FIRST_ASKED: Final = 32  # ledgers read at first; where none of them will do, four times as many, and so on
WIDER: Final = 4


def first_hanging(folder: Path | Stored, subjects: Sequence[str]) -> str | None:
    """The first of some persons with a refusal that the replay without wrong records grants.

    None where there is none. Raises WrongUse where the folder holds no whole run (see `whole_run`).
    """
    evidence = load_evidence(folder)
    start, size = 0, FIRST_ASKED
    while start < len(subjects):
        asked = subjects[start : start + size]
        hanging = hanging_of(evidence, asked)
        first = next((subject for subject in asked if subject in hanging), None)
        if first is not None:
            return first
        start, size = start + size, size * WIDER
    return None


def whole_run(folder: Path | Stored) -> bool:
    """Whether a folder has every table that ledgers are lived again from."""
    with suppress(WrongUse):
        evidence = load_evidence(folder)
        return evidence.ledger is not None and evidence.needs is not None
    return False


def hanging_of(evidence: Evidence, subjects: Collection[str]) -> set[str]:
    """Which of some persons were refused what the replay without wrong records grants them."""
    some = replayed_of(evidence, subjects)
    if some is None or not len(some.refusals.person):
        return set()
    granted = some.granted()[:, replay.WRONG]
    people = some.run.evidence.people.filter(pl.col("kind") == "person")
    ids = people.select(pl.col("subject").cast(pl.String)).collect()["subject"]
    return set(ids.gather(some.refusals.person[granted]))
