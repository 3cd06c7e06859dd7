"""The numbers that a study varies: where each stands, between what it may lie, and a job with others in it.

What is lived is looked up in the fixed life, where it is the same for all schemes compared; everything else
in the three files. So runs that are compared share their numbers, with names and draws.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, Protocol, cast

from pydantic import ValidationError

from demerit.errors import FileInvalid
from demerit.formats.assumptions import named_path
from demerit.formats.occasions import Need, Opportunity
from demerit.formats.plain import is_mapping, is_series
from demerit.formats.problems import Place, dotted
from demerit.formats.reading import Document
from demerit.formats.sheet import Part
from demerit.formats.value_checks import main_part
from demerit.societies.life import FixedLife
from demerit.world.job import Job

Home = Literal["scheme", "society", "behaviour", "life"]
FILES: Final[tuple[Home, ...]] = ("scheme", "society", "behaviour")
LIVED: Final = {"scheme": "assumes", "society": "life", "behaviour": None}
"""The key of what a file says of life: the fixed life has it."""
SHARED: Final = "shared"
WIDE: Final = 4.0
"""A range whose ends are more than so many times apart is drawn evenly over its logarithm."""
WHOLE: Final = ("points", "days", "day", "from", "count")
"""Of keys that are these words, or end in one, the formats take whole numbers; a band begins at points."""
SIGNIFICANT: Final = 6
"""Digits that a drawn number has: it is read in messages, and none is known so well."""


class Varies(Protocol):
    """A thing that a study varies: what it is called, and what it is at a share of its way, 0 to 1."""

    @property
    def name(self) -> str: ...  # noqa: D102

    def at(self, share: float) -> Any: ...  # noqa: D102


def values_at(vary: Sequence[Varies], shares: Iterable[float]) -> dict[str, Any]:
    """What is set in a world, by name: each thing at its share of the way."""
    return {one.name: one.at(float(share)) for one, share in zip(vary, shares, strict=True)}


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number of a job's files or life, or a small table of such, and the range that it may lie in.

    `place` leads to the bare number in the data of its `home`; `path` is what people call it.
    """

    home: Home
    path: str
    place: Place
    value: Any
    low: float
    high: float

    @property
    def name(self) -> str:
        """What it is called among all numbers of a job: 'scheme:channels.camera.detects'."""
        return f"{self.home}:{self.path}"

    @property
    def whole(self) -> bool:
        """Whether it is a whole number: of points, or of days."""
        key = self.path.rpartition(".")[2].partition("[")[0]
        return key.rpartition("_")[2] in WHOLE

    @property
    def wide(self) -> bool:
        """Whether the ends lie on one side of 0 and so far apart that its order of magnitude is drawn.

        Of a range from 0 that reaches so far beyond the number itself, it is drawn above the number.
        """
        small, large = sorted((abs(self.low), abs(self.high)))
        return self.low * self.high >= 0 and large > WIDE * (small or self._middle) > 0

    @property
    def _middle(self) -> float:
        """The size of the number itself, of a table its mean."""
        parts = leaves(self.value)
        return abs(sum(parts) / len(parts))

    def at(self, share: float) -> Any:
        """The value at a share of its range, 0 to 1; of a table, every number moved with their mean.

        Those at an end of the range stay there, and the order of the others stays as it is.
        """
        ends = (self._scaled(self.low), self._scaled(self.high))
        room = 0.5 if self.whole and not self.wide else 0.0  # so that the ends come as often as the rest
        low, high = min(ends), max(ends)
        to = min(high, max(low, low - room + share * (high - low + 2 * room)))
        parts = [self._scaled(one) for one in leaves(self.value)]
        middle = sum(parts) / len(parts)

        def moved(one: float) -> float:
            scaled = self._scaled(one)
            if len(parts) == 1:
                return self._plain(to)
            if scaled <= middle:
                part = (scaled - low) / (middle - low) if middle > low else 1.0
                return self._plain(low + part * (to - low))
            return self._plain(high - (high - scaled) / (high - middle) * (high - to))

        return mapped(self.value, moved)

    def _scaled(self, value: float) -> float:
        """A number on the scale that it is drawn on."""
        if not self.wide:
            return float(value)
        return math.log(abs(value)) if self.low * self.high else math.log1p(abs(value) / self._middle)

    def _plain(self, scaled: float) -> float:
        """A number from that scale, within its range: whole where it must be."""
        value = scaled
        if self.wide:
            size = math.exp(scaled) if self.low * self.high else self._middle * math.expm1(scaled)
            value = math.copysign(size, self.low + self.high)
        value = float(round(value)) if self.whole else float(f"{value:.{SIGNIFICANT}g}")
        value = min(self.high, max(self.low, value))
        return int(value) if self.whole else value


def leaves(value: Any) -> list[float]:
    """Every number of a bare value: the one, both of a pair, or those of a table, sources aside."""
    numbers: list[float] = []
    mapped(value, lambda one: numbers.append(one) or one)
    return numbers


def mapped(value: Any, change: Callable[[float], float]) -> Any:
    """The same with every number of it changed."""
    if is_mapping(value):
        below = "values" if "by" in value else "value"
        if below == "value":
            return {**value, below: mapped(value[below], change)}
        return {**value, below: {key: mapped(inner, change) for key, inner in value[below].items()}}
    return [mapped(inner, change) for inner in value] if is_series(value) else change(value)


