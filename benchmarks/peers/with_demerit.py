"""demerit: seventeen opportunities that everybody takes, all seen; no ledger, no baseline."""

from __future__ import annotations

import numpy as np
from tally import LEAST, MOST, POINTS, START, timed

from demerit.formats.reading import read_text
from demerit.schemes.loading import scheme_from_text
from demerit.societies.behaviour import Behaviour
from demerit.societies.model import Society
from demerit.societies.people import build
from demerit.study.plan import Options, plan
from demerit.world.engine.district import live_district
from demerit.world.run import Job, make_worlds

SCHEME = """format: demerit/scheme/1
id: tally
title: Tally
score: {{start: {start}, min: {least}, max: {most}}}
bands: [{{id: all, from: {least}}}]
channels: [{{id: seen, kind: registry, detects: 1.0}}]
conducts:
{conducts}
"""
SOCIETY = """format: demerit/society/1
id: town
title: Town
people: {people}
ages: [18, 98]
district_people: 2000
margins:
  age_sex: {{columns: [age, sex], rows: [[18, female, 100], [18, male, 100]], assumed: true}}
groups: [{{id: all, share: 1.0, assumed: true}}]
ties: {{friends: {{mean: 0}}, household: {{mean_size: 1}}}}
life:
  propensity: {{shared: 0.0}}
  opportunities:
{opportunities}
"""
BEHAVIOUR = "{format: demerit/behaviour/1, id: none, title: None, frozen: true}"
REST = "subject: person, family: leisure, context: leisure, channels: [seen]"
YEAR = 365.0


def town(people: int, days: int, rate: float, seed: int) -> Job:
    """The run, planned: every kind of event has a seventeenth of the rate."""
    conducts, opportunities = "", ""
    for kind, points in enumerate(POINTS):
        conducts += f"  - {{id: kind-{kind}, points: {points}, {REST}}}\n"
        opportunities += f"    kind-{kind}: {{per_year: {rate * YEAR / POINTS.size}, act: 1.0}}\n"
    scheme = SCHEME.format(start=START, least=LEAST, most=MOST, conducts=conducts)
    society = SOCIETY.format(people=people, opportunities=opportunities)
    options = Options(days=days, seed=seed, ledger=False, baseline=False, workers=1)
    files = [scheme_from_text(scheme)], read_text(society, Society), read_text(BEHAVIOUR, Behaviour)
    (job,) = plan(*files, options, floored=False)
    return job


def live(people: int, days: int, rate: float, seed: int) -> np.ndarray:
    """The scores after some days, district after district; society built too."""
    job = town(people, days, rate, seed)
    tables = make_worlds(job).tables[""]
    return np.concatenate(
        [
            live_district(job.plan, tables, build(job.recipe, d, 1), 0).state.people["score"]
            for d in range(job.recipe.districts)
        ]
    )


if __name__ == "__main__":
    timed(live)
