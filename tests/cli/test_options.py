"""Options shared by commands, and names fit for folders."""

from __future__ import annotations

from click.testing import CliRunner

from demerit.cli.commands import demerit
from demerit.cli.options import file_stem


def test_names_fit_for_folders() -> None:
    """Whatever a file or scheme is called, its folder's name has no separator and no space."""
    assert "as-described" == file_stem("as-described")
    assert "a-b-c" == file_stem("a/b c")
    assert "run" == file_stem("")


def test_run_and_compare_take_the_same_options() -> None:
    """Every option of run is one of compare."""
    ours, theirs = (
        {
            line.split()[0]
            for line in CliRunner().invoke(demerit, [name, "--help"]).output.splitlines()
            if " --" in line[:8]
        }
        for name in ("run", "compare")
    )
    assert ours
    assert ours <= theirs
