"""A town of which some numbers are assumed: who is taken for another, and how often anybody honks."""

from __future__ import annotations

from typing import Any, Final

from demerit.world.run import Job
from worlds import Part, a_society, channel, conduct, job_of

CAMERA: Final = channel(misnames={"value": 0.1, "assumed": True, "range": [0.02, 0.3]}, detects=0.1)
"""It sees one honk in ten, and how often it takes one for another is not known."""


def life(**more: Any) -> Part:
    """Honking, and how often is not known."""
    often = {"value": 40, "assumed": True, "range": [20, 80]}
    return {"opportunities": {"honking": {"per_year": often, "act": 0.5, "spread": 0.5, **more}}}


def honkers(people: int = 800, options: Part | None = None, **scheme: Any) -> Job:
    """A town that honks before a camera which takes some for others: how many is not known either."""
    parts: Part = {
        "channels": [CAMERA],
        "conducts": [conduct("honking", points=-30, channels=["camera"])],
    }
    town = a_society(life(), people=people)
    return job_of({**parts, **scheme}, town, people=people, days=200, workers=2, **options or {})
