"""All findings of a run: a mapping that knows the nearest name, and a frame to go on with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import polars as pl

from demerit.errors import WrongUse
from demerit.findings.finding import Finding
from demerit.findings.wording import as_number
from demerit.formats.problems import nearest

COLUMNS: Final = {
    "finding": pl.String, "part": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "assumed_low": pl.Float64, "assumed_high": pl.Float64, "unit": pl.String, "direction": pl.String,
    "events": pl.Int64, "reason": pl.String, "definition": pl.String,
}  # fmt: skip
SHOWN: Final = ("finding", "part", "value", "low", "high", "unit", "reason")


class NoFinding(WrongUse, KeyError):
    """A name that no finding has; it is also the KeyError of a mapping."""

    __str__ = Exception.__str__


class Findings(dict[str, Finding]):
    """Finding by id, in the order of findings.json."""

    def __missing__(self, name: str) -> Finding:
        """Raise `NoFinding` that names the nearest id."""
        near = nearest(name, list(self))
        raise NoFinding(f"no finding {name!r}" + (f"; did you mean {near!r}?" if near else ""))

    def frame(self) -> pl.DataFrame:
        """A row a finding, and a row a part of one whose value is a table; numbers with their intervals."""
        rows = [row for name, finding in self.items() for row in _rows(name, finding)]
        return pl.DataFrame(rows, schema=COLUMNS, orient="row")

    def __repr__(self) -> str:
        """How many there are, and the first and last of them."""
        return f"{len(self)} findings\n{self.frame().select(SHOWN)}"

    def _repr_html_(self) -> str:
        """The same in a notebook."""
        show = getattr(self.frame().select(SHOWN), "_repr_html_")  # noqa: B009 a protocol that types call private
        return str(show())


def _rows(name: str, finding: Finding) -> Iterator[tuple[Any, ...]]:
    """The finding's row, then one for each part of a value that is a table."""
    rest = (finding.unit, finding.direction, finding.events, finding.reason, finding.definition)
    ends = (finding.low, finding.high, finding.assumed_low, finding.assumed_high)
    yield name, None, as_number(finding.value), *ends, *rest
    for part, entry in (finding.parts or {}).items():
        yield name, part, *(as_number(entry.get(key)) for key in ("value", "low", "high")), None, None, *rest
