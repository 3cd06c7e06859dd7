"""A life from a run's tables in plain words, beside the same life without the scheme."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import polars as pl

from demerit.cli.lines import wrapped
from demerit.errors import WrongUse
from demerit.report.folder import RunFolder
from demerit.report.story import Life
from demerit.report.telling import COMPARED, entry, on_day, who
from demerit.report.words import is_number, years

MOST_ENTRIES = 40
DAY = 20  # where the words begin after a day


def one_life(run: RunFolder, subject: str) -> Life:
    """A subject's rows in both worlds; raises `WrongUse` where there is no such subject or no ledger."""
    people = run.table("people")
    if run.table("ledger") is None or run.table("needs") is None or people is None:
        message = f"{run.path} kept no ledger, so no life can be followed: run it again with --ledger"
        raise WrongUse(message)
    lived = _rows(people, subject)
    if not lived:
        raise WrongUse(f"{run.path} has no subject '{subject}': {_nearest(people, subject)}")
    return Life(
        role="", why="", subject=subject, lived=lived[0],
        without=next(iter(_rows(run.table("baseline/people"), subject)), None),
        records=_rows(run.table("ledger"), subject),
        needs=_rows(run.table("needs"), subject),
    )  # fmt: skip


def _rows(table: pl.LazyFrame | None, subject: str) -> list[dict[str, Any]]:
    """A subject's rows in the order of the table."""
    if table is None:
        return []
    return table.filter(pl.col("subject").cast(pl.String) == subject).collect().to_dicts()


def _nearest(people: pl.LazyFrame, subject: str) -> str:
    """Which ids there are near the one that was asked for."""
    ids = people.select(pl.col("subject").cast(pl.String)).collect()["subject"]
    wanted = re.match(r"(\d+)-", subject)
    near = ids.filter(ids.str.starts_with(f"{int(wanted[1])}-")) if wanted else ids.clear()
    if len(near):
        return f"those of district {int(wanted[1]) if wanted else 0} run from {near[0]} to {near[-1]}"
    return f"they run from {ids[0]} to {ids[-1]}"


def life_lines(run: RunFolder, life: Life) -> list[str]:
    """Who it is, both worlds in numbers, every record, every refusal."""
    return [
        *wrapped(who(run, life)),
        *wrapped(_score(run, life)),
        "",
        *_both_worlds(life),
        "",
        *_records(run, life),
        "",
        *_refused(run, life),
    ]


def _score(run: RunFolder, life: Life) -> str:
    """Start, end and class."""
    row = life.lived
    band = run.title(str(row["band"]))
    then = f"{row['score']:,} after {years(run.days)}"
    return f"Score {row['score_start']:,} at the start and {then}: class “{band}”."


def _both_worlds(life: Life) -> list[str]:
    """A table: the life as lived, and its counterpart."""
    lines = [f"{'':<52}{'with it':>12}{'without it':>12}"]
    lines += [
        f"{said:<52}{_cell(life.lived, name, kind):>12}{_cell(life.without, name, kind):>12}"
        for name, said, kind in COMPARED
    ]
    return lines


def _cell(row: dict[str, Any] | None, name: str, kind: str) -> str:
    """One number of one world."""
    value = None if row is None else row.get(name)
    if not is_number(value):
        return "not lived" if row is None else "-"
    number = float(value)  # type: ignore[arg-type]
    return {"share": f"{number * 100:.1f} %", "count": f"{number:,.0f}"}.get(kind, f"{number:.2f}")


def _records(run: RunFolder, life: Life) -> list[str]:
    """Every entry of the ledger in order; of very many, the first and the last."""
    if not life.records:
        return ["Nothing was ever recorded."]
    shown, half = life.records, MOST_ENTRIES // 2
    lines = [f"{len(life.records):,} entries in the ledger"]
    if len(shown) <= MOST_ENTRIES:
        return [*lines, *(line for record in shown for line in dated(record["day"], entry(run, record)))]
    left = len(shown) - 2 * half
    lines += [line for record in shown[:half] for line in dated(record["day"], entry(run, record))]
    lines += [f"… {left:,} entries that ledger.parquet has are left out here …"]
    return [*lines, *(line for record in shown[-half:] for line in dated(record["day"], entry(run, record)))]


def _refused(run: RunFolder, life: Life) -> list[str]:
    """What was refused or came later, by need: how often, and when first."""
    if not life.needs:
        return ["Nothing was refused, and nothing came late."]
    lines = ["Refused or late"]
    counts = Counter((str(need["need"]), str(need["effect"])) for need in life.needs)
    for (name, effect), count in counts.items():
        first = next(n for n in life.needs if (str(n["need"]), str(n["effect"])) == (name, effect))
        done = "refused" if effect == "denial" else "late"
        often = "once" if count == 1 else f"{count:,} times, first here"
        band = run.title(str(first["band"]))
        lines += dated(
            first["day"], f"{run.title(name)}: {done} {often}, in class “{band}” ({first['treatment']})."
        )
    return lines


def dated(day: int, said: str) -> list[str]:
    """A sentence with its day in front."""
    first, *rest = wrapped(f"{on_day(day):<{DAY}}{said}", DAY)
    return [first, *rest]
