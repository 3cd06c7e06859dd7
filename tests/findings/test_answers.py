"""All findings of a run as a mapping and as a frame."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from demerit.errors import WrongUse
from demerit.findings.answers import COLUMNS, Findings
from demerit.findings.finding import Finding, read_findings
from demerit.formats.files import json_of


def one(value: object = 0.5, **more: object) -> Finding:
    """A finding of this value."""
    return Finding(value=value, unit="share", definition="d", direction="harm", **more)  # pyright: ignore[reportArgumentType]


def test_a_mistyped_finding_names_the_nearest() -> None:
    """As wrong use and as the mapping's KeyError, in plain words; with nothing near, none is named."""
    findings = Findings({"wrong.people_share": one(), "score.mean": one()})
    with pytest.raises(
        WrongUse, match=r"\Ano finding 'wrong.person_share'; did you mean 'wrong.people_share'\?"
    ):
        findings["wrong.person_share"]
    with pytest.raises(KeyError):
        findings["x"]
    assert findings.get("x") is None
    with pytest.raises(KeyError, match=r"\Ano finding 'zzzzzzz'\Z"):
        findings["zzzzzzz"]


def test_the_frame_has_a_row_a_finding_and_a_row_a_part() -> None:
    """Tables are told part by part, nulls stay nulls with their reason, and so does nothing at all."""
    parts = {"a": {"value": 0.1, "low": 0.0, "high": 0.2}, "b": {"value": None, "low": None, "high": None}}
    findings = Findings(
        {"t": one({"a": 0.1, "b": None}, parts=parts), "n": one(None, reason="nobody was refused anything")}
    )
    frame = findings.frame()
    assert [("t", None, None), ("t", "a", 0.1), ("t", "b", None), ("n", None, None)] == frame.select(
        "finding", "part", "value"
    ).rows()
    assert frame["reason"][-1] == "nobody was refused anything"
    assert dict(Findings().frame().schema) == dict(COLUMNS) == dict(frame.schema)


def test_a_runs_findings_are_all_there(finished_run: Path) -> None:
    """Every id and number of findings.json, readable as text and in a notebook."""
    findings = Findings(read_findings(finished_run / "findings.json"))
    written = json_of(finished_run / "findings.json")
    own = findings.frame().filter(pl.col("part").is_null())
    assert list(written) == own["finding"].to_list()
    numbers = [
        entry["value"] if isinstance(entry["value"], int | float) else None for entry in written.values()
    ]
    assert numbers == own["value"].to_list()
    assert repr(findings).startswith(f"{len(written)} findings\n")
    assert "<table" in findings._repr_html_()


def test_definitions_are_escaped_in_a_notebook() -> None:
    """Text of a file, such as a channel's id, is no markup there."""
    assert "<script" not in Findings({"<script>alert(1)</script>": one()})._repr_html_()
