"""Small studies: files of a few worlds of a made-up town, and what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from demerit.study.inquiry.model import load_study
from demerit.study.inquiry.planned import PlannedStudy, planned
from demerit.study.plan import Options
from worlds import flow

DETECTS, MISNAMES = "channels.street-camera.detects", "channels.street-camera.misnames"
WRONG, LOWEST = "wrong.people_share", "band.entered_lowest_share"
PARTS: dict[str, Any] = {
    "format": "demerit/study/1",
    "id": "cameras",
    "title": "Two numbers of a camera",
    "base": {
        "scheme": "brackwater-standing", "society": "brackwater", "people": 2000, "days": 30,
    },
    "seeds": [1],
    "vary": [{"path": DETECTS, "values": [0.05, 0.5]}, {"path": MISNAMES, "range": [0.0, 0.2]}],
    "method": "grid",
    "samples": 2,
    "outcomes": [WRONG],
}  # fmt: skip


def study_text(**parts: Any) -> str:
    """A study's text, a line a key; of a part that is None, nothing."""
    whole = {key: value for key, value in {**PARTS, **parts}.items() if value is not None}
    return "".join(f"{key}: {flow(value)}\n" for key, value in whole.items())


def a_file(folder: Path, **parts: Any) -> Path:
    """A study's file."""
    path = folder / "study.yaml"
    path.write_text(study_text(**parts), encoding="utf-8")
    return path


def an_inquiry(folder: Path, workers: int = 2, **parts: Any) -> PlannedStudy:
    """A study ready to be lived."""
    file = load_study(a_file(folder, **parts))
    base = file.model.base
    options = Options(
        people=base.people, days=base.days, seed=file.model.seeds[0], workers=workers, assumed=0
    )
    return planned(file, options)
