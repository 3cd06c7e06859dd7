"""Counted tables: a margin's rows, from a file or written in place, before anything is made of them.

A file comes in one of two shapes. Tidy: a column each for what it is counted by (age, sex, group,
income_decile) and one column `people` or `thousands`. By sex: the same without `sex`, and
`female_thousands` and `male_thousands` (or `female_people`, `male_people`), as in the UN's
World Population Prospects. A column `name` picks the rows of the `area` asked.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from demerit.formats.files import Unreadable, text_of, within
from demerit.formats.identities import identity_in
from demerit.society.model import FileMargin, TableMargin
from demerit.society.refusal import Place, refusal

if TYPE_CHECKING:
    from demerit.formats.reading import Document
    from demerit.society.model import Society

Column = Literal["age", "sex", "group", "income_decile"]
COLUMNS: Final[tuple[Column, ...]] = ("age", "sex", "group", "income_decile")
SEXES: Final = ("female", "male")
UNITS: Final = {"people": 1.0, "thousands": 1000.0}
ENDING: Final = ".csv"
OWN_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Row:
    """One cell as its source counts it: `keys` by column, as written, and how many `people`."""

    keys: dict[Column, str | int | float]
    people: float
    where: str
    place: Place


def data_file(society: Document[Society], file: str, place: Place) -> Path:
    """Where a data file lies: beside the society's file or below, else among demerit's own.

    So a run can copy it beside its tables under the name that the society's file gives it.

    Raises Problems where it is in neither, leads out of the folder, or is named as no table is.
    """
    for folder in (society.folder, OWN_FOLDER):
        if not within(folder, file):
            expected = "a path to a table beside the society's file or below: it is copied with every run"
            raise refusal(society, place, value=file, expected=expected)
        if Path(file).suffix.lower() != ENDING:
            raise refusal(society, place, value=file, expected=f"the name of a table, which ends in {ENDING}")
        if (folder / file).exists():
            return folder / file
    shipped = [f"data/{p.name}" for p in (OWN_FOLDER / "data").glob("*.csv")]
    expected = "a file beside the society's, or one that ships with demerit"
    raise refusal(society, place, value=file, expected=expected, known=shipped)


def read_csv(society: Document[Society], file: str, place: Place) -> list[list[str]]:
    """The lines of a data file, split; the first names the columns."""
    path = data_file(society, file, place)
    try:
        text = text_of(path)
        lines = [line for line in csv.reader(StringIO(text, newline=""), strict=True) if line]
    except Unreadable as error:
        raise refusal(society, place, value=file, expected=f"{error.expected}; it is {error.says}") from None
    except csv.Error as error:
        raise refusal(society, place, value=file, expected=f"a CSV table in UTF-8 ({error})") from None
    if len(lines) < 2 or any(len(line) != len(lines[0]) for line in lines):  # noqa: PLR2004 - a header and a row
        expected = "a CSV table whose lines have as many fields as its header"
        raise refusal(society, place, value=file, expected=expected)
    for number, cell in ((n, c) for n, line in enumerate(lines, start=1) for c in line if not _counts(c)):
        if (said := identity_in(cell)) is not None:
            expected = f"a table that tells of nobody (line {number} has what looks like {said})"
            raise refusal(society, place, value=file, expected=expected)
    return lines


def _counts(cell: str) -> bool:
    """Whether a cell holds a number that a table counts or measures, rather than words."""
    return re.fullmatch(r"\s*-?\d*\.?\d*(?:e[-+]?\d+)?\s*", cell, re.IGNORECASE) is not None


def counts_in(header: list[str]) -> list[tuple[str, dict[Column, str | int | float], float]]:
    """The columns that count: name, what each fixes (the sex), and how many people its unit is."""
    found: list[tuple[str, dict[Column, str | int | float], float]] = []
    for unit, size in UNITS.items():
        found.append((unit, {}, size))
        found.extend((f"{sex}_{unit}", {"sex": sex}, size) for sex in SEXES)
    return [each for each in found if each[0] in header]


def file_rows(society: Document[Society], margin: FileMargin, place: Place) -> list[Row]:
    """The rows of a margin that names a file, of its area only."""
    lines = read_csv(society, margin.file, (*place, "file"))
    header = lines[0]
    counts = counts_in(header)
    if not counts:
        expected = "a table with a column people or thousands, or female_thousands and male_thousands"
        raise refusal(society, (*place, "file"), value=margin.file, expected=expected)
    records = [(i, dict(zip(header, line, strict=True))) for i, line in enumerate(lines[1:], start=2)]
    if margin.area is not None:
        records = _of_area(society, records, margin.area, place)
    return [
        Row(
            keys={**{k: record[k] for k in COLUMNS if k in record}, **fixed},
            people=_number(society, record[column], f"{margin.file}, line {i}", place) * size,
            where=f"{margin.file}, line {i}",
            place=(*place, "file"),
        )
        for i, record in records
        for column, fixed, size in counts
    ]


def _of_area(
    society: Document[Society], records: list[tuple[int, dict[str, str]]], area: str, place: Place
) -> list[tuple[int, dict[str, str]]]:
    names = {record.get("name", "") for _, record in records}
    if area not in names:
        expected = "an area that the file names"
        raise refusal(society, (*place, "area"), value=area, expected=expected, known=sorted(names))
    return [(i, record) for i, record in records if record["name"] == area]


def _number(society: Document[Society], text: str, where: str, place: Place) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0:
        expected = f"a count of people, at least 0, in {where}"
        raise refusal(society, (*place, "file"), value=text, expected=expected)
    return value


def inline_rows(society: Document[Society], margin: TableMargin, place: Place) -> Iterator[Row]:
    """The rows of a margin written in place: as many column values as columns, then the people."""
    for i, row in enumerate(margin.rows):
        here: Place = (*place, "rows", i)
        if len(row) != len(margin.columns) + 1:
            expected = f"a value each for {', '.join(margin.columns)}, then the number of people"
            raise refusal(society, here, value=list(row), expected=expected)
        people = row[-1]
        if isinstance(people, str) or people < 0:
            raise refusal(society, here, value=people, expected="a number of people, at least 0")
        keys: dict[Column, str | int | float] = dict(zip(margin.columns, row[:-1], strict=True))
        yield Row(keys=keys, people=float(people), where="this row", place=here)


def rows_of(society: Document[Society], margin: FileMargin | TableMargin, place: Place) -> Iterable[Row]:
    """The counted rows of a margin, wherever it is written."""
    if isinstance(margin, FileMargin):
        return file_rows(society, margin, place)
    return list(inline_rows(society, margin, place))
