"""A scheme file as a case: its entries with their lines, and the ways from acts to treatments of persons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, assert_never, cast

from demerit.formats.reading import Document
from demerit.formats.values import By, unsourced
from demerit.formats.vocabulary import Context, InfluenceTies, Right
from demerit.law import readings, rights
from demerit.law.needs import context_of, everyday
from demerit.law.reach import Ladder, farthest, numbers, share_for_persons
from demerit.law.traits import Spot, Trait, by_columns, columns, table
from demerit.schemes.contexts import Relation, relation
from demerit.schemes.model import Band, Channel, Conduct, Data, Influence, Scheme
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

Section = Literal["bands", "channels", "data", "conducts", "traits", "treatments", "influence"]
Entry = Band | Conduct | Channel | Treatment | Influence
Through = InfluenceTies | Literal["unsaid"] | None
Carrier = tuple[Conduct, int, Through, float | None]
"""A conduct, the fewest of its acts, and the ties and the share by which somebody else's acts count."""
NOWHERE: Final = 0
"""The line of what a file does not say."""
NEAR: tuple[Relation, ...] = ("same", "related", "unclear", "unrelated")


@dataclass(frozen=True, kw_only=True)
class Met:
    """A treatment in a band that is reached, where people are worse off than others or than without it."""

    treatment: Treatment
    band: str


@dataclass(frozen=True, kw_only=True)
class Path:
    """A way from acts to a treatment: so many acts carry into the band, or (0) keep whoever starts there.

    `acts` are of all kinds together where those of this kind do not suffice. `through` are the ties by which
    somebody else's acts count, at a `share`; `generated` are the contexts that the data come from, `treated`
    what the treatment is about.
    """

    conduct: Conduct
    treatment: Treatment
    band: str
    acts: int
    generated: tuple[Context, ...]
    treated: Context | None
    through: Through = None
    share: float | None = None

    @property
    def relation(self) -> Relation:
        """The furthest of the relations between where data come from and what the treatment is about."""
        if self.treated is None:
            return "unclear"
        return furthest(relation(context, self.treated) for context in self.generated)


def furthest(relations: Iterable[Relation]) -> Relation:
    """The furthest of some relations; `same` of none."""
    return NEAR[max(map(NEAR.index, relations), default=0)]


def level(treatment: Treatment, band: str) -> tuple[float, float]:
    """How bad a treatment is in a band, at least and at most: above `neutral` worse than none, below better.

    A price cut for some and a price raised for all others differ in name only (C(2025) 5052, paragraph 169):
    both are told by where the level is higher than elsewhere.
    """
    if band not in treatment.bands:
        return neutral(treatment), neutral(treatment)
    match treatment:
        case Denial() | Delay() | Exposure() | Referral() | Investigation():
            return 1.0, 1.0
        case Priority():
            return -1.0, -1.0
        case Price():
            return _ends(treatment.factor, band, neutral(treatment))
        case Taxation():
            return _ends(treatment.tax.share, band, neutral(treatment))
        case _:
            assert_never(treatment)


def neutral(treatment: Treatment) -> float:
    """The level of no treatment: a factor of 1 for prices, 0 otherwise."""
    return 1.0 if isinstance(treatment, Price) else 0.0


def _ends(value: object, band: str, otherwise: float) -> tuple[float, float]:
    """The least and the most that a value is in a band."""
    reached = _in_band(value, band)
    return (reached[0], reached[-1]) if reached else (otherwise, otherwise)


