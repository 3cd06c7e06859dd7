"""How to go on is printed as commands that work."""

from __future__ import annotations

import shlex
from pathlib import Path

from click.testing import CliRunner

from demerit.cli.commands import demerit
from demerit.cli.next_steps import example_subject, labelled, mildest_rule, next_lines
from demerit.report.folder import read_folder


def joined(lines: list[str]) -> list[str]:
    """The lines as a shell reads them: one that ends in a backslash goes on with the next, on any screen."""
    return [" ".join(line.split()) for line in "\n".join(lines).replace("\\\n", " ").splitlines()]


def test_the_three_commands(finished_run: Path) -> None:
    """Open names the report; follow names a subject of the run; change names the mildest rule."""
    run = read_folder(finished_run)
    lines = next_lines(run, "as-described", {"society": "brackwater", "behaviour": None})
    assert labelled("Open", str(finished_run / "report.html")) == lines[0]
    assert "jaywalking" == mildest_rule(run)
    assert joined(lines)[2] == (
        "Change a rule demerit compare as-described as-described --society brackwater "
        "--set conducts.jaywalking.points=0"
    )


def test_a_changed_scheme_is_compared_with_itself_unchanged(finished_run: Path) -> None:
    """What was set goes into the command, quoted for a shell; a society's changes stay with a new rule."""
    run = read_folder(finished_run)
    sets = ["behaviour.aware=0.5", "conducts.jaywalking.points=[-9, -5]"]
    changed = joined(next_lines(run, "x", {}, sets))[2]
    assert changed.startswith("What changed demerit compare x x --set behaviour.aware=0.5 ")
    assert sets == [word for word in shlex.split(changed) if "=" in word]
    assert joined(next_lines(run, "x", {}, sets[:1]))[2] == (
        "Change a rule demerit compare x x --set behaviour.aware=0.5 --set conducts.jaywalking.points=0"
    )


def test_following_one_works_as_printed(finished_run: Path) -> None:
    """The printed command for one life runs."""
    run = read_folder(finished_run)
    follow = next(line for line in joined(next_lines(run, "x", {})) if line.startswith("Follow one"))
    done = CliRunner().invoke(
        demerit, shlex.split(follow.removeprefix("Follow one"))[1:], catch_exceptions=False
    )
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Subject {example_subject(run)} ")
