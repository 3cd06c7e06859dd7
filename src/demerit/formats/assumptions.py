"""What a file assumes: every such number with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demerit.formats.plain import is_mapping
from demerit.formats.problems import Place
from demerit.formats.reading import Document
from demerit.formats.sheet import Part
from demerit.formats.value_checks import main_part


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """A number that nobody published: what stands in for it, and how far off it may be.

    `path` is dotted with ids for entries of lists, as `with_set` takes it. `low` and `high` are None where an
    entry as a whole is assumed without a number of its own to vary.
    """

    path: str
    value: Any
    low: float | None
    high: float | None
    note: str | None = None

    @property
    def range(self) -> tuple[float, float] | None:
        """Low and high, None where there is no number to vary."""
        return None if self.low is None or self.high is None else (self.low, self.high)


def assumptions(document: Document[Any]) -> list[Assumption]:
    """Everything in a file that says `assumed: true`, in the file's order."""
    return [_assumption(part) for part in document.top().everything() if part["assumed"].raw is True]


def named_path(part: Part, below: Place = ()) -> str:
    """A place as a dotted path with the ids of list entries, where they have one."""
    steps: list[str] = []
    for length, step in enumerate(part.path):
        entry = part.sheet.raw((*part.path[:length], step))
        if isinstance(step, int) and isinstance(part.sheet.raw(part.path[:length]), list):
            steps.append(str(entry["id"]) if is_mapping(entry) and "id" in entry else f"[{step}]")
        else:
            steps.append(str(step))
    return ".".join([*steps, *map(str, below)]).replace(".[", "[")


def _assumption(part: Part) -> Assumption:
    """What a part says that it assumes."""
    below, value = _subject(part)
    return Assumption(
        path=named_path(part, below),
        value=value,
        low=part["range"][0].number(),
        high=part["range"][1].number(),
        note=part["note"].text(),
    )


def _subject(part: Part) -> tuple[Place, Any]:
    """What an assumption is about: the value itself, or an entry's main number; with the steps down to it."""
    if part["value"].present:
        # Setting the number means setting the whole of `{value, assumed, range}`.
        return (), _bare(part["value"].raw)
    main = main_part(part)
    return (main.path[len(part.path) :], main.raw) if main else ((), None)


def _bare(raw: Any) -> Any:
    """A value without the wrappers of sources around it."""
    while is_mapping(raw) and "value" in raw:
        raw = raw["value"]
    return raw
