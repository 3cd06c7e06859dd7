"""Who else is scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from demerit.findings.finding import Finding
from demerit.report.folder import RunFolder, read_folder
from demerit.report.sections.kinds import LOWEST, count_by_kind, finding_of, one_kind, others, who_else

MakeRun = Callable[..., Path]


@pytest.fixture(name="everything")
def _everything(eventful: Path) -> RunFolder:
    """The run in which everything happens, read."""
    return read_folder(eventful)


def test_a_scheme_for_persons_has_no_such_section(run: Path) -> None:
    """Companies that live in the society but that no rule is about are not shown as scored."""
    assert [] == others(read_folder(run))
    assert who_else(read_folder(run)) is None


def test_kinds_that_no_rule_is_about_are_left_out(everything: RunFolder) -> None:
    """The town has government entities too; the scheme has rules for companies only."""
    assert {"person": 400, "company": 20, "government": 10} == count_by_kind(everything)
    assert ["company"] == others(everything)


def test_companies_stand_beside_persons(everything: RunFolder) -> None:
    """The picture has a bar for each, the table what was measured of each and how many rules it has."""
    section = who_else(everything)
    assert section is not None
    said = section.markup()
    assert "not only persons, but also 20 companies." in said
    assert said.index(">persons<") < said.index(">companies<")
    assert 'aria-label="In the lowest band on the last day, by kind of subject.' in said
    assert '<th scope="row">conducts that score them</th><td class="n">5</td><td class="n">1</td>' in said


def test_shares_of_few_are_read_with_care(everything: RunFolder) -> None:
    """Fewer than a thousand of a kind are counted among themselves, never said as shares of a thousand."""
    said = one_kind(everything, "company", 19)
    assert " of 19 are in the lowest band on the last day" in said
    assert "of 1,000" not in said


def test_what_was_not_measured_is_no_number(everything: RunFolder) -> None:
    """A kind whose share has no value is not drawn and not told."""
    findings = dict(everything.findings)
    for name in ("lowest_band_share", "wrong_share", "denied"):
        gone: Finding = replace(findings[f"kind.{name}.company"], value=None)
        findings[f"kind.{name}.company"] = gone
    blank = replace(everything, findings=findings)
    assert finding_of(blank, LOWEST, "company") is None
    assert "" == one_kind(blank, "company", 20)
    section = who_else(blank)
    assert section is not None
    assert "<svg" not in section.markup()
