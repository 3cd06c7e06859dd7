"""Schemes, lives and behaviours made up by Hypothesis: every kind of rule that a run acts on, small."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from hypothesis import strategies as st

from demerit.world.run import Job
from worlds import AFRICA, EURO, Part, a_society, job_of

FAMILIES = ("traffic", "expression", "care", "finance")
PEOPLE, DISTRICT = 120, 40


@dataclass(frozen=True, kw_only=True)
class Made:
    """The parts of a made-up world's files."""

    scheme: Part
    life: Part
    behaviour: Part
    society: Part
    seed: int = 1
    days: int = 60

    def job(self, **options: Any) -> Job:
        """The run of these parts."""
        society = a_society(self.life, people=PEOPLE, district_people=DISTRICT, **self.society)
        asked: Part = {"people": PEOPLE, "seed": self.seed, "days": self.days, **options}
        return job_of(self.scheme, society, self.behaviour, **asked)

    def with_scheme(self, **parts: Any) -> Made:
        """The same with parts of the scheme replaced."""
        return replace(self, scheme={**self.scheme, **parts})

    def without(self, *keys: str) -> Made:
        """The same without some parts of the scheme."""
        return replace(self, scheme={key: part for key, part in self.scheme.items() if key not in keys})

    def with_society(self, **parts: Any) -> Made:
        """The same with parts of the society replaced."""
        return replace(self, society={**self.society, **parts})

    def with_life(self, **parts: Any) -> Made:
        """The same with parts of life replaced."""
        return replace(self, life={**self.life, **parts})


def chances(least: float = 0.0, most: float = 1.0) -> st.SearchStrategy[float]:
    """Probabilities in steps of a hundredth."""
    return st.integers(round(100 * least), round(100 * most)).map(lambda n: n / 100)


def by_column(
    values: st.SearchStrategy[Any], *, changing: bool = True, personal: bool = True
) -> st.SearchStrategy[Any]:
    """A number, or one that differs by a column; `changing`: by score or band too.

    Where it is not `personal` only, what persons alone have stands in a table by kind.
    """

    def table(column: str, keys: list[Any]) -> st.SearchStrategy[Any]:
        rows = st.tuples(*[values] * len(keys)).map(lambda row: dict(zip(keys, row, strict=True)))
        return rows.map(lambda row: {"by": column, "values": row})

    own = [table("group", ["many", "few"]), table("sex", ["female", "male"])]
    own += [table("age", [18, 58]), table("income_decile", [1, 4])]
    shared = [values, values, table("start_score", [600, 1000])]
    moving = [table("score", [600, 900, 1010]), table("band", ["low", "high"])] if changing else []
    if personal:
        return st.one_of(own + shared + moving)
    kinds = st.tuples(st.one_of(own), values).map(
        lambda pair: {"by": "kind", "values": {"person": pair[0], "company": pair[1]}}
    )
    return st.one_of([*shared, *moving, kinds])


def sourced(value: Any) -> Any:
    """The same number, said to be assumed, as files must say of rates that differ between people."""
    return {"value": value, "assumed": True, "range": [0, 100_000]} if isinstance(value, dict) else value


def opportunities() -> st.SearchStrategy[Part]:
    """Four opportunities: plain, expressive on given days, let go, and opened by a need."""
    act = by_column(chances()).map(sourced)
    often = by_column(st.integers(0, 150), changing=False).map(sourced)
    spread = st.sampled_from([0, 0.5, 2])
    follows = st.sampled_from([
        {"ties": "friends", "threshold": {"uniform": [0.0, 0.6]}},
        {"ties": "district", "threshold": {"counts": [0, 1, 3, 9]}, "sticky": True},
        {"ties": "district", "threshold": {"normal": {"mean": 0.2, "sd": 0.2}}},
    ])  # fmt: skip
    owed = {"leaves": st.just("default"), "strains": st.just("leaves")}
    return st.fixed_dictionaries({
        "cross": st.fixed_dictionaries({"per_year": often, "act": act, "spread": spread}),
        "speak": st.fixed_dictionaries(
            {"act": act, "at_days": st.lists(st.integers(0, 70), min_size=1, max_size=6)},
            optional={"follows": follows},
        ),
        "visit": st.fixed_dictionaries({
            "per_year": often, "act": act, "leaves": st.just("stay-away"),
            "strains": st.sampled_from(["takes", "leaves"]),
        }),
        "repay": st.fixed_dictionaries({"act": act, **owed}),
        "keep-work": st.fixed_dictionaries({
            "per_year": st.integers(0, 20), "act": chances(0.5), "leaves": st.just("losing-work"),
            "strains": st.just("leaves"), "employment": st.just("ends"), "family": st.just("finance"),
            "hardship_of": st.sampled_from(["own", "employer"]),
        }),
    })  # fmt: skip


