"""The ledger and the refusals of persons, a row an entry, in whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, get_args

import numpy as np
import polars as pl

from demerit.findings.columns import (
    NONE,
    RECORDS,
    BoolArray,
    Codes,
    IntArray,
    SmallArray,
    codes,
    in_order,
    small,
)
from demerit.formats.vocabulary import Context
from demerit.schemes.treatments import REFUSING, Effect
from demerit.world.columns.state import ALARM, ASSOCIATION, CAUSES_AND_RANK, MISNAMED, OWN

CONTEXTS: Final[tuple[str, ...]] = get_args(Context)
PersonOf = Callable[[pl.Series], IntArray]
"""From subjects to rows of persons, -1 for who is no person."""


@dataclass(frozen=True, kw_only=True)
class Entries:
    """The ledger of persons with the first provider, a row an entry, by person and record.

    `person` is the row in the persons; ids are places in the scheme's lists, -1 for none; `root` is the row
    of the entry of the same ledger that the entry gives back, or -1. With all providers, `person` counts a
    person's ledgers one after the other: row x providers + provider.
    """

    person: IntArray
    day: SmallArray
    record: SmallArray
    root: IntArray
    cause: Codes
    conduct: Codes
    channel: Codes
    context: Codes
    band: Codes
    did_it: BoolArray
    drawn: SmallArray
    points: SmallArray
    score: SmallArray

    @cached_property
    def wrong(self) -> BoolArray:
        """Records of somebody else's act, or of nobody's."""
        return (self.cause == MISNAMED) | (self.cause == ALARM)

    @cached_property
    def is_record(self) -> BoolArray:
        """Records against the subject itself, right or wrong."""
        return self.wrong | (self.cause == OWN)

    @cached_property
    def lost(self) -> IntArray:
        """Points lost with each entry, as applied, positive: causes own, misnamed, alarm, association."""
        counts = self.is_record | (self.cause == ASSOCIATION)
        return np.where(counts & (self.points < 0), -self.points.astype(np.int64), 0)

    @cached_property
    def charged(self) -> BoolArray:
        """Entries of these causes that drew a loss, whether or not the clamp let it be taken."""
        return (self.is_record | (self.cause == ASSOCIATION)) & (self.drawn < 0)


@dataclass(frozen=True, kw_only=True)
class Refusals:
    """Denied needs of persons, or delayed ones, by person, provider asked, and entries that stood then.

    `ledger`: person x providers + the provider asked; `treatment`: its place in the scheme.
    """

    person: IntArray
    ledger: IntArray
    day: SmallArray
    after: SmallArray
    need: Codes
    context: Codes
    denied_by: SmallArray
    treatment: Codes


def read_entries(
    ledger: pl.LazyFrame,
    person_of: PersonOf,
    *,
    conducts: Sequence[str],
    channels: Sequence[str],
    bands: Sequence[str],
    providers: int = 1,
) -> Entries:
    """The entries of persons with so many providers, whatever the order of the table's rows."""
    names = [
        "provider",
        "subject", "day", "record", "of_subject", "of", "conduct", "channel", "cause", "context", "band",
        "did_it", "points_drawn", "points", "score",
    ]  # fmt: skip
    mine = pl.col("provider").fill_null(0) < providers
    table = ledger.lazy().filter(mine).select(names).collect()
    person = ledgers(person_of(table["subject"]), table["provider"], providers)
    rows = in_order(person, table["record"].to_numpy())
    return Entries(
        person=person[rows],
        root=_root(table, person, rows, person_of, providers),
        cause=codes(table["cause"], CAUSES_AND_RANK)[rows],
        conduct=codes(table["conduct"], conducts)[rows],
        channel=codes(table["channel"], channels)[rows],
        context=codes(table["context"], CONTEXTS)[rows],
        band=codes(table["band"], bands)[rows],
        did_it=table["did_it"].fill_null(value=False).to_numpy()[rows],
        day=small(table, "day", rows),
        record=small(table, "record", rows),
        drawn=small(table, "points_drawn", rows),
        points=small(table, "points", rows),
        score=small(table, "score", rows),
    )


