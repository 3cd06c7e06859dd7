"""The three files of a world that was asked for: read once, changed as asked, and checked in full."""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from demerit.errors import WrongUse
from demerit.formats.library import files
from demerit.formats.problems import nearest
from demerit.formats.reading import Document, read_text, refuse
from demerit.formats.rewriting import rewritten
from demerit.formats.sets import changed, changes
from demerit.formats.writing import dump
from demerit.schemes.loading import LIBRARY as SCHEMES
from demerit.schemes.loading import load_scheme, scheme_from_text
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.loading import BEHAVIOURS, load_behaviour, load_society
from demerit.societies.loading import LIBRARY as SOCIETIES
from demerit.societies.model import Society
from demerit.societies.recipe import Recipe, make_recipe
from demerit.study.plan import Options, plan
from demerit.web.asked import Pair, Spec
from demerit.world.job import Job

M = TypeVar("M", bound=BaseModel)
A = TypeVar("A")

MOST_KEPT: Final = 256
"""Documents that were read or changed, the latest used; one takes about a megabyte."""
OFF: Final[Mapping[str, Mapping[str, Any]]] = {
    "channels": {"detects": 0, "alarms": None, "alarm_conduct": None},
    "conducts": {"points": 0, "to_band": None, "assumed": None, "range": None},
    "influence": {"share": 0},
}
"""What stands in an entry that is switched off (None: the key is gone); of treatments the entry goes."""
REDRESS: Final = ("notice", "appeal", "repair", "lapse")


@dataclass(frozen=True, kw_only=True)
class Files:
    """A scheme, a society and a behaviour, as asked for."""

    scheme: Document[Scheme]
    society: Document[Society]
    behaviour: Document[Behaviour]


class Shelf:
    """Documents by what they were made from: a change to a rule reads only what it changes."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._kept: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()

    def once(self, key: Any, make: Callable[[], A]) -> A:
        """What was made for a key, made now where it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made

    def files(self, spec: Spec) -> Files:
        """The files of a world. Raises `FileInvalid` or `WrongUse` for what cannot be."""
        made = changes(spec.sets)
        own, place, mind = ([c.text for c in made if c.file == file] for file in _FILES)
        scheme = self._changed(self.scheme_of(spec), own, "scheme")
        return Files(
            scheme=self._without(scheme, spec.off),
            society=self._changed(self.society(spec.society), place, "society"),
            behaviour=self._changed(self.behaviour(spec.behaviour), mind, "behaviour"),
        )

    def scheme_of(self, spec: Spec) -> Document[Scheme]:
        """A scheme before any change: of the library, or of the text that was sent."""
        if spec.text is not None:
            text = spec.text
            return self.once(("text", text), lambda: scheme_from_text(text, "the scheme"))
        ref = str(spec.scheme)
        return self.once(("scheme", ref), lambda: load_scheme(find_shipped(ref, "scheme")))

    def society(self, ref: str) -> Document[Society]:
        """A society of the library."""
        return self.once(("society", ref), lambda: load_society(find_shipped(ref, "society")))

    def behaviour(self, ref: str) -> Document[Behaviour]:
        """A behaviour of the library."""
        return self.once(("behaviour", ref), lambda: load_behaviour(find_shipped(ref, "behaviour")))

    def _changed(self, document: Document[M], texts: Sequence[str], of: str) -> Document[M]:
        """A document with changes made one after another, each kept."""
        for text in texts:
            make = partial(changed, document, changes([text], of=of), of=of)
            document = self.once((document.sha256, document.name, text), make)
        return document

    def _without(self, document: Document[Scheme], off: Sequence[str]) -> Document[Scheme]:
        """A scheme with rules switched off."""
        if not off:
            return document
        key = (document.sha256, document.name, "off", tuple(off))
        return self.once(key, partial(without, document, off))

    def job(self, spec: Spec, *, workers: int | None = None) -> Job:
        """The job of a world that keeps its ledger. Raises as `files`, and where the floors are not met."""
        files = self.files(spec)
        sets = (*spec.sets, *_told(spec.off))
        (job,) = plan(
            [files.scheme], files.society, files.behaviour, _options(spec, workers), sets=sets,
            recipe=self.recipe(files.society, spec),
        )  # fmt: skip
        return job

    def recipe(self, society: Document[Society], spec: Spec) -> Recipe:
        """The society of a spec's people and seed: no rule of a scheme changes it."""
        key = ("recipe", society.sha256, society.name, spec.people, spec.seed)
        return self.once(key, lambda: make_recipe(society, people=spec.people, seed=spec.seed))

    def jobs(self, pair: Pair, *, workers: int | None = None) -> list[Job]:
        """The jobs of two worlds on one life; society, behaviour and sizes are the first one's."""
        first, other = self.files(pair.a), self.files(pair.b)
        sets = (*pair.b.sets, *_told(pair.b.off))
        schemes = [first.scheme, other.scheme]
        return plan(schemes, first.society, first.behaviour, _options(pair.a, workers), sets=sets)


