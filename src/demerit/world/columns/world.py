"""What compiled code is given of a district: its rules, its state and its logs behind one pointer."""

from __future__ import annotations

from typing import Final, NamedTuple

from demerit.luck.bound import Bound
from demerit.world.columns.state import Hand, Log, State, new_hand
from demerit.world.columns.tables import Tables


class World(NamedTuple):
    """What every stage is handed: rules as tables, what the district holds, what it writes, what is dealt.

    `t`, `s`, `log` and `h` are short because every line of a stage reads one of them. In Python they are
    pointers (`Bound`) to the tuples that they are annotated as, and read the same in compiled code.
    """

    t: Tables
    s: State
    log: Log
    h: Hand


KEPT: Final = 4  # tables of worlds that are lived side by side
_bound: dict[int, Bound] = {}
"""The latest tables by where they lie: as long as they are kept here, nothing else lies there."""


def bound_tables(tables: Tables) -> Bound:
    """The pointer to a world's tables, worked out once for all of its districts."""
    bound = _bound.get(id(tables))
    if bound is None:
        for oldest in list(_bound)[: 1 - KEPT]:
            _bound.pop(oldest, None)
        bound = _bound[id(tables)] = Bound(tables)
    return bound


def bound_world(tables: Tables | Bound, state: State | Bound, log: Log | Bound) -> Bound:
    """The pointer that a kernel takes; parts that are bound already are passed on as they are."""
    parts = (part if isinstance(part, Bound) else Bound(part) for part in (tables, state, log))
    return Bound(World(*parts, h=Bound(new_hand())))  # type: ignore[arg-type]
