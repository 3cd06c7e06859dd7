"""A run's tables as whole numbers: persons, districts, groups and ids numbered once.

All sums run over numpy columns in the order of the rows, never over threads, so that the same run
gives the same bits on any number of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from demerit.findings.columns import NONE, PLACE, Codes, IntArray, codes, places
from demerit.findings.entries import Entries, Refusals, read_entries, read_refusals
from demerit.findings.evidence import Evidence
from demerit.findings.finding import FloatArray
from demerit.findings.whole import Whole, in_order_of, of_blocks
from demerit.formats.columns import column as declared
from demerit.formats.values import every_number, is_by, unsourced
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.runs.tables import Sometimes
from demerit.schemes.model import Conduct
from demerit.schemes.rights import is_expressive
from demerit.schemes.treatments import DELAYING, REFUSING, Effect

T = TypeVar("T")
HELD_AT_MOST: Final = 200_000
"""Rows of a table of persons that is held whole: 40 MB."""
TALLIED: Final = ("acts", "withheld", "performed", "asked", "denied", "delayed", "prioritised")


class Coded:
    """The evidence in whole numbers; every part is worked out when first asked for.

    Of a block of a run's districts, `whole` is what findings must know of all of them.
    """

    def __init__(self, evidence: Evidence, whole: Whole | None = None) -> None:
        self.evidence = evidence
        self._whole = whole
        self.scheme = evidence.scheme
        self.years = evidence.days / YEAR_DAYS
        self.bands = [band.id for band in evidence.scheme.bands]
        self.channels = [channel.id for channel in evidence.scheme.channels]
        self.conducts = [c for c in evidence.scheme.conducts if c.subject == "person"]
        self.all_conducts = [*self.conducts, *(c for c in evidence.scheme.conducts if c.subject != "person")]
        self.providers = evidence.scheme.providers.count
        self.needs = [name for name, need in evidence.life.needs.items() if need.kind in (None, "person")]
        self._shared: dict[Any, Any] = {}
        self._persons = evidence.people.lazy().filter(pl.col("kind") == "person")

    def once(self, key: Any, work_out: Callable[[], T]) -> T:
        """What several findings share under a key, worked out by the first that asks."""
        if key not in self._shared:
            self._shared[key] = work_out()
        return self._shared[key]

    def column(self, name: str) -> npt.NDArray[Any]:
        """A numeric column of the persons, a row a person."""
        return self._series(name).to_numpy()

    def _series(self, name: str) -> pl.Series:
        """A column of the persons as the table has it."""
        held = self._held
        return self._persons.select(name).collect()[name] if held is None else held[name]

    @cached_property
    def _held(self) -> pl.DataFrame | None:
        """The persons' table, where they are so few that to ask for each column by itself takes longer."""
        few = self.evidence.people.lazy().select(pl.len()).collect().item() <= HELD_AT_MOST
        return self._persons.collect() if few else None

    def has_column(self, name: str) -> bool:
        """Whether the persons' table has a column: runs of older versions lack some."""
        return name in self._persons.collect_schema()

    def counterpart(self, name: str) -> npt.NDArray[Any]:
        """A column of the counterparts, scheme minus none, a row a person."""
        table = self.kept("counterparts").select("subject", name).collect()
        person = self.person_of(table["subject"])
        column = np.zeros(self.persons)
        column[person[person >= 0]] = table[name].to_numpy()[person >= 0]
        return column

    def words(self, name: str, known: Sequence[str]) -> Codes:
        """An id column of the persons as places in `known`, -1 for none."""
        return codes(self._series(name), known)

    @cached_property
    def subject(self) -> IntArray:
        """District and place of each person, as district * 2^20 + place."""
        return places(self._series("subject"))

    @property
    def persons(self) -> int:
        """How many persons there are."""
        return len(self.subject)

    @cached_property
    def district(self) -> IntArray:
        """Each person's district, numbered from 0 in order."""
        return np.searchsorted(self.district_numbers, self.subject // PLACE)

    @cached_property
    def district_numbers(self) -> IntArray:
        """The numbers of the districts that have persons, rising."""
        return np.unique(self.subject // PLACE)

    @property
    def districts(self) -> int:
        """How many districts have persons."""
        return len(self.district_numbers)

    @cached_property
    def whole(self) -> Whole:
        """The society that this is, or is a block of."""
        return self._whole or self.part

    @property
    def part(self) -> Whole:
        """What there is of the whole here."""
        kind = pl.col("kind").cast(pl.String)
        others = self.evidence.people.lazy().select(kind.filter(kind != "person").unique()).collect()
        score = self.column("score").astype(np.int64)
        times = self.column("needs").astype(np.int64) if self.has_column("needs") else np.zeros(0, np.int64)
        tallied = self.evidence.tallies.lazy().group_by(pl.col("id").cast(pl.String))
        asked = tallied.agg(pl.col("asked").cast(pl.Int64).sum()).collect()
        return Whole(
            groups=tuple(self._own_groups()),
            kinds=tuple(sorted(others["kind"].to_list())),
            persons=len(score),
            scores=int(score.sum()),
            least=int(score.min(initial=score[0])) if len(score) else 0,
            most=int(score.max(initial=score[0])) if len(score) else 0,
            needs=int(times.sum()),
            needs_squared=int((times**2).sum()),
            asked=dict(asked.iter_rows()),
        )

    @cached_property
    def groups(self) -> list[str]:
        """The groups that occur in the whole society, in its file's order."""
        return self._own_groups() if self._whole is None else list(self._whole.groups)

    def _own_groups(self) -> list[str]:
        """The groups that occur here."""
        ids = self._series("group").unique().cast(pl.String).to_list()
        return in_order_of([group.id for group in self.evidence.society.groups], set(ids))

    @cached_property
    def group(self) -> Codes:
        """Each person's group as a place in `groups`."""
        return self.words("group", self.groups)

    @cached_property
    def cell(self) -> IntArray:
        """Each person's district and group, as district * groups + group."""
        return self.district * len(self.groups) + self.group

    def summed(self, values: npt.NDArray[Any] | None = None, rows: IntArray | None = None) -> FloatArray:
        """Sums by district and group, float64[D, G], of a value a person, or one for each of `rows`.

        Without values: counts.
        """
        cell = self.cell if rows is None else self.cell[rows]
        size = self.districts * len(self.groups)
        weights = None if values is None else values.astype(np.float64)
        summed = np.bincount(cell, weights=weights, minlength=size)
        return summed.astype(np.float64).reshape(self.districts, len(self.groups))

    def squared(self, persons: IntArray) -> FloatArray:
        """The squares of how often each person is among these, by district and group: float64[D, G]."""
        return self.summed(np.bincount(persons, minlength=self.persons).astype(np.float64) ** 2)

    @cached_property
    def heads(self) -> FloatArray:
        """Persons by district and group."""
        return self.summed()

    @cached_property
    def expressive(self) -> list[str]:
        """Conducts with a right of expression, religion, conscience, assembly or association."""
        return [conduct.id for conduct in self.conducts if is_expressive(conduct)]

    @cached_property
    def rewarded(self) -> list[str]:
        """Conducts that can gain points."""
        return [conduct.id for conduct in self.conducts if most_points(conduct) > 0]

    def tally(self, column: str, ids: Collection[str], *, baseline: bool = False) -> FloatArray:
        """A column of the tallies summed over conducts or needs, by district and group: float64[D, G]."""
        names, table = self.once(f"tallies {baseline}", lambda: self._pivot(baseline=baseline))
        rows = [names.index(name) for name in sorted(ids) if name in names]
        return table[column][rows].sum(axis=0)

    def _pivot(self, *, baseline: bool) -> tuple[list[str], dict[str, FloatArray]]:
        """Ids, and each column as float64[ids, D, G], of the tallies under the scheme or without it."""
        world = self.evidence.baseline if baseline else self.evidence
        if world is None:
            raise ValueError("this run has no world without the scheme")
        table = world.tallies.lazy().select("district", "group", "id", *TALLIED).collect()
        names = sorted(table["id"].cast(pl.String).unique().to_list())
        numbers = self.district_numbers
        number = table["district"].cast(pl.Int64).to_numpy()
        district = np.searchsorted(numbers, number)
        group = codes(table["group"], self.groups).astype(np.int64)
        kept = (district < len(numbers)) & (group >= 0)
        kept[kept] = numbers[district[kept]] == number[kept]
        shape = (len(names), self.districts, len(self.groups))
        place = (codes(table["id"], names).astype(np.int64) * shape[1] + district) * shape[2] + group
        sums: dict[str, FloatArray] = {}
        for name in TALLIED:
            weights = table[name].to_numpy()[kept].astype(np.float64)
            filled = np.bincount(place[kept], weights=weights, minlength=int(np.prod(shape)))
            sums[name] = filled.astype(np.float64).reshape(shape)
        return names, sums

    def kept(self, name: Sometimes) -> pl.LazyFrame:
        """A table that not every run keeps. Raises ValueError where this one did not: see `needs`."""
        table: pl.LazyFrame | None = getattr(self.evidence, name)
        if table is None:
            raise ValueError(f"this run kept no table {name!r}, which the question did not say it needs")
        return table

    @cached_property
    def entries(self) -> Entries:
        """The ledger with the first provider."""
        return self._read_entries(1)

    @cached_property
    def every_entry(self) -> Entries:
        """The ledgers with all providers."""
        return self.entries if self.providers == 1 else self._read_entries(self.providers)

    def _read_entries(self, providers: int) -> Entries:
        """The ledger with so many providers; conducts are places in `all_conducts`."""
        return read_entries(
            self.kept("ledger"),
            self.person_of,
            conducts=[conduct.id for conduct in self.all_conducts],
            channels=self.channels,
            bands=self.bands,
            providers=providers,
        )

    @cached_property
    def refusals(self) -> Refusals:
        """Denied needs."""
        return self._read_refusals(REFUSING)

    @cached_property
    def delays(self) -> Refusals:
        """Needs that only came later."""
        return self._read_refusals(DELAYING)

    def _read_refusals(self, effects: Collection[Effect]) -> Refusals:
        """Needs that met one of these effects."""
        return read_refusals(
            self.kept("needs"),
            self.person_of,
            needed=self.needs,
            treatments=[treatment.id for treatment in self.scheme.treatments],
            effects=effects,
            providers=self.providers,
        )

    def person_of(self, subject: pl.Series) -> IntArray:
        """The row of each subject among the persons, -1 for who is no person."""
        runs = subject.rle().struct.unnest()
        wanted = places(runs["value"])
        order = np.argsort(self.subject, kind="stable")
        at = order[np.minimum(np.searchsorted(self.subject, wanted, sorter=order), self.persons - 1)]
        person = np.where(self.subject[at] == wanted, at, NONE)
        return np.repeat(person, runs["len"].to_numpy())

    def per_person(self, value: Any) -> IntArray:
        """A number of the scheme for each person, or one for all: int64[persons] or int64[1].

        Keys of stepped columns are lower edges; below the lowest, the lowest.
        """
        value = unsourced(value)
        if not is_by(value):
            return np.array([int(value)], np.int64)
        values: Mapping[Any, Any] = value.values
        keys = sorted(values) if declared(value.by).stepped else list(values)
        chosen = self._chosen(value.by, keys)
        answer = np.zeros(self.persons, np.int64)
        for place, key in enumerate(keys):
            answer = np.where(chosen == place, self.per_person(values[key]), answer)
        return answer

    def _chosen(self, column: str, keys: Sequence[Any]) -> IntArray:
        """Which key holds for each person, -1 for none."""
        if declared(column).about == "kind":
            return np.full(self.persons, keys.index("person") if "person" in keys else NONE, np.int64)
        if declared(column).about == "place":
            lookup = {int(key): place for place, key in enumerate(keys)}
            by_district = [lookup.get(int(number), NONE) for number in self.district_numbers]
            return np.array(by_district, np.int64)[self.district]
        if declared(column).stepped:
            points = self.column("score_start" if column == "start_score" else column)
            return np.clip(np.searchsorted(np.array(keys, np.float64), points, side="right") - 1, 0, None)
        return self.words(column, [str(key) for key in keys]).astype(np.int64)


def once(work_out: Callable[[Coded], T]) -> Callable[[Coded], T]:
    """A function of a run whose answer several findings share: worked out by the first that asks."""
    return lambda run: run.once(work_out, lambda: work_out(run))


def blocks_of(evidences: Sequence[Evidence]) -> Iterator[Coded]:
    """Blocks of a run in whole numbers, one after the other, each knowing the whole society."""
    if len(evidences) == 1:
        yield Coded(evidences[0])
        return
    order = [group.id for group in evidences[0].society.groups]
    whole = of_blocks([Coded(evidence).part for evidence in evidences], order)
    for one in evidences:
        yield Coded(one, whole)


def most_points(conduct: Conduct) -> int:
    """The most points that a record of the conduct can bring."""
    return int(max(every_number(conduct.points)))
