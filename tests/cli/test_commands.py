"""Every way to call wrongly ends in one message, the right exit code, and no traceback."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from demerit.cli.commands import Commands, demerit
from demerit.errors import DemeritError, FileInvalid, Missed, WrongUse
from demerit.runs.folder import Interrupted


@pytest.mark.parametrize("name", ["", *Commands.homes])
def test_every_command_helps_with_examples(name: str) -> None:
    """`--help` answers for each command, within 80 columns, with an example."""
    said = CliRunner().invoke(demerit, [*name.split(), "--help"])
    assert said.exit_code == 0
    assert "  demerit " in said.output
    assert max(map(len, said.output.splitlines())) <= 80


def test_help_imports_nothing_heavy() -> None:
    """Help stays quick because it fetches neither numba, polars, pydantic nor rich."""
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom demerit.cli.commands import demerit\n"
        "for name in ('', 'run', 'life'): CliRunner().invoke(demerit, [*name.split(), '--help'])\n"
        "print(sorted({'numba', 'polars', 'pydantic', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert "[]\n" == done.stdout


def test_help_is_quick() -> None:
    """`demerit --help` as a process fetches a third of what a run does at most: its time goes by that."""

    def fetched(*words: str) -> int:
        call = [sys.executable, "-X", "importtime", "-m", "demerit.cli.main", *words]
        done = subprocess.run(call, capture_output=True, text=True, check=True)  # noqa: S603
        assert done.stdout
        return done.stderr.count("import time:")

    assert 3 * fetched("--help") < fetched("societies")


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (WrongUse("no such thing"), 2, "no such thing\n"),
        (FileInvalid("a.yaml:1:1"), 3, "a.yaml:1:1\n"),
        (Missed("off"), 5, "off\n"),
        (DemeritError("odd"), 1, "odd\n"),
        (Interrupted("interrupted; kept"), 130, "interrupted; kept\n"),
        (KeyboardInterrupt(), 130, "interrupted; nothing had been written\n"),
        (PermissionError(13, "Permission denied", "x"), 2, "x: Permission denied\n"),
        (
            ZeroDivisionError("by 0"),
            1,
            "internal fault: ZeroDivisionError: by 0 (set DEMERIT_DEBUG=1 to see where)\n",
        ),
    ],
)
def test_each_error_has_its_exit_code(raised: BaseException, code: int, said: str) -> None:
    """One message on standard error, nothing on standard output, the error's own code."""
    commands = Commands("demerit")

    @click.command("fail")
    def fail() -> None:
        raise raised

    homes, Commands.homes = Commands.homes, {"fail": ("", "")}
    try:
        commands.get_command = lambda ctx, cmd_name: fail  # noqa: ARG005
        done = CliRunner().invoke(commands, ["fail"])
    finally:
        Commands.homes = homes
    assert (code, said, "") == (done.exit_code, done.stderr, done.stdout)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rnu"], "No such command 'rnu'"),
        (["run", "--peopel", "3"], "Did you mean '--people'?"),
        (["run", "--people", "many"], "'many' is not a valid integer"),
        (["run", "--people", "0"], "--people 0: expected 2 to 1,000,000,000,000"),
        (["run", "--people", "-5"], "--people -5: expected 2 to"),
        (["run", "--people", "1"], "--people 1: expected 2 to"),
        (["run", ""], "expected a path, found nothing"),
        (["check", ""], "expected a path, found nothing"),
        (["compare", "as-described", ""], "expected a path, found nothing"),
        (["report", ""], "expected a path, found nothing"),
        (["run", "--out", ""], "'--out': '': expected a path, found nothing"),
        (["run", "--out", "\udcff"], "'--out': \\xff: expected a path in UTF-8"),
        (["check", "\udcff"], "\\xff: expected a path in UTF-8"),
        (["run", "--out", "~nosuchuser/x"], "~nosuchuser/x: nobody has this home"),
        (["run", "~nosuchuser/x.yaml"], "~nosuchuser/x.yaml: nobody has this home"),
        (["new", "~nosuchuser/x.yaml"], "~nosuchuser/x.yaml: nobody has this home"),
        (["compare", "as-described", "as-described", "--set", "score.start=1\nx: 2"], "on one line"),
        (["run", "--days", "0"], "--days 0: expected 1 to 7,300"),
        (["run", "--days", "7301"], "--days 7301: expected 1 to 7,300"),
        (["run", "--workers", "0"], "--workers 0: expected 1 or more"),
        (["run", "--seed", "-1"], "--seed -1: expected 0 to 2^63 - 1"),
        (["run", "--people", "1000000000000"], "needs about"),
        (["compare", "as-described"], "two schemes or more"),
        (["compare", "as-described", "as-described", "--set", "no-value"], "expected PATH=VALUE"),
        (["report", "nowhere"], "nowhere is no finished run"),
        (["life", "nowhere", "0-0000"], "nowhere is no finished run"),
        (["rerun", "nowhere/manifest.json"], "no such file"),
        (["run", "--out", "/dev/null"], "/dev/null exists and is no folder"),
        (["run", "--out", "/dev/null/run"], "cannot write /dev/null/run"),
    ],
)
def test_wrong_use(words: list[str], said: str) -> None:
    """A call that cannot be meant ends with 2 and says what was expected."""
    done = CliRunner().invoke(demerit, words)
    assert (2, "") == (done.exit_code, done.stdout)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "no-such-scheme"], "no-such-scheme"),
        (["run", "as-describd"], "as-described"),
        (["run", "--society", "china-2021"], "china-2020"),
        (["compare", "as-described", "as-described", "--set", "conducts.jaywalkin.points=0"], "jaywalking"),
        (["compare", "as-described", "as-described", "--set", "conducts.jaywalking.points=.nan"], "points"),
    ],
)
def test_invalid_files_and_values(words: list[str], said: str) -> None:
    """A file or a value that cannot be ends with 3 and names the nearest thing."""
    done = CliRunner().invoke(demerit, words)
    assert (3, "") == (done.exit_code, done.stdout)
    assert said in done.stderr


