"""Coverage: how often the intervals of findings hold what the model expects, over many small societies.

Districts have nothing to do with each other, so one large society is lived, and its districts are dealt into
as many small ones. What it says as a whole is the truth that the small ones' intervals are held against:
the model's expectation, but for a chance of its own that is a tenth of a small one's where there are 100.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import numpy as np
import polars as pl
from scipy import stats

from demerit.findings.compare import Difference, compare
from demerit.findings.evidence import Evidence
from demerit.findings.finding import Finding
from demerit.findings.measure import measure
from demerit.formats.reading import Document
from demerit.formats.values import every_number
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.loading import load_behaviour, load_society
from demerit.societies.model import Society
from demerit.study.ensemble.lived import evidence_in, evidence_of
from demerit.study.plan import Options, plan
from demerit.world.output.frames import Frames, counterparts
from demerit.world.run import Job
from worlds import frames_of

SCHEMES: Final = {
    "as-described": "brackwater",
    "brackwater-standing": "brackwater",
    "welfare-fraud-flag": "germany-2020",
    "tenant-score": "usa-2020",
    "company-credit": "china-2020",
    "zhima-like": "china-2020",
    "driving-licence-points": "germany-2020",
    "volunteer-rewards": "germany-2020",
    "access-pass": "china-2020",
    "as-documented": "china-2020",
    "credit-file": "china-2020",
}
ELSEWHERE: Final = "china-2020"  # for schemes that are not among these
LEAST: Final = 0.92  # of 95 ± 3 %
FALSE_ALARM: Final = 1e-4
BATCH: Final = 100  # districts that are lived at a time
APART: Final = "b - a "
scheme_of, society_of, behaviour_of = cache(load_scheme), cache(load_society), cache(load_behaviour)
"""Files of the library, each read once."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How many societies are lived, of how many districts of how many people, for how long."""

    seeds: int = 100
    districts: int = 24
    district_people: int = 160
    days: int = 400
    seed: int = 1


Ends = tuple[float | None, float | None, float | None, int, str | None]
"""Value, both ends, events and reason."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """Of `seeds` societies that gave an interval, how many held the truth, or lay wholly below or above.

    `still`: how many of the intervals had no width, as of what the rules make impossible. `none`: how many
    societies gave no interval, `reason`: what most of those said.
    """

    finding: str
    seeds: int
    held: int
    below: int
    above: int
    truth: float
    events: float
    still: int = 0
    none: int = 0
    reason: str | None = None

    def __str__(self) -> str:
        """A line of the table."""
        share = 100 * self.held / self.seeds if self.seeds else float("nan")
        return (
            f"{self.finding:<44} {self.seeds:>5} {share:>5.1f} {self.below:>5} {self.above:>5} "
            f"{self.truth:>10.4g} {self.events:>8.1f}"
        )


def too_low(row: Row) -> bool:
    """Whether fewer held than a true coverage of 92 % would leave to chance once in 10,000."""
    return bool(stats.binom.cdf(row.held, row.seeds, LEAST) < FALSE_ALARM)


def coverage(scheme: str, setting: Setting) -> Iterator[Row]:
    """A row for each number that has a truth: of findings, of their tables and groups, of differences.

    Differences are those to the same scheme without its first penalty, in the same societies.
    """
    whole, small = societies(scheme, setting)
    found = [_measured(pair) for pair in small]
    for name, (truth, *_) in _measured(whole).items():
        if isinstance(truth, float):
            yield _row(name, truth, [each[name] for each in found if name in each])


def _measured(pair: tuple[Evidence, Evidence]) -> dict[str, Ends]:
    """Every number that two runs give: the first's, and the second's minus the first's."""
    one, other = (measure(evidence) for evidence in pair)
    numbers = {key: ends for name, finding in one.items() for key, ends in _numbers(name, finding)}
    for name, entry in compare(one, other).items():
        if name in one and name in other:
            numbers[APART + name] = _difference(entry, _differ(one[name], other[name]))
    return numbers


def _fewest(finding: Finding) -> int:
    """How many events a finding has.

    Of a share the cases or those that are none, whichever are fewer; of a change the districts that changed.
    """
    if finding.sums is not None and finding.sums.law == "share":
        cases, of = finding.sums.counted().sum(axis=(0, 1))
        return int(min(cases, of - cases))
    if finding.sums is not None and finding.sums.law == "change":
        return int(np.count_nonzero(np.diff(finding.sums.sums.sum(axis=1)[:, :2])))
    return finding.events


def _differ(one: Finding, other: Finding) -> int:
    """In how many districts two runs differ."""
    if one.made_of is None or other.made_of is None or one.made_of.shape != other.made_of.shape:
        return 0
    return int(np.any((one.made_of != other.made_of).reshape(len(one.made_of), -1), axis=1).sum())


def _numbers(name: str, finding: Finding) -> Iterator[tuple[str, Ends]]:
    """A finding's number, those of its table as "id[key]", and those of groups as "id@group"."""
    events = _fewest(finding)
    if isinstance(finding.value, float) or finding.value is None:
        yield name, (finding.value, finding.low, finding.high, events, finding.reason)
    for key, ends in (finding.parts or {}).items():
        yield f"{name}[{key}]", _ends(ends, events)
    for group, ends in finding.groups.items():
        yield f"{name}@{group}", _ends(ends, events)


