"""The same run, or the same comparison, under several seeds: each of them, and what lies between them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Generic, TypeVar, overload

import polars as pl

from demerit.errors import WrongUse
from demerit.findings.bounds import Level
from demerit.study.plan import SEED_BELOW
from demerit.world.job import Job

T = TypeVar("T")
FEWEST: Final = 2
"""Seeds between which there is something to see."""


class Seeds(Sequence[T], Generic[T]):
    """Runs (or comparisons) of one question in the order of their seeds.

    `frame()` has every number of every one of them; `means()` has the mean over seeds with its interval.
    """

    def __init__(self, lived: dict[int, T], frame_of: Callable[[T], pl.DataFrame], number: str) -> None:
        """`frame_of` gives a table of one of them, in which the column `number` is what is asked."""
        self.seeds = tuple(lived)
        self._lived = lived
        self._frame_of = frame_of
        self._number = number

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Seeds[T]: ...

    def __getitem__(self, at: int | slice) -> T | Seeds[T]:
        """One of them by its place, or some."""
        if isinstance(at, slice):
            some = {seed: self._lived[seed] for seed in self.seeds[at]}
            return Seeds(some, self._frame_of, self._number)
        return self._lived[self.seeds[at]]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.seeds)

    def __iter__(self) -> Iterator[T]:
        """Each in turn."""
        return iter(self._lived.values())

    def frame(self) -> pl.DataFrame:
        """All their numbers: the table of each, with its seed in a column before."""
        tables = [
            self._frame_of(lived).select(pl.lit(seed).cast(pl.Int64).alias("seed"), pl.all())
            for seed, lived in self._lived.items()
        ]
        return pl.concat(tables) if tables else pl.DataFrame()

    def means(self) -> pl.DataFrame:
        """Each number's mean over seeds, and the 95 % interval of that mean (Student's t).

        A row a finding and part; `seeds` is how many have the number. There is no interval under two, nor
        where all came out the same: that says nothing of how far others would lie.
        """
        keys = [name for name in ("finding", "part") if name in self.frame().columns]
        number = pl.col(self._number)
        grouped = self.frame().group_by(keys, maintain_order=True).agg(
            number.mean(), number.std().alias("sd"), number.count().cast(pl.Int64).alias("seeds"),
        )  # fmt: skip
        half = [_half(*row) for row in grouped.select("sd", "seeds").iter_rows()]
        ends = pl.Series("half", half, pl.Float64)
        return grouped.select(
            *keys, number, (number - ends).alias("low"), (number + ends).alias("high"), "seeds"
        )

    def __repr__(self) -> str:
        """How many there are, and the numbers between them."""
        return f"{len(self)} seeds: {', '.join(map(str, self.seeds))}\n{self.means()}"

    def _repr_html_(self) -> str:
        """The same in a notebook."""
        show = getattr(self.means(), "_repr_html_")  # noqa: B009 a protocol that types call private
        return str(show())


def lived_under(
    seeds: Sequence[int] | None,
    jobs: Sequence[Job],
    out: str | Path | None,
    live: Callable[[Sequence[Job], str | Path | None], T],
    frame_of: Callable[[T], pl.DataFrame],
    number: str,
) -> T | Seeds[T]:
    """What living jobs gives; of `seeds`, if there are some, under each, below `out` in a folder of its own.

    Files were read once, for all of them; `frame_of` and `number` are those of `Seeds`. Raises `WrongUse` for
    no seed, for one out of range, and for one that is named twice: it would count for two.
    """
    if seeds is None:
        return live(jobs, out)
    off = [seed for seed in seeds if not 0 <= seed < SEED_BELOW]
    if not seeds or off or len(set(seeds)) < len(seeds):
        raise WrongUse(f"seeds {list(seeds)}: expected one or more, each once, from 0 to 2^63 - 1")
    lived = {
        seed: live([job.under(seed) for job in jobs], None if out is None else Path(out) / f"seed-{seed}")
        for seed in seeds
    }
    return Seeds(lived, frame_of, number)


def _half(sd: float | None, count: int) -> float | None:
    """Half the 95 % interval of a mean over so many seeds; None under two, and where they do not differ."""
    if not sd or count < FEWEST:
        return None
    return Level(districts=count).student * sd / math.sqrt(count)
