"""A small made-up world, written down entry by entry: evidence that findings can be checked on by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from demerit.findings.coded import Coded
from demerit.findings.evidence import Baseline, Evidence
from demerit.formats.occasions import Need
from demerit.runs.live import live
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.life import FixedLife
from demerit.societies.loading import load_behaviour, load_society
from demerit.societies.model import Society
from demerit.study.plan import Options, plan

SCHEME: dict[str, Any] = {
    "format": "demerit/scheme/1",
    "id": "standing",
    "title": "Standing",
    "score": {"start": 1000, "min": 900, "max": 1100},
    "bands": [
        {"id": "barred", "from": 900, "weight": 1.0},
        {"id": "watched", "from": 960},
        {"id": "ordinary", "from": 990},
    ],
    "channels": [{"id": "camera", "kind": "camera"}, {"id": "platform", "kind": "platform"}],
    "conducts": [
        {"id": "jaywalking", "subject": "person", "family": "traffic", "context": "traffic", "points": -15},
        {"id": "posting", "subject": "person", "family": "expression", "context": "politics", "points": -20,
         "rights": ["expression"]},
        {"id": "charity", "subject": "person", "family": "kindness", "context": "civic", "points": [5, 10]},
        {"id": "fleeing", "subject": "person", "family": "traffic", "context": "justice", "points": 0,
         "to_band": {"id": "barred", "days": 300}},
    ],
    "treatments": [
        {"id": "no-rail", "subject": "person", "context": "transport", "bands": ["barred", "watched"],
         "effect": "denial", "need": "rail"},
        {"id": "no-loan", "subject": "person", "context": "finance", "bands": ["barred"],
         "effect": "denial", "need": "loan"},
    ],
}  # fmt: skip
SOCIETY = {
    "format": "demerit/society/1",
    "id": "town",
    "title": "Town",
    "groups": [{"id": "many", "share": 0.7}, {"id": "few", "share": 0.3}],
}
NEEDS = {"loan": "finance", "rail": "transport"}
CONTEXT_OF = {c["id"]: c["context"] for c in SCHEME["conducts"]}
POINTS = {"jaywalking": -15, "posting": -20, "charity": 8, "fleeing": 0}


@dataclass
class Person:
    """One subject: what the tables will say of it."""

    district: int
    place: int
    group: str = "many"
    score_start: int = 1000
    income_decile: int = 5
    income: float = 1.0
    paid_extra: float = 0.0
    acts: int = 0
    entries: list[dict[str, Any]] = field(default_factory=list)
    needs: list[dict[str, Any]] = field(default_factory=list)
    held_until: int = -1
    corrected: set[int] = field(default_factory=set[int])

    @property
    def subject(self) -> str:
        """Its address."""
        return f"{self.district}-{self.place:04d}"

    @property
    def score(self) -> int:
        """Where it stands now."""
        return self.entries[-1]["score"] if self.entries else self.score_start

    def band(self, day: int) -> str:
        """What it is in on a day."""
        band = "ordinary" if self.score >= 990 else "watched" if self.score >= 960 else "barred"
        return "barred" if self.held_until > day else band

    def record(self, day: int, conduct: str, cause: str = "own", **more: Any) -> Person:
        """Enter a record; returns the same person."""
        drawn = more.pop("drawn", POINTS[conduct])
        before = self.score
        after = min(max(before + drawn, 900), 1100)
        if conduct == "fleeing" and cause in ("own", "misnamed", "alarm"):
            self.held_until = max(self.held_until, day + 300)
        entry = {
            "day": day, "subject": self.subject, "record": len(self.entries) + 1, "of_subject": None,
            "of": None, "source": None, "conduct": conduct, "channel": "camera", "provider": 0,
            "did_it": cause == "own", "cause": cause, "points_drawn": drawn, "points": after - before,
            "score": after, "band": "", "context": CONTEXT_OF[conduct],
        }  # fmt: skip
        self.entries.append(entry | more)
        self.entries[-1]["band"] = self.band(day)
        return self

    def correct(self, day: int, record: int) -> Person:
        """A correction of an earlier record: what it came to is given back, and it bars nobody any more."""
        wronged = self.entries[record - 1]
        self.corrected.add(record)
        if wronged["conduct"] == "fleeing":
            left = [e["day"] for e in self.entries if e["conduct"] == "fleeing" and e["cause"] != "redress"
                    and e["record"] not in self.corrected]  # fmt: skip
            self.held_until = max(left, default=-301) + 300
        back = {"of_subject": self.subject, "of": record, "drawn": -wronged["points"], "channel": None}
        return self.record(day, wronged["conduct"], "redress", **back)

    def ask(self, day: int, need: str) -> Person:
        """Ask for a service: a row if it is denied."""
        band = self.band(day)
        if band == "barred" or (band == "watched" and need == "rail"):
            self.needs.append({
                "day": day, "subject": self.subject, "need": need, "treatment": f"no-{need}",
                "context": NEEDS[need], "effect": "denial", "band": band, "denied_by": 1,
                "after_record": len(self.entries),
            })  # fmt: skip
        return self

    def row(self, days: int) -> dict[str, Any]:
        """Its row in people.parquet, as far as findings read it."""
        wrong = [e for e in self.entries if e["cause"] in ("misnamed", "alarm")]
        lost = [
            e for e in self.entries if e["cause"] not in ("redress", "repair", "lapse") and e["points"] < 0
        ]
        return {
            "subject": self.subject, "kind": "person", "group": self.group, "sex": "female", "age": 40,
            "income_decile": self.income_decile, "income": self.income, "paid_extra": self.paid_extra,
            "score_start": self.score_start, "score": self.score, "band": self.band(days), "acts": self.acts,
            "records": sum(e["cause"] in ("own", "misnamed", "alarm") for e in self.entries),
            "records_misnamed": sum(e["cause"] == "misnamed" for e in self.entries),
            "records_alarm": sum(e["cause"] == "alarm" for e in self.entries),
            "points_lost": -sum(e["points"] for e in lost),
            "points_lost_wrongly": -sum(e["points"] for e in lost if e in wrong),
            "points_by_association": -sum(e["points"] for e in lost if e["cause"] == "association"),
            "denied": len(self.needs), "withheld": 0,
        } | self.days_in_bands(days)  # fmt: skip

    def days_in_bands(self, days: int) -> dict[str, int]:
        """Days from each entry to the next in the band that it led to, by column."""
        spells = {f"days_in_{band['id']}": 0 for band in SCHEME["bands"]}
        starts = [0, *(e["day"] for e in self.entries), days]
        bands = ["ordinary", *(e["band"] for e in self.entries)]
        for band, first, last in zip(bands, starts[:-1], starts[1:], strict=True):
            spells[f"days_in_{band}"] += last - first
        return spells


LEDGER = pl.Schema({
    "day": pl.Int32, "subject": pl.String, "record": pl.Int32, "of_subject": pl.String, "of": pl.Int32,
    "source": pl.String, "conduct": pl.String, "channel": pl.String, "provider": pl.Int32,
    "did_it": pl.Boolean, "cause": pl.String, "points_drawn": pl.Int32, "points": pl.Int32, "score": pl.Int32,
    "band": pl.String, "context": pl.String,
})  # fmt: skip
REFUSED = pl.Schema({
    "day": pl.Int32, "subject": pl.String, "need": pl.String, "treatment": pl.String, "context": pl.String,
    "effect": pl.String, "band": pl.String, "denied_by": pl.Int32, "after_record": pl.Int32,
})  # fmt: skip
TALLIES = pl.Schema({
    "district": pl.Int32, "group": pl.String, "id": pl.String, "acts": pl.Int64, "withheld": pl.Int64,
    "performed": pl.Int64, "asked": pl.Int64, "denied": pl.Int64, "delayed": pl.Int64,
    "prioritised": pl.Int64,
})  # fmt: skip


def tally(rows: Iterable[Mapping[str, Any]]) -> pl.LazyFrame:
    """Tallies from rows that leave zeros out."""
    zeros = dict.fromkeys(TALLIES.names()[3:], 0)
    return pl.DataFrame([{**zeros, **row} for row in rows], schema=TALLIES).lazy()


def denials(people: list[Person]) -> list[dict[str, Any]]:
    """Tally rows of needs: each person asks twice for what it may be denied."""
    return [
        {"district": p.district, "group": p.group, "id": need, "asked": 2 + len(rows), "denied": len(rows)}
        for p in people
        for need in NEEDS
        for rows in [[n for n in p.needs if n["need"] == need]]
    ]


def evidence_of(
    people: list[Person],
    *,
    days: int = 730,
    tallies: Iterable[Mapping[str, Any]] = (),
    baseline: Iterable[Mapping[str, Any]] | None = None,
    scheme: Mapping[str, Any] | None = None,
) -> Evidence:
    """The evidence that these people leave."""
    rows = pl.DataFrame([p.row(days) for p in people], infer_schema_length=None).lazy()
    nothing = pl.LazyFrame()
    without = None if baseline is None else Baseline(people=rows, tallies=tally(baseline))
    return Evidence(
        scheme=Scheme.model_validate(SCHEME | dict(scheme or {})),
        society=Society.model_validate(SOCIETY),
        behaviour=Behaviour.model_validate({"format": "demerit/behaviour/1", "id": "b", "title": "B"}),
        life=FixedLife(
            opportunities={},
            needs={name: Need(context=context) for name, context in NEEDS.items()},  # type: ignore[arg-type]
            shared=0.5,
        ),
        days=days,
        seed=1,
        people=rows,
        days_table=nothing,
        tallies=tally([*tallies, *denials(people)]),
        ledger=pl.DataFrame([e for p in people for e in p.entries], schema=LEDGER).lazy(),
        needs=pl.DataFrame([n for p in people for n in p.needs], schema=REFUSED).lazy(),
        baseline=without,
    )


def crowd(*, districts: int = 10, size: int = 40, seed: int = 1, days: int = 730) -> list[Person]:
    """People to whom the usual things happen, the few more wrongly recorded than the many."""
    luck = random.Random(seed)
    people = []
    for district in range(districts):
        for place in range(size):
            few = place % 4 == 0
            person = Person(district=district, place=place, group="few" if few else "many", acts=100)
            person.income_decile = 1 + place % 10
            person.income = 0.2 * person.income_decile
            person.paid_extra = 0.01 * luck.random()
            for day in sorted(luck.randrange(days) for _ in range(luck.randrange(12))):
                cause = luck.choices(["own", "misnamed", "alarm"], [6, 4 if few else 1, 1])[0]
                person.record(
                    day, luck.choices(list(POINTS), [5, 3, 4, 0 if person.held_until > 0 else 0.3])[0], cause
                )
                if cause != "own" and luck.random() < 0.3:
                    person.correct(day, len(person.entries))
                person.ask(day, luck.choice(list(NEEDS)))
            people.append(person)
    return people


def acts_of(people: list[Person], *, share: float = 1.0) -> list[dict[str, Any]]:
    """Tally rows of acts: ten of each conduct a person, some withheld or performed."""
    return [
        {"district": p.district, "group": p.group, "id": conduct, "acts": round(10 * share) + p.place % 3,
         "withheld": (p.place % 2) if conduct == "posting" else 0, "performed": int(conduct == "charity")}
        for p in people
        for conduct in POINTS
    ]  # fmt: skip


@dataclass(frozen=True)
class Workshop:
    """What tests make worlds with."""

    person: type[Person] = Person
    evidence: Callable[..., Evidence] = evidence_of
    crowd: Callable[..., list[Person]] = crowd
    acts: Callable[..., list[dict[str, Any]]] = acts_of

    def of(self, evidence: Evidence) -> Coded:
        """An evidence in whole numbers."""
        return Coded(evidence)

    def coded(self, people: list[Person], **more: Any) -> Coded:
        """The evidence in whole numbers."""
        return Coded(self.evidence(people, **more))

    def usual(self, **more: Any) -> Evidence:
        """A crowd with everything that a run leaves."""
        people = self.crowd(**more)
        return self.evidence(
            people,
            tallies=self.acts(people),
            baseline=self.acts(people, share=1.3),
            days=more.get("days", 730),
        )

    def told(self, evidence: Evidence, **columns: list[Any]) -> Evidence:
        """The same run with further columns of its persons."""
        return replace(
            evidence, people=evidence.people.with_columns(pl.Series(k, v) for k, v in columns.items())
        )

    def without_ledger(self, evidence: Evidence) -> Evidence:
        """The same run without ledger and needs."""
        return replace(evidence, ledger=None, needs=None)


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a real run: the scheme with most in it, on a small town, for two years."""
    folder = tmp_path_factory.mktemp("lived")
    options = Options(people=4_000, days=730, workers=1)
    (job,) = plan([load_scheme("as-described")], load_society("brackwater"), load_behaviour(), options)
    live(job, folder, lambda _done, _total: None)
    return folder


@pytest.fixture(scope="session")
def shop() -> Workshop:
    """The workshop."""
    return Workshop()
