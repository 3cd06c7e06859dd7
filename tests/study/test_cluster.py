"""Worlds lived by a cluster: the same contents, whoever dies on the way."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from clusters import SOURCE, Killing, as_soon_as_there, cluster
from demerit.api import jobs_for
from demerit.cli.commands import demerit
from demerit.errors import WrongUse
from demerit.runs.begun import kept_in
from demerit.study import cluster as cluster_room
from demerit.study.cluster import ClusterLost, crew_of, on_cluster, what_runs
from demerit.study.inquiry.screening import live_screening, screening
from demerit.study.inquiry.studied import live_study
from demerit.study.living import simulate
from demerit.study.plan import Options
from demerit.study.turning.holds import hold_claims
from demerit.study.turning.least import least_change, read_ceilings
from demerit.study.turning.match import match
from demerit.study.turning.matters import matters
from demerit.world.crew import THREADS
from demerit.world.job import Job
from made_facts import FEW, town
from studies import a_file, an_inquiry
from uncertain import honkers


def a_job(people: int = 2_000, days: int = 30, assumed: int = 0) -> Job:
    """A small job of several districts."""
    options = Options(people=people, days=days, workers=2, assumed=assumed)
    (job,) = jobs_for(["brackwater-standing"], "brackwater", None, options, ["society.district_people=200"])
    return job


def tables(folder: Path) -> Any:
    """The content hashes of a run's tables."""
    return json.loads((folder / "manifest.json").read_text("utf-8"))["tables"]


def test_a_local_cluster_gives_the_same_contents(tmp_path: Path) -> None:
    """A run with draws: tables, findings and assumed ranges are those that threads give, to the byte."""
    for out, where in (("threads", None), ("cluster", "local")):
        with on_cluster([honkers(options={"assumed": 39})], where) as (job,):
            simulate(job, tmp_path / out)
    assert tables(tmp_path / "threads") == tables(tmp_path / "cluster")
    for name in ("findings.json", "assumed.json"):
        assert (tmp_path / "threads" / name).read_bytes() == (tmp_path / "cluster" / name).read_bytes()


def test_districts_that_live_together_are_one_task(tmp_path: Path) -> None:
    """A patrol that goes where records were couples districts: the same contents all the same."""
    patrol = ["channels.street-camera.allocation={prior: {0: 1, 1: 1}, decay: 0.01}"]
    options = Options(people=4_000, days=20, workers=2, assumed=0)
    for out, where in (("threads", None), ("cluster", "local")):
        jobs = jobs_for(["brackwater-standing"], "brackwater", None, options, patrol)
        assert jobs[0].coupled
        with on_cluster(jobs, where) as (job,):
            simulate(job, tmp_path / out)
    assert tables(tmp_path / "threads") == tables(tmp_path / "cluster")


def test_a_worker_that_dies_costs_only_its_tasks(tmp_path: Path) -> None:
    """Killed while it lives, its districts are lived by another; nothing differs."""
    with cluster(tmp_path, workers=2) as (address, (_, first, _)):
        kill = Killing(first)
        with as_soon_as_there(address, [a_job()]) as (job,):
            simulate(job, tmp_path / "cluster", on_progress=kill)
    simulate(a_job(), tmp_path / "threads")
    assert kill.done
    assert tables(tmp_path / "threads") == tables(tmp_path / "cluster")


def test_a_scheduler_that_dies_is_told_and_what_was_done_is_kept(tmp_path: Path) -> None:
    """The command ends with one message; by threads it goes on from there, to the same contents."""
    with cluster(tmp_path) as (address, (scheduler, _)):
        kill = Killing(scheduler)
        with (
            pytest.raises(ClusterLost, match=r"^--cluster tcp://.*: its scheduler is gone; what had come in"),
            as_soon_as_there(address, [a_job()]) as (job,),
        ):
            simulate(job, tmp_path / "cluster", on_progress=kill)
    assert "district" in kept_in(tmp_path / "cluster.partial")
    simulate(a_job(), tmp_path / "cluster")
    simulate(a_job(), tmp_path / "threads")
    assert tables(tmp_path / "threads") == tables(tmp_path / "cluster")


