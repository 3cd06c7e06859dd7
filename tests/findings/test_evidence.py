"""A run's folder as evidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from demerit.errors import FileInvalid, WrongUse
from demerit.findings.evidence import load_evidence
from demerit.schemes.loading import load_scheme
from demerit.societies.life import write_life
from demerit.societies.loading import load_behaviour, load_society

MANIFEST = {"seed": 7, "options": {"days": 730, "frozen_behaviour": True}}


@pytest.fixture
def folder(shop: Any, tmp_path: Path) -> Path:
    """A folder as a run leaves it, as far as evidence reads it."""
    evidence = shop.usual(districts=2, size=4)
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    (tmp_path / "inputs").mkdir()
    (tmp_path / "baseline").mkdir()
    inputs = {
        "scheme": load_scheme("brackwater-standing"),
        "society": load_society("brackwater"),
        "behaviour": load_behaviour("everyday"),
    }
    for name, document in inputs.items():
        (tmp_path / "inputs" / f"{name}.yaml").write_text(document.text, encoding="utf-8")
    write_life(evidence.life, tmp_path / "inputs" / "life.json")
    for name in ("people", "ledger", "needs", "tallies"):
        getattr(evidence, name).collect().write_parquet(tmp_path / f"{name}.parquet")
    evidence.tallies.collect().write_parquet(tmp_path / "days.parquet")
    for name in ("people", "tallies", "days"):
        evidence.baseline.tallies.collect().write_parquet(tmp_path / "baseline" / f"{name}.parquet")
    return tmp_path


def test_everything_a_run_leaves_is_read(shop: Any, folder: Path) -> None:
    """Files, manifest and tables come back; what was not kept is None."""
    evidence = load_evidence(folder)
    assert ("brackwater-standing", "brackwater") == (evidence.scheme.id, evidence.society.id)
    assert (730, 7, True) == (evidence.days, evidence.seed, evidence.behaviour.frozen)
    assert shop.usual(districts=2, size=4).people.collect().equals(evidence.people.collect())
    assert ["loan", "rail"] == sorted(evidence.life.needs)
    assert evidence.counterparts is None


def test_what_was_not_kept_is_none(folder: Path) -> None:
    """A run without ledger and baseline is a run."""
    (folder / "ledger.parquet").unlink()
    for path in (folder / "baseline").iterdir():
        path.unlink()
    (folder / "baseline").rmdir()
    evidence = load_evidence(folder)
    assert evidence.ledger is None
    assert evidence.baseline is None


@pytest.mark.parametrize("missing", ["manifest.json", "people.parquet", "baseline/tallies.parquet"])
def test_an_unfinished_run_is_one_message(folder: Path, missing: str) -> None:
    """What every run leaves and is not there is named."""
    (folder / missing).unlink()
    with pytest.raises(WrongUse, match=Path(missing).name):
        load_evidence(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"seed": 1, "options": {"days": "many"}}'])
def test_a_spoilt_manifest_is_one_message(folder: Path, text: str) -> None:
    """A manifest that is none is named."""
    (folder / "manifest.json").write_text(text)
    with pytest.raises(FileInvalid, match="manifest"):
        load_evidence(folder)
