"""The format demerit/scheme/1 (DESIGN section 4), field by field."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal

from annotated_types import Ge, Le
from pydantic import Discriminator, Field, Tag

from demerit.formats.columns import TRAITS, NameOf
from demerit.formats.occasions import Assumes, Id, Who
from demerit.formats.values import (
    KEYED,
    PLAIN,
    Days,
    DaysOrNone,
    Finite,
    Flag,
    Integer,
    Model,
    Multiple,
    NonNegative,
    Number,
    Point,
    Points,
    Probability,
    Rate,
    Scalar,
    Share,
    Value,
    Weight,
    Whole,
    number,
    plain_or_keyed,
)
from demerit.formats.vocabulary import (
    About,
    AiUse,
    Authority,
    Biometric,
    ChannelKind,
    Context,
    DecidedBy,
    Family,
    Gravity,
    InfluenceTies,
    Kind,
    Right,
    Special,
    Status,
    TraitFamily,
    UnlawfulUnder,
)
from demerit.schemes.treatments import Effect, Treatment, TreatmentEntry


class Use(Model):
    """Where and for what the scheme is used; absent means unknown."""

    place: str | None = None
    public_function: Flag | None = None
    purpose: str | None = None
    legal_basis: str | None = None
    ai: AiUse | None = None
    decided_by: DecidedBy | None = None


class Source(Model):
    """Where a part of the scheme comes from."""

    title: str
    year: Whole | None = None
    kind: str | None = None
    url: str | None = None
    status: str | None = None
    note: str | None = None


class StartShares(Model):
    """Start scores handed out by shares, by a column: {by: group, shares: {a: {600: 0.5, 1000: 0.5}}}."""

    by: Annotated[str, NameOf(*TRAITS)]
    shares: dict[int | str, dict[Whole, Share]]


class Fades(Model):
    """How far from its start a score still is after every so many days: all of it times `keeps`."""

    every_days: Days
    keeps: Scalar[Share] | None = None
    half_life_days: Scalar[Multiple] | None = None
    source: str | None = None
    note: str | None = None

    @property
    def kept(self) -> float:
        """What is left of a distance from the start, each time."""
        if self.half_life_days is not None:
            return 0.5 ** (self.every_days / number(self.half_life_days))
        return number(self.keeps) if self.keeps is not None else 1.0


class Score(Model):
    """The running sum: where it starts, and between which whole numbers it stays."""

    start: Annotated[
        Annotated[Point, Tag(PLAIN)] | Annotated[StartShares, Tag(KEYED)], Discriminator(plain_or_keyed)
    ]
    min: Point
    max: Point
    fades: Fades | None = None


class Rank(Model):
    """Who is put in a band by rank: the lowest share of each district's scores, ranked every so many days."""

    share: Scalar[Share]
    every_days: Days
    source: str | None = None
    note: str | None = None


class Band(Model):
    """A class of scores from `from_` up to the next band; weight: how bad life in it is."""

    id: Id
    from_: Value[Point] = Field(alias="from")
    weight: Value[Weight] = 0.0
    rank: Rank | None = None
    title: str | None = None
    source: str | None = None
    note: str | None = None


class Alarms(Model):
    """Records that need no act, a year: looks x fpir x list / at_list, or per_year outright."""

    looks_per_year: Rate | None = None
    fpir: Probability | None = None
    at_list: Annotated[Finite, Ge(1), Le(1_000_000_000_000)] | None = None
    list: Scalar[NonNegative] | None = None
    per_year: Rate | None = None
    source: str | None = None
    assumed: Flag = False
    range: tuple[Number, Number] | None = None
    note: str | None = None


class Prior(Model):
    """An allocation that sends a patrol a day where records were before."""

    prior: dict[int | str, NonNegative]
    decay: Share = 0.0
    add: Literal["detections"] = "detections"
    learn: Literal["all", "thinned"] = "all"


class Review(Model):
    """Human review before entry: stops a wrong record with probability share x catches."""

    share: Probability = 0.0
    catches: Probability = 0.0


class Channel(Model):
    """How acts become known, with its errors."""

    id: Id
    kind: ChannelKind
    biometric: Biometric = "none"
    detects: Probability = 0.0
    misnames: Probability = 0.0
    misnamed_by: str | None = None
    alarms: Alarms | None = None
    alarm_conduct: str | None = None
    allocation: Annotated[
        Annotated[Literal["even"], Tag(PLAIN)] | Annotated[Prior, Tag(KEYED)], Discriminator(plain_or_keyed)
    ] = "even"
    review: Review = Review()
    title: str | None = None
    source: str | None = None
    assumed: Flag = False
    range: tuple[Number, Number] | None = None
    note: str | None = None


