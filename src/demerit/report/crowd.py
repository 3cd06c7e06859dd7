"""A thousand of a run's people, one by one: which band each was in, over the years, packed to be replayed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from demerit.findings.coded import Coded
from demerit.findings.columns import codes
from demerit.findings.courses import STEP, pictured, sampled, start_bands
from demerit.report.folder import PERSON

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder

MOST: Final = 1_000
"""So many are shown at most: every so-and-so-manieth of all."""
LONGEST: Final = 60_000
"""Characters of the code of all courses: at twice the days between pictures it is about half as long."""
LETTERS: Final = ascii_uppercase


@dataclass(frozen=True, kw_only=True)
class Courses:
    """Some of a run's people at the end of each of some days.

    `of`: how many people lived; `band`: uint8[days, people], places in the scheme's bands, worst first.
    """

    of: int
    days: list[int]
    band: npt.NDArray[np.uint8]

    @property
    def people(self) -> int:
        """How many are shown."""
        return self.band.shape[1]

    def counts(self, picture: int, bands: int) -> list[int]:
        """How many of them are in each band on the day of a picture."""
        return np.bincount(self.band[picture], minlength=bands).tolist()

    @property
    def code(self) -> str:
        """All courses: a person begins with a letter, a band; then, pictures later (base 36), the next band.

        'B3cA12D' is one who begins in the second band, is in the first 120 pictures on and 38 after that in
        the fourth.
        """
        moved = self.band[1:] != self.band[:-1]
        return "".join(
            self._of(person, np.flatnonzero(moved[:, person]) + 1) for person in range(self.people)
        )

    def _of(self, person: int, moves: npt.NDArray[np.int64]) -> str:
        """One person's course."""
        parts = [LETTERS[self.band[0, person]]]
        for before, at in zip([0, *moves[:-1]], moves, strict=False):
            parts.append(f"{np.base_repr(int(at - before), 36).lower()}{LETTERS[self.band[at, person]]}")
        return "".join(parts)


def crowd(run: RunFolder) -> Courses | None:
    """The people to be shown, STEP days apart, or so many more that their code stays within LONGEST.

    None where the run kept no ledger, has nobody, or has more bands than letters.
    """
    evidence = run.evidence
    if evidence is None or evidence.ledger is None or len(evidence.scheme.bands) > len(LETTERS):
        return None
    persons = evidence.people.lazy().filter(pl.col("kind") == PERSON)
    subjects = persons.select(pl.col("subject").cast(pl.String)).collect()["subject"]
    if subjects.is_empty() or not run.days:
        return None
    shown = subjects.gather_every(-(-len(subjects) // MOST))
    among = pl.col("subject").cast(pl.String).is_in(shown.implode())
    chosen = Coded(replace(evidence, people=persons.filter(among), ledger=None, needs=None))
    moves = _moves(evidence.ledger.lazy().filter(among), chosen)
    step = STEP
    while True:
        packed = _at(chosen, moves, len(subjects), sampled(run.days, step))
        if step >= run.days or len(packed.code) <= LONGEST:
            return packed
        step *= 2


def _moves(ledger: pl.LazyFrame, chosen: Coded) -> pl.DataFrame:
    """Person, day and band of every entry with the first provider, by person and record."""
    rows = ledger.filter(pl.col("provider").fill_null(0) == 0).select("subject", "record", "day", "band")
    table = rows.collect()
    return pl.DataFrame({
        "person": chosen.person_of(table["subject"]), "record": table["record"].cast(pl.Int64),
        "day": table["day"].cast(pl.Int64), "band": codes(table["band"], chosen.bands),
    }).sort("person", "record")  # fmt: skip


def _at(chosen: Coded, moves: pl.DataFrame, of: int, days: list[int]) -> Courses:
    """Everybody's band at the end of some days: that of the latest entry until then, else of the start."""
    person, day = moves["person"].to_numpy(), moves["day"].to_numpy()
    start = start_bands(chosen).astype(np.uint8)
    (band,) = pictured(np.array(days), person, day, (start, moves["band"].to_numpy()))
    return Courses(of=of, days=days, band=band)
