"""The format demerit/behaviour/1: how circumstances feed back, and how people respond to stakes."""

from __future__ import annotations

from typing import Literal

from demerit.formats.occasions import Id
from demerit.formats.values import Coefficient, Flag, HalfLifeDays, Model, Probability, Scalar
from demerit.formats.vocabulary import Family

HalfLife = Scalar[HalfLifeDays]


class Caution(Model):
    """How much a subject minds: raised by launch and by own and ties' losses; decays to its floor."""

    start: Coefficient = 1.0
    floor: Coefficient = 0.0
    own: Coefficient = 0.0
    tie: Coefficient = 0.0
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
    """How a family of conducts answers to stakes, rewards and pressure."""

    deterrence: Coefficient = 0.0
    reward: Coefficient = 0.0
    crowding_out: Probability = 0.0
    pressure: Coefficient = 0.0


class Behaviour(Model):
    """A whole behaviour file."""

    format: Literal["demerit/behaviour/1"]
    id: Id
    title: str
    caution: Caution = Caution()
    aware: Probability = 1.0
    hardship: Hardship = Hardship()
    friends: Friendship = Friendship()
    families: dict[Family, FamilyResponse] = {}
    frozen: Flag = False
    note: str | None = None
