"""A batch of lived districts as the tables of a run's folder (DESIGN section 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from demerit.formats.columns import GROUP, columns
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.societies.people import Districts
from demerit.world.columns.cells import FloatArray, IntArray
from demerit.world.columns.encode_treatment import investigation_days, paid_per_day
from demerit.world.columns.plan import Plan
from demerit.world.columns.state import (
    CAUSES,
    CAUSES_AND_RANK,
    CAUTION_FIXED,
    DECAY_BITS,
    FIXED,
    NO_TIE,
    NOBODY,
    OWN,
    REDRESS,
    TALLY_SIZE,
)
from demerit.world.columns.tables import Tables
from demerit.world.engine.district import Lived, new_subjects
from demerit.world.output.accounting import (
    counts_added_up,
    days_added_up,
    days_in_bands,
    investigated,
    paid_extra,
    record_counts,
    spells_of,
    steps_at,
)

Frames = dict[str, pl.DataFrame]
DIFFERENCES: Final = (
    "score", "acts", "acts_unlawful", "needs", "denied", "withheld", "performed", "hardship", "caution",
    "paid_extra", "points_lost", "points_gained", "records",
)  # fmt: skip
TALLIES: Final = ("acts", "withheld", "performed", "asked", "denied", "delayed", "prioritised")
INDEX_DIGITS: Final = 4
ROUNDED: Final = 12  # decimals of levels, so that a last bit never shows


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Turns lived districts into tables; made once a world.

    `longest`: see `investigation_days`; None where the scheme investigates nobody.
    """

    plan: Plan
    tables: Tables
    ledger: bool
    paid: tuple[FloatArray, FloatArray]
    longest: IntArray | None

    def of_district(self, districts: Districts, d: int, lived: Lived) -> Frames:
        """The rows of the d-th of `districts`: people, tallies and, where wanted, ledger and needs."""
        names = subject_names(districts, d)
        frames = {"people": self._people(districts, d, lived, names), "tallies": self._tallies(lived)}
        if self.ledger:
            frames |= self.written(lived, names)
        if self.tables.judged:
            frames["ties"] = self._mixing(lived)
            if self.tables.providers > 1:
                frames["providers"] = self._providers(lived, names)
        return frames

    def written(self, lived: Lived, names: pl.Series) -> Frames:
        """A district's rows of ledger and needs; `names` are its subjects'."""
        return {"ledger": self._ledger(lived, names), "needs": self._needs(lived, names)}

    def _people(self, districts: Districts, d: int, lived: Lived, names: pl.Series) -> pl.DataFrame:
        """A row a subject."""
        plan, people = self.plan, lived.state.people
        shown = [column for column in columns("person") if not column.apart or column.name in plan.space.keys]
        had = [column for column in shown if column.name in districts.traits]
        part = slice(int(districts.offsets[d]), int(districts.offsets[d + 1]))
        n, persons = len(people), part.stop - part.start
        start = new_subjects(plan, districts, d)["score"].astype(np.int64)
        spells = spells_of(lived, start, band_at(self.tables, people["cell"], start), plan.days)
        sums, kept = lived.state.sums, self.tables.rows == 1
        in_band = days_in_bands(spells, n, len(plan.bands)) if kept else days_added_up(sums, plan.days)
        income = np.zeros(n)
        income[: part.stop - part.start] = districts.income[part]
        paid = paid_extra(spells, lived, self.tables, self.paid, income)
        counts = record_counts(lived.of_first, n) if kept else counts_added_up(sums)
        appeals = padded(lived.state.appeals.astype(np.int32), n)
        refused = lived.refusals[self.tables.delays[lived.refusals["treatment"]] == 0]["subject"]
        table: dict[str, Any] = {
            "subject": names.head(n),
            "kind": named(plan.kinds, self.tables.kind_of[people["cell"]]),
            **{column.name: self._trait(districts, part, column.name, n) for column in had},
            GROUP: named(plan.groups, people["group"]),
            "income": of_persons(income[:persons], n),
            **({"scored": self.tables.inside[people["cell"]] == 1} if plan.scheme.population else {}),
            "score_start": start.astype(np.int32),
            "score": people["score"],
            "band": named(tuple(plan.bands), people["band"]),
            "acts": people["acts"].astype(np.int32),
            "acts_unlawful": people["unlawful"].astype(np.int32),
            **{name: count.astype(np.int32) for name, count in counts.items()},
            "needs": people["needs"].astype(np.int32),
            "denied": np.bincount(refused, minlength=n).astype(np.int32),
            "withheld": people["withheld"].astype(np.int32),
            "performed": people["performed"].astype(np.int32),
            "paid_extra": paid,
            "appeals": appeals[:, 0],
            "corrections": corrections(lived.of_first, n),
            "hardship": level(
                people["hardship"], people["hardship_day"], self.tables.hardship_decay, plan.days
            ),
            "caution": self._caution(people, lived.state.minds),
        }
        for rank, band in enumerate(plan.bands):
            table[f"days_in_{band}"] = in_band[:, rank].astype(np.int32)
        if self.longest is not None:
            begun, spent = investigated(spells, lived, self.tables, self.longest)
            table |= {"investigations": begun.astype(np.int32), "investigated_days": spent.astype(np.int32)}
        return pl.DataFrame({**table, **more_of_people(lived, districts, d, names)})

    def _trait(self, districts: Districts, part: slice, name: str, n: int) -> pl.Series:
        """A trait of a district's people; organisations have none."""
        own, names = districts.traits[name][part], self.plan.recipe.names
        if name in names:
            return named(names[name], np.append(own.astype(np.int64), np.full(n - len(own), NOBODY)))
        return of_persons(own.astype(np.int32), n)

    def _caution(self, people: npt.NDArray[Any], minds: npt.NDArray[Any]) -> FloatArray:
        """Caution on the last day, floor included: the greatest over the families that may be punished."""
        most = minds["caution"].max(axis=1, initial=0)
        above = level(most, people["caution_day"], self.tables.caution_decay, self.plan.days, CAUTION_FIXED)
        steps = steps_at(self.tables, people["score"], people["band"])
        return np.round(above + self.tables.caution_floor[people["cell"], steps], ROUNDED)

    def _ledger(self, lived: Lived, names: pl.Series) -> pl.DataFrame:
        """A row an entry, in order of subject and record."""
        entries, plan = lived.entries, self.plan
        contexts = {c.id: c.context for c in plan.scheme.conducts}
        of = pl.Series(entries["of"])
        return pl.DataFrame(
            {
                "day": entries["day"],
                "subject": picked(names, entries["subject"]),
                "record": entries["record"],
                "of_subject": picked(names, entries["of_subject"]),
                "of": of.set(of == NOBODY, None),
                "source": picked(names, entries["source"]),
                "conduct": named(tuple(plan.conducts), entries["conduct"]),
                "channel": named(tuple(plan.channels), entries["channel"]),
                "provider": entries["provider"].astype(np.int32),
                "did_it": entries["cause"] == OWN,
                "cause": named(CAUSES_AND_RANK if self.tables.rank_every else CAUSES, entries["cause"]),
                "points_drawn": entries["drawn"],
                "points": entries["points"],
                "score": entries["score"],
                "band": named(tuple(plan.bands), entries["band"]),
                "context": named(tuple(contexts.get(c) for c in plan.conducts), entries["conduct"]),
            }
        )

    def _needs(self, lived: Lived, names: pl.Series) -> pl.DataFrame:
        """A row a denied or delayed need, in order of subject and time."""
        refusals, plan = lived.refusals, self.plan
        occasions = (*plan.opportunities, *plan.needs)
        contexts = tuple(
            plan.life.needs[name].context if name in plan.life.needs else None for name in occasions
        )
        treatments = plan.scheme.treatments
        return pl.DataFrame(
            {
                "day": refusals["day"],
                "subject": picked(names, refusals["subject"]),
                "need": named(occasions, refusals["kind"]),
                "treatment": named(tuple(t.id for t in treatments), refusals["treatment"]),
                "context": named(contexts, refusals["kind"]),
                "effect": named(tuple(t.effect for t in treatments), refusals["treatment"]),
                "band": named(tuple(plan.bands), refusals["band"]),
                "denied_by": refusals["denied_by"].astype(np.int32),
                "after_record": refusals["after"],
                "provider": refusals["provider"].astype(np.int32),
            }
        )

    def _providers(self, lived: Lived, names: pl.Series) -> pl.DataFrame:
        """A row a subject and provider: where it stands, how often it was asked for and denied."""
        state, bands, count = lived.state, tuple(self.plan.bands), self.tables.providers
        score = np.column_stack([state.people["score"], state.others["score"]])
        band = np.column_stack([state.people["band"], state.others["band"]])
        n = len(score)
        return pl.DataFrame(
            {
                "subject": picked(names, np.repeat(np.arange(n), count)),
                "provider": np.tile(np.arange(count, dtype=np.int32), n),
                "score": score.ravel(),
                "band": named(bands, band.ravel()),
                "asked": state.asked[:, :, 0].ravel().astype(np.int32),
                "denied": state.asked[:, :, 1].ravel().astype(np.int32),
            }
        )

    def _mixing(self, lived: Lived) -> pl.DataFrame:
        """A row a day that is counted, and a pair of bands: friendships, each from both ends."""
        mixing, plan = lived.state.mixing, self.plan
        counts, bands, _ = mixing.shape
        days = np.append(np.arange(counts - 1) * YEAR_DAYS, plan.days).astype(np.int32)
        names, pairs = tuple(plan.bands), bands * bands
        return pl.DataFrame(
            {
                "day": np.repeat(days, pairs),
                "district": np.full(counts * pairs, lived.state.district, np.int32),
                "band": named(names, np.tile(np.repeat(np.arange(bands), bands), counts)),
                "other_band": named(names, np.tile(np.arange(bands), counts * bands)),
                "ties": mixing.ravel(),
            }
        )

    def _tallies(self, lived: Lived) -> pl.DataFrame:
        """A row a group and conduct or need of the district."""
        tally, plan = lived.state.tally, self.plan
        groups, ids, _ = tally.shape
        flat = tally.reshape(groups * ids, TALLY_SIZE).astype(np.int32)
        return pl.DataFrame(
            {
                "district": np.full(groups * ids, lived.state.district, np.int32),
                "group": named(plan.groups, np.repeat(np.arange(groups), ids)),
                "id": named(plan.tally_ids, np.tile(np.arange(ids), groups)),
                **{name: np.ascontiguousarray(flat[:, i]) for i, name in enumerate(TALLIES)},
            }
        )