def lives() -> st.SearchStrategy[Part]:
    """Opportunities, and needs of which one opens an opportunity."""
    needs = st.fixed_dictionaries({
        "rail": st.fixed_dictionaries({
            "context": st.just("travel"), "cost": st.just(0.01), "per_year": st.integers(1, 80),
            "refused": st.fixed_dictionaries(
                {"again": by_column(chances()).map(sourced)},
                optional={"instead": st.sampled_from(["loan", "job"])},
            ),
        }),
        "loan": st.fixed_dictionaries({
            "context": st.just("finance"), "per_year": st.integers(1, 60), "opens": st.just("repay"),
        }),
        "job": st.fixed_dictionaries({
            "context": st.just("work"), "per_year": st.integers(1, 20), "employment": st.just("begins"),
        }),
    })  # fmt: skip
    shared = chances().map(lambda share: {"shared": share})
    return st.fixed_dictionaries({"opportunities": opportunities(), "needs": needs, "propensity": shared})


def conducts() -> st.SearchStrategy[list[Part]]:
    """What is scored of it: points, caps, repeats, bands set and ended."""
    span = st.tuples(st.integers(-60, 60), st.integers(0, 20)).map(lambda p: [p[0], p[0] + p[1]])
    plain = st.one_of(st.integers(-60, 60), span)
    points = by_column(plain)
    to_band = st.sampled_from([
        {"id": "low", "days": 7}, {"id": "low", "days": 1}, {"id": "low", "until": "visit"},
    ])  # fmt: skip

    def one(name: str, family: str, worth: Any = points, **fixed: Any) -> st.SearchStrategy[Part]:
        held: Part = {"id": name, "subject": "person", "family": family, "context": "traffic", **fixed}
        return st.fixed_dictionaries(
            {**{key: st.just(value) for key, value in held.items()}, "points": worth,
             "channels": st.sampled_from([["camera"], ["camera", "registry"], ["registry"], []])},
            optional={"to_band": to_band, "per_year": st.integers(1, 4),
                      "repeat_factor": st.sampled_from([0.5, 1.5, 2.0])},
        )  # fmt: skip

    return st.tuples(
        one("cross", "traffic", lawful=False),
        one("speak", "expression", rights=["expression"]),
        one("visit", "care"),
        one("stay-away", "care", rights=["family"]),
        one("default", "finance"),
        one("cheat", "finance", plain, subject="company"),
        one("losing-work", "finance"),
    ).map(list)


def channels() -> st.SearchStrategy[list[Part]]:
    """Two channels with errors of every kind."""

    def one(name: str) -> st.SearchStrategy[Part]:
        rate = by_column(chances(), personal=False)
        alarms = {"alarms": {"per_year": 9}, "alarm_conduct": "cross"}
        looks = {"looks_per_year": 400, "fpir": {"by": "group", "values": {"many": 0.01, "few": 0.05}}}
        looked = {"alarms": {**looks, "at_list": 100, "list": 150}, "alarm_conduct": "default"}
        return st.builds(
            lambda detects, misnames, misnamed, alarms, share: {
                "id": name, "kind": "camera", "detects": detects, "misnames": misnames, **misnamed, **alarms,
                "review": {"share": share, "catches": 0.7},
            },
            rate, rate, st.sampled_from([{}, {"misnamed_by": "class"}]),
            st.sampled_from([{}, alarms, looked]), by_column(chances(), personal=False),
        )  # fmt: skip

    return st.tuples(one("camera"), one("registry")).map(list)


