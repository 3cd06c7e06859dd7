"""A world as a browser is told of it: what was asked, and what is known of it so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from demerit.findings.finding import Finding
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.report.scored import scored
from demerit.report.second import number_words
from demerit.schemes.treatments import REFUSING
from demerit.study.ensemble.assumed import Drawn, draw_all
from demerit.web.asked import Spec
from demerit.web.crowd import people_packed, replay_packed
from demerit.web.faults import RefusedRequest
from demerit.web.findings import card, findings_told, group_table, headline, ranges_told, title_of
from demerit.web.in_memory import RunInMemory, in_memory
from demerit.web.lives import life_told
from demerit.web.tables import bands_told, daily_told, flows_told, groups_of, refusals_told
from demerit.web.tasks import Task
from demerit.web.worlds import LivedWorld, TracedWorld
from demerit.world.crew import Crew
from demerit.world.job import Job

WORLD, TRACED, RANGES = "world", "traced", "ranges"
"""The parts of a world: lived and measured, its ledger, its second range."""
MOST_LIVES: Final = 12
"""Lives of a world that are kept as they were told."""


class AskedWorld(Task):
    """A world that was asked for, as far as it is there."""

    called = "world"

    def __init__(self, key: str, spec: Spec, job: Job) -> None:
        """`job` is planned and checked already."""
        super().__init__(key, (WORLD, TRACED, RANGES))
        self.spec, self.job = spec, job
        self.took: dict[str, float] = {}
        self.lived: LivedWorld | None = None
        self.traced: TracedWorld | None = None
        self.drawn: Drawn | None = None
        self._told: dict[str, Any] = {}
        self._packed: dict[str, bytes] = {}
        self.life = lru_cache(MOST_LIVES)(self._life)

    @property
    def findings(self) -> dict[str, Finding]:
        """The findings as far as they are known, with their second range where it is there."""
        known = self.traced or self.lived
        measured = {} if known is None else known.findings
        return measured if self.drawn is None else self.drawn.with_ranges(measured)

    @property
    def folder(self) -> RunInMemory:
        """The world as pages read a run. Raises `RefusedRequest` before it was lived."""
        known = self.traced or self.need_lived()
        return in_memory(self.job, known.frames, self.findings)

    def need_lived(self) -> LivedWorld:
        """The world as it was lived. Raises `RefusedRequest` before that."""
        if self.lived is None:
            raise RefusedRequest("conflict", "this world has not been lived yet")
        return self.lived

    @property
    def bytes(self) -> int:
        """About how much memory it holds."""
        parts = [0 if part is None else part.bytes for part in (self.lived, self.traced)]
        return sum(parts) + sum(map(len, self._packed.values()))

    def whole(self) -> tuple[LivedWorld, TracedWorld]:
        """The world with its ledger. Raises `RefusedRequest` before that is there."""
        if self.lived is None or self.traced is None:
            raise RefusedRequest(
                "conflict", "the ledger of this world is not there yet: wait for its part 'traced'"
            )
        return self.lived, self.traced

    @property
    def draws(self) -> int | None:
        """How many draws its second range is of; None where it has none."""
        return None if self.drawn is None else self.drawn.draws

    def draw(self, draws: int, workers: int, crew: Crew, on_progress: Callable[[int, int], None]) -> None:
        """Draw all its assumed numbers, and take in the second range."""
        job = replace(self.job, workers=workers, crew=crew)
        self.tell_ranges(draw_all(job, self.findings, draws=draws, on_progress=on_progress))

    def _life(self, subject: str) -> dict[str, Any]:
        """One life, twice; the latest are kept: a reader goes back and forth."""
        lived, traced = self.whole()
        return life_told(self.folder, lived, traced.coded, subject)

    def packed(self, name: str) -> bytes:
        """Everybody's columns ('people') or courses ('replay'), made when first asked for."""
        if name not in self._packed:
            if name == "people":
                lived, run = self.need_lived(), self.folder
                titles = {group: run.title(group) for group in groups_of(run)}
                self._packed[name] = people_packed(self.key, lived, titles)
            else:
                self._packed[name] = replay_packed(self.key, self.whole()[1])
        return self._packed[name]

    def as_json(self) -> dict[str, Any]:
        """All that is known of it."""
        state = {
            "id": self.key, "state": self.parts[WORLD].state, "parts": self.states,
            "spec": self.spec.model_dump(mode="json"), "card": card(self.job.scheme.model),
            "took": self.took, "years": self.job.days / YEAR_DAYS,
            "rules": {"changed": len(self.spec.sets), "off": len(self.spec.off)},
        }  # fmt: skip
        return state | self._told

    def tell_findings(self) -> None:
        """Say anew what is made of findings."""
        run = self.folder
        groups = groups_of(run)
        grouped = [name for name, finding in run.findings.items() if finding.groups and "gap." not in name]
        self._told |= {
            "title": title_of(run),
            "scored": scored(run),
            "headline": headline(run),
            "findings": findings_told(run),
            "groups": group_table(run, groups, grouped),
        }

    def tell_lived(self, lived: LivedWorld) -> None:
        """Take in the world as it was lived."""
        self.lived = lived
        run = self.folder
        self._told |= {
            "bands": bands_told(run), "daily": daily_told(run), "flows": None, "refusals": None,
            "leading": None, "ranges": None,
        }  # fmt: skip
        self.tell_findings()

    def tell_traced(self, traced: TracedWorld) -> None:
        """Take in its ledger; the districts' own logs, which it was written from, are let go."""
        self.traced = traced
        if self.lived is not None:
            self.lived = replace(self.lived, lived=())
        self.tell_findings()
        granted = traced.coded.once(f"granted {REFUSING}", lambda: None)
        self._told |= {
            "flows": flows_told(traced.coded),
            "refusals": refusals_told(traced.coded, self.folder, granted),
        }

    def tell_ranges(self, drawn: Drawn) -> None:
        """Take in the second range."""
        self.drawn = drawn
        self.tell_findings()
        self._told |= {
            "ranges": ranges_told(drawn),
            "leading": {
                name: [_leader(number.as_json()) for number in those]
                for name, those in drawn.leading.items()
                if those
            },
        }  # fmt: skip


def _leader(number: dict[str, Any]) -> dict[str, Any]:
    """A number that leads, with its path as a dial has it, and in words."""
    file, _, path = str(number["number"]).partition(":")
    where = path if file == "scheme" else f"{file}.{path}"
    return {**number, "path": where, "words": number_words(str(number["number"]))}
