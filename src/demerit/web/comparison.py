"""Two schemes side by side on shared luck: what differs, in numbers and in words."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import CancelledError
from typing import Any, Final

from demerit.findings.catalogue import words_of
from demerit.findings.compare import Difference
from demerit.findings.compare import compare as differences_between
from demerit.findings.wording import Words, is_number, plain
from demerit.report.comparison.changed import changes
from demerit.report.folder import RunFolder
from demerit.web.faults import Refused
from demerit.web.held import Held, held
from demerit.web.tables import groups_of
from demerit.web.tasks import Part, Task
from demerit.web.told import card, headline, title_of
from demerit.web.worlds import Baselines, live, trace
from demerit.world.job import Job

COMPARED: Final = "compared"


class Comparison(Task):
    """Two worlds on one life; only what is told of them is kept."""

    def __init__(self, key: str, jobs: list[Job]) -> None:
        """The first job is the reference."""
        super().__init__(key, (COMPARED,))
        self.jobs = jobs
        self._told: dict[str, Any] = {}

    def live(self, baselines: Baselines, part: Part) -> None:
        """Live both worlds with their ledgers, and say what differs."""
        runs: list[Held] = []
        for number, job in enumerate(self.jobs):
            stage = f"living {'ab'[number]}"
            lived = live(job, baselines, part.stopped, part.living(stage))
            traced = trace(lived, part.stopped)
            runs.append(held(job, traced.frames, traced.findings))
        if part.stopped.is_set():
            raise CancelledError
        self._told = compared_told(*runs)

    def as_json(self) -> dict[str, Any]:
        """All that is known of it. Raises `Refused` before both worlds were lived."""
        state = self.parts[COMPARED].state
        if state != "done":
            raise Refused("conflict", f"this comparison is {state}")
        return {"id": self.key, "state": state, **self._told}


def compared_told(a: RunFolder, b: RunFolder) -> dict[str, Any]:
    """Two runs side by side, and every difference with its range."""
    same = a.scheme.model == b.scheme.model
    found = differences_between(a.findings, b.findings, identical=same)
    return {
        "a": _side(a),
        "b": _side(b),
        "differences": [_difference(a, name, each) for name, each in found.items()],
        "rules": [
            {"path": path, "a": one, "b": other}
            for path, one, other in changes(a.scheme.model, b.scheme.model)
        ],
        "same_rules": same,
    }


def _side(run: RunFolder) -> dict[str, Any]:
    """One of two runs."""
    bands = [band.id for band in run.scheme.model.bands]
    shares = {band: found.value for band in bands if (found := run.finding(f"band.share.{band}")) is not None}
    return {
        "id": run.scheme.model.id, "title": title_of(run), "name": run.scheme.model.title,
        "card": card(run.scheme.model), "headline": headline(run), "groups": groups_of(run),
        "bands": {"ids": bands, "titles": {band: run.title(band) for band in bands}, "last": shares},
    }  # fmt: skip


def _difference(run: RunFolder, name: str, found: Difference) -> dict[str, Any]:
    """One finding of both runs, with its words."""
    words = words_of(name, run.called)
    finding = run.finding(name)
    low, high = found.get("low"), found.get("high")
    beyond = is_number(low) and is_number(high) and (low > 0 or high < 0)
    direction = finding.direction if finding else "neutral"
    return {
        "id": name, "section": words.section, "label": words.label, "text": words.what[1], "of": words.of,
        "unit": finding.unit if finding else "", "direction": direction, **found,
        "counts": [_count(found, side, words) for side in ("a", "b")], "beyond_chance": beyond,
        "better": _better(found, direction) if beyond else None,
    }  # fmt: skip


def _count(found: Mapping[str, Any], side: str, words: Words) -> str | None:
    """A value as a count."""
    value = found.get(side)
    if not is_number(value):
        return None
    return f"{value * words.of:,.0f}" if words.of and not words.change else plain(words.scaled(value))


def _better(found: Mapping[str, Any], direction: str) -> str | None:
    """On which side people fare better; None where more of it is neither."""
    difference = found.get("difference")
    if not is_number(difference) or direction == "neutral" or not difference:
        return None
    return "a" if (difference > 0) == (direction == "harm") else "b"
