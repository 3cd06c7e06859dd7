"""What is known of the society, a margin at a time, as shares of the people of the ages asked.

A published five-year band that the ages cut is cut evenly: each single year holds the same share of
its band. A whole number is the lower edge of a band that reaches to the next edge, the last one to the
end of the ages; of single years the last says itself whether it counts everybody above (`85+`). An open
band such as `80+` or `100+` ends with age 100. Bands reach from the first age to the last, for both
sexes. Cells that stand for fewer than ten people in their source are refused, unless they lie outside
the ages asked: aggregates come in, people do not.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from demerit.formats.columns import AGE, DECILE, Column, column, traits
from demerit.formats.limits import OLDEST
from demerit.formats.problems import Place, all_made
from demerit.societies.tables import MarginRow, rows_of

if TYPE_CHECKING:
    from demerit.formats.reading import Document
    from demerit.societies.model import FileMargin, Society, TableMargin

Age = tuple[int, int]
Category = Age | str | int
Cell = tuple[Category, ...]

LEAST_PEOPLE: Final = 10
AGE_SEX: Final = "age_sex"
EVERYONE: Final = "everyone"
OPEN_BAND_ENDS: Final = 101
SHARES_TOLERANCE: Final = 0.001


@dataclass(frozen=True, kw_only=True)
class Margin:
    """Shares of the society by one or more columns; they add up to 1. An absent cell is empty."""

    name: str
    place: Place
    columns: tuple[str, ...]
    shares: dict[Cell, float]

    @property
    def apart(self) -> list[str]:
        """Its columns that are told apart after all else is fitted."""
        return [name for name in self.columns if column(name).apart]

    def bands(self) -> tuple[Age, ...]:
        """The age bands it counts by, youngest first; none where it does not count by age."""
        if AGE not in self.columns:
            return ()
        at = self.columns.index(AGE)
        return tuple(sorted({age for age in (cell[at] for cell in self.shares) if isinstance(age, tuple)}))

    def onto(self, columns: Sequence[str], age_of: Callable[[Age], Age]) -> dict[Cell, float]:
        """Its shares summed over all other columns, with ages put into wider bands."""
        at = [self.columns.index(name) for name in columns]
        sums: dict[Cell, list[float]] = {}
        for cell, share in self.shares.items():
            key = tuple(age_of(k) if isinstance(k, tuple) else k for k in (cell[i] for i in at))
            sums.setdefault(key, []).append(share)
        return {key: math.fsum(parts) for key, parts in sums.items()}


def show(cell: Cell) -> str:
    """A cell for people to read: `18-19 female`."""
    return " ".join(f"{c[0]}-{c[1] - 1}" if isinstance(c, tuple) else str(c) for c in cell)


def group_names(society: Society) -> tuple[str, ...]:
    """The ids of the groups in the file's order; a society without groups is one, `everyone`."""
    return tuple(group.id for group in society.groups) or (EVERYONE,)


def names_by(society: Society, column: Column) -> tuple[str, ...]:
    """The names of a trait, in the order of their numbers: fixed ones, or the society's own groups."""
    return column.names or group_names(society)


def read_margins(society: Document[Society]) -> tuple[Margin, ...]:
    """All margins of a society: ages by sex, groups, income deciles of a tenth each, joint ones.

    Raises Problems at the line of whatever cannot be a margin of this society.
    """
    margins = society.model.margins
    _check_ages(society)
    makings: list[Callable[[], Margin]] = []
    if margins.age_sex is not None:
        makings.append(partial(read_margin, society, margins.age_sex, ("margins", AGE_SEX)))
    makings += [partial(_groups, society), _deciles]
    for name, margin in sorted(margins.joint.items()):
        makings.append(partial(read_margin, society, margin, ("margins", "joint", name)))
    return tuple(all_made(makings))


def _check_ages(society: Document[Society]) -> None:
    low, high = society.model.ages
    if not low < high <= OLDEST:
        expected = f"[low, high): the first age, and the age below which all are, at most {OLDEST}"
        raise society.refusal(("ages",), value=[low, high], expected=expected)


def _deciles() -> Margin:
    shares: dict[Cell, float] = {(d,): 0.1 for d in column(DECILE).values}
    return Margin(name=DECILE, place=("margins", "income"), columns=(DECILE,), shares=shares)


def _groups(society: Document[Society]) -> Margin:
    groups = society.model.groups
    total = math.fsum(group.share for group in groups) if groups else 1.0
    if abs(total - 1.0) > SHARES_TOLERANCE:
        raise society.refusal(("groups",), value=round(total, 6), expected="shares that add up to 1")
    shares: dict[Cell, float] = {(group.id,): group.share / total for group in groups} or {(EVERYONE,): 1.0}
    return Margin(name="group", place=("groups",), columns=("group",), shares=shares)


