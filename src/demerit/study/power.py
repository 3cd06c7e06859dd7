"""How wrong an input would have to be to be found: each figure lived again with its input a little off."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, Final

import numpy as np

from demerit.errors import WrongUse
from demerit.formats.plain import is_mapping
from demerit.formats.problems import Place, Problems, all_made
from demerit.formats.reading import Document
from demerit.formats.setting import FILES, place_in, with_set
from demerit.study.expect import Figure
from demerit.study.living import OnProgress, unheard
from demerit.study.measured import Measurement
from demerit.study.replicate import FigureRow, FigureWork, lived, runs_of
from demerit.study.replication import EXPECT, Replication, Variant

STEP: Final = 0.02
"""Relative change of an input that a figure's slope is taken from."""


def input_changes(
    replications: Sequence[Replication],
    rows: Sequence[FigureRow],
    *,
    runs: int | None = None,
    workers: int = 1,
    on_progress: OnProgress = unheard,
) -> list[float | None]:
    """For each row the least relative change of its figure's input that is found with 90 %.

    None where the figure names no input, infinity where the input does not move it. The slope is that of a
    change by a fiftieth, under the same seeds.

    Raises:
        Problems: an input that is no number of the replication's files, at its line.
    """
    works = all_made(partial(_works, replication, runs) for replication in replications)
    values = list(lived([*chain.from_iterable(works)], workers, on_progress))
    changes: list[float | None] = []
    left = iter(rows)
    for replication in replications:
        for place, figure in enumerate(replication.expect.model.expect):
            row = next(left)
            mine = [
                answers[place]
                for work, answers in values
                if work.replication.folder == replication.folder and place in answers
            ]
            changes.append(_change(row, figure, mine) if mine else None)
    return changes


def _works(replication: Replication, runs: int | None) -> list[FigureWork]:
    """The runs of every figure that names an input, which is a little off in them."""
    works: list[FigureWork] = []
    for place, figure in enumerate(replication.expect.model.expect):
        if figure.input is None:
            continue
        setting = _off(replication, place, figure, figure.input)
        changed = replace(replication, settings={figure.variant: setting})
        first = setting.expect.model.run.seed
        works += [
            FigureWork(replication=changed, variant=figure.variant, seed=first + number, places=(place,))
            for number in range(runs_of(figure, runs))
        ]
    return works


def _off(replication: Replication, place: int, figure: Figure, path: str) -> Variant:
    """The figure's setting with its input a little higher; or lower, where the file takes no more of it.

    Raises:
        Problems: no such number, at its line of the expectation.
    """
    setting = replication.settings[figure.variant]
    files: dict[str, Document[Any]] = {name: getattr(setting, name) for name in FILES}
    refused: Problems | WrongUse | None = None
    for factor in (1 + STEP, 1 - STEP):
        try:
            spot = place_in(files, path)
            if spot is None:
                break
            document, rest, where = spot
            value = _number_at(document, where)
            changed = with_set(document, rest, _scaled(value, factor))
            return replace(setting, **{path.partition(".")[0]: changed})
        except (Problems, WrongUse) as error:
            refused = error
    reason = refused.problems[0].says() if isinstance(refused, Problems) else str(refused or "")
    expected = "a number other than 0 of scheme, society or behaviour" + (f" ({reason})" if reason else "")
    at = (EXPECT, place, "input")
    raise Problems([replication.expect.problem(at, value=path, expected=expected)])


def _number_at(document: Document[Any], where: Place) -> float:
    """The number that stands at a place. Raises `WrongUse` where there is none, or 0."""
    node = document.sheet.tree.at(where)
    value: Any = None if node is None else node.data
    if is_mapping(value):  # a number with where it comes from
        value = value.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or value == 0:
        raise WrongUse(f"{value!r} is none")
    return value


def _scaled(value: float, factor: float) -> float:
    """The number times a factor; a whole one stays whole and moves by 1 at least."""
    if isinstance(value, float):
        return value * factor
    moved = round(value * factor)
    return moved if moved != value else value + (1 if factor > 1 else -1)


def _change(row: FigureRow, figure: Figure, values: Sequence[Measurement]) -> float:
    """The least relative change of the input that moves the figure by its power."""
    numbers = np.array([value.value for value in values], np.float64)
    moved = abs(float(numbers.std(ddof=1) if figure.stat == "sd" else numbers.mean()) - row.ours)
    return math.inf if not moved > 0 else row.power / moved * STEP