def _ends(entry: Mapping[str, Any], events: int) -> Ends:
    """Of an entry of a table or a group."""
    return entry.get("value", entry.get("ratio")), entry["low"], entry["high"], events, None


def _difference(entry: Difference, districts: int) -> Ends:
    """Of an entry of a comparison; its events are the districts that differ."""
    value = entry["difference"]
    number = value if isinstance(value, float) else None
    return number, entry["low"], entry["high"], districts, entry.get("reason")


def _row(name: str, truth: float, ends: Sequence[Ends]) -> Row:
    """How often one number's intervals held the truth."""
    given = [(low, high, events) for _, low, high, events, _ in ends if low is not None or high is not None]
    slack = 1e-9 * max(1.0, abs(truth))
    below = sum(high is not None and high < truth - slack for _, high, _ in given)
    above = sum(low is not None and low > truth + slack for low, _, _ in given)
    reasons = Counter(reason for _, low, high, _, reason in ends if low is None and high is None)
    return Row(
        finding=name, seeds=len(given), held=len(given) - below - above, below=below, above=above,
        truth=truth, events=float(sum(each[2] for each in given)) / max(1, len(given)),
        still=sum(low == high for low, high, _ in given), none=len(ends) - len(given),
        reason=max(reasons, key=lambda each: reasons[each]) if reasons else None,
    )  # fmt: skip


def societies(
    scheme: str, setting: Setting
) -> tuple[tuple[Evidence, Evidence], list[tuple[Evidence, Evidence]]]:
    """One large society under a scheme and under it without its first penalty, and small ones."""
    first = scheme_of(scheme)
    society = SCHEMES.get(scheme, ELSEWHERE)
    many = replace(setting, districts=setting.districts * setting.seeds)
    one, other = _planned([first, _milder(first)], society, many, setting.seed)
    with_one = _lived(one)
    with_other = _lived(replace(other, baseline=False), with_one)
    each = [_dealt(frames, setting) for frames in (with_one, with_other)]
    small = [(evidence_in(one, a), evidence_in(other, b)) for a, b in zip(*each, strict=True)]
    return (evidence_in(one, with_one), evidence_in(other, with_other)), small


def _lived(job: Job, beside: Frames | None = None) -> Frames:
    """A job's tables; the world without the scheme is that of a job that shares its life, if there is one."""
    frames = frames_of(job, batch=BATCH)
    if beside is None:
        return frames
    without = {name: frame for name, frame in beside.items() if name.startswith("baseline/")}
    apart = counterparts(frames["people"], without["baseline/people"])
    return frames | without | {"counterparts": apart}


def _dealt(frames: Frames, setting: Setting) -> list[Frames]:
    """The tables of each small society: rows by the district that they belong to."""
    dealt: list[Frames] = [{} for _ in range(setting.seeds)]
    for name, frame in frames.items():
        if frame.columns[0] == "day" and "district" not in frame.columns and "subject" not in frame.columns:
            parts = dict.fromkeys(range(setting.seeds), frame)  # the days' sums: nothing asks for them
        else:
            place = (_district(frame) // setting.districts).alias("dealt to")
            cut = frame.with_columns(place).partition_by("dealt to", as_dict=True, include_key=False)
            parts = {int(key[0]): part for key, part in cut.items()}
        for place, held in enumerate(dealt):
            held[name] = parts.get(place, frame.clear())
    return dealt


def _district(frame: pl.DataFrame) -> pl.Expr:
    """The district of each row, from its own column or from the subject's address."""
    if "district" in frame.columns:
        return pl.col("district").cast(pl.Int64)
    return pl.col("subject").cast(pl.String).str.split("-").list.first().cast(pl.Int64)


def job_of(scheme: str, setting: Setting, seed: int) -> Job:
    """One small society under a scheme of the library."""
    return _planned([scheme_of(scheme)], SCHEMES.get(scheme, ELSEWHERE), setting, seed)[0]


def _planned(schemes: Sequence[Document[Scheme]], society: str, setting: Setting, seed: int) -> list[Job]:
    """One small society under each of some schemes."""
    small = _small(society_of(society), setting.district_people)
    people = setting.districts * setting.district_people
    options = Options(people=people, days=setting.days, seed=seed, workers=1, ledger=True)
    return plan(schemes, small, behaviour_of(), options, floored=False)


def _milder(scheme: Document[Scheme]) -> Document[Scheme]:
    """A scheme whose first conduct that costs points, or else its first, is worth none."""
    conducts = list(scheme.model.conducts)
    costs = [min(every_number(conduct.points)) < 0 for conduct in conducts]
    place = costs.index(True) if any(costs) else 0
    conducts[place] = conducts[place].model_copy(update={"points": 0})
    return replace(scheme, model=scheme.model.model_copy(update={"conducts": tuple(conducts)}))


def _small(society: Document[Society], district_people: int) -> Document[Society]:
    """The same society in districts of another size."""
    return replace(society, model=society.model.model_copy(update={"district_people": district_people}))


__all__ = ["SCHEMES", "Row", "Setting", "coverage", "evidence_of", "job_of", "societies", "too_low"]
