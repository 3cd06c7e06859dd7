"""Scoring by what people are: every column on which a score, a band, points or a treatment depends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, cast

from demerit.formats.columns import GROUP, TRAITS, names_of
from demerit.formats.reading import read
from demerit.formats.values import By, Model, unsourced
from demerit.formats.vocabulary import Context, TraitFamily
from demerit.law.law import DATA
from demerit.schemes.model import Band, Channel, Conduct, Influence, StartShares, TraitEntry
from demerit.schemes.rights import table as words
from demerit.schemes.rights import words_of
from demerit.schemes.treatments import Treatment

Protected = Literal["yes", "unclear"]


class TraitRow(Model):
    """A column: where data on it come from, and whether the law protects it."""

    context: Context | None = None
    protected: Protected
    source: str


class Essential(Model):
    """Contexts whose needs are essential where a file is silent, and those where it cannot say otherwise."""

    contexts: tuple[Context, ...]
    always: tuple[Context, ...]
    source: str


class Traits(Model):
    """The whole table."""

    format: Literal["demerit/traits/1"]
    columns: dict[str, TraitRow]
    other: TraitRow
    families: dict[TraitFamily, TraitRow]
    essential: Essential


@cache
def table() -> Traits:
    """The table that ships with demerit."""
    return read(DATA / "traits.yaml", Traits, name="traits.yaml").model


def columns(value: Any) -> frozenset[str]:
    """Columns of persons by which a value of a file differs, nested ones too."""
    value = unsourced(value)
    if isinstance(value, StartShares):
        return frozenset({value.by})
    if not isinstance(value, By):
        return frozenset()
    parts = cast("By[Any]", value)
    own = {parts.by} & {*names_of(*TRAITS)}
    return frozenset(own.union(*(columns(part) for part in parts.values.values())))


@dataclass(frozen=True)
class Spot:
    """A line of the file, and the entry that it belongs to (empty: none)."""

    line: int
    rule: str = ""


def families_of(entry: TraitEntry) -> frozenset[TraitFamily]:
    """Families of a trait that scores: its own, and health where its id or title names an illness."""
    named = words_of(f"{entry.id} {entry.title or ''}") & {*words().words["care"]}
    return frozenset({entry.family, "health"} if named else {entry.family})


@dataclass(frozen=True, kw_only=True)
class Trait:
    """A column on which something of the file depends, and which treatments that may lead to."""

    column: str
    what: str
    spot: Spot
    treatments: tuple[Treatment, ...]
    entry: TraitEntry | None = None

    @property
    def row(self) -> TraitRow:
        """The column's row in the table; what the entry says of itself goes before, where it is no milder."""
        row = table().columns.get(self.column, table().other)
        if self.entry is None:
            return row
        families = [table().families[family] for family in sorted(families_of(self.entry))]
        held = {row.protected, *(family.protected for family in families)}
        contexts: tuple[Context | None, ...] = (
            self.entry.context,
            row.context,
            *(family.context for family in families),
        )
        return TraitRow(
            context=next((context for context in contexts if context is not None), None),
            protected="yes" if "yes" in held else "unclear",
            source="; ".join([*(family.source for family in families), row.source]),
        )

    @property
    def words(self) -> str:
        """What it is called: an entry by its id, anything else by its column."""
        return self.column.replace("_", " ") if self.entry is None else f"'{self.entry.id}'"


PARTS: Final[Mapping[type[Any], tuple[str, ...]]] = {
    Band: ("from_",),
    Conduct: ("points", "repeat_factor"),
    Channel: ("detects", "misnames", "alarms", "review"),
    Influence: ("share",),
}
"""The fields of entries that may differ by a column, and so score by it."""


def by_columns(entry: Band | Conduct | Channel | Treatment | Influence) -> Iterator[tuple[str, str]]:
    """Field and column, of all fields of an entry that differ by a column of persons."""
    fields = PARTS.get(type(entry), ("factor", "tax"))
    for field in fields:
        for column in sorted(_inside(getattr(entry, field, None))):
            yield field.rstrip("_"), column


def _inside(value: Any) -> frozenset[str]:
    """Columns of a value, or of the fields of a part that is a model of its own."""
    value = unsourced(value)
    if isinstance(value, Model) and not isinstance(value, StartShares | By):
        fields: list[frozenset[str]] = [_inside(getattr(value, name)) for name in type(value).model_fields]
        return frozenset(column for columns_inside in fields for column in columns_inside)
    return columns(value)


def by_group(traits: Iterable[Trait], channels: Iterable[Channel], *, errors: bool) -> list[Trait]:
    """What goes by the group itself, which whoever scores must know; errors and redress may only fall so."""
    may_fall = {*(channel.id for channel in channels), "redress", "influence"}
    return [trait for trait in traits if trait.column == GROUP and (trait.what in may_fall) == errors]