def treatments() -> st.SearchStrategy[list[Part]]:
    """Some of every effect, in bands at either end."""
    held = {"subject": "person", "context": "travel"}
    kinds: list[Part] = [
        {"id": "no-rail", "effect": "denial", "need": "rail", "bands": ["low"]},
        {"id": "no-rail-either", "effect": "denial", "need": "rail", "bands": ["low", "middle"]},
        {"id": "no-loan", "effect": "denial", "need": "loan", "bands": ["low"]},
        {"id": "late-rail", "effect": "wait", "need": "rail", "wait": {"days": 3}, "bands": ["middle"]},
        {"id": "dear-rail", "effect": "price", "need": "rail", "factor": 1.3, "bands": ["middle", "high"]},
        {"id": "dear-loan", "effect": "price", "need": "loan", "factor": 0.7, "bands": ["low"]},
        {"id": "taxed", "effect": "tax", "tax": {"share": 0.03}, "bands": ["low", "middle"]},
        {"id": "shamed", "effect": "exposure", "bands": ["low"]},
        {"id": "probed", "effect": "investigation", "investigation": {"days": 7}, "bands": ["low", "middle"]},
        {"id": "probed-too", "effect": "investigation", "investigation": {"days": 19}, "bands": ["middle"]},
        {"id": "first", "effect": "priority", "need": "loan", "bands": ["high"]},
        {"id": "no-tender", "effect": "denial", "need": "tender", "bands": ["low"], "subject": "company"},
        {"id": "posted", "effect": "exposure", "bands": ["low"], "subject": "company"},
    ]
    return st.lists(st.sampled_from(kinds), max_size=6, unique_by=lambda kind: kind["id"]).map(
        lambda chosen: [{**held, **kind} for kind in chosen]
    )


def scores() -> st.SearchStrategy[Part]:
    """Where scores start, and three bands, the middle one beginning elsewhere for some."""
    start = st.one_of(
        st.integers(900, 1100),
        st.just({"by": "district", "shares": {d: {950: 0.5, 1050: 0.5} for d in range(12)}}),
    )
    by_group = {"by": "group", "values": {"many": 940, "few": 960}}
    by_kind = {"by": "kind", "values": {"person": by_group, "company": 950}}
    middle = st.one_of(st.integers(930, 960), st.just(by_kind))
    return st.builds(
        lambda start, middle, weights: {
            "score": {"start": start, "min": 800, "max": 1200},
            "bands": [
                {"id": "low", "from": 800, "weight": weights[0]},
                {"id": "middle", "from": middle, "weight": weights[1]},
                {"id": "high", "from": 1020, "weight": weights[2]},
            ],
        },
        start,
        middle,
        st.sampled_from([(1.0, 0.3, 0.0), (0.5, 0.5, -0.5), (0.0, 0.0, 0.0)]),
    )


SURE: Final[Part] = {
    "prior": 0.3, "reference": 0.2, "own": 0.2, "unseen": 0.1, "tie": 0.1, "tie_unseen": 0.05,
    "half_life_days": 20.0,
}  # fmt: skip


def behaviours() -> st.SearchStrategy[Part]:
    """Answers of every family; caution, certainty and hardship that come and go."""
    answer = st.fixed_dictionaries(
        {
            "deterrence": by_column(st.sampled_from([0.0, 1.0, 4.0]), personal=False),
            "surveillance": by_column(st.sampled_from([0.0, 0.5]), personal=False),
            "reward": st.sampled_from([0.0, 2.0]),
            "crowding_out": st.sampled_from([0.0, 0.2]),
            "pressure": st.sampled_from([0.0, 2.0]),
        }
    )
    return st.fixed_dictionaries(
        {
            "families": st.fixed_dictionaries(dict.fromkeys(FAMILIES, answer)),
            "caution": st.just({"start": 1.0, "floor": 0.2, "own": 0.4, "tie": 0.1, "half_life_days": 30.0}),
            "certainty": st.sampled_from([SURE, {**SURE, "tie_unseen": 0.0, "floor": 0.1}]),
            "across_families": st.sampled_from([0.0, 0.3]),
            "hardship": st.just({"denial": 0.4, "exposure": 0.3, "job_loss": 0.5, "half_life_days": 20.0}),
            "friends": st.sampled_from(
                [
                    {},
                    {"cut_when_fallen": 0.6, "cut_when_exposed": 0.3, "made_anew": 0.8},
                ]
            ),
            "aware": st.sampled_from([1.0, 0.6]),
        }
    )


def influences() -> st.SearchStrategy[list[Part]]:
    """Some kinds of ties, each sharing part of its points."""
    ties = st.lists(
        st.sampled_from(["friends", "household", "colleagues", "employer", "responsible"]),
        max_size=3,
        unique=True,
    )
    share = by_column(st.sampled_from([0.1, 0.5, 1.0]), personal=False)
    return ties.flatmap(
        lambda chosen: st.tuples(*[share] * len(chosen)).map(
            lambda shares: [{"ties": t, "share": s} for t, s in zip(chosen, shares, strict=True)]
        )
    )


