"""Columns are declared once: a stranger's is in files, people, tables, checks and pages."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from as_built import margin_errors
from demerit.formats.columns import Column, column, columns, names_of, register, traits, unregister
from demerit.formats.problems import Problems
from demerit.formats.reading import Document
from demerit.formats.reference import columns_page, page
from demerit.formats.schemas import generated
from demerit.report.folder import read_folder
from demerit.report.life.story import read_lives
from demerit.report.life.subject import who
from demerit.schemes.model import Scheme
from demerit.societies.model import Society
from demerit.societies.people import build
from demerit.study.floors import floor_problems
from demerit.study.living import simulate
from demerit.world.job import Job
from worlds import Part, a_job, a_scheme, a_society, channel, conduct, frames_of, hashes, job_of

RESIDENCE = Column(
    name="residence", about="person", what="where somebody is registered", names=("city", "village"),
    asked="Only persons registered there.", example=["city"],
)  # fmt: skip
SCHOOLING = Column(
    name="schooling", about="person", what="years at school", keys="edges", limits=(0, 20),
    asked="Only persons of these years at school.", example=[12],
)  # fmt: skip


@pytest.fixture(autouse=True)
def strangers() -> Iterator[None]:
    """Two columns from outside, taken back afterwards."""
    register(RESIDENCE)
    register(SCHOOLING)
    yield
    unregister("residence")
    unregister("schooling")


@contextmanager
def undeclared(*names: str) -> Generator[None]:
    """Columns taken back for a while."""
    held = [column(name) for name in names]
    for name in names:
        unregister(name)
    try:
        yield
    finally:
        for each in held:
            register(each)


def counted(life: Part | None = None, *rows: list[Any]) -> Document[Society]:
    """A town that counts people by both, three of five in the city and there longer at school."""
    rows = rows or (["city", 8, 1000], ["city", 12, 5000], ["village", 8, 3000], ["village", 12, 1000])
    both = {"columns": ["residence", "schooling"], "rows": list(rows), "assumed": True}
    margins = {"age_sex": AGES, "income": {"gini": 0.3}, "joint": {"residence": both}}
    return a_society(life, margins=margins)


AGES: Part = {
    "columns": ["age", "sex"],
    "rows": [["18+", "female", 500], ["18+", "male", 500]],
    "assumed": True,
}
LIFE: Part = {
    "opportunities": {
        "cross": {"per_year": 60, "act": 1.0, "who": {"residence": ["city"]}, "assumed": True},
        "shout": {
            "act": 1.0, "assumed": True,
            "per_year": {"by": "schooling", "values": {0: 0.0, 12: 60}},
        },
    }
}  # fmt: skip


def watched(**parts: Any) -> Document[Scheme]:
    """A scheme that sees what is done in villages only, and starts them lower."""
    sees = {"by": "residence", "values": {"city": 0.0, "village": 1.0}}
    start = {"by": "residence", "shares": {"city": {1000: 1.0}, "village": {900: 1.0}}}
    rules = [conduct("shout", channels=["camera"]), conduct("cross", channels=["camera"])]
    held: Part = {
        "score": {"start": start, "min": 600, "max": 1300},
        "channels": [channel(detects=sees)],
        "conducts": rules,
    }
    return a_scheme(**{**held, **parts})


@pytest.fixture
def job() -> Job:
    """The town under the scheme."""
    return a_job(watched(), counted(LIFE), people=1000)


def told(*files: Any) -> list[tuple[str, str]]:
    """What is said of a run of these files: each value, and what was expected."""
    with pytest.raises(Problems) as problems:
        frames_of(a_job(*files, people=1000))
    return [(str(each.value), f"{each.expected} near {each.near}") for each in problems.value.problems]


def test_people_have_it_in_their_table_and_live_by_it(job: Job) -> None:
    """Shares as counted; `who`, rates, detection and start scores go by it; findings can ask for it."""
    people = frames_of(job)["people"]
    place, years = (people[name].cast(pl.String) for name in ("residence", "schooling"))
    sizes = {"city 12": 500, "city 8": 100, "village 12": 100, "village 8": 300}
    assert sizes == dict((place + " " + years).value_counts().sort("residence").iter_rows())
    assert ["sex", "age", "income_decile", "residence", "schooling", "income"] == people.columns[3:9]
    village, long = place == "village", years == "12"
    assert [900, 1000] == people.filter(village)["score_start"].unique().to_list() + people.filter(~village)[
        "score_start"
    ].unique().to_list()
    assert (people["acts"] > 0).to_list() == (~village | long).to_list()
    assert (people["records"] > 0).to_list() == (village & long).to_list()


def test_a_run_keeps_it(job: Job, tmp_path: Path) -> None:
    """In `people.parquet`, where the findings look it up and a life is told with it."""
    done = simulate(job, tmp_path / "run")
    people = pl.read_parquet(tmp_path / "run" / "people.parquet")
    assert {"city", "village"} == set(people["residence"].cast(pl.String))
    lived = people.filter(pl.col("schooling") == 8, pl.col("residence").cast(pl.String) == "village")
    run, subject = read_folder(tmp_path / "run"), str(lived["subject"][0])
    assert "residence village, schooling 8." in who(run, read_lives(run, [(subject, "", "")])[0])
    assert 0.4 == done.findings["band.share.low"].value


def test_people_are_as_its_margin_counts_them(job: Job) -> None:
    """The society's own measure of margins knows it."""
    errors = margin_errors(job.society, job.recipe, build(job.recipe, 0, job.recipe.districts))
    assert 4 == errors.filter(pl.col("margin") == "residence").height
    assert errors["absolute"].abs().max() < 0.01  # type: ignore[operator]