class Data(Model):
    """A kind of data the scheme draws on, and which conducts it feeds through which channels."""

    id: Id
    context: Context | None = None
    generated_in: Context | None = None
    collected_for: str | None = None
    about: About | None = None
    special: tuple[Special, ...] = ()
    channels: tuple[str, ...] = ()
    conducts: tuple[str, ...] = ()
    note: str | None = None


class ToBand(Model):
    """Puts the subject in a band whatever its score, for some days or until a conduct is recorded."""

    id: str
    days: Days | None = None
    until: str | None = None
    source: str | None = None
    assumed: Flag = False
    range: tuple[Number, Number] | None = None
    note: str | None = None


class Conduct(Model):
    """A kind of act that the scheme counts."""

    id: Id
    subject: Kind
    family: Family
    context: Context
    points: Points
    lawful: Flag | None = None
    unlawful_under: UnlawfulUnder | None = None
    gravity: Gravity | None = None
    rights: tuple[Right, ...] = ()
    channels: tuple[str, ...] = ()
    to_band: ToBand | None = None
    per_year: Annotated[Integer, Ge(1), Le(1_000_000)] | None = None
    repeat_factor: Value[Multiple] | None = None
    title: str | None = None
    source: str | None = None
    assumed: Flag = False
    range: tuple[Number, Number] | None = None
    note: str | None = None


class TraitEntry(Model):
    """What somebody is counts too: points that its start score differs by, once."""

    id: Id
    family: TraitFamily
    context: Context | None = None
    points: Value[Point]
    title: str | None = None
    source: str | None = None
    assumed: Flag = False
    range: tuple[Number, Number] | None = None
    note: str | None = None


class Population(Model):
    """Who is scored: persons of these traits whose life brings one of these occasions."""

    who: Who = Field(default_factory=Who)
    opportunities: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    source: str | None = None
    note: str | None = None


class Influence(Model):
    """Records of ties count too, at a share of their points."""

    ties: InfluenceTies
    share: Probability
    note: str | None = None


class Appeal(Model):
    """Who appeals, when it is decided and how."""

    rate: Probability
    within_days: DaysOrNone = 30
    decided_days: DaysOrNone = 60
    upheld_if_wrong: Probability = 0.0
    upheld_if_right: Probability = 0.0


class Repair(Model):
    """Points given back after each stretch without loss, up to the start score."""

    after_days: Days
    points: Annotated[Integer, Ge(0), Le(1_000_000)]


class Lapse(Model):
    """Records stop counting after some days."""

    days: Days
    of: Literal["losses", "all"] = "losses"


class Redress(Model):
    """Ways back: notice, appeal, repair, lapse."""

    notice: Probability = 0.0
    appeal: Appeal | None = None
    repair: Repair | None = None
    lapse: Lapse | None = None


class Providers(Model):
    """How many firms score, and how much of an act's luck they share."""

    count: Annotated[Integer, Field(ge=1, le=64)] = 1
    shared: Share = 1.0


class Phase(Model):
    """A step of the rollout: from this day on, so much of it."""

    from_day: DaysOrNone
    districts: Share = 1.0
    providers: Annotated[Integer, Ge(1), Le(64)] = 1
    review_share: Share = 0.0
    attention: dict[Kind, Multiple] = {}
    note: str | None = None


class Scheme(Model):
    """A whole scheme file."""

    format: Literal["demerit/scheme/1"]
    id: Id
    title: str
    authority: Authority | None = None
    status: Status | None = None
    years: tuple[Whole, Whole] | None = None
    disputed: tuple[str, ...] = ()
    use: Use = Use()
    population: Population | None = None
    sources: dict[Id, Source] = {}
    score: Score
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    channels: tuple[Channel, ...] = ()
    data: tuple[Data, ...] = ()
    conducts: tuple[Conduct, ...] = ()
    traits: tuple[TraitEntry, ...] = ()
    treatments: tuple[TreatmentEntry, ...] = ()
    influence: tuple[Influence, ...] = ()
    redress: Redress | None = None
    providers: Providers = Providers()
    rollout: tuple[Phase, ...] = ()
    assumes: Assumes = Assumes()
    note: str | None = None

    @property
    def ranked(self) -> Band | None:
        """The band that persons are put in by rank, if there is one."""
        return next((band for band in self.bands if band.rank is not None), None)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases of the rollout; without one, the whole scheme everywhere from the first day."""
        return self.rollout or (Phase(from_day=0, providers=self.providers.count),)

    def treating(self, effects: Collection[Effect] | None = None, subject: str = "person") -> list[Treatment]:
        """The treatments of a kind of subject, or those of them that have one of some effects."""
        mine = [treatment for treatment in self.treatments if treatment.subject == subject]
        return mine if effects is None else [treatment for treatment in mine if treatment.effect in effects]

    def providers_on(self, day: int) -> int:
        """How many providers score, and can be asked, on a day: those of the phase, all without a rollout."""
        return [phase for phase in self.phases if phase.from_day <= day][-1].providers
