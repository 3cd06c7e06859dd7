"""The parts that sections share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from demerit.findings.finding import Finding
from demerit.formats.assumptions import Assumption
from demerit.report.charts.figures import Rows
from demerit.report.folder import read_folder
from demerit.report.sections.section import (
    Section,
    absent,
    bar_figure,
    bracketed,
    define,
    ends_of,
    group_rows,
    measured,
    numbered,
    resting_on,
)


def test_a_section_is_named_by_its_question() -> None:
    """A section's heading is its question and its label."""
    made = Section(anchor="a", question="Who?", body=()).markup()
    assert '<section id="a" aria-labelledby="a-heading"' in made
    assert '<h2 id="a-heading">Who?</h2>' in made


def test_absence_is_said_with_its_reason(run: Path) -> None:
    """A finding without a value is a sentence with a because."""
    said = absent(read_folder(run), "performed.share", "Acts for the reward")
    assert (
        "Acts for the reward: not measurable here, because nothing of the kind happened in this run." in said
    )


def test_values_carry_interval_unit_and_definition(run: Path) -> None:
    """A value is said with its interval, its definition with its unit and what the range is."""
    mean = read_folder(run).findings["score.mean"]
    assert "1,003 (1,001-1,006)" == bracketed(mean)
    assert "Mean score on the last day. Unit: points. Whiskers: 95 %, chance only." == define(mean)


def test_only_measured_groups_are_shown(run: Path) -> None:
    """Groups without a value are left out; ends without a number are None."""
    read = read_folder(run)
    assert [("majority", 0.19, 0.185, 0.195), ("minority", 0.41, 0.38, 0.44)] == group_rows(
        read, read.findings["wrong.people_share"]
    )
    assert ([], None, (1.0, None, 2.0)) == (
        group_rows(read, None), ends_of({"value": None, "low": 1}), ends_of({"value": 1.0, "high": 2.0}),
    )  # fmt: skip


def test_deciles_are_in_order() -> None:
    """Keys are ordered as numbers, with ends where the table has them beside it; of nothing there is none."""
    table = Finding(value={"10": 1.0, "2": None}, unit="share", definition="", direction="harm")
    assert [(2, None), (10, (1.0, None, None))] == numbered(table)
    ranged = replace(table, parts={"10": {"value": 1.0, "low": 0.5, "high": 2.0}})
    assert ([(10, (1.0, 0.5, 2.0))], []) == (numbered(ranged), numbered(None))


def test_unmeasured_findings_are_filtered(run: Path) -> None:
    """Only findings with a number are charted."""
    read = read_folder(run)
    assert ["watched"] == [name for name, _ in measured(read.family("band.escape_days"))]


def test_a_chart_says_its_numbers_to_those_who_cannot_see_it() -> None:
    """The label of a bar chart holds every name and value."""
    made = bar_figure([("a", 0.5, 0.4, 0.6)], title="T.", caption="c", unit="share", first="x")
    assert 'aria-label="T. a: 50 %."' in made
    assert "40-60 %" in made


def test_a_chart_may_have_a_table_of_its_own() -> None:
    """Where more is known than is drawn, the table under a chart says all of it."""
    more = Rows(head=("x", "source"), rows=[("a", "counted"), ("b", "not drawn")])
    made = bar_figure([("a", 0.5, None, None)], title="T.", caption="c", unit="share", first="x", data=more)
    assert ">not drawn<" in made
    assert "no range" not in made


def assumption(path: str) -> tuple[str, Assumption]:
    """Something that a scheme's file assumes."""
    return "scheme", Assumption(path=path, value=1, low=0, high=2)


def test_a_section_counts_what_it_rests_on() -> None:
    """Only what lies below the parts counts, entries of lists too; where nothing does, nothing is said."""
    found = [assumption(path) for path in ("redress.notice", "redress.appeal.rate", "influence[0].share")]
    assert "2 numbers behind this are assumed, not measured. " in str(resting_on(found, "scheme.redress"))
    assert "1 number behind this is assumed" in str(resting_on(found, "scheme.influence"))
    assert "3 numbers" in str(resting_on(found, "scheme.redress", "scheme.influence"))
    assert resting_on(found, "scheme.red") is None
    assert resting_on(found, "society.redress") is None
