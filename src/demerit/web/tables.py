"""What charts are drawn from: bands by day and group, sums by week, flows by year, refusals by cause."""

from __future__ import annotations

from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt
import polars as pl

from demerit.findings.coded import Coded
from demerit.findings.courses import STEP, on_anniversaries, sampled
from demerit.findings.wording import spoken
from demerit.formats.values import unsourced
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.report.folder import OTHERS, PERSON, RunFolder
from demerit.report.life.why import BUT_FOR
from demerit.study.but_for import QUESTIONS
from demerit.web.findings import finding_words

HUNDRED: Final = 100
DAILY: Final = ("acts", "records", "records_wrong", "denied", "withheld")


def bands_told(run: RunFolder) -> dict[str, Any]:
    """Persons by sampled day, group and band, at the end of the day; worst band first."""
    table = _persons(run)
    groups = [group.id for group in run.society.model.groups if group.id in set(table["group"].unique())]
    bands = [band.id for band in run.scheme.model.bands]
    days = sampled(run.days)
    shown = table.filter(pl.col("day").is_in(days)).sort("day")
    shape = (len(groups), len(days), len(bands))
    counts = np.zeros(shape, np.int64)
    at = (
        np.array([groups.index(g) for g in shown["group"]], np.int64),
        np.searchsorted(days, shown["day"].to_numpy()),
        np.array([bands.index(b) for b in shown["band"]], np.int64),
    )
    np.add.at(counts, at, shown["people"].to_numpy())
    weights = {band.id: band.weight for band in run.scheme.model.bands}
    return {
        "ids": bands, "titles": {band: run.title(band) for band in bands},
        "weights": {band: _plain(weights[band]) for band in bands},
        "days": days, "groups": groups, "people": counts.tolist(),
    }  # fmt: skip


def _plain(value: Any) -> Any:
    """A weight as one number; null where it goes by a column."""
    value = unsourced(value)
    return value if isinstance(value, int | float) else None


def _persons(run: RunFolder) -> pl.DataFrame:
    """The table of days of persons, group and band as words."""
    table = run.daily()
    if table is None:
        return pl.DataFrame()
    words = (pl.col("group").cast(pl.String), pl.col("band").cast(pl.String))
    return table.with_columns(*words).collect()


def daily_told(run: RunFolder) -> dict[str, Any]:
    """Sums of what befell persons over each week, with the scheme, and of acts without it."""
    days = list(range(0, run.days, STEP))
    without = run.table("baseline/days")
    sums: dict[str, Any] = {"days": days, "span": STEP, "with": _weekly(_persons(run), DAILY)}
    if without is not None:
        lived = without.filter(~pl.col("group").is_in(OTHERS)).collect()
        sums["without"] = _weekly(lived, ("acts",))
    return sums


def _weekly(table: pl.DataFrame, names: tuple[str, ...]) -> dict[str, list[int]]:
    """Sums by week of some columns."""
    sums = table.group_by(pl.col("day") // STEP).agg(pl.col(name).sum() for name in names).sort("day")
    return {name: sums[name].to_list() for name in names}


def groups_of(run: RunFolder) -> dict[str, int]:
    """How many persons each group has, in the society's order."""
    people = run.table("people")
    if people is None:
        return {}
    persons = people.filter(pl.col("kind") == PERSON)
    counts = dict(persons.group_by(pl.col("group").cast(pl.String)).len().collect().iter_rows())
    return {group.id: counts[group.id] for group in run.society.model.groups if group.id in counts}


def flows_told(run: Coded) -> dict[str, Any] | None:
    """How many persons went from which band to which in each whole year; None without one."""
    years = run.evidence.days // YEAR_DAYS
    if run.evidence.ledger is None or not years:
        return None
    bands = on_anniversaries(run, years).astype(np.int64)
    count = len(run.bands)
    moves = [
        np.bincount(bands[:, year] * count + bands[:, year + 1], minlength=count**2).reshape(count, count)
        for year in range(years)
    ]
    return {"years": list(range(1, years + 1)), "people": [move.tolist() for move in moves]}


def refusals_told(run: Coded, folder: RunFolder, granted: npt.NDArray[np.bool_] | None) -> dict[str, Any]:
    """Refusals by but-for cause: of a hundred, one by one a hundred that stand for all, and by context.

    `granted`: bool[refusals, questions], which each would have been but for.
    """
    total = 0 if run.evidence.needs is None else len(run.refusals.person)
    causes: list[dict[str, Any]] = []
    for name in QUESTIONS:
        finding_id = f"access.but_for_{name}"
        finding = folder.finding(finding_id)
        if finding is not None and finding.value is not None:
            words = finding_words(folder, finding_id, finding)
            causes.append({
                "id": name, "finding": finding_id, "of100": finding.value * HUNDRED, "text": BUT_FOR[name],
                "count": words["count"], "sentence": words["sentence"],
            })  # fmt: skip
    names = list(QUESTIONS)
    none = np.zeros((0, len(names)), np.bool_)
    hundred = none if granted is None else a_hundred(granted[:, list(QUESTIONS.values())])
    return {
        "total": total, "causes": causes,
        "hundred": [[name for name, so in zip(names, row, strict=True) if so] for row in hundred.tolist()],
        "by_context": _by_context(folder),
    }  # fmt: skip


def a_hundred(granted: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """A hundred rows that stand for all: each combination of causes as often as its share has it.

    `granted`: bool[n, causes]; fewer than a hundred rows are all given. What whole shares leave goes
    to the largest rests.
    """
    if len(granted) <= HUNDRED:
        return granted
    kinds, counts = np.unique(granted, axis=0, return_counts=True)
    shares = counts * HUNDRED / len(granted)
    whole = np.floor(shares).astype(np.int64)
    left = np.lexsort((np.arange(len(kinds)), -(shares - whole)))[: HUNDRED - int(whole.sum())]
    whole[left] += 1
    return np.repeat(kinds, whole, axis=0)


def _by_context(run: RunFolder) -> list[dict[str, Any]]:
    """How many needs were refused in each part of life, most first."""
    contexts = run.family("access.denied")
    rows = [
        {"context": name, "title": spoken(name), "denied": finding.events, "value": finding.value}
        for name, finding in contexts
        if finding.events
    ]
    return sorted(rows, key=lambda row: (-cast("int", row["denied"]), cast("str", row["context"])))