def read_margin(society: Document[Society], margin: FileMargin | TableMargin, place: Place) -> Margin:
    """One margin: its rows read, cut to the ages asked, refused where too few people stand behind."""
    rows = list(rows_of(society, margin, place))
    known = [trait.name for trait in traits()]
    columns = tuple(name for name in known if rows and name in rows[0].keys)
    if not columns:
        expected = f"rows by one or more of {', '.join(known)}"
        raise society.refusal(place, value="no column", expected=expected)
    edges = _edges(society, rows)
    people: dict[Cell, float] = {}
    for row in rows:
        cell, part = _cell(society, row, columns, edges)
        if part == 0.0:
            continue
        if row.people < LEAST_PEOPLE:
            expected = f"cells that stand for at least {LEAST_PEOPLE} people ({row.where}: {show(cell)})"
            raise society.refusal(row.place, value=row.people, expected=expected)
        if cell in people:
            raise society.refusal(row.place, value=show(cell), expected=f"each cell once ({row.where})")
        people[cell] = row.people * part
    total = math.fsum(people.values())
    if total <= 0.0:
        raise society.refusal(place, value="nobody", expected=f"people of ages {society.model.ages}")
    shares = {cell: count / total for cell, count in people.items()}
    whole = Margin(name=str(place[-1]), place=place, columns=columns, shares=shares)
    return _whole(society, whole, above=any("+" in str(row.keys.get(AGE)) for row in rows))


def _edges(society: Document[Society], rows: Iterable[MarginRow]) -> dict[int, int]:
    """For ages written as lower edges: the edge at which each band ends."""
    by_age = {age: row for row in rows if isinstance(age := row.keys.get(AGE), int)}
    lows, end = sorted(by_age), society.model.ages[1]
    if not lows:
        return {}
    single = len(lows) > 1 and lows[-1] - lows[-2] == 1
    if single and lows[-1] + 1 < end:
        row, last = by_age[lows[-1]], lows[-1]
        expected = f"'{last}+' for everybody from {last} on, or single years up to {end - 1} ({row.where})"
        raise society.refusal(row.place, value=last, expected=expected)
    return dict(zip(lows, [*lows[1:], max(end, lows[-1] + 1)], strict=True))


def _cell(
    society: Document[Society], row: MarginRow, columns: Sequence[str], edges: dict[int, int]
) -> tuple[Cell, float]:
    """The cell that a row counts, and the part of its people who are of the ages asked."""
    cell: list[Category] = []
    part = 1.0
    for name in columns:
        if name == AGE:
            band, part = _band(society, row, edges)
            cell.append(band)
        else:
            cell.append(_category(society, row, column(name)))
    return tuple(cell), part


def _category(society: Document[Society], row: MarginRow, column: Column) -> Category:
    raw, label = row.keys[column.name], column.name.replace("_", " ")
    if column.limits:
        if isinstance(raw, int) and raw in column.values:
            return raw
        expected = f"{label}: a whole number from {column.limits[0]} to {column.limits[1]} ({row.where})"
        raise society.refusal(row.place, value=raw, expected=expected)
    known = names_by(society.model, column)
    if raw not in known:
        raise society.refusal(row.place, value=raw, expected=f"a known {label} ({row.where})", known=known)
    return str(raw)


def _band(society: Document[Society], row: MarginRow, edges: dict[int, int]) -> tuple[Age, float]:
    """The band a row is about, cut to the ages asked, and the part of the band that is left."""
    raw = row.keys[AGE]
    written = re.fullmatch(r"([0-9]{1,3})(?:-([0-9]{1,3})|(\+)|)", str(raw).strip())
    if written is None:
        expected = f"an age: 15-19, 100+, or a lower edge as a whole number ({row.where})"
        raise society.refusal(row.place, value=raw, expected=expected)
    low = int(written[1])
    high = int(written[2]) + 1 if written[2] else edges.get(low, low + 1)
    if written[3]:
        high = max(low + 1, OPEN_BAND_ENDS)
    if high <= low:
        raise society.refusal(row.place, value=raw, expected=f"an age band from low to high ({row.where})")
    first, below = society.model.ages
    cut = max(low, first), min(high, below)
    return cut, max(0, cut[1] - cut[0]) / (high - low)


def _whole(society: Document[Society], margin: Margin, *, above: bool) -> Margin:
    """The margin itself, once its age bands lie side by side, from the first age to the last.

    `above` says that its last band is an open one.
    """
    bands = margin.bands()
    if any(one[1] != other[0] for one, other in itertools.pairwise(bands)):
        expected = "age bands that neither overlap nor leave a gap"
        raise society.refusal(margin.place, value=", ".join(show((b,)) for b in bands), expected=expected)
    if bands and bands[0][0] > society.model.ages[0]:
        expected = f"age bands that begin at {society.model.ages[0]} or below"
        raise society.refusal(margin.place, value=show((bands[0],)), expected=expected)
    if bands and bands[-1][1] < society.model.ages[1] and not above:
        low, high = bands[-1]
        expected = (
            f"age bands up to {society.model.ages[1] - 1}: '{low}+' counts everybody from {low} on, "
            f"ages: [{society.model.ages[0]}, {high}] leaves out who is older"
        )
        raise society.refusal(margin.place, value=show((bands[-1],)), expected=expected)
    return _of_all_names(society, margin)


def _of_all_names(society: Document[Society], margin: Margin) -> Margin:
    """The margin itself, where it counts women and men, and in the margin of ages by sex, of every age."""
    by_age = (AGE,) if margin.name == AGE_SEX and AGE in margin.columns else ()
    for trait in traits():
        if not trait.names or trait.name not in margin.columns:
            continue
        cells = margin.onto((*by_age, trait.name), lambda age: age)
        ages = sorted({cell[:-1] for cell in cells}, key=str)
        missing = [(*age, name) for age in ages for name in trait.names if (*age, name) not in cells]
        if missing:
            expected = f"rows for {trait.whole} ({show(missing[0])} has none)"
            raise society.refusal(margin.place, value=f"{len(cells)} rows", expected=expected)
    return margin
