"""What a run says of itself."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from demerit.formats.files import sha256_of
from demerit.formats.reading import read
from demerit.runs.contents import ContentHash
from demerit.runs.live import live
from demerit.schemes.loading import load_scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.life import read_life
from demerit.societies.loading import load_society
from demerit.world.run import Job
from worlds import TABLE, Part, channel, conduct, job_of

LIFE: Part = {"opportunities": {"cross": {"per_year": 90, "act": 0.5}}}
RULES: Part = {
    "conducts": [conduct("cross", -3, channels=["camera"])],
    "channels": [channel(misnames=0.1, misnamed_by="class")],
}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, Path, dict[str, Any]]:
    """A small run's job, folder and manifest."""
    folder = tmp_path_factory.mktemp("run")
    job = job_of(RULES, LIFE, people=400, days=30, seed=7, workers=2)
    live(job, folder)
    return job, folder, json.loads((folder / "manifest.json").read_text("utf-8"))


def test_it_says_what_was_asked(finished: tuple[Job, Path, dict[str, Any]]) -> None:
    """Format, version, seed, districts and options."""
    _, _, manifest = finished
    expected = {
        "people": 400, "days": 30, "ledger": True, "baseline": True, "frozen_behaviour": False, "workers": 2,
        "sets": [], "assumed": 0,
    }  # fmt: skip
    assert ("demerit/manifest/1", version("demerit"), 7, 2) == tuple(
        manifest[key] for key in ("format", "demerit", "seed", "districts")
    )
    assert expected == manifest["options"]
    assert {"python", "numpy", "numba", "polars"} <= set(manifest["versions"])


def test_tables_have_the_contents_it_says(finished: tuple[Job, Path, dict[str, Any]]) -> None:
    """Every table of the folder is named, with its rows and the hash of what it holds."""
    _, folder, manifest = finished
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    assert found == set(manifest["tables"])
    for name, said in manifest["tables"].items():
        frame, content = pl.read_parquet(folder / name), ContentHash()
        content.add(frame)
        assert said == {"rows": frame.height, "sha256": content.digest()}


def test_inputs_are_kept_and_read_the_same(finished: tuple[Job, Path, dict[str, Any]]) -> None:
    """Scheme, society, behaviour, life and data files lie beside the tables, each with its hash."""
    job, folder, manifest = finished
    inputs = folder / "inputs"
    assert job.scheme.model == load_scheme(inputs / "scheme.yaml").model
    assert job.society.model == load_society(inputs / "society.yaml").model
    assert job.behaviour.model == read(inputs / "behaviour.yaml", Behaviour).model
    assert job.life == read_life(inputs / "life.json")
    said = [manifest["inputs"][name] for name in ("scheme", "society", "behaviour")] + manifest["inputs"][
        "data"
    ]
    assert ["scheme.yaml", "society.yaml", "behaviour.yaml", "life.json", TABLE] == [
        each["file"] for each in said
    ]
    assert [sha256_of(inputs / each["file"]) for each in said] == [each["sha256"] for each in said]
    assert ("rules", "Rules") == (said[0]["id"], said[0]["title"])
