"""A finding: a measured answer to one question, with unit, definition and interval."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from demerit.errors import FileInvalid
from demerit.formats.files import json_of
from demerit.formats.plain import is_series, is_table

FloatArray = npt.NDArray[np.float64]
Direction = Literal["harm", "favourable", "neutral"]
Ends = Mapping[str, float | bool | None]

DIGITS: Final = 12  # significant, in findings.json: a last bit of a sum is no news
OPTIONAL: Final = ("share", "parts", "reason")


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Both ends at 95 %, None where there is none to give; `reason` then says why."""

    low: float | None = None
    high: float | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Estimate(Interval):
    """A value with its interval over districts (chance only), and the number of events behind it.

    `parts`: the intervals of a value that is a table, {key: {value, low, high}}. `reason`: why a value, or
    else its interval, is None ("this run kept no ledger").
    `replicates` are the delete-one-district estimates (float64[D]), `made_of` what each district adds to them
    (float64[D, …]: where it is the same in two runs, nothing differed): kept in memory only.
    """

    value: Any
    events: int = 0
    parts: Mapping[str, Ends] | None = None
    replicates: FloatArray | None = field(default=None, repr=False, compare=False)
    made_of: FloatArray | None = field(default=None, repr=False, compare=False)

    def ends(self) -> dict[str, float | bool | None]:
        """As a group's entry in a finding."""
        return {"value": self.value, "low": self.low, "high": self.high}


@dataclass(frozen=True, kw_only=True)
class Finding(Estimate):
    """What `findings.json` holds for one id (DESIGN section 6).

    `direction` says what more of it means. `groups` is {group: {value, low, high}}, in a `group.gap` {group:
    {ratio, difference, low, high, flagged}}. `share` (of access.denied), `parts` and `reason` are left out of
    the file where there are none. `sums`: a `jackknife.Sums`, or none: kept in memory only.
    """

    unit: str
    definition: str
    direction: Direction
    assumed_low: float | None = None
    assumed_high: float | None = None
    groups: Mapping[str, Ends] = field(default_factory=dict[str, Ends])
    share: float | None = None
    sums: Any = field(default=None, repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """The entry of `findings.json`."""
        entry = {
            "value": self.value, "low": self.low, "high": self.high,
            "assumed_low": self.assumed_low, "assumed_high": self.assumed_high,
            "unit": self.unit, "definition": self.definition, "direction": self.direction,
            "events": self.events, "groups": self.groups,
        }  # fmt: skip
        extra = {name: getattr(self, name) for name in OPTIONAL if getattr(self, name) is not None}
        return rounded(entry | extra)


def rounded(value: Any) -> Any:
    """The same with floats at 12 significant digits, and null for what is no finite number."""
    if is_table(value):
        return {str(key): rounded(part) for key, part in value.items()}
    if is_series(value):
        return [rounded(part) for part in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    return value


def write_findings(findings: Mapping[str, Finding], path: Path) -> None:
    """Write `findings.json`: beside first, then renamed, so that it is never half there."""
    text = json.dumps({name: f.as_json() for name, f in findings.items()}, indent=1, ensure_ascii=False)
    beside = path.with_name(f".{path.name}.unfinished")
    beside.write_text(text + "\n", encoding="utf-8")
    os.replace(beside, path)  # noqa: PTH105 Path.replace is the same call; here it is the point


def read_findings(path: Path) -> dict[str, Finding]:
    """Read `findings.json`, replicates aside. Raises FileInvalid where it is no such file."""
    try:
        raw = json_of(path)
        return {name: Finding(**entry) for name, entry in raw.items()}
    except (OSError, ValueError, TypeError, AttributeError) as cause:
        raise FileInvalid(f"{path}: not readable as findings ({cause})") from cause