def test_floors_hold_it_as_any_other() -> None:
    """A number of its own for ten people of the village is a problem at its line."""
    few = counted(LIFE, ["city", 12, 9900], ["village", 12, 100])
    found = [*floor_problems(a_job(watched(), few, people=1000))]
    assert found
    assert any("10 people" in str(each) for each in found)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"city": 0.1, "vilage": 1.0}, ("'vilage'", "a residence here near village")),
        ({"city": 0.1}, ("", "a number for every residence (village has none) near None")),
    ],
)
def test_checks_name_it(values: Part, said: tuple[str, str]) -> None:
    """A key that it has not, with the nearest that it has, and one that is left out."""
    with pytest.raises(Problems) as problems:
        watched(channels=[channel(detects={"by": "residence", "values": values})])
    [found] = [each for each in problems.value.problems if "residence" in each.expected]
    assert said[1] == f"{found.expected} near {found.near}"


def test_a_society_that_does_not_count_it_is_named() -> None:
    """Numbers, start scores and occasions by what nobody there has are refused at their lines."""
    found = told(
        watched(),
        a_society(
            {"opportunities": {"cross": {"per_year": 1, "act": 1.0}, "shout": {"per_year": 1, "act": 1.0}}}
        ),
    )
    assert 2 == sum("the margins of the society town count by" in said for _, said in found)


def test_rates_by_it_want_a_source_and_no_handful() -> None:
    """Less than 1 % of the society has no rates of its own."""
    rare = {"opportunities": {"cross": {"act": 1.0, "assumed": True, "per_year": {
        "by": "residence", "values": {"city": 1, "village": 2},
    }}}}  # fmt: skip
    with pytest.raises(Problems, match=r"a residence of at least 1 % .* \(these are 0\.500%\)"):
        counted(rare, ["city", 8, 99500], ["village", 8, 500])
    del rare["opportunities"]["cross"]["assumed"]
    with pytest.raises(Problems, match=r"a source, or assumed: true"):
        counted(rare)


def test_schemas_and_pages_show_it() -> None:
    """As a choice for `by`, as a key of `who`, and as a row of the page of columns."""
    assert '"village"' in generated("society")
    assert "| `residence` | where somebody is registered | `city`, `village` | persons |" in columns_page()
    assert "| `residence` | list of one of city, village |" in page("scheme")


def test_whoever_does_not_use_it_lives_as_before() -> None:
    """A society that does not count by it has the same tables, declared or not."""
    frames = frames_of(job_of({}, a_society(), people=400))
    assert "residence" not in frames["people"].columns
    with undeclared("residence", "schooling"):
        assert hashes(frames) == hashes(frames_of(job_of({}, a_society(), people=400)))


def test_taken_back_it_is_no_column_any_more() -> None:
    """Files that name it are refused, with the words that there are."""
    asked = {"residence": ["city"]}
    with undeclared("residence"):
        with pytest.raises(Problems, match="is no word for by"):
            watched(score={"start": 1000, "min": 600, "max": 1300})
        with pytest.raises(Problems, match="is no key here"):
            a_society({"opportunities": {"cross": {"act": 1.0, "per_year": 1, "who": asked}}})


def test_declarations_that_cannot_be_are_refused() -> None:
    """A name twice, and more values than people carry."""
    with pytest.raises(ValueError, match="residence: there is a column of this name"):
        register(RESIDENCE)
    with pytest.raises(ValueError, match="whole numbers from 0 to 255"):
        register(replace(SCHOOLING, name="steps", limits=(0, 256)))
    assert "steps" not in names_of()


def test_cells_keep_the_order_of_their_traits() -> None:
    """What numbers people stands before whatever was declared later."""
    assert (
        "age",
        "sex",
        "group",
        "income_decile",
        "licence",
        "benefits",
        "labour",
        "residence",
        "schooling",
    ) == tuple(e.name for e in traits())
    assert {"kind", *names_of("person", "place", "start", "standing", "conduct")} == {
        e.name for e in columns()
    }
