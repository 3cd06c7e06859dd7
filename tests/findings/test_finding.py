"""findings.json, written and read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.errors import FileInvalid
from demerit.findings.finding import Finding, read_findings, rounded, write_findings
from demerit.findings.measure import measure

KEYS = [
    "value",
    "low",
    "high",
    "assumed_low",
    "assumed_high",
    "unit",
    "definition",
    "direction",
    "events",
    "groups",
]


def finding(**more: Any) -> Finding:
    """A finding with what a test is about."""
    words: dict[str, Any] = {"value": 1.0, "unit": "points", "definition": "One.", "direction": "harm"}
    return Finding(**words | more)


def test_keys_are_the_contract(shop: Any, tmp_path: Path) -> None:
    """Every entry has the ten keys in order; `share` and `parts` only where there are such."""
    write_findings(measure(shop.usual()), tmp_path / "findings.json")
    raw = json.loads((tmp_path / "findings.json").read_text())
    assert all(KEYS == list(entry)[:10] for entry in raw.values())
    assert [*KEYS, "share"] == list(raw["access.denied.transport"])
    assert [*KEYS, "parts"] == list(raw["cost.income_share"])
    assert KEYS == list(raw["score.mean"])


def test_read_back_is_what_was_written(shop: Any, tmp_path: Path) -> None:
    """Reading gives the same findings to 12 digits, without replicates; nothing else is left beside."""
    found = measure(shop.usual())
    write_findings(found, tmp_path / "findings.json")
    again = read_findings(tmp_path / "findings.json")
    assert {name: f.as_json() for name, f in found.items()} == {
        name: f.as_json() for name, f in again.items()
    }
    assert ["findings.json"] == [path.name for path in tmp_path.iterdir()]


def test_floats_keep_twelve_digits_and_are_finite() -> None:
    """A last bit is rounded away; not-a-number and infinity are null; whole numbers and flags stay."""
    value = {"a": 0.1 + 0.2, "b": float("nan"), "c": [1], "d": {"e": np.inf}, "f": True, "g": 3}
    assert {"a": 0.3, "b": None, "c": [1], "d": {"e": None}, "f": True, "g": 3} == rounded(value)


def test_replicates_are_not_written() -> None:
    """What only memory holds does not reach the file."""
    assert "replicates" not in finding(replicates=np.zeros(3)).as_json()


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"a": {"unknown": 1}}', '{"a": 1}'])
def test_a_spoilt_file_is_one_message(text: str, tmp_path: Path) -> None:
    """What is no findings.json is said to be none, by its name."""
    path = tmp_path / "findings.json"
    path.write_text(text)
    with pytest.raises(FileInvalid, match=r"findings\.json"):
        read_findings(path)


def test_a_missing_file_is_one_message(tmp_path: Path) -> None:
    """Likewise where there is nothing."""
    with pytest.raises(FileInvalid, match="nothing-here"):
        read_findings(tmp_path / "nothing-here.json")