def redresses() -> st.SearchStrategy[Part]:
    """Notice, and some of appeal, repair and lapse."""
    rate = by_column(chances(), personal=False)
    appeal = st.fixed_dictionaries({
        "rate": rate, "within_days": st.integers(0, 9), "decided_days": st.integers(0, 9),
        "upheld_if_wrong": rate, "upheld_if_right": rate,
    })  # fmt: skip
    repair = st.fixed_dictionaries({"after_days": st.integers(1, 20), "points": st.integers(1, 40)})
    lapse = st.fixed_dictionaries({"days": st.integers(1, 25), "of": st.sampled_from(["losses", "all"])})
    return st.fixed_dictionaries(
        {"notice": rate}, optional={"appeal": appeal, "repair": repair, "lapse": lapse}
    )


def rollouts(providers: int) -> st.SearchStrategy[list[Part]]:
    """Three phases: some districts, then others, more or fewer providers, more or less attention."""
    phase = st.fixed_dictionaries({
        "districts": st.sampled_from([0.0, 0.4, 1.0]), "providers": st.integers(1, providers),
        "review_share": chances(), "attention": st.sampled_from([{}, {"company": 0.3}, {"person": 0.5}]),
    })  # fmt: skip
    return st.tuples(phase, phase, phase).map(
        lambda phases: [{"from_day": day, **each} for day, each in zip((0, 13, 37), phases, strict=True)]
    )


def reaches() -> st.SearchStrategy[Part]:
    """Providers and rollout."""

    def both(count: int, shared: float) -> st.SearchStrategy[Part]:
        held: Part = {"providers": st.just({"count": count, "shared": shared})}
        return st.fixed_dictionaries(held, optional={"rollout": rollouts(count)})

    return st.tuples(st.sampled_from([1, 1, 3]), st.sampled_from([0.0, 0.5, 1.0])).flatmap(lambda p: both(*p))


def towns() -> st.SearchStrategy[Part]:
    """Companies, and people who come and go."""
    firm: Part = {
        "opportunities": {"cheat": {"per_year": 60, "act": 0.4}},
        "needs": {"tender": {"context": "finance", "per_year": 60, "cost": 0.2}},
    }
    companies: Part = {"company": {"per_1000_people": 100, "employees": 5, "life": firm}}
    return st.sampled_from([0.0, 0.0, 1.0]).map(lambda rate: {"organisations": companies, "turnover": rate})


TRAITS: Final[list[Part]] = [
    {"id": "few", "family": "origin", "points": {"by": "group", "values": {"many": 0, "few": -40}}},
    {"id": "poor", "family": "means", "points": {"by": "income_decile", "values": {1: -30, 4: 5}}},
]


def standings() -> st.SearchStrategy[Part]:
    """Mostly nothing; else scores that fade, a band by rank, traits that score, a population."""
    fades = st.fixed_dictionaries(
        {"every_days": st.sampled_from([1, 7, 20]), "keeps": st.sampled_from([0.0, 0.5, 0.9])}
    )
    rank = st.fixed_dictionaries(
        {"share": st.sampled_from([0.0, 0.1, 0.3, 1.0]), "every_days": st.sampled_from([1, 7, 15])}
    )
    some = st.fixed_dictionaries({}, optional={
        "fades": fades, "rank": rank, "traits": st.just(TRAITS),
        "population": st.sampled_from([{"who": {"sex": ["female"]}}, {"who": {"age": [18, 58]}}]),
    })  # fmt: skip
    return st.one_of(st.just({}), st.just({}), some)


def stood(rules: Part, standing: Part) -> Part:
    """The rules with what `standings` adds to score, bands and redress."""
    found = {**rules, **{key: standing[key] for key in ("traits", "population") if key in standing}}
    if "fades" in standing:
        found["score"] = {**found["score"], "fades": standing["fades"]}
        found["redress"] = {
            k: part for k, part in found.get("redress", {"notice": 0.0}).items() if k != "repair"
        }
    if "rank" in standing:
        found["bands"] = [{**found["bands"][0], "rank": standing["rank"]}, *found["bands"][1:]]
    return found


def made() -> st.SearchStrategy[Made]:
    """A whole made-up world."""
    rules = st.builds(
        lambda score, conducts, channels, treatments, influence, redress, reach, standing: stood({
            **score, "conducts": conducts, "channels": channels, "treatments": treatments,
            "influence": influence, **redress, **reach,
        }, standing),
        scores(), conducts(), channels(), treatments(), influences(),
        st.one_of(st.just({}), redresses().map(lambda each: {"redress": each})), reaches(), standings(),
    )  # fmt: skip
    return st.builds(
        lambda scheme, life, behaviour, society, seed: Made(
            scheme=scheme, life=life, behaviour=behaviour, society=society, seed=seed
        ),
        rules, lives(), behaviours(), towns(), st.integers(0, 2**63 - 1),
    )  # fmt: skip


__all__ = ["AFRICA", "EURO", "Made", "made"]
