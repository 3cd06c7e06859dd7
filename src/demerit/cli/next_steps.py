"""How to go on from a run: open its report, follow a life, change a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from shlex import quote

from demerit.cli.lines import command, shell
from demerit.formats.sets import shared
from demerit.report.folder import RunFolder
from demerit.report.life.roles import chosen
from demerit.study.benefit import mildest_points

LABEL = 14


def next_lines(
    run: RunFolder, ref: str, typed: Mapping[str, str | None], sets: Sequence[str] = ()
) -> list[str]:
    """Three commands; `ref` is the scheme as it was typed, `typed` the files named by option.

    A scheme that was changed by `sets` is compared with itself unchanged; else one rule is changed.
    """
    lines = [labelled("Open", shell(run.stored.path / "report.html"))]
    subject = example_subject(run)
    if subject is not None:
        lines += command("Follow one", ["demerit life", shell(run.stored.path), subject], LABEL)
    rule, common = mildest_rule(run), shared(sets)
    of_scheme = len(common) < len(sets)
    made = [*sets] if of_scheme else [*common, f"conducts.{rule}.points=0"]
    if of_scheme or rule is not None:
        words = ["demerit compare", shell(ref), shell(ref), *options(typed, made)]
        lines += command("What changed" if of_scheme else "Change a rule", words, LABEL)
    return lines


def options(typed: Mapping[str, str | int | None], sets: Sequence[str]) -> list[str]:
    """Options with what was typed for them, as a shell takes them, and changes; of None there is none."""
    given = [f"--{name} {shell(str(value))}" for name, value in typed.items() if value is not None]
    return given + [f"--set {quote(setting)}" for setting in sets]


def labelled(label: str, text: str) -> str:
    """A line with what it is for in front."""
    return f"{label:<{LABEL}}{text}"


def example_subject(run: RunFolder) -> str | None:
    """A subject worth following, the one that the report tells first; None where no ledger was kept."""
    if run.table("ledger") is None:
        return None
    return next((subject for subject, _, _ in chosen(run)), None)


def mildest_rule(run: RunFolder) -> str | None:
    """The conduct that costs least: a rule that few would miss; of several the first."""
    losing = [conduct for conduct in run.scheme.model.conducts if mildest_points(conduct) < 0]
    return max(losing, key=mildest_points).id if losing else None