def joined(districts: Sequence[Frames]) -> Frames:
    """The tables of districts one under the other."""
    return {name: pl.concat([frames[name] for frames in districts]) for name in districts[0]}


def make_writer(plan: Plan, tables: Tables, *, ledger: bool) -> Writer:
    """A world's writer; without a scheme bands cost nothing, and nobody is investigated."""
    prices, taxes = paid_per_day(plan)
    paid = (prices, taxes) if tables.judged else (np.zeros_like(prices), np.zeros_like(taxes))
    days = investigation_days(plan)
    longest = days * tables.judged if days.any() else None
    return Writer(plan=plan, tables=tables, ledger=ledger, paid=paid, longest=longest)


def of_persons(values: npt.NDArray[Any], n: int) -> pl.Series:
    """A column of which organisations have none: theirs is null."""
    return pl.Series(values).extend_constant(None, n - len(values))


def padded(counts: npt.NDArray[Any], n: int) -> npt.NDArray[Any]:
    """Counts of every subject, 0 where nobody counted."""
    return counts if len(counts) == n else np.zeros((n, counts.shape[1]), counts.dtype)


def corrections(entries: npt.NDArray[Any], n: int) -> npt.NDArray[np.int32]:
    """Records of its own that each subject had corrected."""
    own = entries["subject"][(entries["cause"] == REDRESS) & (entries["of_subject"] == entries["subject"])]
    return np.bincount(own, minlength=n).astype(np.int32)


