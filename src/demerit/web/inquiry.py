"""What a reader asks of a scheme's assumptions: what drives its findings, or where claims about them turn.

Lived in memory, in small worlds, a few hundred at most; nothing is written. Designs are fixed before the
first world is lived, and no finding is sought to be higher or lower.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from typing import Any, Final

from demerit.findings.finding import rounded
from demerit.findings.wording import plain
from demerit.report.second import number_words
from demerit.report.turning.claims import box_words, held_words, lead, placed
from demerit.study.inquiry.gain import gains
from demerit.study.inquiry.planned import PlannedStudy
from demerit.study.inquiry.screening import METHOD_DRAWS, METHOD_SCREEN, screening
from demerit.study.inquiry.studied import Stage, Studied, live_stage, result_of
from demerit.study.turning.box import Side
from demerit.study.turning.holds import Claims, HeldClaim, hold_claims, mean_of
from demerit.web.asked import StudyQuestion
from demerit.web.studied import claims_told, moves_told
from demerit.web.tasks import Task, TaskPart
from demerit.world.crew import Crew
from demerit.world.job import Job

STUDY: Final = "study"
TICKS: Final = 5
Progress = Callable[[str, int, int], None]


class Inquired(Task):
    """A question about a scheme's assumptions, as far as it is answered."""

    called = "study"

    def __init__(self, key: str, asked: StudyQuestion, job: Job) -> None:
        """`job` is planned and checked already."""
        super().__init__(key, (STUDY,))
        self.asked, self.job = asked, job
        self._told: dict[str, Any] = {}

    @property
    def title(self) -> str:
        """What was asked, in a line."""
        scheme = self.job.scheme.model.title
        if self.asked.question == "drives":
            return f"What drives the findings of {scheme}"
        return f"Where claims turn: {scheme}"

    def answer(self, part: TaskPart, crew: Crew, progress: Progress) -> None:
        """Have `crew` live what it takes, and say what came of it."""
        progress("measuring", 0, 1)
        job = replace(self.job, crew=crew)
        if self.asked.question == "drives":
            answer = drives(job, self.asked.samples, progress)
        else:
            answer = turning(job, self.asked, progress)
        if part.stopped.is_set():
            raise CancelledError
        self._told = answer

    def as_json(self) -> dict[str, Any]:
        """All that is known of it. Raises `RefusedRequest` before it was answered."""
        self.need_done()
        return {"id": self.key, "state": "done", "from": "page", "title": self.title, **self._told}


def drives(job: Job, samples: int, progress: Progress) -> dict[str, Any]:
    """All assumed numbers screened, drawn together, and those that lead measured by themselves."""
    asked = screening(job, samples)
    lived = 0

    def live(inquiry: PlannedStudy, stage: str) -> Stage:
        """One of the three designs."""
        nonlocal lived
        before = lived
        lived += inquiry.worlds
        return live_stage(
            inquiry,
            None,
            lambda stage, done, _total: progress(stage, before + done, max(asked.worlds, before + done)),
            stage,
        )

    first, drawn = live(asked.first, METHOD_SCREEN), live(asked.second, METHOD_DRAWS)
    last = live(asked.third(drawn), "living")
    studied = Studied(stages=(first, drawn, last), gain=gains(last.lived, last.inquiry.outcomes))
    return moves_told(rounded(result_of(studied)))


def turning(job: Job, asked: StudyQuestion, progress: Progress) -> dict[str, Any]:
    """In how many draws of all assumed numbers each claim holds, and where it fails."""
    claims = hold_claims(
        [replace(job, baseline=True)],
        asked.claims,
        draws=asked.draws,
        on_progress=lambda done, total: progress("drawing", done, total),
    )
    told_claims = claims_told(claims.as_json())["claims"]
    for claim, held in zip(told_claims, claims.held, strict=True):
        claim |= {
            "held": held_words(held), "where": box_words(claims, held), "picture": picture(claims, held)
        }  # fmt: skip
    return {"lead": lead(claims), "claims": told_claims}


def picture(claims: Claims, held: HeldClaim) -> dict[str, Any] | None:
    """Draws over the first two numbers of the box; over one, by how much the claim holds stands upward.

    A point is [across, up, fails, inside what a third number says]; None where there is no box.
    """
    if held.box is None:
        return None
    first, *others = held.box.sides
    words, turn = _upward(held)
    lifted = 0.0 if others else turn
    return {
        "across": _axis(claims, first),
        "up": _axis(claims, others[0]) if others else {"words": words, "turn": turn},
        "third": _axis(claims, others[1]) if len(others) > 1 else None,
        "points": [
            [round(x, 4), float(f"{y + lifted:.6g}"), fails, inside]
            for x, y, fails, inside in placed(claims, held, held.box)
        ],
    }


def _upward(held: HeldClaim) -> tuple[str, float]:
    """What stands upward where a box is in one number, and at what it turns.

    One finding by itself turns at the number it is held against; else one side minus the other does, at 0.
    """
    (weight, ref), *others = held.claim.terms
    alone = not others and weight == 1.0
    return (ref.text, -held.claim.constant) if alone else ("Left side minus right side", 0.0)


def _axis(claims: Claims, side: Side) -> dict[str, Any]:
    """A number of the box along a side, even in its draws: its words, its ticks, and the box's part of it."""
    number = claims.numbers[side.column]
    words = number_words(number.name)
    ticks = [place / (TICKS - 1) for place in range(TICKS)]
    return {
        "path": number.name, "words": f"{words[:1].upper()}{words[1:]}", "box": [side.low, side.high],
        "ticks": [[share, plain(mean_of(number.at(share)))] for share in ticks],
    }  # fmt: skip
