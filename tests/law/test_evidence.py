"""A run beside a clause: sentences, and that it sets no status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.findings.catalogue import words_of
from demerit.findings.finding import Finding
from demerit.law.audit import audit_scheme
from demerit.law.evidence import amount, evidence_of, sentence
from demerit.law.measured import FinishedRun, measured
from demerit.schemes.loading import load_scheme


def share(value: float | None, **ends: Any) -> Finding:
    """A finding that is a share."""
    return Finding(value=value, unit="share", definition="", direction="harm", **ends)


def test_a_sentence_says_what_it_is_and_is_not() -> None:
    """Frame, thousandths, chance alone, assumed ranges, and what it does not show."""
    told = sentence(words_of("access.but_for_wrong"), share(0.17, low=0.16, high=0.181))
    assert told == (
        "In a synthetic society, under these assumptions, 170 of 1,000 refusals would not have happened "
        "but for a wrong record (chance alone 160 to 181; over the assumed ranges not studied). "
        "This shows what the rules can do, not what happened to anyone."
    )
    studied = share(0.17, low=0.16, high=0.181, assumed_low=0.02, assumed_high=0.4)
    assert "over the assumed ranges 20 to 400)" in sentence(words_of("access.but_for_wrong"), studied)
    assert "chance alone not estimated" in sentence(words_of("access.but_for_wrong"), share(0.17))


def test_a_zero_clears_nothing() -> None:
    """No harm in a run is said to clear nothing."""
    assert "That there was none clears nothing." in sentence(words_of("wrong.people_share"), share(0.0))


def test_what_has_no_value_is_left_out() -> None:
    """Null findings, tables and findings that bear on no element are no evidence."""
    found = {"wrong.people_share": share(None), "access.denied": share(12.0), "score.mean": share(1.0)}
    assert ["access.denied"] == list(evidence_of(found))


@pytest.mark.parametrize(
    ("value", "said"), [(1234.5, "1,234"), (12.4, "12"), (1.256, "1.26"), (0.0314, "0.031"), (0, "0")]
)
def test_amounts(value: float, said: str) -> None:
    """Whole from ten on, three digits below, two below one."""
    assert said == amount(value)


def test_a_run_changes_no_status(finished_run: Path) -> None:
    """With a run, and with one in which nothing happened, every status is what it is without."""
    document = load_scheme("as-described")
    run = measured(finished_run, document)
    nothing = FinishedRun(folder=run.folder, setting="", findings={name: share(0.0) for name in run.findings})
    plain, lived, idle = (
        [(c.provision.id, c.status, c.provided, c.reason) for c in audit_scheme(document, each).clauses]
        for each in (None, run, nothing)
    )
    assert plain == lived == idle


def test_a_run_bears_on_its_clauses(finished_run: Path) -> None:
    """Value and interval are those of findings.json."""
    document = load_scheme("as-described")
    run = measured(finished_run, document)
    evidence = audit_scheme(document, run).clause("gdpr:5(1)(d)").as_json()["evidence"]
    found = run.findings["wrong.people_share"]
    assert (found.value, found.low, found.high) == tuple(
        evidence["wrong.people_share"][k] for k in ("value", "low", "high")
    )