def assumed_numbers(job: Job) -> list[Number]:
    """Every assumed number with a range that a job rests on, of its files and of all that it lives."""
    numbers = [number for home in FILES for number in _of_file(job, home)]
    return numbers + list(_of_life(job))


def _of_file(job: Job, home: Home) -> Iterator[Number]:
    """Those of one file, what the fixed life has left aside."""
    top: Part = getattr(job, home).top()
    for part in top.everything():
        if LIVED[home] not in part.path:
            yield from _number(home, part, named_path)


def _of_life(job: Job) -> Iterator[Number]:
    """Those of what is lived, whichever file it comes from."""
    sheet = job.society.sheet
    for part in Part(sheet, (), life_data(job.life)).everything():
        yield from _number("life", part, lambda part, below: dotted((*part.path, *below)))
    for part in job.society.top()["life"]["propensity"].everything():
        for number in _number("society", part, named_path):
            yield replace(number, home="life", path="propensity.shared", place=(SHARED,))


def _number(home: Home, part: Part, named: Callable[[Part, Place], str]) -> Iterator[Number]:
    """The assumed number with a range that a part is, or that its range is about; none if it is none."""
    low, high = part["range"][0].number(), part["range"][1].number()
    if part["assumed"].raw is not True or low is None or high is None:
        return
    here = part["value"]
    main: Part | None = here if here.present else main_part(part)
    if main is None:
        return
    below = () if here.present else main.path[len(part.path) :]
    while is_mapping(main.raw) and "value" in main.raw:
        main = main["value"]
    if leaves(main.raw):
        yield Number(home=home, path=named(part, below), place=main.path, value=main.raw, low=low, high=high)


def life_data(life: FixedLife) -> dict[str, Any]:
    """A fixed life as plain data, with the ranges of what is assumed."""
    parts = {"opportunities": life.opportunities, "needs": life.needs}
    return {name: {key: _data_of(entry) for key, entry in entries.items()} for name, entries in parts.items()}


def _data_of(entry: Opportunity | Need) -> Any:
    """An entry as a file would have it, with lists for its tuples."""
    return _listed(entry.model_dump(exclude_unset=True, by_alias=True))


def _listed(value: Any) -> Any:
    """The same with lists for tuples."""
    if is_mapping(value):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(inner) for inner in value] if is_series(value) else value


def with_values(job: Job, values: Mapping[str, Any], numbers: Sequence[Number]) -> Job:
    """The job with other values, by name, in some of its numbers.

    Raises `FileInvalid` that names each value that the formats do not take.
    """
    by_home: dict[Home, list[tuple[Number, Any]]] = {}
    for number in numbers:
        if number.name in values:
            by_home.setdefault(number.home, []).append((number, values[number.name]))
    changed: dict[str, Any] = {}
    for home in FILES:
        if home in by_home:
            document: Document[Any] = getattr(job, home)
            data = _filled(copy.deepcopy(document.sheet.tree.data), by_home[home])
            model = _checked(cast("Any", type(document.model)).model_validate, data, by_home[home])
            changed[home] = replace(document, model=model)
    if "life" in by_home:
        changed["life"] = _life(job.life, by_home["life"])
    return replace(job, **changed)


def _filled(data: Any, values: Sequence[tuple[Number, Any]]) -> Any:
    """Plain data of one's own, with these values put into it."""
    for number, value in values:
        here = data
        for step in number.place[:-1]:
            here = here[step]
        here[number.place[-1]] = value
    return data


def _life(life: FixedLife, values: Sequence[tuple[Number, Any]]) -> FixedLife:
    """A fixed life with these values in it."""
    changed: dict[str, dict[str, Any]] = {
        "opportunities": dict(life.opportunities),
        "needs": dict(life.needs),
    }
    shared = life.shared
    by_entry: dict[tuple[str, str], list[tuple[Number, Any]]] = {}
    for number, value in values:
        if number.place == (SHARED,):
            shared = float(value)
        else:
            section, name = number.place[:2]
            by_entry.setdefault((str(section), str(name)), []).append((number, value))
    for (section, name), those in by_entry.items():
        entry: Opportunity | Need = changed[section][name]
        held = _filled({section: {name: _data_of(entry)}}, those)[section][name]
        within = [(replace(number, place=number.place[2:]), value) for number, value in those]
        changed[section][name] = _checked(type(entry).model_validate, held, within)
    return FixedLife(opportunities=changed["opportunities"], needs=changed["needs"], shared=shared)


def _checked(validate: Callable[[Any], Any], data: Any, values: Sequence[tuple[Number, Any]]) -> Any:
    """The model of the data; FileInvalid that names those values at fault, or else the format's own words."""
    try:
        return validate(data)
    except ValidationError as refused:
        messages: list[str] = []
        for error in refused.errors():
            steps = [str(step) for step in error["loc"]]
            own = [
                n for n, _ in values if [s for s in map(str, n.place) if s in steps] == [*map(str, n.place)]
            ]
            of = {number.name: value for number, value in values if number in own}
            named = ", ".join(f"{name} = {value}" for name, value in of.items())
            messages.append(f"{named or '.'.join(steps)}: {error['msg']}")
        raise FileInvalid("\n".join(messages)) from refused
