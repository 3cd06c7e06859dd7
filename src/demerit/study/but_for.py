"""One life's ledger lived again: what holds it in its bands, and what it would have got but for records."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

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


@dataclass(frozen=True, kw_only=True)
class Holds:
    """Which records hold a subject in bands, after each entry of its ledgers, and until when.

    `bands`: of each override that a conduct brings, in the replay's order, the band.
    """

    bands: tuple[str, ...]
    ledger: replay.Ledger
    relived: replay.Relived

    def in_band(self, band: str, need: Mapping[str, Any]) -> int | None:
        """The number of the last record that holds the subject in a band as a need is asked, if one does."""
        provider = int(need.get("provider") or 0)
        first, last = self.ledger.first[provider : provider + 2]
        entry = first - 1 + int((self.ledger.record[first:last] <= need["after_record"]).sum())
        if entry < first:
            return None
        until, by = self.relived.until[entry], self.relived.by[entry]
        held = [by[k] for k, to in enumerate(self.bands) if to == band and until[k] > need["day"]]
        return int(self.ledger.record[max(held)]) if held else None


def lived_again(
    evidence: Evidence, subject: str, *, person: bool = True
) -> tuple[Replays | None, Holds | None]:
    """What a subject's ledger grants without some records, and what holds the subject in its bands.

    None for both where no ledger was kept; the first is of persons alone, the second of schemes in which a
    conduct holds anybody.
    """
    holding = any(conduct.to_band for conduct in evidence.scheme.conducts)
    if not person and not holding:
        return None, None
    people = evidence.people.with_columns(kind=pl.lit("person"))  # an organisation's ledger is one, too
    alone = replayed_of(evidence if person else replace(evidence, people=people), [subject])
    if alone is None:
        return None, None
    return (_granted(alone, evidence, subject) if person else None), (_held(alone) if holding else None)


def _granted(alone: Replayed, evidence: Evidence, subject: str) -> Replays:
    """For every need that a person was denied, what its ledger would have given."""
    begins = tuple(int(score) for score in edges(alone.run)[0])
    if len(alone.refusals.person) == 0 or evidence.needs is None:
        return Replays(granted=(), edges=begins)
    asked = [{name: bool(row[place]) for name, place in QUESTIONS.items()} for row in alone.granted()]
    places = _places(evidence.needs.filter(pl.col("subject") == subject))
    return Replays(granted=tuple(asked[place] for place in places), edges=begins)


def _held(alone: Replayed) -> Holds:
    """What holds the subject, entry by entry."""
    bands = tuple(conduct.to_band.id for conduct in alone.overriding if conduct.to_band is not None)
    return Holds(bands=bands, ledger=alone.ledger, relived=replay.full(alone.ledger, alone.rules))


def replayed_of(evidence: Evidence, subjects: Collection[str]) -> Replayed | None:
    """Some persons' ledgers and denied needs as the replay's tables; None where the run kept none."""
    if evidence.ledger is None or evidence.needs is None:
        return None
    theirs = pl.col("subject").is_in(sorted(subjects))
    kept = {name: getattr(evidence, name).filter(theirs) for name in ("people", "ledger", "needs")}
    some = Coded(replace(evidence, **kept))
    return Replayed(some, some.refusals)


def _places(needs: pl.LazyFrame) -> list[int]:
    """For each denied need of one subject in the table's order, its place by provider, entries and order."""
    denied = needs.filter(pl.col("effect").is_in(list(REFUSING))).collect()
    if "provider" not in denied.columns:  # a run of before there were several
        return list(range(denied.height))
    order = denied.with_row_index("row").sort("provider", "after_record", "row").with_row_index("place")
    return order.sort("row")["place"].to_list()
