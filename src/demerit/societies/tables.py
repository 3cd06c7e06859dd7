"""Counted tables: a margin's rows, from a file or written in place, before anything is made of them.

A file comes in one of two shapes. Tidy: a column each for the traits that it is counted by (age, sex, …) and
one column `people` or `thousands`. By sex: the same without `sex`, and
`female_thousands` and `male_thousands` (or `female_people`, `male_people`), as in the UN's
World Population Prospects. A column `name` picks the rows of the `area` asked.

Written in place or in a file, a key means the same: an age is a band (`15-19`), an open one (`80+`), or a
whole number, which is the lower edge of a band up to the next.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from demerit.formats.columns import SEXES, traits
from demerit.formats.files import Unreadable, text_of, within
from demerit.formats.identities import identity_in
from demerit.formats.problems import Place
from demerit.societies.model import FileMargin, TableMargin

if TYPE_CHECKING:
    from demerit.formats.reading import Document
    from demerit.societies.model import Society

UNITS: Final = {"people": 1.0, "thousands": 1000.0}
ENDING: Final = ".csv"
OWN_FOLDER: Final = Path(__file__).parent
Lines = list[tuple[int, list[str]]]
"""Rows of a CSV file, split, each with its line in the file from 1."""


@dataclass(frozen=True, kw_only=True)
class MarginRow:
    """One cell as its source counts it: `keys` by column, as written, and how many `people`."""

    keys: dict[str, str | int | float]
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
            raise society.refusal(place, value=file, expected=expected)
        if Path(file).suffix.lower() != ENDING:
            raise society.refusal(place, value=file, expected=f"the name of a table, which ends in {ENDING}")
        if (folder / file).exists():
            return folder / file
    shipped = [f"data/{p.name}" for p in (OWN_FOLDER / "data").glob("*.csv")]
    expected = "a file beside the society's, or one that ships with demerit"
    raise society.refusal(place, value=file, expected=expected, known=shipped)


def read_csv(society: Document[Society], file: str, place: Place) -> tuple[list[str], Lines]:
    """The names of a data file's columns, and its rows.

    Raises Problems, at the line of the society that names the file, for what is no such table.
    """
    path = data_file(society, file, place)
    try:
        reader = csv.reader(StringIO(text_of(path), newline=""), strict=True)
        lines = [(reader.line_num, line) for line in reader if line]
    except Unreadable as error:
        raise society.refusal(place, value=file, expected=f"{error.expected}; it is {error.says}") from None
    except csv.Error as error:
        raise society.refusal(place, value=file, expected=f"a CSV table in UTF-8 ({error})") from None
    wrong = _no_table(lines)
    if wrong:
        raise society.refusal(place, value=file, expected=f"a CSV table; {wrong}")
    for number, cell in ((number, cell) for number, line in lines for cell in line if not _counts(cell)):
        if (identity := identity_in(cell)) is not None:
            expected = f"a table that tells of nobody (line {number} has what looks like {identity})"
            raise society.refusal(place, value=file, expected=expected)
    return lines[0][1], lines[1:]


def _no_table(lines: Lines) -> str:
    """What keeps lines from being a table with a header and as many fields in each row; "" if nothing."""
    if not lines:
        return "this file is empty"
    header = lines[0][1]
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and mark in header[0]:
            return f"this one has {name} where commas part fields"
    doubled = next((name for name in header if header.count(name) > 1), None)
    if doubled is not None:
        return f"this one's header has '{doubled}' twice"
    if len(lines) == 1:
        return "this one is a header alone"
    for number, line in lines:
        if len(line) != len(header):
            commas = " (is it a decimal comma? numbers have a point)" if len(line) > len(header) else ""
            return f"line {number} of this one has {len(line)} fields, its header {len(header)}{commas}"
    return ""


def number_of(text: str) -> float:
    """A number of a table, not-a-number where there is none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def with_point(text: str) -> str:
    """The remark that a number with a decimal comma needs; "" for any other text."""
    return ", with a decimal point" if re.fullmatch(r"\s*[-+]?[0-9]+,[0-9]+\s*", text) else ""


def _key(text: str) -> str | int:
    """A key as YAML would have read it in place: a whole number, or a word."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text.strip()) else text.strip()


def _counts(cell: str) -> bool:
    """Whether a cell holds a number that a table counts or measures, rather than words."""
    return re.fullmatch(r"\s*-?\d*\.?\d*(?:e[-+]?\d+)?\s*", cell, re.IGNORECASE) is not None


def counts_in(header: list[str]) -> list[tuple[str, dict[str, str | int | float], float]]:
    """The columns that count: name, what each fixes (the sex), and how many people its unit is."""
    units: list[tuple[str, dict[str, str | int | float], float]] = []
    for unit, size in UNITS.items():
        units.append((unit, {}, size))
        units.extend((f"{sex}_{unit}", {"sex": sex}, size) for sex in SEXES)
    return [row for row in units if row[0] in header]


def file_rows(society: Document[Society], margin: FileMargin, place: Place) -> list[MarginRow]:
    """The rows of a margin that names a file, of its area only."""
    header, rows = read_csv(society, margin.file, (*place, "file"))
    counts = counts_in(header)
    if not counts:
        expected = "a table with a column people or thousands, or female_thousands and male_thousands"
        raise society.refusal((*place, "file"), value=margin.file, expected=expected)
    records = [(i, dict(zip(header, line, strict=True))) for i, line in rows]
    if margin.area is not None:
        records = _of_area(society, records, margin.area, place)
    return [
        MarginRow(
            keys={
                **{trait.name: _key(record[trait.name]) for trait in traits() if trait.name in record},
                **fixed,
            },
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
    if "name" not in records[0][1]:
        expected = "no area, as the file has no column 'name' that could hold it"
        raise society.refusal((*place, "area"), value=area, expected=expected)
    names = {record["name"] for _, record in records}
    if area not in names:
        expected = "an area that the file names"
        raise society.refusal((*place, "area"), value=area, expected=expected, known=sorted(names))
    return [(i, record) for i, record in records if record["name"] == area]


def _number(society: Document[Society], text: str, where: str, place: Place) -> float:
    value = number_of(text)
    if not math.isfinite(value) or value < 0:
        expected = f"a count of people, at least 0{with_point(text)}, in {where}"
        raise society.refusal((*place, "file"), value=text, expected=expected)
    return value


def inline_rows(society: Document[Society], margin: TableMargin, place: Place) -> Iterator[MarginRow]:
    """The rows of a margin written in place: as many column values as columns, then the people."""
    for i, row in enumerate(margin.rows):
        here: Place = (*place, "rows", i)
        if len(row) != len(margin.columns) + 1:
            expected = f"a value each for {', '.join(margin.columns)}, then the number of people"
            raise society.refusal(here, value=list(row), expected=expected)
        people = row[-1]
        if isinstance(people, str) or people < 0:
            raise society.refusal(here, value=people, expected="a number of people, at least 0")
        keys: dict[str, str | int | float] = dict(zip(margin.columns, row[:-1], strict=True))
        yield MarginRow(keys=keys, people=float(people), where="this row", place=here)


def rows_of(
    society: Document[Society], margin: FileMargin | TableMargin, place: Place
) -> Iterable[MarginRow]:
    """The counted rows of a margin, wherever it is written."""
    if isinstance(margin, FileMargin):
        return file_rows(society, margin, place)
    return list(inline_rows(society, margin, place))
