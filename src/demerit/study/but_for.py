"""One life's refusals, and what its ledger would have given without some of its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from demerit.findings.butfor import Replayed
from demerit.findings.coded import Coded
from demerit.findings.courses import edges
from demerit.findings.evidence import Evidence
from demerit.schemes.treatments import REFUSING
from demerit.world.rules import replay

QUESTIONS = {
    "wrong": replay.WRONG,
    "association": replay.ASSOCIATION,
    "expressive": replay.EXPRESSIVE,
    "unrelated": replay.UNRELATED,
}


@dataclass(frozen=True, kw_only=True)
class Replays:
    """For each denied need of a subject, in order: what was left out to whether the need was then granted.

    `edges` are the scores at which each band begins for this subject, worst band first.
    """

    granted: tuple[Mapping[str, bool], ...]
    edges: tuple[int, ...]


def replays_of(evidence: Evidence, subject: str) -> Replays | None:
    """Replay a subject's ledger for every need that it was denied; None where the run kept no ledger."""
    if evidence.ledger is None or evidence.needs is None:
        return None
    mine = pl.col("subject") == subject
    people, ledger, needs = (
        table.filter(mine) for table in (evidence.people, evidence.ledger, evidence.needs)
    )
    one = Coded(replace(evidence, people=people, ledger=ledger, needs=needs))
    if one.every_entry is None or one.refusals is None:
        return None
    begins = tuple(int(score) for score in edges(one)[0])
    if len(one.refusals.person) == 0:
        return Replays(granted=(), edges=begins)
    table = Replayed(one, one.every_entry, one.refusals).granted()
    asked = [{name: bool(row[place]) for name, place in QUESTIONS.items()} for row in table]
    return Replays(granted=tuple(asked[place] for place in _places(needs)), edges=begins)


def _places(needs: pl.LazyFrame) -> list[int]:
    """For each denied need of one subject in the table's order, its place by provider, entries and order."""
    denied = needs.filter(pl.col("effect").is_in(list(REFUSING))).collect()
    if "provider" not in denied.columns:  # a run of before there were several
        return list(range(denied.height))
    order = denied.with_row_index("row").sort("provider", "after_record", "row").with_row_index("place")
    return order.sort("row")["place"].to_list()
