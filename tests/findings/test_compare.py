"""Two runs side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.findings.compare import compare
from demerit.findings.finding import Finding, read_findings, write_findings
from demerit.findings.measure import measure


def finding(value: Any, replicates: list[float] | None = None) -> Finding:
    """A finding with its replicates."""
    kept = None if replicates is None else np.array(replicates)
    low, high = (None, None) if kept is None else (value - 1, value + 1)
    return Finding(
        value=value, low=low, high=high, unit="share", definition="A share.", direction="harm",
        events=1000, replicates=kept,
    )  # fmt: skip


def leaves(value: Any) -> list[Any]:
    """Numbers of a nested dict."""
    return [leaf for part in value.values() for leaf in leaves(part)] if isinstance(value, dict) else [value]


def test_a_run_against_itself_differs_by_exactly_nothing(shop: Any) -> None:
    """Every difference and every end of its interval is 0, or null where the finding is."""
    entries = compare(measure(shop.usual()), measure(shop.usual()), identical=True)
    found = {x for e in entries.values() for x in (*leaves(e["difference"]), e["low"], e["high"])}
    assert {0.0, None} == found


def test_shared_luck_cancels() -> None:
    """Two runs whose districts vary alike differ by a narrow interval, however wide their own."""
    luck = np.sin(np.arange(10.0))
    own = 1e-9 * np.cos(np.arange(10.0))
    a, b = finding(0.5, list(0.5 + luck)), finding(0.6, list(0.6 + luck + own))
    entry = compare({"x": a}, {"x": b})["x"]
    assert (0.5, 0.6) == (entry["a"], entry["b"])
    assert entry["difference"] == pytest.approx(0.1)
    assert entry["low"] == pytest.approx(0.1)
    assert entry["high"] == pytest.approx(0.1)


def test_the_second_is_measured_against_the_first() -> None:
    """The difference is b minus a; swapped, it is the opposite."""
    luck = np.cos(np.arange(12.0))
    a, b = {"x": finding(0.2, list(luck))}, {"x": finding(0.5, list(2 * luck))}
    there, back = compare(a, b)["x"], compare(b, a)["x"]
    turned = [None if end is None else -end for end in (back["difference"], back["high"], back["low"])]
    assert turned == [there["difference"], there["low"], there["high"]]


def test_tables_are_compared_entry_by_entry() -> None:
    """A nested value differs entry by entry, where both have it."""
    a, b = finding({"p": {"q": 1.0, "r": None}, "s": 2.0}), finding({"p": {"q": 4.0, "r": 1.0}})
    assert {"p": {"q": 3.0, "r": None}} == compare({"x": a}, {"x": b})["x"]["difference"]


def test_a_finding_of_one_run_only_is_null_in_the_other() -> None:
    """Ids of both runs are there; nothing is subtracted from nothing."""
    entry = compare({}, {"x": finding(0.5)})["x"]
    assert (None, 0.5, None, None) == (entry["a"], entry["b"], entry["difference"], entry["low"])


def test_no_interval_without_paired_districts(shop: Any, tmp_path: Path) -> None:
    """Runs of other sizes, or read from a file, have a difference and no interval."""
    found = measure(shop.usual())
    write_findings(found, tmp_path / "f.json")
    smaller, read = measure(shop.usual(districts=9)), read_findings(tmp_path / "f.json")
    for other in (smaller, read):
        entry = compare(found, other)["score.mean"]
        assert entry["difference"] is not None
        assert (None, None) == (entry["low"], entry["high"])
