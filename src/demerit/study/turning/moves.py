"""The changes that a search may make to a scheme: only those that weaken it.

Points toward zero, sanctions removed, detection, alarms, attention and influence taken away or halved,
review, appeal or lapse added. Nothing else is ever tried: gains, bands, thresholds and error rates are left
as they are, and no move makes a loss larger, a sanction harder or a way back longer.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from demerit.formats.compose import shipped
from demerit.formats.plain import is_list, is_mapping, is_number
from demerit.formats.reading import Document
from demerit.formats.setting import data_of, with_data
from demerit.schemes.model import Scheme
from demerit.schemes.treatments import does
from demerit.study.turning.entries import Data, Rule, called, put, rules_of

HALF: Final = 0.5
Change = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True)
class Move:
    """A weakening of one rule: what the entry becomes (None: it goes), and how much is taken, 0 to 1."""

    rule: Rule
    words: str
    entry: Any
    strength: float

    @property
    def name(self) -> str:
        """'conducts.jaywalking: half the points'."""
        return f"{called(self.rule)}: {self.words}"


def moves(document: Document[Scheme]) -> list[Move]:
    """Every weakening of a scheme, rule by rule, the milder of two first."""
    data = data_of(document)
    rules = rules_of(data)
    of_rules = [move for rule, entry in rules.items() for move in _of_rule(rule, entry)]
    return of_rules + list(_added(data))


def with_moves(document: Document[Scheme], these: list[Move]) -> Document[Scheme]:
    """The scheme with some weakenings made.

    Raises:
        Problems: the file that this makes has problems.
    """
    data = data_of(document)
    for move in these:
        if move.entry is None or move.rule[0] != "redress":
            put(data, move.rule, move.entry)
        else:
            data["redress"] = {**data.get("redress", {}), **copy.deepcopy(move.entry)}
    return with_data(document, data, "weakened")


def _of_rule(rule: Rule, entry: Any) -> Iterator[Move]:
    """The weakenings of one entry."""
    part = rule[0]
    if part == "conducts":
        yield from _conduct(rule, entry)
    elif part == "treatments" and _burdens(entry):
        yield Move(rule=rule, words="gone", entry=None, strength=1.0)
    elif part == "channels":
        yield from _channel(rule, entry)
    elif part == "influence":
        yield Move(rule=rule, words="half as much", entry=_with(entry, "share", _times(HALF)), strength=HALF)
        yield Move(rule=rule, words="gone", entry=None, strength=1.0)
    elif part == "rollout":
        yield from _rollout(rule, entry)


def _rollout(rule: Rule, entry: Sequence[Data]) -> Iterator[Move]:
    """Attention halved, and gone, in every phase, for every kind that any phase names."""
    paid: list[Data] = [phase.get("attention") or {} for phase in entry]
    kinds = {kind: 1.0 for phase in paid for kind in phase}
    for words, by in (("half the attention", HALF), ("no attention", 0.0)):
        weaker = [
            {**phase, "attention": {kind: one * by for kind, one in {**kinds, **part}.items()}}
            for phase, part in zip(entry, paid, strict=True)
        ]
        if weaker != entry and kinds:
            yield Move(rule=rule, words=words, entry=weaker, strength=1.0 - by)


def _conduct(rule: Rule, entry: Data) -> Iterator[Move]:
    """Losses halved toward zero, and gone; the band that an act sends to, gone."""
    points = entry.get("points")
    if any(one < 0 for one in _numbers(points)):
        for words, share in (("half the points", HALF), ("no points", 0.0)):
            weaker = _bare(_with(entry, "points", lambda one, by=share: int(one * by) if one < 0 else one))
            if weaker["points"] != points:
                yield Move(rule=rule, words=words, entry=weaker, strength=1.0 - share)
    if entry.get("to_band") is not None:
        left = {key: value for key, value in entry.items() if key != "to_band"}
        yield Move(rule=rule, words="sends to no band", entry=left, strength=1.0)


def _burdens(entry: Data) -> bool:
    """Whether a treatment is a sanction: in every number of it, where it has one."""
    done = does(str(entry.get("effect")))
    if done.burdens:
        return True
    if done.prices:
        factors = _numbers(entry.get("factor"))
        return min(factors, default=0) >= 1 and max(factors, default=0) > 1
    shares = _numbers(entry["tax"].get("share")) if is_mapping(entry.get("tax")) else []
    return min(shares, default=-1) >= 0 and max(shares, default=0) > 0


def _channel(rule: Rule, entry: Data) -> Iterator[Move]:
    """What a channel sees and rings halved, and gone; entries reviewed by a person."""
    for words, by in (("sees and rings half as much", HALF), ("sees and rings nothing", 0.0)):
        weaker = _bare(_with(entry, "detects", _times(by))) if "detects" in entry else dict(entry)
        if is_mapping(entry.get("alarms")):
            alarms = entry["alarms"]
            key = "per_year" if "per_year" in alarms else "looks_per_year"
            weaker["alarms"] = _bare(_with(alarms, key, _times(by)))
            if by == 0.0:
                weaker = {
                    name: value for name, value in weaker.items() if name not in ("alarms", "alarm_conduct")
                }
        if weaker != entry:
            yield Move(rule=rule, words=words, entry=weaker, strength=1.0 - by)
    review: Data = entry.get("review") or {}
    share, catches = review.get("share", 0.0), review.get("catches", 0.0)
    full = added()["review"]
    if isinstance(share, int | float) and isinstance(catches, int | float) and share * catches < 1.0:
        raised = {"share": max(share, full["share"]), "catches": max(catches, full["catches"])}
        if raised != {"share": share, "catches": catches}:
            words = "every entry reviewed"
            yield Move(rule=rule, words=words, entry={**entry, "review": raised}, strength=HALF)


def _added(data: Data) -> Iterator[Move]:
    """Appeal and lapse where there is none; a lapse that is shorter where one is long."""
    redress: Data = data.get("redress") or {}
    given = added()
    if not redress.get("appeal"):
        notice = redress.get("notice", 0.0)
        longer = {"notice": max(notice, given["notice"])} if isinstance(notice, int | float) else {}
        entry = {**longer, "appeal": given["appeal"]}
        yield Move(rule=("redress", "appeal"), words="added", entry=entry, strength=HALF)
    lapse: Data | None = redress.get("lapse")
    if not lapse:
        yield Move(rule=("redress", "lapse"), words="added", entry={"lapse": given["lapse"]}, strength=HALF)
    elif isinstance(lapse.get("days"), int) and lapse["days"] > given["lapse"]["days"]:
        shorter = {**_bare(lapse), "days": given["lapse"]["days"]}
        yield Move(rule=("redress", "lapse"), words="sooner", entry={"lapse": shorter}, strength=HALF)


@cache
def added() -> Data:
    """What is added where a scheme has none."""
    return shipped("demerit.study.turning", "added.yaml")


def _times(by: float) -> Change:
    """A number times another."""
    return lambda one: one * by


def _with(entry: Data, key: str, change: Change) -> Data:
    """An entry with every number under a key changed."""
    return {**entry, key: _mapped(entry.get(key), change)}


def _mapped(value: Any, change: Change) -> Any:
    """A number, a pair, or a table with every number changed; what was assumed of it no longer is."""
    if is_mapping(value):
        below = "values" if "by" in value else "value"
        inner = value.get(below)
        made = (
            {key: _mapped(part, change) for key, part in inner.items()}
            if below == "values" and is_mapping(inner)
            else _mapped(inner, change)
        )
        return {**_bare(value), below: made}
    if is_list(value):
        return [_mapped(number, change) for number in value]
    return change(value) if is_number(value) else value


def _bare(entry: Data) -> Data:
    """An entry of which a number was changed: its range was about another number."""
    return {key: inner for key, inner in entry.items() if key not in ("range", "assumed")}


def _numbers(value: Any) -> list[float]:
    """Every number of a value, those of its range aside."""
    numbers: list[float] = []
    _mapped(value, lambda one: numbers.append(one) or one)
    return numbers
