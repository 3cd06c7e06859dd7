"""`demerit check` accepts every format and lists every problem."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from demerit.cli.commands import demerit
from demerit.schemes.loading import LIBRARY as SCHEMES
from demerit.societies.loading import BEHAVIOURS
from demerit.societies.loading import LIBRARY as SOCIETIES


def check(*files: Path) -> Result:
    """Call the command."""
    return CliRunner().invoke(demerit, ["check", *map(str, files)])


def test_every_file_that_ships_is_ok() -> None:
    """Schemes, societies and behaviours of the library, in one call."""
    files = [file for folder in (SCHEMES, SOCIETIES, BEHAVIOURS) for file in sorted(folder.glob("*.yaml"))]
    done = check(*files)
    assert (0, "") == (done.exit_code, done.stderr)
    assert len(files) == len(done.stdout.splitlines())
    assert {"ok (demerit/scheme/1)", "ok (demerit/society/1)", "ok (demerit/behaviour/1)"} == {
        line.split(": ", 1)[1] for line in done.stdout.splitlines()
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\x00\xff\xfe", ""),
        (b"- a\n- b\n", "a list"),
        (b"format: demerit/schem/1\n", "demerit/scheme/1"),
        (b"format: demerit/scheme/1\nid: x\ntitle: [\n", ""),
        (
            b"format: demerit/scheme/1\nid: x\nid: y\nscore: {start: .nan, min: 0, max: 1}\n",
            "start",
        ),
    ],
    ids=["empty", "binary", "list", "format", "malformed", "doubled"],
)
def test_a_bad_file_is_told_and_the_others_still_checked(tmp_path: Path, content: bytes, said: str) -> None:
    """Exit 3, the file named with what is wrong, and a good file after it is still ok."""
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(content)
    done = check(bad, SCHEMES / "as-described.yaml")
    assert 3 == done.exit_code
    assert "as-described.yaml: ok" in done.stdout
    assert str(bad) in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_invalid(tmp_path: Path) -> None:
    """A file that is not there is told like any other problem."""
    done = check(tmp_path / "none.yaml")
    assert (3, "") == (done.exit_code, done.stdout)
    assert "no such file" in done.stderr
