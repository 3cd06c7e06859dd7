"""Small made-up schemes, societies and behaviours, read as files would be, and the worlds they make."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

from demerit.formats.problems import Problem
from demerit.formats.reading import Document, read_text
from demerit.formats.sheet import Part as FilePart
from demerit.luck.bound import Bound
from demerit.luck.compiled import kernel
from demerit.luck.philox import draw
from demerit.runs.contents import ContentHash
from demerit.schemes.loading import scheme_from_text
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.error_tables import error_table
from demerit.societies.floors import group_problems
from demerit.societies.loading import BEHAVIOUR_RULES, SOCIETY_RULES
from demerit.societies.model import Society
from demerit.societies.people import Districts, build
from demerit.study.plan import Options, plan
from demerit.world.columns.encode import encode
from demerit.world.columns.state import new_hand
from demerit.world.columns.tables import Tables
from demerit.world.engine.district import Lived, live_district
from demerit.world.output.frames import Frames, day_table
from demerit.world.run import Job, live_batch, make_worlds, path_of

Part = dict[str, Any]
TABLE: Final = "data/nist_frvt11_2020_mean_log10_fmr_by_region.csv"
EURO, AFRICA = "EURO", "SSAFRICA"

SOCIETY: Final[Part] = {
    "format": "demerit/society/1",
    "id": "town",
    "title": "Town",
    "people": 1000,
    "ages": [18, 98],
    "district_people": 200,
    "margins": {
        "age_sex": {
            "columns": ["age", "sex"],
            "rows": [[18, "female", 5000], [18, "male", 5000], [58, "female", 5000], [58, "male", 5000]],
            "assumed": True,
        },
        "income": {"gini": 0.3},
    },
    "groups": [
        {"id": "many", "share": 0.75, "columns": {"class": EURO}, "assumed": True},
        {"id": "few", "share": 0.25, "columns": {"class": AFRICA}, "assumed": True},
    ],
    "error_tables": {"class": TABLE},
    "ties": {"friends": {"mean": 4, "clustering": 0.1, "homophily": 0.2}},
}

SCHEME: Final[Part] = {
    "format": "demerit/scheme/1",
    "id": "rules",
    "title": "Rules",
    "score": {"start": 1000, "min": 600, "max": 1300},
    "bands": [{"id": "low", "from": 600, "weight": 1.0}, {"id": "high", "from": 980}],
}

BEHAVIOUR: Final[Part] = {"format": "demerit/behaviour/1", "id": "people", "title": "People"}


def flow(value: Any) -> str:
    """A value as YAML on one line; keys that are numbers stay numbers."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return json.dumps(value)


def text_of(parts: Part) -> str:
    """A file's text: a line a key."""
    return "".join(f"{key}: {flow(value)}\n" for key, value in parts.items())


def a_society(life: Part | None = None, **parts: Any) -> Document[Society]:
    """The small town with this life, any part of its file replaced."""
    text = text_of({**SOCIETY, **({"life": life} if life else {}), **parts})
    return _society(text)


@cache
def _society(text: str) -> Document[Society]:
    rules = replace(SOCIETY_RULES, parts=_unfloored)
    return read_text(text, Society, name="town.yaml", rules=rules)


def _unfloored(top: FilePart) -> Iterable[Problem]:
    """Whatever is wrong with a town, but for groups of few: towns of tests are small, as their runs are."""
    few = {(each.place, each.expected) for each in group_problems(top)}
    return [each for each in SOCIETY_RULES.parts(top) if (each.place, each.expected) not in few]


def a_scheme(**parts: Any) -> Document[Scheme]:
    """The small scheme, any part of its file replaced."""
    return scheme_from_text(text_of({**SCHEME, **parts}), "rules.yaml")


def a_behaviour(**parts: Any) -> Document[Behaviour]:
    """People who answer to nothing, unless parts say so."""
    text = text_of({**BEHAVIOUR, **parts})
    return read_text(text, Behaviour, name="people.yaml", rules=BEHAVIOUR_RULES)


def conduct(name: str, points: Any = -10, family: str = "traffic", **parts: Any) -> Part:
    """A conduct of persons."""
    return {
        "id": name,
        "subject": "person",
        "family": family,
        "context": "traffic",
        "points": points,
        **parts,
    }


def channel(name: str = "camera", **parts: Any) -> Part:
    """A channel that sees everything and errs never, unless parts say so."""
    return {"id": name, "kind": "camera", "detects": 1.0, **parts}


def treatment(name: str, need: str | None = None, effect: str = "denial", **parts: Any) -> Part:
    """What the low band means."""
    named = {} if need is None else {"need": need}
    held = {"id": name, "subject": "person", "context": "travel", "bands": ["low"], "effect": effect}
    return {**held, **named, **parts}


def by(*subjects: int, of: int) -> Part:
    """What makes an opportunity these subjects' alone, in districts of so many: others wait for ever."""
    counts = [0 if i in subjects else of + 1 for i in range(of)]
    return {"follows": {"ties": "district", "threshold": {"counts": counts}}}


def a_job(
    scheme: Document[Scheme],
    society: Document[Society],
    behaviour: Document[Behaviour] | None = None,
    *,
    beside: Sequence[Document[Scheme]] = (),
    **options: Any,
) -> Job:
    """A run as the study room plans it; `beside` are other schemes whose assumptions join the life."""
    asked: Part = {"days": 60, "workers": 1, "ledger": True, **options}
    return plan([scheme, *beside], society, behaviour or a_behaviour(), Options(**asked), floored=False)[0]