def _in_band(value: object, band: str) -> list[float]:
    """The numbers that a value has in one band, ascending."""
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
        self._generated: dict[str, tuple[Context, ...]] = {}

    # ------------------------------------------------------------ lines

    def at(self, section: Section, entry: object, *field: str | int) -> Spot:
        """The line of an entry, or of a field of it."""
        entries = cast("tuple[object, ...]", getattr(self.scheme, section))
        index = next(number for number, candidate in enumerate(entries) if candidate is entry)
        return Spot(self.document.place(section, index, *field)[0], str(getattr(entry, "id", section)))

    def at_all(self, section: Section, entries: Iterable[object], *field: str | int) -> list[Spot]:
        """The lines of some entries, or of a field of each."""
        return [self.at(section, entry, *field) for entry in entries]

    def use(self, *field: str) -> Spot:
        """The line of something at the top of the file; none where it is not there: silence has no line."""
        there = self.document.sheet.tree.at(field) is not None
        return Spot(self.document.place(*field)[0] if there else NOWHERE)

    # ------------------------------------------------------------ whom it is about

    @cached_property
    def conducts(self) -> tuple[Conduct, ...]:
        """Conducts of persons."""
        return tuple(c for c in self.scheme.conducts if c.subject == "person")

    @cached_property
    def treatments(self) -> tuple[Treatment, ...]:
        """Treatments of persons."""
        return tuple(self.scheme.treating())

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

    def stated(self, conduct: Conduct) -> tuple[Context, ...]:
        """Where a conduct's data were generated by the file's own word; else the conduct's own context."""
        contexts: set[Context] = {
            d.generated_in or d.context or conduct.context for d in self.feeding(conduct)
        }
        return tuple(sorted(contexts)) or (conduct.context,)

    def generated(self, conduct: Conduct) -> tuple[Context, ...]:
        """Where a conduct's data were generated, by any of its labels: where they contradict, by both."""
        if conduct.id not in self._generated:
            contexts: set[Context] = {
                *self.stated(conduct),
                *readings.suspected(self.scheme, conduct, self.stated(conduct)),
                *readings.places_named(self.feeding(conduct)),
            }
            self._generated[conduct.id] = tuple(sorted(contexts))
        return self._generated[conduct.id]

    def treated(self, treatment: Treatment) -> Context | None:
        """What a treatment is about: its need's own context, money for a tax, None for what all may see.

        Never the context that the treatment states: a label changes nobody's treatment.
        """
        if treatment.effect in TAXING:
            return "finance"
        return context_of(self.scheme, treatment.need)

    def own_word(self, treatment: Treatment) -> Context | None:
        """The context that a treatment states against what the file itself says of its need."""
        own = self.treated(treatment)
        known = treatment.need is None or treatment.need in everyday()
        return None if known or own in {None, treatment.context} else treatment.context

    def _farthest_treated(self, treatment: Treatment, generated: Iterable[Context]) -> Context | None:
        """What a treatment is about; of two contexts that the file states for it, the less related one."""
        own, other = self.treated(treatment), self.own_word(treatment)
        if own is None or other is None:
            return own
        starts = list(generated)
        return max(own, other, key=lambda to: NEAR.index(furthest(relation(start, to) for start in starts)))

    # ------------------------------------------------------------ from acts to treatments

    @cached_property
    def met(self) -> tuple[Met, ...]:
        """Treatments that make persons worse off than others, or than without, in bands that are reached."""
        unsaid = not (self.scheme.conducts or self.scheme.traits)  # what moves the score is in no line
        reached = [band.id for band in self.scheme.bands if unsaid or self.ladder.reached(band.id)]
        meetings: list[Met] = []
        for treatment in self.treatments:
            levels = {band: level(treatment, band) for band in reached}
            best = min((low for low, _ in levels.values()), default=0.0)
            worse = min(best, neutral(treatment))
            meetings += [Met(treatment=treatment, band=b) for b, (_, high) in levels.items() if high > worse]
        return tuple(meetings)

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """Every way from acts to what makes persons worse off."""
        bands = {met.band for met in self.met}
        carriers = {band: [*self._own(band), *self._of_ties(band)] for band in bands}
        return tuple(
            Path(
                conduct=conduct, treatment=met.treatment, band=met.band, acts=acts, through=through,
                share=share,
                generated=self.generated(conduct),
                treated=self._farthest_treated(met.treatment, self.generated(conduct)),
            )
            for met in self.met
            for conduct, acts, through, share in carriers[met.band]
        )  # fmt: skip

    def _own(self, band: str) -> Iterable[Carrier]:
        """Persons' own acts; where a file scores no acts of persons, those of whom it scores instead."""
        for conduct in self.ladder.mine:
            acts = self._acts(conduct, band)
            if acts is not None:
                yield conduct, acts, None if self.conducts else "unsaid", None

    def _of_ties(self, band: str) -> Iterable[Carrier]:
        """Acts of ties whose records count for a person."""
        for influence in self.scheme.influence:
            share = share_for_persons(influence)
            named = {c.id: c for way in (True, False) for c in self.ladder.of_ties(influence, falling=way)}
            for conduct in named.values():
                acts = self._acts(conduct, band, share)
                if acts is not None:
                    yield conduct, acts, influence.ties, share

    def _acts(self, conduct: Conduct, band: str, share: float | None = None) -> int | None:
        """Fewest acts into a band, alone or with others; 0 where they keep people there; None: no bearing."""
        ladder = self.ladder
        if ladder.by_rank(band) and farthest(conduct, falling=True) == 0:
            return 0 if farthest(conduct, falling=False) > 0 else None
        alone = ladder.fewest_acts(conduct, band, share)
        if alone is not None:
            return alone
        falls, rises = farthest(conduct, falling=True) > 0, farthest(conduct, falling=False) > 0
        if (falls and ladder.falls_into(band)) or (rises and ladder.rises_into(band)):
            return ladder.fewest_together(band)
        return 0 if (falls or rises) and ladder.begins_in(band) else None

    # ------------------------------------------------------------ from what people are to treatments

    @cached_property
    def burdens(self) -> dict[str, Treatment]:
        """Treatments that somebody is worse off by, by id."""
        return {met.treatment.id: met.treatment for met in self.met}

    @cached_property
    def traits(self) -> tuple[Trait, ...]:
        """Columns of persons on which a start, a band, points, detection or a treatment depends."""
        every = tuple(self.burdens.values())
        scored = [
            Trait(column=column, what="start", spot=self.use("score", "start"), treatments=every)
            for column in sorted(columns(self.scheme.score.start))
        ]
        for entry in self.scheme.traits:
            spot = self.at("traits", entry, "points")
            scored += [
                Trait(column=column, what=entry.id, spot=spot, treatments=every, entry=entry)
                for column in (sorted(columns(entry.points)) if any(numbers(entry.points)) else ())
            ]
        led: dict[str, dict[str, Treatment]] = {}
        for path in self.paths:
            led.setdefault(path.conduct.id, {})[path.treatment.id] = path.treatment

        def add(section: Section, entry: Entry, treatments: Iterable[Treatment]) -> None:
            for field, column in by_columns(entry):
                spot = self.at(section, entry, field)
                what = section if isinstance(entry, Influence) else entry.id
                scored.append(Trait(column=column, what=what, spot=spot, treatments=tuple(treatments)))

        for band in self.scheme.bands:
            add("bands", band, every)
        for conduct in self.conducts:
            add("conducts", conduct, led.get(conduct.id, {}).values())
        for channel in self.channels:
            theirs = [led.get(conduct.id, {}) for conduct in self.seen_by(channel)]
            add("channels", channel, {k: t for part in theirs for k, t in part.items()}.values())
        for treatment in self.treatments:
            add("treatments", treatment, [treatment])
        for tie in self.scheme.influence:
            add("influence", tie, every)
        return (*scored, *self._of_redress(every), *self._of_population(every))

    def _of_redress(self, treatments: tuple[Treatment, ...]) -> Iterable[Trait]:
        """Columns on which it depends who is told of a record, or believed; appealing is people's own."""
        redress = self.scheme.redress
        held = redress.appeal if redress else None
        amounts = (redress and redress.notice, held and held.upheld_if_wrong, held and held.upheld_if_right)
        for column in sorted(frozenset[str]().union(*map(columns, amounts))):
            yield Trait(column=column, what="redress", spot=self.use("redress"), treatments=treatments)

    def _of_population(self, treatments: tuple[Treatment, ...]) -> Iterable[Trait]:
        """Protected columns by which it is decided who is scored at all; of what others, the format tells."""
        held = self.scheme.population
        spot = self.use("population")
        for column in () if held is None else sorted(held.who.asked):
            trait = Trait(column=column, what="population", spot=spot, treatments=treatments)
            if trait.row.protected == "yes":
                yield trait

    def surely_essential(self, treatment: Treatment) -> bool:
        """Whether a treatment bears on what is essential: by the file, or by the catalogue against it."""
        known = treatment.need in everyday() and self.treated(treatment) in table().essential.always
        return treatment.essential is True or (known and treatment.essential is False)

    def essential(self, treatment: Treatment) -> bool | None:
        """Whether a treatment bears on what is essential, by file or need; None: the two differ."""
        by_need = self.treated(treatment) in table().essential.contexts
        if self.surely_essential(treatment):
            return True
        if treatment.essential is None:
            return by_need
        return None if by_need and not treatment.essential else treatment.essential

    # ------------------------------------------------------------ rights

    def rights(self, path: Path) -> frozenset[Right]:
        """Rights that a way touches: by the act, and by what follows."""
        return readings.touched(self.scheme, path.conduct) | self.rights_of(path.treatment)

    def rights_of(self, treatment: Treatment) -> frozenset[Right]:
        """Rights that a treatment touches, by either context that the file states for its need."""
        also = self.own_word(treatment)
        more = rights.of_treatment(treatment, also) if also is not None else frozenset[Right]()
        return rights.of_treatment(treatment, self.treated(treatment)) | more
