"""Games with an audit: changes of words that change no life, each with both versions lived and audited."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from cases import Raw, posts, read, statuses
from worlds import Part, a_behaviour, a_job, a_society, frames_of

LIFE: Final[Part] = {
    "opportunities": {
        "post": {"per_year": 60, "act": 0.5, "spread": 0.5, "family": "expression"},
        "help": {"per_year": 20, "act": 0.3, "spread": 0.5},
        "cheating-in-games": {"per_year": 60, "act": 0.5, "spread": 0.5, "family": "leisure"},
    },
    "needs": {
        "rail-journey": {"context": "travel", "per_year": 12, "cost": 0.01},
        "flat-rental": {"context": "housing", "per_year": 1, "cost": 0.2},
    },
}
PEOPLE: Final = a_behaviour(
    caution={"start": 1.0, "own": 0.2, "floor": 0.1, "half_life_days": 50},
    families={"expression": {"deterrence": 3.0}, "leisure": {"deterrence": 3.0}},
    hardship={"denial": 0.2, "exposure": 0.5, "half_life_days": 40},
)  # fmt: skip
LIMBS: Final = ("ai-act:5(1)(c)(i)", "ai-act:5(1)(c)(ii)")
LIVED: Final = ("acts", "records", "points_lost", "score", "band", "needs", "denied", "hardship", "withheld")
"""What of a life is compared, person by person; what is withheld only where the act is called the same."""


def base() -> Raw:
    """Posts cost points, and whoever stands low may not take the train, or pays more for it."""
    raw = posts(channels=[{"id": "web", "kind": "platform", "detects": 0.5, "misnames": 0.05}])
    help_act = {
        "id": "help", "subject": "person", "family": "kindness", "context": "civic", "points": 5,
        "lawful": True,
        "channels": ["web"],
    }  # fmt: skip
    raw["conducts"] = [{**raw["conducts"][0], "rights": ["expression"], "points": -15}, help_act]
    return raw


def dear(low: float, others: float) -> Raw:
    """A price of a train by band, in place of the refusal."""
    raw = base()
    bands, factors = (["low"], low) if low != 1 else (["plain", "high"], others)
    raw["treatments"] = [{
        "id": "price", "subject": "person", "context": "travel", "bands": bands, "effect": "price",
        "factor": factors, "need": "rail-journey",
    }]  # fmt: skip
    return raw


def terms(bands: list[str], **effect: Any) -> Raw:
    """Terms that some bands meet, in place of the refusal."""
    raw = base()
    need = {} if effect["effect"] == "tax" else {"need": "rail-journey"}
    raw["treatments"] = [
        {"id": "terms", "subject": "person", "context": "travel", "bands": bands, **need, **effect}
    ]
    return raw


def games() -> Raw:
    """Cheating in games costs points, and whoever stands low is refused a flat; records lapse."""
    raw = base()
    raw["conducts"] = [{
        "id": "cheating-in-games", "subject": "person", "family": "leisure", "context": "leisure",
        "points": -15, "lawful": True, "gravity": "minor", "channels": ["web"],
    }]  # fmt: skip
    raw["treatments"] = [{
        "id": "no-flat", "subject": "person", "context": "housing", "bands": ["low"], "effect": "denial",
        "need": "flat-rental", "essential": True,
    }]  # fmt: skip
    raw["data"] = [{"id": "play", "generated_in": "leisure", "about": "conduct", "channels": ["web"]}]
    raw["redress"] = {"lapse": {"days": 365, "of": "losses"}}
    return raw


@dataclass(frozen=True, kw_only=True)
class Game:
    """A change of words; `lived` are the columns in which no life may differ."""

    name: str
    before: Callable[[], Raw]
    after: Callable[[], Raw]
    lived: tuple[str, ...] = LIVED


def _with(change: Callable[[Raw], None], of: Callable[[], Raw] = base) -> Callable[[], Raw]:
    """A scheme, changed."""

    def made() -> Raw:
        raw = copy.deepcopy(of())
        change(raw)
        return raw

    return made


def _label(of: Callable[[], Raw] = base, **labels: Any) -> Callable[[], Raw]:
    """Other labels on the act."""
    return _with(lambda raw: raw["conducts"][0].update(labels), of)


def _silent(raw: Raw) -> None:
    del raw["conducts"][0]["lawful"], raw["conducts"][0]["gravity"]


def _housing(raw: Raw) -> None:
    raw["conducts"][0]["context"] = raw["data"][0]["generated_in"] = "housing"


def _inessential(raw: Raw) -> None:
    raw["treatments"][0]["essential"] = False


def _unsaid(raw: Raw) -> None:
    del raw["conducts"][0]["rights"]


def _elsewhere(raw: Raw) -> None:
    raw["data"][0]["generated_in"] = "travel"


def _overridden(raw: Raw) -> None:
    raw["assumes"] = {"needs": {"rail-journey": {"context": "speech", "per_year": 12, "cost": 0.01}}}


def _larger(raw: Raw) -> None:
    raw["conducts"][0]["points"] = -400


def _whole(raw: Raw) -> None:
    raw["conducts"][0]["points"] = -200


NO_WITHHELD: Final = tuple(name for name in LIVED if name != "withheld")
GAMES: Final = (
    Game(name="the act is said to break the scheme's own rules", before=base,
         after=_label(lawful=False, unlawful_under="scheme")),
    Game(name="the act's rights are left out", before=base, after=_with(_unsaid)),
    Game(name="the act is called travel", before=base, after=_label(context="travel")),
    Game(name="the act is called leisure and travel, without rights", before=base,
         after=_label(family="leisure", context="travel", rights=[]), lived=NO_WITHHELD),
    Game(name="its data are said to come from travel", before=base, after=_with(_elsewhere)),
    Game(name="the act is called a crime, by no law that is named", before=base,
         after=_label(lawful=False, unlawful_under="general-law", gravity="grave")),
    Game(name="nothing is said on whether the act is lawful", before=base, after=_with(_silent)),
    Game(name="of cheating in games, which costs a flat: it is called a crime", before=games,
         after=_label(games, lawful=False, unlawful_under="general-law", gravity="serious")),
    Game(name="of the same: nothing is said on whether it is lawful", before=games,
         after=_with(_silent, games)),
    Game(name="of the same: game and data are called housing", before=games, after=_with(_housing, games)),
    Game(name="of the same: a flat is called inessential", before=games, after=_with(_inessential, games)),
    Game(name="the need is said to be about speech", before=base, after=_with(_overridden)),
    Game(name="-400 for an act in place of -200, of 200", before=_with(_whole), after=_with(_larger)),
    Game(name="a price down for all others, in place of up for the low", before=lambda: dear(1.25, 1),
         after=lambda: dear(1, 0.8)),
    Game(name="a tax back for all others, in place of a tax on the low",
         before=lambda: terms(["low"], effect="tax", tax={"share": 0.05}),
         after=lambda: terms(["plain", "high"], effect="tax", tax={"share": -0.05})),
    Game(name="priority for all others, in place of a wait for the low",
         before=lambda: terms(["low"], effect="wait", wait={"days": 9}),
         after=lambda: terms(["plain", "high"], effect="priority")),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Played:
    """What a game came to: how many lives differ in which columns, and the statuses of both limbs, twice."""

    game: Game
    people: int
    refused: tuple[int, int]
    differ: dict[str, int]
    before: tuple[str, ...]
    after: tuple[str, ...]


def lived(raw: Raw, people: int = 1000, days: int = 200) -> pl.DataFrame:
    """Persons of the town after so many days under a scheme, with behaviour that answers it."""
    job = a_job(read(raw), a_society(LIFE), PEOPLE, people=people, days=days)
    return frames_of(job)["people"]


def play(game: Game) -> Played:
    """Live and audit both versions."""
    old, new = game.before(), game.after()
    one, other = lived(old), lived(new)
    differ = {
        name: int((one[name].cast(pl.String) != other[name].cast(pl.String)).sum()) for name in game.lived
    }
    first, second = statuses(old), statuses(new)
    return Played(
        game=game, people=len(one), refused=(int(one["denied"].sum()), int(other["denied"].sum())),
        differ=differ, before=tuple(first[limb] for limb in LIMBS),
        after=tuple(second[limb] for limb in LIMBS),
    )  # fmt: skip
