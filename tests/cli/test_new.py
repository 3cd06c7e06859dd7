"""`demerit new` starts a scheme that is already valid."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from demerit.cli.commands import demerit


def test_a_new_scheme_is_valid(tmp_path: Path) -> None:
    """What is written passes `check` at once, and has comments."""
    file = tmp_path / "mine.yaml"
    assert 0 == CliRunner().invoke(demerit, ["new", str(file)]).exit_code
    done = CliRunner().invoke(demerit, ["check", str(file)])
    assert (0, f"{file}: ok (demerit/scheme/1)\n") == (done.exit_code, done.stdout)
    assert "#" in file.read_text(encoding="utf-8")


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
