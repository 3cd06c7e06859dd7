"""Two schemes side by side on shared luck: what differs, in numbers and in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import partial
from typing import Any, Final

from demerit.findings.catalogue import words_of
from demerit.findings.compare import Difference
from demerit.findings.compare import compare as differences_between
from demerit.findings.finding import rounded
from demerit.findings.wording import is_finite
from demerit.report.comparison.changed import changes
from demerit.report.folder import RunFolder
from demerit.report.scored import scored
from demerit.study.ensemble.assumed import Drawn, apart, draw_all
from demerit.web.faults import RefusedRequest
from demerit.web.findings import card, counted, headline, ranges_told, title_of
from demerit.web.in_memory import RunInMemory, in_memory
from demerit.web.tables import groups_of
from demerit.web.tasks import Task, TaskPart
from demerit.web.worlds import Baselines, live, trace
from demerit.world.crew import THREADS, Crew
from demerit.world.job import Job

COMPARED: Final = "compared"
RANGES: Final = "ranges"


class AskedComparison(Task):
    """Two worlds on one life; of them what is told is kept, and their findings."""

    called = "comparison"

    def __init__(self, key: str, jobs: list[Job]) -> None:
        """The first job is the reference."""
        super().__init__(key, (COMPARED, RANGES))
        self.jobs = jobs
        self.drawn: tuple[Drawn, Drawn] | None = None
        self._runs: tuple[RunInMemory, RunInMemory] | None = None
        self._told: dict[str, Any] = {}

    @property
    def draws(self) -> int | None:
        """How many draws its second ranges are of; None where it has none."""
        return None if self.drawn is None else self.drawn[0].draws

    def need_lived(self) -> tuple[RunInMemory, RunInMemory]:
        """Both worlds as they were lived. Raises `RefusedRequest` before that."""
        if self._runs is None:
            raise RefusedRequest("conflict", "this comparison has not been lived yet")
        return self._runs

    @property
    def bytes(self) -> int:
        """About how much memory it holds: of both worlds their people."""
        return sum(int(f.estimated_size()) for run in self._runs or () for f in run.frames.values())

    def live(self, baselines: Baselines, part: TaskPart, crew: Crew = THREADS) -> None:
        """Live both worlds with their ledgers, and say what differs; `crew` says when others go first."""
        one, other = (self._live(number, baselines, part, crew) for number in range(2))
        if part.stopped.is_set():
            raise CancelledError
        self._told = compared_told(one, other)
        self._runs = _without_tables(one), _without_tables(other)

    def _live(self, number: int, baselines: Baselines, part: TaskPart, crew: Crew) -> RunInMemory:
        """One of the two, with its ledger."""
        job = replace(self.jobs[number], crew=crew)
        lived = live(job, baselines, part.stopped, partial(part.progress, f"living {'ab'[number]}"))
        traced = trace(lived, lambda: lived.worlds.go_on(0))
        return in_memory(job, traced.frames, traced.findings)

    def draw(self, draws: int, workers: int, crew: Crew, on_progress: Callable[[int, int], None]) -> None:
        """Draw all assumed numbers of both, the same for both: both ranges of each, and of what differs.

        Raises `RefusedRequest` before both worlds were lived.
        """
        runs = self.need_lived()

        def ranged(run: RunInMemory, before: int) -> Drawn:
            """The draws of one of the two."""
            return draw_all(
                replace(run.job, workers=workers, crew=crew), run.findings, draws=draws,
                on_progress=lambda done, total: on_progress(before * total + done, 2 * total),
            )  # fmt: skip

        self.drawn = ranged(runs[0], 0), ranged(runs[1], 1)
        a, b = (
            in_memory(run.job, run.frames, drawn.with_ranges(run.findings))
            for run, drawn in zip(runs, self.drawn, strict=True)
        )
        self._told = {**compared_told(a, b, self.drawn), "ranges": ranges_told(*self.drawn)}

    def as_json(self) -> dict[str, Any]:
        """All that is known of it. Raises `RefusedRequest` before both worlds were lived."""
        self.need_done()
        return {"id": self.key, "state": "done", "parts": self.states, "ranges": None, **self._told}


def _without_tables(run: RunInMemory) -> RunInMemory:
    """A run's findings and files, without the tables that they were measured on."""
    kept = {name: frame for name, frame in run.frames.items() if name == "people"}
    return replace(run, frames=kept)


def compared_told(a: RunFolder, b: RunFolder, drawn: tuple[Drawn, Drawn] | None = None) -> dict[str, Any]:
    """Two runs side by side, and every difference with its ranges; the second is draw against draw."""
    same = a.scheme.model == b.scheme.model
    differences = differences_between(a.findings, b.findings, identical=same)
    return {
        "a": _side(a),
        "b": _side(b),
        "differences": [
            {**_difference(a, name, difference), **_assumed(drawn, name)}
            for name, difference in differences.items()
        ],
        "rules": [
            {"path": path, "a": one, "b": other}
            for path, one, other in changes(a.scheme.model, b.scheme.model)
        ],
        "same_rules": same,
    }


def _assumed(drawn: tuple[Drawn, Drawn] | None, name: str) -> dict[str, float | None]:
    """The range of a difference over all draws; null where nothing was drawn or the draws cannot tell."""
    ends = None if drawn is None else apart(*drawn, name)
    low, high = ends or (None, None)
    return {"assumed_low": rounded(low), "assumed_high": rounded(high)}


def _side(run: RunFolder) -> dict[str, Any]:
    """One of two runs."""
    bands = [band.id for band in run.scheme.model.bands]
    shares = {
        band: finding.value for band in bands if (finding := run.number(f"band.share.{band}")) is not None
    }
    return {
        "id": run.scheme.model.id, "title": title_of(run), "name": run.scheme.model.title,
        "card": card(run.scheme.model), "headline": headline(run), "groups": groups_of(run),
        "scored": scored(run),
        "bands": {"ids": bands, "titles": {band: run.title(band) for band in bands}, "last": shares},
    }  # fmt: skip


def _difference(run: RunFolder, name: str, difference: Difference) -> dict[str, Any]:
    """One finding of both runs, with its words."""
    words = words_of(name, run.called)
    finding = run.finding(name)
    low, high = difference.get("low"), difference.get("high")
    beyond = is_finite(low) and is_finite(high) and (low > 0 or high < 0)
    direction = finding.direction if finding else "neutral"
    return {
        "id": name, "section": words.section, "label": words.label, "text": words.what[1], "of": words.of,
        "unit": finding.unit if finding else "", "direction": direction, **difference,
        "counts": [counted(difference["a"], words), counted(difference["b"], words)], "beyond_chance": beyond,
        "better": _better(difference, direction) if beyond else None,
    }  # fmt: skip


def _better(compared: Mapping[str, Any], direction: str) -> str | None:
    """On which side people fare better; None where more of it is neither."""
    difference = compared.get("difference")
    if not is_finite(difference) or direction == "neutral" or not difference:
        return None
    return "a" if (difference > 0) == (direction == "harm") else "b"
