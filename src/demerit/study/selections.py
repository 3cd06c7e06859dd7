"""What files say of some people and not of others: every such place, with who falls under it.

Files that ship with demerit are public, and lived at any size; a file of one's own is held to floors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from pydantic import BaseModel

from demerit.formats.columns import AGE
from demerit.formats.library import files
from demerit.formats.occasions import Assumes, Need, Opportunity, Who
from demerit.formats.plain import is_table
from demerit.formats.problems import Place
from demerit.formats.reading import Document
from demerit.formats.values import By, Sourced, is_by, unsourced
from demerit.schemes.loading import LIBRARY as SCHEMES
from demerit.schemes.loading import library
from demerit.schemes.model import Prior, StartShares
from demerit.societies.life import catalogue
from demerit.societies.loading import BEHAVIOURS
from demerit.societies.loading import LIBRARY as SOCIETIES

if TYPE_CHECKING:
    from demerit.study.crowd import Crowd, Labels
    from demerit.world.job import Job

SAID_OF_ITSELF: Final = frozenset({"title", "source", "assumed", "note", "family", "kind"})
"""What entries of life say about themselves, or get from the rules that name them."""
Read = Opportunity | Need


@dataclass(frozen=True, kw_only=True)
class Selection:
    """A place of a file that is about some people: `what` is a number or shares by column, or a who."""

    document: Document[Any]
    place: Place
    what: Any

    def labels(self, crowd: Crowd) -> Labels:
        """Who is spoken of alike."""
        match self.what:
            case Who():
                return crowd.where(**self.what.asked)
            case StartShares():
                return crowd.chosen(self.what.by, list(self.what.shares))
            case Prior():
                return crowd.chosen("district", [*self.what.prior])
            case _:
                return crowd.labels(self.what)


@cache
def shipped_texts() -> frozenset[str]:
    """SHA-256 of every scheme, society and behaviour that ships with demerit."""
    known = [file for folder in (SCHEMES, SOCIETIES, BEHAVIOURS) for file in files(Path(folder))]
    return frozenset(hashlib.sha256(file.read_bytes()).hexdigest() for file in known)


def shipped(document: Document[Any]) -> bool:
    """Whether a document's text is one that ships with demerit, unchanged, wherever it lies."""
    return document.sha256 in shipped_texts()


def selections(job: Job) -> list[Selection]:
    """Every selection that a file of one's own makes, or that life makes and no shipped file does."""
    selected: list[Selection] = []
    if not shipped(job.scheme):
        selected += _of_model(job.scheme, ("assumes",))
    if not shipped(job.behaviour):
        selected += _of_model(job.behaviour, ())
    if not shipped(job.society):
        selected += _of_model(job.society, ("life", "organisations"))
        selected += _of_society(job)
    return [*selected, *_of_life(job)]


def districts_named(what: Iterable[Selection]) -> Iterator[int]:
    """The districts that selections speak of by their numbers."""
    for selection in what:
        for part in _columns(selection.what):
            if part.by == "district":
                yield from (int(key) for key in part.values)
        if isinstance(selection.what, StartShares) and selection.what.by == "district":
            yield from (int(key) for key in selection.what.shares)
        if isinstance(selection.what, Prior):
            yield from (int(key) for key in selection.what.prior)


def by_start_score(what: Iterable[Selection]) -> bool:
    """Whether any selection tells people apart by where they started."""
    return any(part.by == "start_score" for selection in what for part in _columns(selection.what))


def _of_model(document: Document[Any], without: Sequence[str]) -> list[Selection]:
    """The selections of a file but for some of its sections."""
    model: BaseModel = document.model
    return [
        Selection(document=document, place=place, what=what)
        for name in type(model).model_fields
        if name not in without
        for place, what in _selecting(getattr(model, name), (name,))
    ]


def _of_society(job: Job) -> Iterator[Selection]:
    """The groups themselves, and who may work where somebody does."""
    society = job.society
    groups = {group.id: number for number, group in enumerate(society.model.groups)}
    if len(groups) > 1:
        by_group = cast("By[int]", By.model_construct(by="group", values=groups))
        yield Selection(document=society, place=("groups",), what=by_group)
    if society.top()["ties"]["employment"]["ages"].present and society.model.organisations:
        ages = society.model.ties.employment.ages
        yield Selection(document=society, place=("ties", "employment", "ages"), what=Who({AGE: ages}))


def _of_life(job: Job) -> Iterator[Selection]:
    """Selections of life's entries, those left out that a shipped file has word for word."""
    lived: dict[str, Mapping[str, Read]] = {"opportunities": job.life.opportunities, "needs": job.life.needs}
    for section, entries in lived.items():
        for name, entry in entries.items():
            selecting = [*_selecting(entry, (section, name))]
            if (
                not selecting
                or (entry.kind or "person") != "person"
                or _is_shipped(job, section, name, entry)
            ):
                continue
            document, start = home_of(job, section, name)
            for place, what in selecting:
                yield Selection(document=document, place=(*start, *place), what=what)


def _is_shipped(job: Job, section: str, name: str, entry: Read) -> bool:
    """Whether a shipped file of this job, the catalogue or any shipped scheme has this very entry."""
    near: list[Any] = [catalogue().model]
    near += [job.society.model.life] if shipped(job.society) else []
    near += [job.scheme.model.assumes] if shipped(job.scheme) else []
    written = _said(entry)
    if any(
        name in getattr(source, section) and _said(getattr(source, section)[name]) == written
        for source in near
    ):
        return True
    assumed = (getattr(scheme, section) for scheme in _assumed_by_library())
    return any(name in entries and _said(entries[name]) == written for entries in assumed)


@cache
def _assumed_by_library() -> list[Assumes]:
    """What each shipped scheme assumes: a run that was compared lives what the others assume, too."""
    return [scheme.model.assumes for scheme in library()]


def _said(entry: Read) -> dict[str, Any]:
    """An entry without what it says about itself."""
    return entry.model_dump(exclude=set(SAID_OF_ITSELF))


def home_of(job: Job, section: str, name: str) -> tuple[Document[Any], Place]:
    """The file that an entry of life stands in, and the place before its section."""
    if job.society.model.life and name in getattr(job.society.model.life, section):
        return job.society, ("life",)
    if name in getattr(job.scheme.model.assumes, section):
        return job.scheme, ("assumes",)
    return job.society, ("life",)


def _selecting(part: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    """Every outermost number by column, who, shares and past records below a part, with its place."""
    if isinstance(part, By | StartShares | Prior) or (isinstance(part, Who) and part != Who()):
        yield place, part
    elif isinstance(part, Sourced):
        yield from _selecting(cast("Sourced[Any]", part).value, (*place, "value"))
    elif isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            yield from _selecting(getattr(part, name), (*place, field.alias or name))
    elif is_table(part):
        for key, inner in part.items():
            yield from _selecting(inner, (*place, key))
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for i, inner in enumerate(cast("Sequence[Any]", part)):
            yield from _selecting(inner, (*place, i))


def _columns(what: Any) -> Iterator[By[Any]]:
    """A number by column and all those nested in it."""
    what = unsourced(what)
    if is_by(what):
        yield what
        for part in what.values.values():
            yield from _columns(part)