def test_a_cluster_of_another_version_is_refused(tmp_path: Path) -> None:
    """A worker whose source differs is named, before anything is lived."""
    other = tmp_path / "other"
    shutil.copytree(SOURCE / "demerit", other / "demerit", ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "demerit" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write("# of another day\n")
    with (
        cluster(tmp_path, source=other) as (address, _),
        pytest.raises(WrongUse, match=r"has demerit .* expected demerit .*, as here$"),
        as_soon_as_there(address, [a_job()]),
    ):
        pytest.fail("nothing may be lived")


def test_a_cluster_without_workers_is_refused(tmp_path: Path) -> None:
    """Tasks that nobody would take are not given out."""
    with (
        cluster(tmp_path, workers=0) as (address, _),
        pytest.raises(WrongUse, match="its scheduler has no workers, expected one or more"),
        on_cluster([a_job()], address),
    ):
        pytest.fail("nothing may be lived")


@pytest.mark.parametrize("where", ["", "nonsense", "http://127.0.0.1:80", "tcp://127.0.0.1"])
def test_what_is_no_address_is_refused_at_once(where: str) -> None:
    """Neither 'local' nor an address: said without trying to connect."""
    with pytest.raises(WrongUse, match="not an address, expected 'local', or"), on_cluster([a_job()], where):
        pytest.fail("nothing may be lived")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever does not answer is waited for a second, not ten."""
    monkeypatch.setattr(cluster_room, "ANSWERS_WITHIN", "1s")


@pytest.mark.usefixtures("impatient")
def test_an_address_where_nobody_answers_is_refused() -> None:
    """A port that nobody listens at is named, with what was expected."""
    with pytest.raises(WrongUse, match="nobody answers there"), on_cluster([a_job()], "tcp://127.0.0.1:9"):
        pytest.fail("nothing may be lived")


def test_without_a_cluster_jobs_stay_as_they_are() -> None:
    """No cluster asked for: threads live what they lived before."""
    job = a_job()
    with on_cluster([job], None) as given:
        assert [job] == given
        assert THREADS is given[0].crew


def test_what_runs_tells_versions_apart() -> None:
    """A process names its version, a checksum of its source, and its Python."""
    assert what_runs() == what_runs()
    assert what_runs().startswith("demerit 0.")
    assert "on Python 3." in what_runs()


STUDY_FILES = ("worlds.parquet", "sensitivity.json", "study.json")


def of_study(folder: Path) -> list[bytes]:
    """What a study leaves, byte for byte."""
    return [(folder / name).read_bytes() for name in STUDY_FILES]


def test_a_study_is_lived_by_a_cluster_that_loses_a_worker(tmp_path: Path) -> None:
    """Killed after its first world, its worlds are lived by another; the study is that of threads."""
    inquiry = an_inquiry(tmp_path, seeds=[1, 2, 3])
    with cluster(tmp_path, workers=2) as (address, (_, first, _)):
        kill = Killing(first)
        with as_soon_as_there(address, [inquiry.base]) as (base,):
            live_study(replace(inquiry, base=base), tmp_path / "cluster", on_progress=kill)
    live_study(inquiry, tmp_path / "threads")
    assert kill.done
    assert of_study(tmp_path / "threads") == of_study(tmp_path / "cluster")


def test_a_study_whose_scheduler_dies_goes_on_by_threads(tmp_path: Path) -> None:
    """One message, the worlds that came in kept; then the same study as if nothing had been."""
    inquiry = an_inquiry(tmp_path, seeds=[1, 2, 3, 4])
    with cluster(tmp_path) as (address, (scheduler, _)):
        kill = Killing(scheduler)
        with (
            pytest.raises(ClusterLost, match=r"^--cluster tcp://.*: its scheduler is gone; what had come in"),
            as_soon_as_there(address, [inquiry.base]) as (base,),
        ):
            live_study(replace(inquiry, base=base), tmp_path / "out", on_progress=kill)
    kept = kept_in(tmp_path / "out.partial")
    assert kept.endswith(("1 world", "worlds"))
    told: list[int] = []
    live_study(inquiry, tmp_path / "out", on_progress=lambda _stage, done, _total: told.append(done))
    live_study(inquiry, tmp_path / "threads")
    assert of_study(tmp_path / "threads") == of_study(tmp_path / "out")


def test_questions_are_answered_by_a_cluster_too() -> None:
    """A claim held over draws, and the least change that keeps a harm below: the same answers."""
    job = replace(honkers(), people=1_600, days=40)
    ceilings = read_ceilings(["wrong.people_share <= 0.9"])
    answers: list[tuple[Any, Any]] = []
    for where in (None, "local"):
        with on_cluster([job], where) as (given,):
            claims = hold_claims([given], ["wrong.people_share > 0.06"], draws=64)
            answers.append((claims.as_json(), least_change(given, ceilings).as_json()))
    assert answers[0] == answers[1]


def test_facts_are_matched_and_numbers_screened_by_a_cluster_too(tmp_path: Path) -> None:
    """What facts rule out of the draws, and which assumed numbers lead: the same answers."""
    facts, _ = matters([town(tmp_path, FEW)])
    with crew_of("local", 2) as (workers, crew):
        matched = match(facts, draws=64, workers=workers, crew=crew)
    assert match(facts, draws=64, workers=2).as_json() == matched.as_json()
    asked = screening(replace(honkers(), people=1_600, days=10), 16)
    with on_cluster([asked.base], "local") as (base,):
        live_screening(replace(asked, base=base), tmp_path / "cluster")
    live_screening(asked, tmp_path / "threads")
    assert of_study(tmp_path / "threads") == of_study(tmp_path / "cluster")


@pytest.mark.usefixtures("impatient")
def test_the_command_takes_a_cluster(tmp_path: Path) -> None:
    """`demerit study FILE --cluster local`; an address where nobody answers is refused before any world."""
    file = str(a_file(tmp_path))
    words = ["study", file, "--out", str(tmp_path / "out"), "--workers", "2"]
    done = CliRunner().invoke(demerit, [*words, "--cluster", "local"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "sensitivity.json").is_file()
    for question in ([], ["--claim", "wrong.people_share > 0.1"]):
        name = "brackwater-standing" if question else file
        lost = [
            *words[:1],
            name,
            *question,
            "--out",
            str(tmp_path / "lost"),
            "--cluster",
            "tcp://127.0.0.1:9",
        ]
        refused = CliRunner().invoke(demerit, lost)
        assert refused.exit_code == 2
        assert "nobody answers there" in refused.output
        assert not (tmp_path / "lost").exists()
