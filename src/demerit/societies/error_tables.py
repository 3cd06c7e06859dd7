"""How often a camera takes one person for another, by the class of both: published error tables.

A table is square: a row an actor's class (as enrolled), a column a victim's class, in a cell log10 of
the false match rate. Groups name their class in `columns`, by the column that the table stands for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from demerit.formats import limits
from demerit.formats.problems import Place
from demerit.societies.tables import number_of, read_csv, with_point

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.formats.reading import Document
    from demerit.societies.model import Society


@dataclass(frozen=True, kw_only=True)
class ErrorTable:
    """log10 of the false match rate, [actor's class, victim's class], and each group's class."""

    classes: tuple[str, ...]
    log10: NDArray[np.float64]
    class_of_group: NDArray[np.uint8]


def error_table(society: Document[Society], name: str) -> ErrorTable:
    """Read the error table of a column, such as `camera_class`.

    Raises Problems for a column without a table, a table that is not square or holds something other
    than log10 of a rate, and a group without a class in it.
    """
    tables = society.model.error_tables
    place: Place = ("error_tables", name)
    if name not in tables:
        expected = "a column with an error table in this society"
        raise society.refusal(("error_tables",), value=name, expected=expected, known=tuple(tables))
    header, rows = read_csv(society, tables[name], place)
    classes = tuple(header[1:])
    by_class = {line[0]: line[1:] for _, line in rows}
    if len(classes) > limits.ERROR_CLASSES:
        expected = f"a table of at most {limits.ERROR_CLASSES} classes"
        raise society.refusal(place, value=tables[name], expected=expected)
    if len(by_class) != len(rows) or len(set(classes)) != len(classes) or set(by_class) != set(classes):
        expected = "a square table: the same classes as rows and as columns, each once"
        raise society.refusal(place, value=tables[name], expected=expected)
    log10 = [[_cell(society, place, text, row, tables[name]) for text in by_class[row]] for row in classes]
    return ErrorTable(
        classes=classes,
        log10=np.array(log10, dtype=np.float64),
        class_of_group=_class_of_group(society, name, classes),
    )


def _cell(society: Document[Society], place: Place, text: str, row: str, file: str) -> float:
    value = number_of(text)
    if not math.isfinite(value) or value > 0:
        expected = f"log10 of a rate, 0 or below{with_point(text)}, in {file}, row {row}"
        raise society.refusal(place, value=text, expected=expected)
    return value


def _class_of_group(society: Document[Society], name: str, classes: tuple[str, ...]) -> NDArray[np.uint8]:
    groups = society.model.groups
    if not groups:
        raise society.refusal(("error_tables", name), value=name, expected=f"groups that name their {name}")
    numbers: list[int] = []
    for i, group in enumerate(groups):
        if name not in group.columns:
            expected = f"a class of {name} for every group ({group.id} has none)"
            raise society.refusal(("groups", i), value=group.id, expected=expected)
        if group.columns[name] not in classes:
            here: Place = ("groups", i, "columns", name)
            expected = f"class of the table of {name}"
            raise society.refusal(here, value=group.columns[name], expected=expected, known=classes)
        numbers.append(classes.index(group.columns[name]))
    return np.array(numbers, dtype=np.uint8)
