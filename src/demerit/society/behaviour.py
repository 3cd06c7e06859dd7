"""The format demerit/behaviour/1: how circumstances feed back, and how people respond to stakes."""

from __future__ import annotations

from typing import Literal

from demerit.formats.occasions import Id
from demerit.formats.values import Coefficient, Flag, Model, Positive, Probability, Scalar
from demerit.formats.vocabulary import Family

HalfLife = Scalar[Positive]


class Caution(Model):
    """How much a subject minds: raised by launch and by own and ties' losses; decays to its floor."""

    start: Coefficient = 1.0
    floor: Coefficient = 0.0
    own: Coefficient = 0.0
    tie: Coefficient = 0.0
    half_life_days: HalfLife = 365.0


class Hardship(Model):
    """What denials and exposure add; it decays to nothing."""

    denial: Coefficient = 0.0
    exposure: Coefficient = 0.0
    half_life_days: HalfLife = 180.0


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
    families: dict[Family, FamilyResponse] = {}
    frozen: Flag = False
    note: str | None = None
