"""A replication is a folder: found by name or path, read in full, with its variants."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import WrongUse
from demerit.formats.problems import Problems
from demerit.study import replication
from demerit.study.replication import folder_of, read_all, read_replication, shipped, shipped_folder
from replicas import EXPECT, a_replication


def test_a_name_is_one_that_ships_and_a_path_is_a_folder(tmp_path: Path) -> None:
    """Who wants a folder of that name here writes `./name`."""
    assert shipped()["threshold-cascades"] == folder_of("threshold-cascades")
    assert Path("./threshold-cascades") == folder_of("./threshold-cascades")
    assert tmp_path == folder_of(str(tmp_path))


def test_a_name_that_may_mean_either_is_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of a shipped name here is neither taken nor passed over in silence, unless it is that one."""
    mine = a_replication(tmp_path / "threshold-cascades")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongUse, match=r"say \./threshold-cascades"):
        folder_of("threshold-cascades")
    for ref in ("./threshold-cascades", "threshold-cascades/"):
        assert mine.resolve() == folder_of(ref).resolve()
    monkeypatch.chdir(shipped_folder())
    assert shipped()["threshold-cascades"] == folder_of("threshold-cascades")


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    """A misspelt name is no traceback and no empty table."""
    with pytest.raises(Problems, match="did you mean 'threshold-cascades'"):
        read_replication("treshold-cascade")


def test_installed_replications_win_over_those_of_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wheel holds them inside the package; a checkout at its root."""
    package = tmp_path / "src" / "demerit"
    monkeypatch.setattr(replication, "PACKAGE", package)
    a_replication(tmp_path / "replications" / "outside")
    assert (tmp_path / "replications", ["outside"]) == (shipped_folder(), list(shipped()))
    a_replication(package / "replications" / "inside")
    assert (package / "replications", ["inside"]) == (shipped_folder(), list(shipped()))


def test_no_replications_at_all_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to run is no success."""
    monkeypatch.setattr(replication, "PACKAGE", tmp_path / "src" / "demerit")
    with pytest.raises(WrongUse, match="no replications"):
        read_all([])


def test_every_missing_file_is_named(tmp_path: Path) -> None:
    """Two files missing and one wrong are three problems."""
    folder = a_replication(tmp_path / "walkers", EXPECT.replace("days: 5", "days: 0"))
    (folder / "scheme.yaml").unlink()
    (folder / "society.yaml").unlink()
    with pytest.raises(Problems) as caught:
        read_replication(folder)
    assert ["scheme.yaml", "society.yaml", "expect.yaml"] == [
        Path(each.file).name for each in caught.value.problems
    ]


def test_a_folder_that_is_none_is_one_problem(tmp_path: Path) -> None:
    """Neither a missing folder nor a file is asked for four files."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for name, said in (("none", "no such folder"), ("file", "a file")):
        with pytest.raises(Problems, match=said) as caught:
            read_replication(tmp_path / name)
        assert 1 == len(caught.value.problems)


def test_variants_change_files_and_run(tmp_path: Path) -> None:
    """Each setting has its own numbers; the base file stays as it is."""
    read = read_replication(a_replication(tmp_path / "walkers"))
    assert "walkers" == read.name
    assert [None, "always", "longer"] == list(read.settings)
    acts = {name: each.society.model.life.opportunities["walk"].act for name, each in read.settings.items()}
    assert {None: 0.5, "always": 1.0, "longer": 0.5} == acts
    longer = read.settings["longer"]
    assert (9, 3) == (longer.expect.model.run.days, longer.scheme.model.conducts[0].points)
    assert [2, 3] == [place for place, _ in read.figures("longer")]
    job = longer.job(8)
    assert (1000, 9, 8, 1) == (job.people, job.days, job.seed, job.workers)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("conducts.walk.points", "conducts.wlk.points", "did you mean 'walk'"),
        ("walk.act: 1.0", "walk.act: 2.0", "a number from 0 to 1"),
        ("walk.act: 1.0", "walk..act: 2.0", "a path such as"),
        ("run.days: 9", "run.days: 0", "a whole number from 1"),
        ("run.days: 9", "run.dayz: 9", "did you mean 'days'"),
    ],
)
def test_what_a_variant_cannot_change_is_said_at_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """Paths that lead nowhere and values that cannot be stand in the expectation, not in another file."""
    folder = a_replication(tmp_path / "walkers", EXPECT.replace(old, new))
    with pytest.raises(Problems) as caught:
        read_replication(folder)
    (problem,) = caught.value.problems
    assert str(folder / "expect.yaml") == problem.file
    assert problem.line in {7, 8}
    assert said in problem.text()


def test_problems_of_all_folders_come_at_once(tmp_path: Path) -> None:
    """Two folders that lack a file are told in one call."""
    folders = [a_replication(tmp_path / name) for name in ("a", "b")]
    for folder in folders:
        (folder / "behaviour.yaml").unlink()
    with pytest.raises(Problems) as caught:
        read_all(folders)
    assert [str(folder / "behaviour.yaml") for folder in folders] == [p.file for p in caught.value.problems]
