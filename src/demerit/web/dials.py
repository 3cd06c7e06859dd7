"""A rule's numbers as dials: where each stands in the file, what it is, and between which ends it turns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from demerit.findings.wording import is_finite, spoken
from demerit.formats.plain import is_list, is_mapping
from demerit.web.data import shipped

STEP_OF: Final = re.compile(r"[^.\[\]]+")
"""A step of a path that `--set` can take."""


class Sort(BaseModel):
    """What a number is: kind, unit, group, label ('{}' is whose it is), its ends where a file has none.

    `log`: its ends lie powers of ten apart.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["probability", "share", "rate", "points", "count", "days", "factor", "weight", "number"]
    unit: str
    group: Literal[
        "misnaming", "alarms", "detection", "review", "points", "influence", "notice", "appeal", "repair",
        "lapse", "providers", "bands", "score", "treatment", "assumed",
    ]  # fmt: skip
    label: str
    low: float
    high: float
    log: bool = False


class Sorts(BaseModel):
    """The file of dials: sorts by part of a scheme and key, and what is beside them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    channels: dict[str, Sort]
    conducts: dict[str, Sort]
    treatments: dict[str, Sort]
    influence: dict[str, Sort]
    redress: dict[str, Sort]
    providers: dict[str, Sort]
    bands: dict[str, Sort]
    score: dict[str, Sort]
    assumed: dict[str, Sort]
    added: dict[str, str]
    titles: dict[str, str]
    first: dict[str, tuple[str, ...]]


@cache
def sorts() -> Sorts:
    """What numbers are as dials (data/dials.yaml)."""
    return Sorts.model_validate(shipped("dials"))


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A number where a file has it: its path, the keys of the tables around it, and what is said of it.

    `value`: a number, or a pair that is drawn from evenly; None where there is no single one.
    """

    path: str
    keys: tuple[str, ...]
    value: float | list[float] | None
    provenance: Mapping[str, Any]


def leaves(raw: Any, path: str, provenance: Mapping[str, Any], keys: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """The numbers at a place of a file: one, or one a key where it goes by a column."""
    if is_mapping(raw) and "by" in raw and is_mapping(raw.get("values")):
        for key, inner in raw["values"].items():
            if STEP_OF.fullmatch(str(key)):
                yield from leaves(inner, f"{path}.values.{key}", provenance, (*keys, _key(raw["by"], key)))
    elif is_mapping(raw) and "value" in raw:
        inner, more = raw["value"], {**provenance, **{k: v for k, v in raw.items() if k != "value"}}
        below = f"{path}.value" if is_mapping(inner) else path
        yield from leaves(inner, below, more, keys)
    elif is_finite(raw) or (is_list(raw) and len(raw) == 2 and all(map(is_finite, raw))):  # noqa: PLR2004
        yield Leaf(path=path, keys=keys, value=raw, provenance=provenance)


def _key(by: Any, key: Any) -> str:
    """A table's key in words: a name as it is, and of a number, which holds at and above it, from what on."""
    return f"from {spoken(str(by))} {key} on" if is_finite(key) else str(key)


def dial(
    leaf: Leaf, sort: Sort, whose: str, sources: Mapping[str, str], before: Mapping[str, Any]
) -> dict[str, Any]:
    """A number as a dial; `before` are the values of the file as it was, by path."""
    ends = _range(leaf.provenance.get("range"))
    low, high = _ends(leaf.value, sort, ends)
    source = leaf.provenance.get("source")
    name = sort.label.format(whose)
    own = before.get(leaf.path, leaf.value)
    return {
        "path": leaf.path, "label": f"{name}: {', '.join(map(spoken, leaf.keys))}" if leaf.keys else name,
        "group": sort.group, "kind": sort.kind, "unit": sort.unit,
        "value": leaf.value, "of": own,
        "low": low, "high": high, "step": _step(sort, low, high), "log": sort.log,
        "assumed": bool(leaf.provenance.get("assumed")), "range": ends, "changed": own != leaf.value,
        "note": leaf.provenance.get("note"),
        "source": None if source is None else {"id": source, "title": sources.get(str(source), str(source))},
    }  # fmt: skip


def _range(raw: Any) -> list[float] | None:
    """A range of a file."""
    return [float(raw[0]), float(raw[1])] if is_list(raw) and all(map(is_finite, raw)) else None


def _ends(value: Any, sort: Sort, ends: list[float] | None) -> tuple[float, float]:
    """Between which ends a dial turns: its sort's, wide enough for the file's own range and value."""
    held: list[Any] = [*(ends or ()), *(value if is_list(value) else [value])]
    numbers = [float(number) for number in held if is_finite(number)]
    low, high = min([sort.low, *numbers]), max([sort.high, *numbers])
    wide = max(abs(low), abs(high))
    return (-wide, wide) if sort.group == "points" and sort.kind == "points" else (low, high)


def _step(sort: Sort, low: float, high: float) -> float:
    """How finely a dial turns."""
    if sort.kind in {"points", "count", "days"}:
        return 1
    return float(f"{(high - low) / 200:.1g}") if high > low else 0.01