def test_all_wrong_options_are_told_at_once() -> None:
    """Two options out of range are two lines."""
    done = CliRunner().invoke(demerit, ["run", "--people", "0", "--days", "0"])
    assert 2 == len(done.stderr.splitlines())


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    """A reader that goes away early causes neither a message nor a traceback."""
    read, write = os.pipe()
    os.close(read)
    call = [sys.executable, "-m", "demerit.cli.main", "schemes"]
    done = subprocess.run(call, stdout=write, stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False)  # noqa: S603
    os.close(write)
    assert "" == done.stderr


def no_files(folder: Path) -> dict[str, Path]:
    """What is no file to read: a pipe that nobody writes into, a device without end, a folder, a hole."""
    os.mkfifo(folder / "pipe.yaml")
    (folder / "folder.yaml").mkdir()
    with (folder / "large.yaml").open("wb") as hole:
        hole.truncate(50_000_000_000)
    (folder / "zero.yaml").symlink_to("/dev/zero")
    names = {name: folder / f"{name}.yaml" for name in ("pipe", "folder", "large", "zero")}
    return {**names, "device": Path("/dev/zero")}


@pytest.mark.parametrize("kind", ["pipe", "folder", "large", "zero", "device"])
def test_only_files_are_read(tmp_path: Path, kind: str) -> None:
    """Whatever names a file, in every command: one message, at once, and little memory."""
    path = str(no_files(tmp_path)[kind])
    run = tmp_path / "run"
    (run / "inputs").mkdir(parents=True)
    for name in ("manifest.json", "findings.json", "people.parquet"):
        (run / name).symlink_to(path)
    replication = tmp_path / "replication"
    replication.mkdir()
    for name in ("scheme", "society", "behaviour", "expect"):
        (replication / f"{name}.yaml").symlink_to(path)
    society = tmp_path / "town.yaml"
    (tmp_path / "ages.csv").symlink_to(path)
    text = "format: demerit/society/1\nid: town\ntitle: Town\nmargins: {age_sex: {file: ages.csv}}\n"
    society.write_text(text, encoding="utf-8")
    calls = [
        ["check", path], ["run", path], ["run", "--society", path], ["run", "--behaviour", path],
        ["compare", path, path], ["audit", path], ["audit", "as-described", "--run", str(run)],
        ["schemes", path, path], ["rerun", path], ["rerun", str(run)], ["report", str(run)], ["report", path],
        ["life", str(run), "0-0001"], ["life", path, "0-0001"], ["replicate", str(replication)],
        ["replicate", path], ["check", str(society)], ["run", "--society", str(society)],
    ]  # fmt: skip
    for words in calls:
        done = CliRunner().invoke(demerit, words)
        assert done.exit_code in {2, 3}, (words, done.output)
        assert done.output.count("\n") <= 40, words
        assert "internal fault" not in done.output, words
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000
