"""A small run in which everything happens: several providers, ties, ways back, patrols, rollout, turnover."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from worlds import BEHAVIOUR, SOCIETY, text_of

Part = dict[str, Any]
DAYS: Final = 740
PROVIDERS: Final = 3

_ALL: Final = {"subject": "person", "context": "traffic", "channels": ["camera"]}
SCHEME: Final[Part] = {
    "format": "demerit/scheme/1",
    "id": "eventful",
    "title": "A scheme with everything",
    "authority": "state",
    "status": "hypothetical",
    "score": {"start": 1000, "min": 600, "max": 1300},
    "bands": [
        {"id": "low", "from": 600, "weight": 1.0},
        {"id": "middle", "from": 980},
        {"id": "high", "from": 1020, "weight": -0.2},
    ],
    "channels": [
        {
            "id": "camera", "kind": "camera", "detects": 0.9, "misnames": 0.2, "alarms": {"per_year": 0.5},
            "alarm_conduct": "crossing",
            "allocation": {"prior": {0: 1, 1: 1, 2: 1, 3: 1}, "decay": 0.01},
            "review": {"share": 0.0, "catches": 0.9},
        },
        {"id": "registry", "kind": "registry", "detects": 1.0},
    ],
    "data": [
        {
            "id": "driving", "context": "traffic", "generated_in": "traffic", "about": "conduct",
            "collected_for": "road safety", "channels": ["camera"], "conducts": ["crossing"],
        },
        {"id": "names", "about": "trait", "collected_for": "telling people apart"},
    ],
    "conducts": [
        {**_ALL, "id": "crossing", "family": "traffic", "points": -12},
        {
            "id": "default", "subject": "person", "family": "finance", "context": "finance", "points": -5,
            "channels": ["registry"], "to_band": {"id": "low", "days": 40},
        },
        {**_ALL, "id": "giving", "family": "kindness", "points": 4, "channels": ["registry"]},
        {
            "id": "posting", "subject": "person", "family": "expression", "context": "politics",
            "points": -3, "channels": ["registry"], "rights": ["expression"],
        },
        {**_ALL, "id": "never-done", "family": "leisure", "points": -1},
        {
            "id": "dumping", "subject": "company", "family": "compliance", "context": "environment",
            "points": -15, "channels": ["registry"],
        },
    ],
    "treatments": [
        {
            "id": "no-rail", "subject": "person", "context": "transport", "bands": ["low"],
            "effect": "denial", "need": "rail",
        },
        {"id": "on-screens", "subject": "person", "context": "civic", "bands": ["low"], "effect": "exposure"},
        {
            "id": "no-licence", "subject": "company", "context": "work", "bands": ["low"],
            "effect": "denial", "need": "licence",
        },
        {
            "id": "first-in-line", "subject": "person", "context": "transport", "bands": ["high"],
            "effect": "priority", "need": "rail",
        },
    ],
    "influence": [
        {"ties": "friends", "share": 0.25}, {"ties": "employer", "share": 0.2},
        {"ties": "responsible", "share": 0.5},
    ],
    "redress": {
        "notice": {"value": 0.9, "assumed": True, "range": [0.5, 1.0]},
        "appeal": {"rate": 0.6, "within_days": 5, "decided_days": 20, "upheld_if_wrong": 0.9},
        "repair": {"after_days": 60, "points": 5},
        "lapse": {"days": 150, "of": "losses"},
    },
    "providers": {"count": PROVIDERS, "shared": 0.5},
    "rollout": [
        {"from_day": 0, "districts": 1.0, "providers": PROVIDERS, "review_share": 0.8},
        {"from_day": 100, "districts": 1.0, "providers": PROVIDERS, "attention": {"company": 0.5}},
    ],
    "assumes": {
        "opportunities": {
            "crossing": {"per_year": 6, "act": 0.5}, "giving": {"per_year": 2, "act": 0.5},
            "posting": {"per_year": 3, "act": 0.5}, "never-done": {"per_year": 1, "act": 0.0},
            "dumping": {"per_year": 3, "act": 0.6}, "repay": {"per_year": 1, "act": 0.7, "leaves": "default"},
        },
        "needs": {
            "rail": {"context": "travel", "per_year": 10},
            "licence": {"context": "work", "per_year": 6},
        },
    },
}  # fmt: skip
TOWN: Final[Part] = {
    **SOCIETY,
    "id": "town",
    "people": 400,
    "district_people": 40,
    "turnover": 0.05,
    "organisations": {
        "company": {"per_1000_people": 50, "employees": 8, "assumed": True},
        "government": {"per_1000_people": 25, "employees": 4, "assumed": True},
    },
    "life": {
        "opportunities": {
            "keep-work": {
                "per_year": 4, "act": 0.8, "leaves": "losing-work", "employment": "ends", "family": "work",
            },
        },
        "needs": {"job": {"context": "work", "per_year": 6, "employment": "begins"}},
    },
}  # fmt: skip
PEOPLE: Final[Part] = {
    **BEHAVIOUR,
    "hardship": {"denial": 0.1, "exposure": 0.5, "half_life_days": 100},
    "friends": {"cut_when_exposed": 0.3, "cut_when_fallen": 0.1, "made_anew": 0.5},
}


def eventful_run(folder: Path) -> Path:
    """Live the eventful world into `folder`/run, report included; returns where it lies."""
    import demerit  # noqa: PLC0415 - tests that need no run should not wait for it

    files = {"scheme": SCHEME, "society": TOWN, "behaviour": PEOPLE}
    for name, parts in files.items():
        (folder / f"{name}.yaml").write_text(text_of(parts), encoding="utf-8")
    scheme, society, behaviour = (folder / f"{name}.yaml" for name in files)
    demerit.run(scheme, society, behaviour=behaviour, days=DAYS, seed=1, workers=1, out=folder / "run")
    return folder / "run"
