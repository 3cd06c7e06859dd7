"""What a call is given: schemes, societies and behaviours by id, file or document, and jobs of them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from demerit.formats.reading import Document
from demerit.formats.sets import by_file, changed, changes
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.loading import load_behaviour, load_society
from demerit.societies.model import Society
from demerit.study.living import OnProgress
from demerit.study.plan import Options, plan
from demerit.study.turning.entries import bare
from demerit.world.run import Job

DEFAULT_SCHEME = "as-described"
DEFAULT_SOCIETY = "china-2020"
DEFAULT_BEHAVIOUR = "everyday"
DEFAULT_PEOPLE = 100_000


@dataclass(frozen=True, kw_only=True)
class SizedSociety:
    """A society, and how many of its people are lived (None: as many as its file says)."""

    document: Document[Society]
    people: int | None = None


class Choices(TypedDict, total=False):
    """What `run` and `compare` may be told besides, as their docstrings say."""

    sets: Sequence[str]
    people: int | None
    days: int
    ledger: bool | None
    baseline: bool
    frozen_behaviour: bool
    workers: int | None
    assumed: int | None
    out: str | Path | None
    cluster: str | None
    on_progress: OnProgress


SchemeLike = str | Path | Document[Scheme]
SocietyLike = str | Path | Document[Society] | SizedSociety
BehaviourLike = str | Path | Document[Behaviour]


def scheme(ref: SchemeLike, sets: Sequence[str] = ()) -> Document[Scheme]:
    """A scheme by library id or file, changed by `sets` such as 'conducts.jaywalking.points=0'."""
    return changed(ref if isinstance(ref, Document) else load_scheme(ref), changes(sets))


def society(ref: SocietyLike, sets: Sequence[str] = (), *, people: int | None = None) -> SizedSociety:
    """A society by library id or file, of `people` people (None: as its file says), changed by `sets`."""
    if isinstance(ref, SizedSociety):
        ref, people = ref.document, ref.people if people is None else people
    document = ref if isinstance(ref, Document) else load_society(ref)
    document = changed(document, changes(sets, of="society"), of="society")
    return SizedSociety(document=document, people=people)


def behaviour(ref: BehaviourLike, sets: Sequence[str] = ()) -> Document[Behaviour]:
    """How people respond, by library id or file, changed by `sets` such as 'caution.half_life_days=90'."""
    document = ref if isinstance(ref, Document) else load_behaviour(ref)
    return changed(document, changes(sets, of="behaviour"), of="behaviour")


def jobs_for(
    schemes: Sequence[SchemeLike],
    society_ref: SocietyLike | None,
    behaviour_ref: BehaviourLike | None,
    options: Options,
    sets: Sequence[str] = (),
) -> list[Job]:
    """Read the files and plan one job a scheme on one fixed life.

    `sets` change the last scheme, or, where a path begins with 'society.' or 'behaviour.', what all of them
    share. Without a society: `china-2020` with 100,000 people; a named one has as many as its file says.
    Raises `FileInvalid` for a file, `WrongUse` for an option.
    """
    options.validate()
    made = by_file(changes(sets))
    documents = [scheme(ref) for ref in schemes]
    documents[-1] = changed(documents[-1], made["scheme"])
    place = society(DEFAULT_SOCIETY, people=DEFAULT_PEOPLE) if society_ref is None else society(society_ref)
    answer = behaviour(DEFAULT_BEHAVIOUR if behaviour_ref is None else behaviour_ref)
    sized = options.but(people=options.people or place.people)
    return plan(
        documents,
        changed(place.document, made["society"], of="society"),
        changed(answer, made["behaviour"], of="behaviour"),
        sized,
        sets=tuple(sets),
    )


def with_reference(schemes: Sequence[SchemeLike], sets: Sequence[str] = ()) -> Sequence[SchemeLike]:
    """The schemes of a comparison; one alone, changed by `sets`, is compared with itself without rules."""
    if len(schemes) != 1:
        return schemes
    return [bare(changed(scheme(schemes[0]), by_file(changes(sets))["scheme"])), schemes[0]]


def held_at(out: str | Path | None) -> tuple[tempfile.TemporaryDirectory[str] | None, Path]:
    """Where to write, and what keeps it alive."""
    if out is not None:
        return None, Path(out)
    held = tempfile.TemporaryDirectory(prefix="demerit-")
    return held, Path(held.name) / "run"
