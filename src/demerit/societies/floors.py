"""How many people a file must mean when it means some: floors, with their reasons in data/floors.csv.

Whoever a number selects is drawn; a floor sees to it that nobody can be meant alone.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from demerit.formats.problems import Problem
    from demerit.formats.sheet import Part

TABLE: Final = Path(__file__).parent / "data" / "floors.csv"
LEAST_FOUND: Final = 1e-9  # of a person: fewer are none
PEOPLE_UNSAID: Final = 20_000  # the model's default


@cache
def floor(name: str) -> float:
    """A floor by its name: `selected`, `together` and `foreseen` in people, `certain` as a chance."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["floor"]: float(row["value"]) for row in csv.DictReader(lines)}[name]


def needed(people: int, share: float, least: float) -> int:
    """How many people must live so that a part that `found` of `people` are in holds `least`: two digits."""
    exact = math.ceil(round(people * least / max(share, LEAST_FOUND), 3))
    step = 10 ** max(0, len(str(exact)) - 2)
    return -(-exact // step) * step


def group_problems(top: Part) -> Iterable[Problem]:
    """Groups of a society's file that hold fewer people than may be meant; none at all is no group."""
    people = top["people"].number() if top["people"].present else PEOPLE_UNSAID
    least = floor("selected")
    for group in top["groups"].entries():
        share = group["share"].number()
        if share is None or people is None or people < 1 or not 0 < share < 1 or share * people >= least:
            continue
        held = f"{share * people:.3g} of {people:,.0f} people"
        yield group["share"].problem(
            f"a group of at least {least:.0f} people, as no file may single anybody out "
            f"(this one has {held}: join it with another, or let people be "
            f"{needed(int(people), share * people, least):,} or more)"
        )
