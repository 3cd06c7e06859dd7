"""`demerit new` starts a scheme that is already valid."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from demerit.cli.commands import demerit


def test_a_new_scheme_is_valid(tmp_path: Path) -> None:
    """What is written passes `check` at once, and has comments."""
    file = tmp_path / "mine.yaml"
    assert 0 == CliRunner().invoke(demerit, ["new", str(file)]).exit_code
    done = CliRunner().invoke(demerit, ["check", str(file)])
    assert (0, f"{file}: ok (demerit/scheme/1)\n") == (done.exit_code, done.stdout)
    assert "#" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["A_B.yaml", "1.yaml", "null.yaml", "1e5.yml", "Ünï x.yaml", "-.yaml", "x"])
def test_whatever_its_name_a_new_scheme_is_valid(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The id is made from the file's name so that it passes; the two commands printed work as printed."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(demerit, ["new", "--", name], catch_exceptions=False)
    assert 0 == done.exit_code, done.stderr
    check, run = (shlex.split(line) for line in done.stdout.splitlines()[1:])
    assert (["demerit", "check"], ["demerit", "run"]) == (check[:2], run[:2])
    checked = CliRunner().invoke(demerit, check[1:], catch_exceptions=False)
    assert (0, "") == (checked.exit_code, checked.stderr)


def test_a_table_is_no_scheme(tmp_path: Path) -> None:
    """A name that `check` would refuse is refused at once."""
    done = CliRunner().invoke(demerit, ["new", str(tmp_path / "mine.json")])
    assert (2, True) == (done.exit_code, "mine.yaml" in done.stderr)


def test_new_never_overwrites(tmp_path: Path) -> None:
    """An existing file stays as it is."""
    file = tmp_path / "mine.yaml"
    file.write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(demerit, ["new", str(file)])
    assert (2, "mine") == (done.exit_code, file.read_text(encoding="utf-8"))
    assert "never overwrites" in done.stderr


def test_new_tells_in_the_systems_words(tmp_path: Path) -> None:
    """A folder that is not there cannot take a file."""
    done = CliRunner().invoke(demerit, ["new", str(tmp_path / "no" / "mine.yaml")])
    assert 2 == done.exit_code
    assert "No such file or directory" in done.stderr
