"""The format demerit/behaviour/1: how circumstances feed back, and how people respond to stakes."""

from __future__ import annotations

from typing import Literal

from demerit.formats.occasions import Id
from demerit.formats.values import Coefficient, Flag, HalfLifeDays, Model, Part, Probability, Scalar
from demerit.formats.vocabulary import Family

HalfLife = Scalar[HalfLifeDays]


class Caution(Model):
    """How much a subject minds: raised by launch and by own and ties' losses; decays to its floor.

    By family: what a loss raises is the caution of its conduct's family, and by a share that of the others.
    It rises to 32 at most, where whoever minds anything has long stopped.
    """

    start: Coefficient = 1.0
    floor: Coefficient = 0.0
    own: Coefficient = 0.0
    tie: Coefficient = 0.0
    half_life_days: HalfLife = 365.0


class Certainty(Model):
    """How likely a subject thinks it is that an act becomes a record, 0-1, by family.

    `prior` is held from launch on, or from when the subject learns of the scheme. News moves it: a record by
    the share `own` of the way to 1 (a friend's: `tie`), an act that went unseen by the share `unseen` of the
    way to `floor` (one that a friend tells of: `tie_unseen`). What is above the floor is forgotten by half
    every `half_life_days`. `reference` is the certainty at which deterrence and surveillance were measured.
    """

    prior: Probability
    reference: Scalar[Part]
    floor: Probability = 0.0
    own: Probability = 0.0
    unseen: Probability = 0.0
    tie: Probability = 0.0
    tie_unseen: Probability = 0.0
    half_life_days: HalfLife = 365.0


class Hardship(Model):
    """What denials, exposure and the loss of work add; it decays to nothing."""

    denial: Coefficient = 0.0
    exposure: Coefficient = 0.0
    job_loss: Coefficient = 0.0
    half_life_days: HalfLife = 180.0


class Friendship(Model):
    """How circles of friends answer to bands: chances for each friend, on the morning after a fall.

    `cut_when_fallen`: that a friend drops who fell, times how much worse life in the fallen's band is than
    in the friend's own; `cut_when_exposed`: for each exposure that the band brings; `made_anew`: that who
    dropped somebody befriends another, whose band is no worse than the own.
    """

    cut_when_fallen: Probability = 0.0
    cut_when_exposed: Probability = 0.0
    made_anew: Probability = 0.0


class FamilyResponse(Model):
    """How a family of conducts answers to stakes, to being watched, to rewards and pressure."""

    deterrence: Coefficient = 0.0
    surveillance: Coefficient = 0.0
    reward: Coefficient = 0.0
    crowding_out: Probability = 0.0
    pressure: Coefficient = 0.0


class Behaviour(Model):
    """A whole behaviour file; without `certainty` everybody is as sure as the reference, always."""

    format: Literal["demerit/behaviour/1"]
    id: Id
    title: str
    caution: Caution = Caution()
    certainty: Certainty | None = None
    across_families: Probability = 0.0
    aware: Probability = 1.0
    hardship: Hardship = Hardship()
    friends: Friendship = Friendship()
    families: dict[Family, FamilyResponse] = {}
    frozen: Flag = False
    note: str | None = None
