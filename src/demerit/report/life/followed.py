"""One life of a run, for whoever follows it from Python: its rows, and its story in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from demerit.errors import WrongUse
from demerit.report.folder import RunFolder
from demerit.report.life.entry import on_day
from demerit.report.life.story import Row, SubjectLife, read_lives
from demerit.report.life.subject import who, work
from demerit.report.life.telling import article, events_of, summary


def one_life(run: RunFolder, subject: str) -> SubjectLife:
    """A subject's rows in both worlds; raises `WrongUse` where there is no such subject or no ledger."""
    people = run.table("people")
    if run.table("ledger") is None or run.table("needs") is None or people is None:
        message = f"{run.stored.path} kept no ledger, so no life can be followed: run it again with --ledger"
        raise WrongUse(message)
    lives = read_lives(run, [(subject, "", "")], columns=None)
    if not lives:
        raise WrongUse(f"{run.stored.path} has no subject '{subject}': {_nearest(people, subject)}")
    return lives[0]


def _nearest(people: pl.LazyFrame, subject: str) -> str:
    """Which ids there are near the one that was asked for."""
    ids = people.select(pl.col("subject").cast(pl.String)).collect()["subject"]
    wanted = re.match(r"(\d+)-", subject)
    near = ids.filter(ids.str.starts_with(f"{int(wanted[1])}-")) if wanted else ids.clear()
    if len(near):
        return f"those of district {int(wanted[1]) if wanted else 0} run from {near[0]} to {near[-1]}"
    return f"they run from {ids[0]} to {ids[-1]}"


@dataclass(frozen=True, repr=False)
class Story:
    """A life as `run.life(subject)` gives it: printed, it is the story; nobody real stands behind it."""

    run: RunFolder
    life: SubjectLife

    @property
    def person(self) -> Row:
        """The subject's row of people."""
        return self.life.lived

    @cached_property
    def ledger(self) -> pl.DataFrame:
        """The subject's entries, with every provider, by number."""
        return pl.DataFrame(self.life.every, infer_schema_length=None)

    @cached_property
    def needs(self) -> pl.DataFrame:
        """What was refused, or came late."""
        return pl.DataFrame(self.life.needs, infer_schema_length=None)

    @property
    def events(self) -> list[tuple[int, str]]:
        """The events worth telling: (day, sentence)."""
        return [(day, words) for day, _, words in events_of(self.run, self.life)]

    def __repr__(self) -> str:
        """Who it is, both lives in two sentences, and what happened."""
        about = " ".join(filter(None, (who(self.run, self.life), work(self.life))))
        lines = [f"{on_day(day)}: {words}" for day, words in self.events]
        return "\n".join([f"{self.life.subject}: {about}", summary(self.life), *lines])

    def _repr_html_(self) -> str:
        """The same in a notebook, with the score day by day."""
        return str(article(self.run, self.life))
