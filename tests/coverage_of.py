"""Coverage: how often the intervals of findings hold what the model expects, over many small societies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl
from scipy import stats

from demerit.findings.compare import compare
from demerit.findings.evidence import Baseline, Evidence
from demerit.findings.measure import measure
from demerit.formats.reading import Document
from demerit.formats.values import every_number
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.loading import load_behaviour, load_society
from demerit.societies.model import Society
from demerit.study.plan import Options, plan
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
}
ELSEWHERE: Final = "china-2020"  # for schemes that are not among these
LEAST: Final = 0.92  # of 95 ± 3 %
FALSE_ALARM: Final = 1e-4


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How many societies are lived, of how many districts of how many people, for how long."""

    seeds: int = 100
    districts: int = 40
    district_people: int = 150
    days: int = 150


@dataclass(frozen=True, kw_only=True)
class Row:
    """Of `seeds` societies that gave an interval, how many held the truth, or lay wholly below or above."""

    finding: str
    seeds: int
    held: int
    below: int
    above: int
    truth: float
    events: float

    def __str__(self) -> str:
        """A line of the table."""
        share = 100 * self.held / self.seeds
        return (
            f"{self.finding:<44} {self.seeds:>5} {share:>5.1f} {self.below:>5} {self.above:>5} "
            f"{self.truth:>10.4g} {self.events:>8.1f}"
        )


def too_low(row: Row) -> bool:
    """Whether fewer held than a true coverage of 92 % would leave to chance once in 10,000."""
    return bool(stats.binom.cdf(row.held, row.seeds, LEAST) < FALSE_ALARM)


def coverage(scheme: str, setting: Setting) -> Iterator[Row]:
    """A row for each finding that gave an interval in any society, then for each difference.

    Differences are those to the same scheme without its first penalty, in the same societies.
    """
    worlds = [_worlds(scheme, setting, seed) for seed in range(1, setting.seeds + 1)]
    found = [[measure(evidence) for evidence in pair] for pair in worlds]
    truth, other = (measure(together(lived)) for lived in zip(*worlds, strict=True))
    for name, expected in truth.items():
        each = [one[name] for one, _ in found if name in one]
        yield from _row(name, expected.value, [(f.low, f.high, f.events) for f in each])
    apart = [compare(one, two) for one, two in found]
    expected = compare(truth, other)
    for name, entry in expected.items():
        ends = [(d[name]["low"], d[name]["high"], 0) for d in apart if name in d]
        yield from _row(f"b - a {name}", entry["difference"], ends)


def _row(name: str, truth: Any, ends: list[tuple[float | None, float | None, int]]) -> Iterator[Row]:
    """One number's row; none where the truth is no number or no society gave an interval."""
    if not isinstance(truth, float):
        return
    given = [end for end in ends if end[0] is not None or end[1] is not None]
    if not given:
        return
    slack = 1e-9 * max(1.0, abs(truth))
    below = sum(high is not None and high < truth - slack for _, high, _ in given)
    above = sum(low is not None and low > truth + slack for low, _, _ in given)
    yield Row(
        finding=name, seeds=len(given), held=len(given) - below - above, below=below, above=above,
        truth=truth, events=sum(end[2] for end in given) / len(given),
    )  # fmt: skip


def job_of(scheme: str, setting: Setting, seed: int) -> Job:
    """One small society under a scheme of the library."""
    return _planned([load_scheme(scheme)], SCHEMES.get(scheme, ELSEWHERE), setting, seed)[0]


def _planned(schemes: Sequence[Document[Scheme]], society: str, setting: Setting, seed: int) -> list[Job]:
    """One small society under each of some schemes."""
    small = _small(load_society(society), setting.district_people)
    people = setting.districts * setting.district_people
    options = Options(people=people, days=setting.days, seed=seed, workers=1, ledger=True)
    return plan(schemes, small, load_behaviour(), options)


def _worlds(scheme: str, setting: Setting, seed: int) -> tuple[Evidence, Evidence]:
    """One small society under a scheme of the library, and under it without its first penalty."""
    whole = load_scheme(scheme)
    jobs = _planned([whole, _milder(whole)], SCHEMES[scheme], setting, seed)
    one, other = (evidence_of(job) for job in jobs)
    return one, other


def _milder(scheme: Document[Scheme]) -> Document[Scheme]:
    """A scheme whose first conduct that costs points costs none."""
    conducts = list(scheme.model.conducts)
    place = next(n for n, conduct in enumerate(conducts) if min(every_number(conduct.points)) < 0)
    conducts[place] = conducts[place].model_copy(update={"points": 0})
    return replace(scheme, model=scheme.model.model_copy(update={"conducts": tuple(conducts)}))


def _small(society: Document[Society], district_people: int) -> Document[Society]:
    """The same society in districts of another size."""
    return replace(society, model=society.model.model_copy(update={"district_people": district_people}))


def evidence_of(job: Job) -> Evidence:
    """A job lived in memory."""
    frames = {name: frame.lazy() for name, frame in frames_of(job).items()}
    without = {name: frames[f"baseline/{name}"] for name in ("people", "tallies")}
    behaviour = job.behaviour.model
    return Evidence(
        scheme=job.scheme.model,
        society=job.society.model,
        behaviour=behaviour.model_copy(update={"frozen": behaviour.frozen or job.frozen}),
        life=job.life,
        days=job.days,
        seed=job.seed,
        people=frames["people"],
        days_table=frames["days"],
        tallies=frames["tallies"],
        ledger=frames.get("ledger"),
        needs=frames.get("needs"),
        baseline=Baseline(
            people=without["people"], days_table=frames["baseline/days"], tallies=without["tallies"]
        ),
        counterparts=frames.get("counterparts"),
        ties=frames.get("ties"),
        providers=frames.get("providers"),
        allocation=frames.get("allocation"),
    )


TABLES: Final = ("people", "tallies", "ledger", "needs", "counterparts", "ties", "providers")
SUBJECTS: Final = ("subject", "of_subject", "source", "employer")


def together(lived: Sequence[Evidence]) -> Evidence:
    """All societies' districts as one society: numbered on, so that no two are the same."""
    first = lived[0]
    step = 1 + max(int(e.tallies.select(pl.col("district").max()).collect().item()) for e in lived)

    def joined(tables: Sequence[pl.LazyFrame]) -> pl.LazyFrame:
        return pl.concat([_moved(table, place * step) for place, table in enumerate(tables)])

    tables = {
        name: joined([getattr(e, name) for e in lived]) for name in TABLES if getattr(first, name) is not None
    }
    base = first.baseline
    if base is not None:
        without = [e.baseline for e in lived if e.baseline is not None]
        base = replace(
            base, people=joined([b.people for b in without]), tallies=joined([b.tallies for b in without])
        )
    return replace(first, **tables, baseline=base)


def _moved(table: pl.LazyFrame, by: int) -> pl.LazyFrame:
    """A table with its districts numbered on by so many."""
    names = table.collect_schema().names()
    columns = [_readdressed(name, by) for name in SUBJECTS if name in names]
    if "district" in names:
        columns.append(pl.col("district") + by)
    return table.with_columns(columns).collect().lazy()


def _readdressed(name: str, by: int) -> pl.Expr:
    """'3-0417' as '103-0417'."""
    parts = pl.col(name).cast(pl.String).str.split_exact("-", 1)
    district = parts.struct.field("field_0").cast(pl.Int64) + by
    return (district.cast(pl.String) + "-" + parts.struct.field("field_1")).alias(name)


__all__ = ["SCHEMES", "Row", "Setting", "coverage", "evidence_of", "job_of", "together", "too_low"]
