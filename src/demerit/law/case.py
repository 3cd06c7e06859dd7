"""A scheme file as a case: its entries with their lines, and the ways from acts to treatments of persons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, assert_never, cast

from demerit.formats.reading import Document
from demerit.formats.values import By, unsourced
from demerit.formats.vocabulary import Context, InfluenceTies
from demerit.law import rights
from demerit.law.needs import context_of
from demerit.law.reach import Ladder, numbers
from demerit.schemes.contexts import Relation, relation
from demerit.schemes.model import Channel, Conduct, Data, Influence, Scheme
from demerit.schemes.treatments import (
    TAXING,
    Delay,
    Denial,
    Exposure,
    Investigation,
    Price,
    Priority,
    Referral,
    Taxation,
    Treatment,
)

Burden = Literal["shown", "unknown"]
Section = Literal["bands", "channels", "data", "conducts", "treatments", "influence"]
Through = InfluenceTies | Literal["unsaid"] | None
Carrier = tuple[Conduct, int, Through, float | None]
"""A conduct, the fewest of its acts, and the ties and the share by which somebody else's acts count."""
NEAR: tuple[Relation, ...] = ("same", "related", "unclear", "unrelated")


@dataclass(frozen=True)
class Spot:
    """A line of the file, and the entry that it belongs to (empty: none)."""

    line: int
    rule: str = ""


@dataclass(frozen=True, kw_only=True)
class Path:
    """A way from acts to a treatment: so many acts carry into the band, or (0) keep whoever starts there.

    `through` are the ties by which somebody else's acts count, at a `share`; `generated` are the contexts
    that the data come from, `treated` what the treatment is about.
    """

    conduct: Conduct
    treatment: Treatment
    band: str
    acts: int
    burden: Burden
    generated: tuple[Context, ...]
    treated: Context | None
    through: Through = None
    share: float | None = None

    @property
    def relation(self) -> Relation:
        """The furthest of the relations between where data come from and what the treatment is about."""
        if self.treated is None:
            return "unclear"
        return furthest(relation(each, self.treated) for each in self.generated)


def furthest(relations: Iterable[Relation]) -> Relation:
    """The furthest of some relations; `same` of none."""
    found = set(relations)
    for each in reversed(NEAR):
        if each in found:
            return each
    return "same"


def burden(treatment: Treatment, band: str) -> Burden | None:
    """Whether a treatment is to somebody's detriment: shown, unknown (others come first), or not at all."""
    match treatment:
        case Denial() | Delay() | Exposure() | Investigation():
            return "shown"
        case Priority() | Referral():
            return "unknown"
        case Price():
            return "shown" if any(each > 1.0 for each in _in_band(treatment.factor, band)) else None
        case Taxation():
            return "shown" if any(each > 0.0 for each in _in_band(treatment.tax.share, band)) else None
        case _:
            assert_never(treatment)


def _in_band(value: object, band: str) -> list[float]:
    """The numbers that a value has in one band."""
    value = unsourced(value)
    if isinstance(value, By) and value.by == "band":
        return numbers(cast("By[float]", value).values.get(band))
    return numbers(value)