_FILES: Final = ("scheme", "society", "behaviour")
_SHIPPED: Final = {"scheme": SCHEMES, "society": SOCIETIES, "behaviour": BEHAVIOURS}


def find_shipped(ref: str, kind: str) -> Path:
    """The library's file of an id: never a path of the machine, whatever lies where the server was started.

    Raises `Problems` where there is none.
    """
    shipped = {file.stem: file for file in files(_SHIPPED[kind])}
    if ref not in shipped:
        expected = f"one of: {', '.join(shipped)}"
        refuse(ref, f"no {kind} of the library", expected, nearest(ref, shipped))
    return shipped[ref]


def _options(spec: Spec, workers: int | None) -> Options:
    """A world's size."""
    return Options(
        people=spec.people, days=spec.days, seed=spec.seed, ledger=True, workers=workers, assumed=0
    )


def _told(off: Sequence[str]) -> list[str]:
    """Rules that are off, as a run's options name them."""
    return [f"{rule} off" for rule in off]


def without(document: Document[Scheme], rules: Sequence[str]) -> Document[Scheme]:
    """A scheme with rules switched off: `conducts.jaywalking`, `treatments.no-flights`, `redress.lapse`.

    A conduct is worth nothing then and sets no band, but is lived all the same; a channel sees and cries
    nothing; ties do not count; a treatment or a way back is gone. What is off already stays as it is.
    Raises `WrongUse` for a rule that is none.
    """
    data = copy.deepcopy(document.sheet.tree.data)
    for rule in rules:
        part, _, name = rule.partition(".")
        if part == "redress":
            _end_redress(data, name, rule)
        else:
            _end_rule(document.model, data, part, name)
    if data == document.sheet.tree.data:
        return document
    sets = (*document.sets, *_told(rules))
    name = f"{document.name} without {', '.join(rules)}"
    text = rewritten(document.sheet, data) or dump(data)
    return read_text(text, Scheme, name=name, folder=document.folder, rules=document.rules, sets=sets)


def _end_rule(scheme: Scheme, data: Any, part: str, name: str) -> None:
    """Switch an entry of a list of rules off, in plain data."""
    known = _named(scheme, part)
    if name not in known:
        near = nearest(name, known)
        raise WrongUse(
            f"{part}.{name}: no rule of {scheme.id}{f'; did you mean {part}.{near}?' if near else ''}"
        )
    place = known.index(name)
    if part == "treatments":
        data[part] = [rule for rule in data[part] if rule["id"] != name]
        return
    entry = data[part][place]
    for key, value in OFF[part].items():
        entry.pop(key, None)
        if value is not None:
            entry[key] = value


def _end_redress(data: Any, name: str, rule: str) -> None:
    """Take a way back away, in plain data; where there is none, nothing changes."""
    if name not in REDRESS:
        raise WrongUse(f"{rule}: no rule; expected one of redress.{', redress.'.join(REDRESS)}")
    ways: dict[str, Any] = data.get("redress") or {}
    ways.pop(name, None)


def _named(scheme: Scheme, part: str) -> list[str]:
    """What the rules of a list are called, in its order; influence by its ties."""
    if part == "influence":
        return [ties.ties for ties in scheme.influence]
    if part in OFF or part == "treatments":
        return [rule.id for rule in getattr(scheme, part)]
    raise WrongUse(f"{part}: no list of rules; expected one of {', '.join([*OFF, 'treatments', 'redress'])}")