def more_of_people(lived: Lived, districts: Districts, d: int, names: pl.Series) -> dict[str, Any]:
    """Columns beyond the contract's: appeals decided, the employer, friends at the start and at the end."""
    state, n = lived.state, len(lived.state.people)
    start = districts.friend_start[int(districts.offsets[d]) : int(districts.offsets[d + 1]) + 1]
    first = np.diff(start).astype(np.int32)
    owner = np.repeat(np.arange(n), np.diff(state.friend_start))
    left = np.bincount(owner[state.friends[: len(owner)] != NO_TIE], minlength=n)[: len(first)]
    employer = state.employer[: len(first)].astype(np.int64)
    return {
        "appeals_decided": padded(state.appeals.astype(np.int32), n)[:, 1],
        "employer": picked(
            names, np.append(np.where(employer == NO_TIE, NOBODY, employer), np.full(n - len(first), NOBODY))
        ),
        "friends_at_start": of_persons(first, n),
        "friends": of_persons(left.astype(np.int32), n),
    }


def subject_names(districts: Districts, d: int) -> pl.Series:
    """`<district>-<index>` of a district's subjects, in order, organisations last; then null, for nobody."""
    n = int(districts.offsets[d + 1] - districts.offsets[d] + districts.organisations[d].sum())
    return f"{districts.first + d}-" + _indices(n)


