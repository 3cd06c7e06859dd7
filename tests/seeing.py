"""A town whose camera takes some for others, as searches for a least change have it."""

from __future__ import annotations

from typing import Any

from demerit.world.job import Job
from worlds import Part, a_society, channel, conduct, job_of

PEOPLE = 800
LIFE: Part = {
    "opportunities": {
        "honking": {"per_year": 60, "act": 0.5},
        "littering": {"per_year": 6, "act": 0.5},
    }
}


def job(people: int = PEOPLE, **parts: Any) -> Job:
    """A town of eight districts whose camera takes some for others; the sweeper seldom does."""
    rules: Part = {
        "channels": [channel(misnames=0.2, detects=0.2), channel("sweeper", misnames=0.1, detects=0.1)],
        "conducts": [
            conduct("honking", points=-30, channels=["camera"]),
            conduct("littering", points=-30, channels=["sweeper"]),
        ],
        "redress": {"notice": 1.0, "appeal": {"rate": 0.0}, "lapse": {"days": 30}},
    }
    town = a_society(LIFE, people=people, district_people=100)
    return job_of({**rules, **parts}, town, people=people, days=40, workers=2)
