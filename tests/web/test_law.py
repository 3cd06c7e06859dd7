"""The law on the page is the audit of the API."""

from __future__ import annotations

import pytest

from demerit import api
from served import SMALL, Asking


def test_clauses_are_those_of_the_api(page: Asking) -> None:
    """Each clause has the status, lines and reason that `demerit.audit` gives, and the words of the law."""
    told = page.post("/api/audit", {"scheme": "as-described"})
    ours = api.audit("as-described").as_json()
    assert [each["provision"] for each in ours["clauses"]] == [each["provision"] for each in told["clauses"]]
    for mine, theirs in zip(ours["clauses"], told["clauses"], strict=True):
        assert all(mine[key] == theirs[key] for key in ("status", "severity", "lines", "rules", "reason"))
    assert ours["sha256"] == told["sha256"]


def test_it_says_neither_legal_nor_illegal(page: Asking) -> None:
    """What an audit may say stands above it, and there is no total."""
    told = page.post("/api/audit", {"scheme": "as-described"})
    assert "no total" in told["said"]
    assert {"total", "score", "verdict", "passed"}.isdisjoint(told)


def test_a_world_adds_evidence_and_changes_no_status(page: Asking) -> None:
    """What was measured stands beside the clauses; of another file nothing does."""
    world = page.world(scheme="as-described")
    asked = {"scheme": "as-described", "world": world["id"]}
    with_world, alone = page.post("/api/audit", asked), page.post("/api/audit", {"scheme": "as-described"})
    assert [each["status"] for each in alone["clauses"]] == [each["status"] for each in with_world["clauses"]]
    assert with_world["measured"]
    measured = [found for each in with_world["clauses"] for found in each["evidence"].items()]
    assert measured
    findings = page.get(f"/api/worlds/{world['id']}")["findings"]
    for name, found in measured:
        assert findings[name]["value"] == pytest.approx(found["value"], rel=1e-9)
        sentence = findings[name]["sentence"]
        assert found["sentence"] is None if sentence is None else found["sentence"].startswith(sentence[:-1])
    other = page.post("/api/audit", {"scheme": SMALL["scheme"], "world": world["id"]})
    assert not other["measured"]


def test_questions_and_the_matrix_come_of_the_audit(page: Asking) -> None:
    """Each open element is asked once, with its provisions; each cell's relation is the audit's."""
    told = page.post("/api/audit", {"scheme": "as-described"})
    assert len(told["questions"]) == len({each["id"] for each in told["questions"]})
    assert all(each["text"] and each["provisions"] for each in told["questions"])
    matrix = told["contexts"]
    for row, source in enumerate(matrix["from"]):
        for column, treated in enumerate(matrix["to"]):
            cell = matrix["cells"][row][column]
            assert told["relations"][source].get(treated) == cell["relation"]
            assert (cell["rules"] > 0) == (cell["relation"] is not None)


def test_rules_that_are_off_are_audited_as_off(page: Asking) -> None:
    """A scheme without treatments has no way from data to a burden."""
    scheme = page.post("/api/scheme", {"scheme": SMALL["scheme"]})
    off = [each["rule"] for each in scheme["treatments"]]
    told = page.post("/api/audit", {"scheme": SMALL["scheme"], "off": off})
    assert [] == told["contexts"]["from"]
