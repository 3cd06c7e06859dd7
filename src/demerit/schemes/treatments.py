"""What a band means in life: one model an effect, each with its own keys and what it does to people.

Whoever asks what an effect does reads `does`, or one of the lists made of it; only the engine's tables and
the audit's burdens go through the effects one by one, and there a type checker sees that none is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, Literal, TypeAlias, get_args

from annotated_types import Ge, Le
from pydantic import ConfigDict, Discriminator, Field, Tag

from demerit.formats.occasions import Id
from demerit.formats.plain import is_mapping
from demerit.formats.values import Days, Finite, Flag, Model, Multiple, Number, Value
from demerit.formats.vocabulary import Context, Kind, Right

Effect = Literal["denial", "price", "wait", "priority", "exposure", "tax", "investigation", "human-referral"]


@dataclass(frozen=True, kw_only=True)
class Does:
    """What an effect does to whoever is in its bands, and its words.

    counted: what is counted of it, in the plural. done, doing: of a need that meets it ("it was refused",
    "that refuses it"); empty where a need meets nothing. burdens: whether every treatment of it does; a price
    or a tax does where it is above what all pay, and of a referral nobody knows.
    """

    counted: str
    done: str = ""
    doing: str = ""
    refuses: bool = False
    delays: bool = False
    prefers: bool = False
    shows: bool = False
    prices: bool = False
    taxes: bool = False
    investigates: bool = False
    burdens: bool = False


class Lasting(Model):
    """A number of days, and where it comes from."""

    days: Days
    source: str | None = None
    assumed: Flag = False
    range: tuple[Number, Number] | None = None
    note: str | None = None


class Wait(Lasting):
    """How much later a need is met."""


class Tax(Model):
    """A share of income taken (or, negative, given back) over the time in the band."""

    share: Value[Annotated[Finite, Ge(-1), Le(1)]]


class Inquiry(Lasting):
    """How long an investigation lasts, for whoever stays in the band."""


class Common(Model):
    """What every treatment says."""

    model_config = ConfigDict(title="Treatment")

    id: Id
    subject: Kind
    context: Context
    bands: Annotated[tuple[str, ...], Field(min_length=1)]
    rights: tuple[Right, ...] = ()
    essential: Flag | None = None
    title: str | None = None
    source: str | None = None
    assumed: Flag = False
    range: tuple[Number, Number] | None = None
    note: str | None = None


class OfNeed(Common):
    """A treatment that a need meets."""

    need: str


class OfBand(Common):
    """A treatment that holds on every day in the band."""

    need: str | None = None


class Denial(OfNeed):
    """The need is refused."""

    does: ClassVar = Does(counted="refusals", done="refused", doing="refuses it", refuses=True, burdens=True)
    effect: Literal["denial"]


class Price(OfNeed):
    """The need costs `factor` times as much."""

    does: ClassVar = Does(counted="days in its bands", prices=True)
    effect: Literal["price"]
    factor: Value[Multiple]


class Delay(OfNeed):
    """The need is met later."""

    does: ClassVar = Does(counted="delays", done="late", doing="makes it wait", delays=True, burdens=True)
    effect: Literal["wait"]
    wait: Wait


class Priority(OfNeed):
    """The need is met before others'."""

    does: ClassVar = Does(counted="needs put first", prefers=True)
    effect: Literal["priority"]


class Exposure(OfBand):
    """The subject is shown in public."""

    does: ClassVar = Does(counted="days in its bands", shows=True, burdens=True)
    effect: Literal["exposure"]


class Taxation(OfBand):
    """A share of income is taken, or given back."""

    does: ClassVar = Does(counted="days in its bands", taxes=True)
    effect: Literal["tax"]
    tax: Tax


class Investigation(OfBand):
    """Whoever enters the band is looked into, for so many days or until it leaves the band."""

    does: ClassVar = Does(counted="days in its bands", investigates=True, burdens=True)
    effect: Literal["investigation"]
    investigation: Inquiry


class Referral(OfNeed):
    """A person decides on the need instead of a machine: it is met, after so long."""

    does: ClassVar = Does(counted="delays", done="late", doing="leaves it to a person", delays=True)
    effect: Literal["human-referral"]
    wait: Wait


Treatment: TypeAlias = Denial | Price | Delay | Priority | Exposure | Taxation | Investigation | Referral
_BY_EFFECT: Final[Mapping[str, type[Treatment]]] = {
    get_args(member.model_fields["effect"].annotation)[0]: member for member in get_args(Treatment)
}


def does(effect: str) -> Does:
    """What an effect does, by its name.

    Raises:
        KeyError: no such effect.
    """
    return _BY_EFFECT[effect].does


def effects(which: Callable[[Does], bool]) -> tuple[Effect, ...]:
    """The effects of which something holds."""
    return tuple(effect for effect in get_args(Effect) if which(does(effect)))


REFUSING: Final = effects(lambda it: it.refuses)
DELAYING: Final = effects(lambda it: it.delays)
BARRING: Final = (*REFUSING, *DELAYING)
"""What stands in a need's way, so that it leaves a row in the table of needs."""
PREFERRING: Final = effects(lambda it: it.prefers)
SHOWING: Final = effects(lambda it: it.shows)
PRICING: Final = effects(lambda it: it.prices)
TAXING: Final = effects(lambda it: it.taxes)
INVESTIGATING: Final = effects(lambda it: it.investigates)
CHARGING: Final = (*PRICING, *TAXING)


def days_late(treatment: Treatment) -> float | None:
    """By how many days a treatment delays its need; None where it delays none."""
    return treatment.wait.days if isinstance(treatment, Delay | Referral) else None


def _tag(raw: Any) -> str:
    """Which effect an entry is read as: its own, or, if that is none, what its keys fit best."""
    entry = raw if is_mapping(raw) else {}
    named = getattr(raw, "effect", entry.get("effect"))
    if isinstance(named, str) and named in _BY_EFFECT:
        return f"<{named}>"
    keys = {str(key) for key in entry}
    return f"<{min(_BY_EFFECT, key=lambda effect: _misfit(_BY_EFFECT[effect], keys))}>"


def _misfit(model: type[Treatment], keys: set[str]) -> tuple[int, int]:
    """How many keys a model does not have, and how many of its own are missing."""
    needed = {name for name, field in model.model_fields.items() if field.is_required()}
    return len(keys - set(model.model_fields)), len(needed - keys)


TreatmentEntry = Annotated[
    Annotated[Denial, Tag("<denial>")]
    | Annotated[Price, Tag("<price>")]
    | Annotated[Delay, Tag("<wait>")]
    | Annotated[Priority, Tag("<priority>")]
    | Annotated[Exposure, Tag("<exposure>")]
    | Annotated[Taxation, Tag("<tax>")]
    | Annotated[Investigation, Tag("<investigation>")]
    | Annotated[Referral, Tag("<human-referral>")],
    Discriminator(_tag),
]
"""A treatment as a file has it; tags in brackets are no keys of a file."""
