"""Which rules took effect, and how often: a rule that never fires says nothing, in whatever words."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from demerit.findings.coded import Coded
from demerit.findings.finding import Estimate
from demerit.findings.pooled import Pooled
from demerit.findings.registry import question
from demerit.findings.wording import Words, alike
from demerit.schemes.treatments import BARRING, PREFERRING, Treatment

Counts = dict[str, int]
RECORDS = ("own", "misnamed", "alarm")


@question(
    "rules.fired",
    unit="times",
    definition="How often each part of the scheme took effect, on all kinds of subject: records of conducts, "
    "by a channel, from a kind of data; needs refused, delayed or put first; days that subjects spent in the "
    "bands of a price, a tax, an exposure or an investigation; entries by cause; records by kind of subject.",
    direction="neutral",
    words=Words(
        label="Which rules did anything", what=alike("times that each rule took effect"), section=None
    ),
)
def fired(run: Coded) -> Pooled | None:
    """What of the scheme did anything at all."""
    if run.evidence.ledger is None:
        return None
    entries = _entries(run, run.evidence.ledger)
    records = entries.filter(pl.col("cause").is_in(RECORDS))
    value = {
        "conducts": _counted(records, "conduct", [c.id for c in run.scheme.conducts]),
        "channels": _counted(records, "channel", run.channels),
        "data": _by_data(run, records),
        "treatments": _by_treatment(run),
        "causes": _counted(entries, "cause", entries["cause"].unique().sort().to_list()),
        "kinds": _counted(records, "kind", records["kind"].unique().sort().to_list()),
    }
    return Pooled(parts={"times": value}, work_out=_of_all)


def _of_all(parts: Mapping[str, Mapping[str, Counts]]) -> Estimate:
    """The counts of all subjects; the events are records."""
    times = parts["times"]
    return Estimate(value=times, events=sum(times["kinds"].values()))


def _entries(run: Coded, ledger: pl.LazyFrame) -> pl.DataFrame:
    """Entries with the first provider by conduct, channel, cause and kind of subject, counted."""
    words = [pl.col(name).cast(pl.String) for name in ("conduct", "channel", "cause")]
    kinds = run.evidence.people.select("subject", pl.col("kind").cast(pl.String))
    joined = (
        ledger.filter(pl.col("provider").fill_null(0) == 0)
        .select("subject", *words)
        .join(kinds, on="subject", how="left")
    )
    return joined.group_by("conduct", "channel", "cause", "kind").agg(pl.len().alias("count")).collect()


def _counted(table: pl.DataFrame, column: str, ids: list[str]) -> Counts:
    """Counts by id, 0 for what never came."""
    counts = dict(table.group_by(column).agg(pl.col("count").sum()).iter_rows())
    return {name: int(counts.get(name, 0)) for name in ids}


def _by_data(run: Coded, records: pl.DataFrame) -> Counts:
    """Records of the conducts that a kind of data feeds, through the channels that it comes by."""
    counts: Counts = {}
    for data in run.scheme.data:
        fed = pl.col("conduct").is_in(list(data.conducts)) & pl.col("channel").is_in(list(data.channels))
        counts[data.id] = int(records.filter(fed)["count"].sum())
    return counts


def _by_treatment(run: Coded) -> Counts:
    """Needs refused, delayed or put first; or days in the treatment's bands."""
    refused: Mapping[str, int] = {}
    if run.evidence.needs is not None:
        names = run.evidence.needs.select(pl.col("treatment").cast(pl.String))
        refused = dict(names.group_by("treatment").len().collect().iter_rows())
    first = (
        run.evidence.tallies.select(pl.col("id").cast(pl.String), "prioritised")
        .group_by("id")
        .sum()
        .collect()
    )
    prioritised = dict(first.iter_rows())
    days = _days_in_bands(run)
    return {t.id: _times(t, refused, prioritised, days) for t in run.scheme.treatments}


def _times(
    treatment: Treatment, refused: Mapping[str, int], first: Mapping[str, int], days: Mapping[str, Counts]
) -> int:
    """How often one treatment took effect."""
    if treatment.effect in BARRING:
        return int(refused.get(treatment.id, 0))
    if treatment.effect in PREFERRING:
        return int(first.get(treatment.need or "", 0))
    return sum(days.get(treatment.subject, {}).get(band, 0) for band in treatment.bands)


def _days_in_bands(run: Coded) -> dict[str, Counts]:
    """Days that all subjects of a kind spent in each band."""
    columns = [pl.col(f"days_in_{band}").cast(pl.Int64).sum().alias(band) for band in run.bands]
    table = run.evidence.people.group_by(pl.col("kind").cast(pl.String)).agg(columns).collect()
    return {row["kind"]: {band: int(row[band]) for band in run.bands} for row in table.iter_rows(named=True)}