class Case:
    """A scheme under audit."""

    def __init__(self, document: Document[Scheme]) -> None:
        self.document = document
        self.scheme = document.model
        self.ladder = Ladder(self.scheme)
        self._carried: dict[str, list[Carrier]] = {}

    # ------------------------------------------------------------ lines

    def at(self, section: Section, entry: object, *field: str | int) -> Spot:
        """The line of an entry, or of a field of it."""
        entries = cast("tuple[object, ...]", getattr(self.scheme, section))
        index = next(number for number, each in enumerate(entries) if each is entry)
        return Spot(self.document.place(section, index, *field)[0], str(getattr(entry, "id", section)))

    def use(self, *field: str) -> Spot:
        """The line of something at the top of the file, or of the nearest thing around it."""
        return Spot(self.document.place(*field)[0])

    # ------------------------------------------------------------ whom it is about

    @cached_property
    def conducts(self) -> tuple[Conduct, ...]:
        """Conducts of persons."""
        return tuple(c for c in self.scheme.conducts if c.subject == "person")

    @cached_property
    def treatments(self) -> tuple[Treatment, ...]:
        """Treatments of persons."""
        return tuple(t for t in self.scheme.treatments if t.subject == "person")

    @cached_property
    def _named(self) -> frozenset[str]:
        """Ids of the conducts of persons."""
        return frozenset(c.id for c in self.conducts)

    @cached_property
    def _through(self) -> frozenset[str]:
        """Channels that these conducts name."""
        return frozenset(channel for c in self.conducts for channel in c.channels)

    @cached_property
    def data(self) -> tuple[Data, ...]:
        """Data about persons: what feeds a conduct of theirs, and what feeds nothing."""
        mine = bool(self.conducts or self.treatments)
        return tuple(
            d
            for d in self.scheme.data
            if self._named & set(d.conducts)
            or (not d.conducts and mine and (not d.channels or self._through & set(d.channels)))
        )

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """Channels by which conducts of persons become known."""
        return tuple(
            c for c in self.scheme.channels if c.id in self._through or c.alarm_conduct in self._named
        )

    def seen_by(self, channel: Channel) -> tuple[Conduct, ...]:
        """Conducts of persons that a channel makes known."""
        return tuple(c for c in self.conducts if channel.id in c.channels or c.id == channel.alarm_conduct)

    def feeding(self, conduct: Conduct) -> tuple[Data, ...]:
        """Data that a conduct is read from: those that name it, or that name none and share a channel."""
        return tuple(
            d
            for d in self.scheme.data
            if conduct.id in d.conducts or (not d.conducts and set(d.channels) & set(conduct.channels))
        )

    def generated(self, conduct: Conduct) -> tuple[Context, ...]:
        """Where a conduct's data were generated; where no entry says so, the conduct's own context."""
        found: set[Context] = {d.generated_in or conduct.context for d in self.feeding(conduct)}
        return tuple(sorted(found)) or (conduct.context,)

    def treated(self, treatment: Treatment) -> Context | None:
        """What a treatment is about: its need's own context, money for a tax, None for what all may see.

        Never the context that the treatment states: a label changes nobody's treatment.
        """
        if treatment.effect in TAXING:
            return "finance"
        return context_of(self.scheme, treatment.need)

    # ------------------------------------------------------------ from acts to treatments

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """Every way from acts to the detriment of persons, or to others coming first."""
        return tuple(self._paths())

    @cached_property
    def burdened(self) -> tuple[Path, ...]:
        """The ways whose detriment is shown."""
        return tuple(path for path in self.paths if path.burden == "shown")

    def _paths(self) -> Iterable[Path]:
        """Treatments, their bands, and whatever carries persons there."""
        for treatment in self.treatments:
            for band in treatment.bands:
                weight = burden(treatment, band)
                if weight is None:
                    continue
                for conduct, acts, through, share in self._carriers(band):
                    yield Path(
                        conduct=conduct,
                        treatment=treatment,
                        band=band,
                        acts=acts,
                        burden=weight,
                        generated=self.generated(conduct),
                        treated=self.treated(treatment),
                        through=through,
                        share=share,
                    )

    def _carriers(self, band: str) -> list[Carrier]:
        """What carries persons into a band, or keeps in it those who start there."""
        if band not in self._carried:
            self._carried[band] = [*self._own(band), *self._of_ties(band)]
        return self._carried[band]

    def _own(self, band: str) -> Iterable[Carrier]:
        """Persons' own acts; where a file scores no acts of persons, those of whom it scores instead."""
        for conduct in self.conducts or self.scheme.conducts:
            through: Through = None if self.conducts else "unsaid"
            acts = self.ladder.fewest_acts(conduct, band)
            if acts is not None:
                yield conduct, acts, through, None
            elif self.ladder.begins_in(band) and self.ladder.fewest_out(conduct, band) is not None:
                yield conduct, 0, through, None

    def _of_ties(self, band: str) -> Iterable[Carrier]:
        """Acts of ties whose records count for a person."""
        for each in self.scheme.influence:
            share = share_for_persons(each)
            among_persons = each.ties in {"friends", "household", "colleagues"}
            conducts = [c for c in self.scheme.conducts if (c.subject == "person") == among_persons]
            for conduct in conducts if share > 0 else ():
                acts = self.ladder.fewest_acts(conduct, band, share)
                if acts is not None:
                    yield conduct, acts, each.ties, share

    # ------------------------------------------------------------ rights

    def rights(self, path: Path) -> frozenset[str]:
        """Rights that a way touches: by the act, and by what follows."""
        return rights.of_conduct(path.conduct) | rights.of_treatment(path.treatment, path.treated)


def share_for_persons(influence: Influence) -> float:
    """How much of a tie's record counts for a person, at most."""
    share: object = unsourced(influence.share)
    if isinstance(share, By) and share.by == "kind":
        share = cast("By[float]", share).values.get("person", 0.0)
    return max(numbers(share), default=0.0)
