"""`demerit life`: one synthetic life, and why something was refused."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from demerit.cli.commands import demerit
from demerit.findings.evidence import Evidence
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour, load_society
from demerit.study.hanging import hanging_of
from demerit.study.plan import Options, plan
from demerit.study.result import open_run
from demerit.world.run import live_batch, make_worlds


def life(*words: str | Path) -> Result:
    """Call the command."""
    return CliRunner().invoke(demerit, ["life", *map(str, words)])


@pytest.fixture(scope="module")
def refused(finished_run: Path) -> tuple[str, str]:
    """A subject who was refused something, and what."""
    needs = open_run(finished_run).needs
    assert needs is not None
    row = needs.filter(pl.col("effect").cast(pl.String) == "denial").row(0, named=True)
    return str(row["subject"]), str(row["need"])


def test_a_life_is_told_with_its_counterpart_and_its_first_refusal(
    finished_run: Path, refused: tuple[str, str]
) -> None:
    """Who, both worlds, records with dates, refusals, and why the first of them."""
    done = life(finished_run, refused[0])
    assert done.exit_code == 0, done.stderr
    for said in (
        f"Subject {refused[0]} is a ",
        "with it  without it",
        "year 1, day ",
        "Refused or late",
        "Why was ",
    ):
        assert said in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_why_tells_only_the_refusal(finished_run: Path, refused: tuple[str, str]) -> None:
    """Back from the need to the band, its edge, the records and the replays."""
    done = life(finished_run, refused[0], "--why", refused[1])
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Why was ")
    assert "Their band was “" in done.stdout
    assert "The same ledger, lived again" in done.stdout
    assert 4 == done.stdout.count("granted") + done.stdout.count("refused all the same")


@pytest.mark.parametrize(
    ("subject", "said"), [("0-999999", "those of district 0 run from 0-0000 to"), ("me", "run from")]
)
def test_an_unknown_subject_names_who_there_is(finished_run: Path, subject: str, said: str) -> None:
    """Exit 2 and the range of ids."""
    done = life(finished_run, subject)
    assert (2, "") == (done.exit_code, done.stdout)
    assert said in done.stderr


def test_a_need_that_was_never_refused(finished_run: Path, refused: tuple[str, str]) -> None:
    """Exit 2 and what was refused instead."""
    done = life(finished_run, refused[0], "--why", refused[1] + "x")
    assert (2, "") == (done.exit_code, done.stdout)
    assert f"did you mean '{refused[1]}'?" in done.stderr


def test_a_run_without_ledger_follows_nobody(tmp_path: Path) -> None:
    """Exit 2 and what to do."""
    words = [
        "run",
        "--society",
        "brackwater",
        "--people",
        "300",
        "--days",
        "10",
        "--no-ledger",
        "--workers",
        "1",
        "--out",
    ]
    assert 0 == CliRunner().invoke(demerit, [*words, str(tmp_path / "run")], catch_exceptions=False).exit_code
    done = life(tmp_path / "run", "0-0000")
    assert 2 == done.exit_code
    assert "kept no ledger" in done.stderr


@pytest.mark.parametrize("kind", ["company", "government", "organisation"])
def test_an_organisations_life_is_told(finished_run: Path, kind: str) -> None:
    """Every kind of subject has a life to tell, in 80 columns."""
    people = open_run(finished_run).people.filter(pl.col("kind").cast(pl.String) == kind)
    done = life(finished_run, str(people["subject"][0]))
    assert done.exit_code == 0, done.stderr
    assert " is a " in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


README = Path(__file__).parents[2] / "README.md"


def test_the_readmes_example_shows_what_a_life_can_show() -> None:
    """README follows somebody of the default run with a wrong record and a refusal that hangs on it.

    Lives depend on their own district only, so that one is lived again, out of fifty.
    """
    named = re.search(r"^demerit life runs/as-described-1 (\d+)-(\d+) ", README.read_text(), re.MULTILINE)
    assert named is not None
    scheme, society = load_scheme("as-described"), load_society("china-2020")
    asked = Options(people=100_000, days=1_825, seed=1, ledger=True, baseline=False, workers=1)
    job = plan([scheme], society, load_behaviour(), asked)[0]
    frames = live_batch(make_worlds(job), int(named[1]), 1).frames
    subject = f"{named[1]}-{named[2]}"
    row = frames["people"].filter(pl.col("subject").cast(pl.String) == subject).row(0, named=True)
    assert 0 < row["records_misnamed"] + row["records_alarm"]
    assert 0 < row["denied"]
    evidence = Evidence(
        scheme=scheme.model,
        society=society.model,
        behaviour=load_behaviour().model,
        life=job.life,
        days=asked.days,
        seed=asked.seed,
        people=frames["people"].lazy(),
        days_table=pl.LazyFrame(),
        tallies=frames["tallies"].lazy(),
        ledger=frames["ledger"].lazy(),
        needs=frames["needs"].lazy(),
    )
    assert {subject} == hanging_of(evidence, [subject])
