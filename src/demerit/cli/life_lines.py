"""A life from a run's tables in plain words, beside the same life without the scheme."""

from __future__ import annotations

from demerit.cli.lines import beside, columns, table, wrapped
from demerit.report.folder import RunFolder
from demerit.report.life.entry import entry, on_day
from demerit.report.life.story import Row, SubjectLife
from demerit.report.life.subject import cell, compared, who, work
from demerit.report.words import listed, years
from demerit.schemes.treatments import does

MOST_ENTRIES = 40
ENDS = 76  # the column where the table of both worlds ends
DAY = 20  # where the words begin after a day


def life_lines(run: RunFolder, life: SubjectLife) -> list[str]:
    """Who it is, both worlds in numbers, every record, where each provider has it, every refusal."""
    return [
        *wrapped(" ".join(filter(None, (who(run, life), work(life))))),
        *wrapped(_score(run, life)),
        "",
        *_both_worlds(run, life),
        "",
        *_records(run, life),
        "",
        *_providers(run, life),
        *_refused(run, life),
    ]


def _score(run: RunFolder, life: SubjectLife) -> str:
    """Start, end and band."""
    row = life.lived
    band = run.title(str(row["band"]))
    then = f"{row['score']:,} after {years(run.days)}"
    return f"Score {row['score_start']:,} at the start and {then}: band “{band}”."


def _both_worlds(run: RunFolder, life: SubjectLife) -> list[str]:
    """A table: the life as lived, and its counterpart."""
    rows = [
        (words, cell(life.lived, name, kind), cell(life.without, name, kind))
        for name, words, kind in compared(run, life)
    ]
    return table([("", "with it", "without it"), *rows], right=(1, 2), whole=(1, 2), end=ENDS)


def _records(run: RunFolder, life: SubjectLife) -> list[str]:
    """Every entry of the ledger in order; of very many, the first and the last."""
    if not life.records:
        return ["Nothing was ever recorded."]
    whose = " with the first provider" if life.providers else ""
    count = len(life.records)
    lines = [f"{count:,} entr{'y' if count == 1 else 'ies'} in the ledger{whose}"]
    half, left = MOST_ENTRIES // 2, len(life.records) - MOST_ENTRIES
    if left <= 0:
        return [*lines, *_dated(run, life, life.records)]
    gap = f"… {left:,} more in ledger.parquet are left out here …"
    return [*lines, *_dated(run, life, life.records[:half]), gap, *_dated(run, life, life.records[-half:])]


def _dated(run: RunFolder, life: SubjectLife, records: list[Row]) -> list[str]:
    """Entries with their days."""
    return [line for record in records for line in dated(record["day"], entry(run, record, life))]


def _providers(run: RunFolder, life: SubjectLife) -> list[str]:
    """Where each of several providers has it on the last day."""
    if not life.providers:
        return []
    lines = [f"{'On the last day':<20}{'score':>8}{'asked':>8}{'refused':>9}  band"]
    for row in life.providers:
        numbers = f"{row['score']:>8,}{row['asked']:>8,}{row['denied']:>9,}"
        begun = f"{'provider ' + str(row['provider']):<20}{numbers}  "
        lines += beside(begun, run.title(str(row["band"])), "", columns())
    return [*lines, ""]


def _refused(run: RunFolder, life: SubjectLife) -> list[str]:
    """What was refused or came later, by need: how often, when first, and by whom."""
    if not life.needs:
        return ["Nothing was refused, and nothing came late."]
    lines = ["Refused or late"]
    alike: dict[tuple[str, str], list[Row]] = {}
    for need in life.needs:
        alike.setdefault((str(need["need"]), str(need["effect"])), []).append(need)
    for (name, effect), needs in alike.items():
        first, done = needs[0], does(effect).done
        often = "once" if len(needs) == 1 else f"{len(needs):,} times, first here"
        band = run.title(str(first["band"]))
        sentence = f"{run.title(name)}: {done} {often}, in band “{band}” ({first['treatment']})."
        lines += dated(first["day"], f"{sentence}{_by_whom(run, life, needs)}")
    return lines


def _by_whom(run: RunFolder, life: SubjectLife, needs: list[Row]) -> str:
    """Which of several providers refused, and how often all of them would have."""
    if not life.providers:
        return ""
    asked = [str(number) for number in sorted({need["provider"] for need in needs})]
    scheme = run.scheme.model
    everywhere = sum(need["denied_by"] >= scheme.providers_on(need["day"]) for need in needs)
    nowhere_else = f"; {everywhere:,} of the times all would have" if everywhere else ""
    return f" By provider{'' if len(asked) == 1 else 's'} {listed(asked)}{nowhere_else}."


def dated(day: int, sentence: str) -> list[str]:
    """A sentence with its day in front."""
    return wrapped(f"{on_day(day):<{DAY}}{sentence}", DAY)