@lru_cache(maxsize=8)
def _indices(n: int) -> pl.Series:
    """Places in a district as names have them, then null; districts are mostly of one size."""
    places = pl.select(pl.int_range(n).cast(pl.String).str.zfill(INDEX_DIGITS)).to_series()
    return places.extend_constant(None, 1)


def picked(names: pl.Series, numbers: npt.NDArray[Any]) -> pl.Series:
    """Names by number; `names` end with null, which is nobody's."""
    return names.gather(np.where(numbers == NOBODY, np.int64(len(names) - 1), numbers))


def named(names: Sequence[str | None], numbers: npt.NDArray[Any]) -> pl.Series:
    """Ids by number; null for none."""
    return picked(pl.Series([*names, None], dtype=pl.String), numbers)


def level(
    raised: npt.NDArray[Any],
    day: npt.NDArray[Any],
    decay: npt.NDArray[np.int64],
    days: int,
    one: int = FIXED,
) -> FloatArray:
    """Hardship or caution on the last day: what is left since its last raising, of so many units to one."""
    units = (raised.astype(np.int64) * decay[days - day.astype(np.int64)]) >> DECAY_BITS
    return units / one


def band_at(tables: Tables, cell: npt.NDArray[Any], score: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The band of each score for each cell."""
    return np.maximum((score[:, None] >= tables.band_from[cell]).sum(axis=1) - 1, 0)


def day_table(plan: Plan, days: npt.NDArray[np.int64]) -> pl.DataFrame:
    """days.parquet: int64[days, groups, bands, DAY_SIZE] as rows of day, group and band."""
    count, groups, bands, size = days.shape
    flat = days.reshape(count * groups * bands, size)
    columns = ("people", "acts", "records", "records_wrong", "denied", "withheld")
    return pl.DataFrame(
        {
            "day": np.repeat(np.arange(count, dtype=np.int32), groups * bands),
            "group": named(plan.groups, np.tile(np.repeat(np.arange(groups), bands), count)),
            "band": named(tuple(plan.bands), np.tile(np.arange(bands), count * groups)),
            **{name: np.ascontiguousarray(flat[:, i]) for i, name in enumerate(columns)},
        }
    )


def counterparts(scheme: pl.DataFrame, none: pl.DataFrame) -> pl.DataFrame:
    """A row a subject: what the scheme changed, scheme minus none."""
    columns: Mapping[str, pl.Series] = {name: scheme[name] - none[name] for name in DIFFERENCES}
    return pl.DataFrame({"subject": scheme["subject"], **columns})