def ledgers(person: IntArray, provider: pl.Series, providers: int) -> IntArray:
    """A person's ledger with a provider: person x providers + provider, -1 for who is no person."""
    with_each = person * providers + provider.cast(pl.Int64).fill_null(0).to_numpy()
    return np.where(person == NONE, NONE, with_each)


def _root(
    table: pl.DataFrame, person: IntArray, rows: IntArray, person_of: PersonOf, providers: int
) -> IntArray:
    """For each entry in order, the row of the entry of the same ledger that it gives back, or -1.

    What gives back a record of one's own names it; what gives back a tie's names the tie's record, as does
    the entry by which that tie's record came.
    """
    root = np.full(len(rows), NONE, np.int64)
    names_another = table["of"].is_not_null().to_numpy()[rows]
    by_tie = (table["cause"] == "association").to_numpy()[rows]
    given = np.flatnonzero(names_another & ~by_tie)
    if len(given) == 0:
        return root
    back = table.select("subject", "of_subject", "of", "provider")[rows[given]]
    owner = person_of(back["of_subject"].cast(pl.String).fill_null(back["subject"].cast(pl.String)))
    mine, of = person[rows[given]], back["of"].cast(pl.Int64).to_numpy()
    keys = person[rows] * RECORDS + table["record"].cast(pl.Int64).to_numpy()[rows]
    wanted = ledgers(owner, back["provider"], providers) * RECORDS + of
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    own = (keys[at] == wanted) & (wanted // RECORDS == mine)
    root[given[own]] = at[own]
    _pair_ties(root, given[~own], np.flatnonzero(names_another & by_tie), table, person, rows)
    return root


def _pair_ties(
    root: IntArray, gone: IntArray, came: IntArray, table: pl.DataFrame, person: IntArray, rows: IntArray
) -> None:
    """Fill in, for what gives back ties' records, the rows by which they came.

    Who is tied in two ways gets a record twice, and it is given back as often, in the same order.
    """
    if len(gone) == 0:
        return
    names = ["ledger", "of_subject", "of"]
    time = pl.int_range(pl.len()).over(names).alias("time")

    def keys(which: IntArray) -> pl.DataFrame:
        of = table.select("of_subject", "of")[rows[which]]
        return of.with_columns(row=pl.Series(which), ledger=pl.Series(person[rows[which]]))

    wanted = keys(gone).with_columns(time)
    brought = keys(came).join(wanted, on=names, how="semi", maintain_order="left").with_columns(time)
    pairs = wanted.join(brought, on=[*names, "time"], how="inner", suffix="_came")
    root[pairs["row"].to_numpy()] = pairs["row_came"].to_numpy()


def read_refusals(
    needs: pl.LazyFrame,
    person_of: PersonOf,
    *,
    needed: Sequence[str],
    treatments: Sequence[str],
    effects: Collection[Effect] = REFUSING,
    providers: int = 1,
) -> Refusals:
    """The denied needs of persons; or, with other effects, those that met these."""
    scan = needs.lazy().filter(pl.col("effect").is_in(list(effects)))
    columns = ["subject", "day", "after_record", "need", "context", "denied_by", "treatment"]
    one = "provider" not in scan.collect_schema()  # a run of before there were several
    table = scan.select(*columns, pl.lit(0).alias("provider") if one else "provider").collect()
    person = person_of(table["subject"])
    ledger = ledgers(person, table["provider"], providers)
    rows = in_order(ledger, table["after_record"].to_numpy())
    return Refusals(
        person=person[rows],
        ledger=ledger[rows],
        day=small(table, "day", rows),
        after=small(table, "after_record", rows),
        need=codes(table["need"], needed)[rows],
        context=codes(table["context"], CONTEXTS)[rows],
        denied_by=small(table, "denied_by", rows),
        treatment=codes(table["treatment"], treatments)[rows],
    )
