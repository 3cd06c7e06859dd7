"""A run says what a figure asks: a finding, or a query over its tables."""

from __future__ import annotations

import math

import polars as pl
import pytest

from demerit.formats.problems import Problems
from demerit.formats.reading import read_text
from demerit.study.expect import Expect
from demerit.study.living import nothing_more, simulate_into, unheard
from demerit.study.measured import Measurement, Request, RunTables, answered
from demerit.study.replication import read_replication
from replicas import a_replication

HEAD = "format: demerit/expect/1\nid: x\ntitle: X\npaper: X\nrun: {days: 5}\nexpect:\n"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> RunTables:
    """The tables of one run of the small replication, base world included."""
    folder = a_replication(tmp_path_factory.mktemp("small") / "walkers")
    text = (folder / "expect.yaml").read_text("utf-8").replace("ledger: true", "ledger: true, baseline: true")
    (folder / "expect.yaml").write_text(text, encoding="utf-8")
    out = tmp_path_factory.mktemp("run")
    simulate_into(
        read_replication(folder).settings[None].job(7), out, on_progress=unheard, finish=nothing_more
    )
    return RunTables(out)


def asking(measure: str) -> Request:
    """What an expectation asks whose one figure is measured so."""
    figure = f"  - {{figure: f, {measure}, paper: 1, tolerance: 0, paper_place: p}}\n"
    expect = read_text(HEAD + figure, Expect, name="expect.yaml")
    (only,) = expect.model.expect
    return Request(document=expect, where=("expect", 0), finding=only.finding, sql=only.sql)


def measured(tables: RunTables, measure: str) -> Measurement:
    """What the run says."""
    return tables.measured(asking(measure))


def test_tables_have_the_names_of_their_files(tables: RunTables) -> None:
    """Those of the world without the scheme begin with `baseline_`."""
    names = set(tables.frames())
    assert {"people", "days", "tallies", "ledger", "needs", "baseline_people", "counterparts"} <= names


def test_a_query_s_first_column_is_the_figure(tables: RunTables) -> None:
    """Its standard error stands in `se`, where it has one; a decimal is a number."""
    assert Measurement(value=1000.0) == measured(tables, "sql: SELECT COUNT(*) AS n FROM people")
    assert Measurement(value=2.5, se=0.5) == measured(tables, "sql: 'SELECT 2.5 AS x, 0.5 AS se'")
    both = measured(tables, "sql: SELECT SUM(acts) * 1.0 AS a FROM baseline_people")
    assert both == measured(tables, "sql: SELECT SUM(acts) * 1.0 AS a FROM people")


def test_a_finding_is_read_by_its_id(tables: RunTables) -> None:
    """As the run's own findings have it."""
    found = measured(tables, "finding: score.mean")
    assert found.value == measured(tables, "sql: SELECT AVG(score) AS s FROM people").value
    assert found.value > 1000


def test_what_is_no_number_is_none(tables: RunTables) -> None:
    """A text, nothing, and a finding without events."""
    for measure in ("sql: SELECT 'x' AS x", "sql: SELECT NULL AS x", "finding: wrong.points_share"):
        assert math.isnan(measured(tables, measure).value)


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("sql: SELEC 1", "sql parser error"),
        ("sql: SELECT score FROM persons", "relation 'persons' was not found"),
        ("sql: SELECT scor FROM people", "unable to find column"),
        ("sql: SELECT 1 AS x; SELECT 2 AS x", "one"),
        ("finding: score.men", "did you mean 'score.mean'"),
    ],
)
def test_what_cannot_be_measured_is_a_problem_at_its_line(tables: RunTables, measure: str, said: str) -> None:
    """Syntax, tables, columns and findings that do not exist: seen from a run's tables alone."""
    for ask in (RunTables.measured, RunTables.can_measure):
        with pytest.raises(Problems) as caught:
            ask(tables, asking(measure))
        (problem,) = caught.value.problems
        assert ("expect.yaml", 7) == (problem.file, problem.line)
        assert said in problem.text()


def test_a_query_yields_one_row(tables: RunTables) -> None:
    """Forty rows are no figure; only a run can tell."""
    asked = asking("sql: SELECT score FROM people")
    tables.can_measure(asked)
    with pytest.raises(Problems, match=r"1,?000 rows"):
        tables.measured(asked)


def test_a_query_without_an_answer_in_time_is_a_problem_at_its_line(tables: RunTables) -> None:
    """It is said like any other query that cannot be."""

    def never(_: pl.LazyFrame) -> None:
        raise TimeoutError("no answer within 120 seconds")

    with pytest.raises(Problems, match=r"expect.yaml:7:\d+ .*no answer within 120 seconds"):
        answered(asking("sql: SELECT 1 AS x"), tables.frames(), never)