def job_of(
    rules: Part | None,
    town: Part | Document[Society] | None,
    behaviour: Part | Document[Behaviour] | None = None,
    **options: Any,
) -> Job:
    """A run of the small scheme with these parts; town and behaviour whole, or by their life and parts."""
    society = town if isinstance(town, Document) else a_society(town)
    people = behaviour if isinstance(behaviour, Document) else a_behaviour(**(behaviour or {}))
    return a_job(a_scheme(**(rules or {})), society, people, **options)


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A lived world without files: its plan's tables, and each district's last state and logs."""

    job: Job
    tables: Tables
    districts: Districts
    lived: tuple[Lived, ...]

    def people(self, column: str) -> np.ndarray:
        """A column of the subjects' state, district after district, as int64."""
        return np.concatenate([each.state.people[column] for each in self.lived]).astype(np.int64)

    def caution(self) -> np.ndarray:
        """Caution above its floor in the first family that may be punished, in units of 2^-11, as int64."""
        return np.concatenate([each.state.minds["caution"][:, 0] for each in self.lived]).astype(np.int64)

    def tally(self, name: str, what: int) -> np.ndarray:
        """A column of the tallies of a conduct or need, by district and group."""
        row = self.job.plan.tally_ids.index(name)
        return np.array([each.state.tally[:, row, what] for each in self.lived])

    @property
    def entries(self) -> np.ndarray:
        """All ledger entries; `subject` counts through the whole society."""
        return _numbered(self, [each.entries for each in self.lived])

    def first(self, column: str = "drawn") -> list[int]:
        """A column of the first subject's entries."""
        return [row[0] for row in self.told(0, column)]

    def told(self, subject: int, *columns: str) -> list[tuple[int, ...]]:
        """These columns of a subject's entries, an entry a tuple."""
        own = self.entries[self.entries["subject"] == subject]
        return [tuple(map(int, row)) for row in zip(*(own[name] for name in columns), strict=True)]

    @property
    def refusals(self) -> np.ndarray:
        """All refusals; `subject` counts through the whole society."""
        return _numbered(self, [each.refusals for each in self.lived])


def crossed(
    days: list[int], *conducts: Part, run: int = 400, rules: Part | None = None, **others: Any
) -> Whole:
    """Everybody does `cross` on these days and others on theirs, and everything is seen."""
    watched = [{**conduct, "channels": ["camera"]} for conduct in conducts]
    life = {"opportunities": {"cross": {"at_days": days, "act": 1.0}, **others}}
    rules = {"conducts": watched, "channels": [channel()], **(rules or {})}
    return whole(job_of(rules, life, people=120, days=run))


def _numbered(whole: Whole, parts: list[np.ndarray]) -> np.ndarray:
    """Districts' rows end to end, subjects numbered through."""
    rows = []
    for shift, part in zip(whole.districts.offsets, parts, strict=False):
        own = part.copy()
        own["subject"] += shift
        rows.append(own)
    return np.concatenate(rows)


@kernel
def fill_words(
    seed: np.uint64, district: int, first: int, purpose: int, index: int, words: np.ndarray
) -> None:
    """The four words of every subject (rows) and occasion number from `first` on (columns)."""
    for i in range(words.shape[0]):
        for n in range(words.shape[1]):
            w = draw(seed, district, i, first + n, purpose, index)
            words[i, n, 0], words[i, n, 1], words[i, n, 2], words[i, n, 3] = w[0], w[1], w[2], w[3]


def luck_of(
    job: Job, district: int, numbers: int, purpose: int, *, first: int = 0, index: int = 0
) -> np.ndarray:
    """A district's luck, 0-1: float64[people, numbers, 4 words] for a purpose."""
    people = job.recipe.start(district + 1) - job.recipe.start(district)
    words = np.zeros((people, numbers, 4), np.uint32)
    fill_words(np.uint64(job.seed), district, first, purpose, index, words)
    return words * 2.0**-32


def world_of(**parts: Any) -> Any:
    """As much of a world (`t`, `s`, `log`) as a step needs, as a kernel takes it."""
    parts.setdefault("h", new_hand())
    held = {name: part if isinstance(part, Bound) else Bound(part) for name, part in parts.items()}
    kind = NamedTuple("World", [(name, Any) for name in held])  # type: ignore[misc]
    return Bound(kind(**held))


def tables_of(job: Job, *, judged: bool = True) -> Tables:
    """A job's rules as tables."""
    named = {each.misnamed_by for each in job.scheme.model.channels if each.misnamed_by}
    return encode(job.plan, {name: error_table(job.society, name) for name in named}, judged=judged)


def whole(
    job: Job, *, judged: bool = True, tables: Tables | None = None, call_days: int | None = None
) -> Whole:
    """Live all of a job's districts in memory."""
    tables = tables or tables_of(job, judged=judged)
    districts = build(job.recipe, 0, job.recipe.districts)
    lived = tuple(
        live_district(job.plan, tables, districts, d, call_days=call_days)
        for d in range(job.recipe.districts)
    )
    return Whole(job=job, tables=tables, districts=districts, lived=lived)


def frames_of(job: Job, *, batch: int | None = None) -> Frames:
    """All tables of a run by path, in memory, lived in batches of so many districts."""
    worlds = make_worlds(job)
    size = batch or job.recipe.districts
    starts = range(0, job.recipe.districts, size)
    parts = [live_batch(worlds, first, min(size, job.recipe.districts - first)) for first in starts]
    found = {name: pl.concat([part.frames[name] for part in parts]) for name in parts[0].frames}
    for world in worlds.tables:
        days = np.sum([part.days[world] for part in parts], axis=0)
        found[path_of(world, "days")] = day_table(job.plan, days)
    return found


def hashes(frames: Frames) -> dict[str, str]:
    """Content hash of each table."""
    found: dict[str, str] = {}
    for name, frame in frames.items():
        content = ContentHash()
        content.add(frame)
        found[name] = content.digest()
    return found
