"""`demerit compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from demerit.cli.first import compile_ahead
from demerit.cli.options import REFERENCE, run_options

if TYPE_CHECKING:
    from demerit.study.result import Comparison


@click.command()
@click.argument("schemes", type=REFERENCE, nargs=-1, required=True, metavar="A B …")
@click.option(
    "--by-rule", is_flag=True, help="Also leave out each rule by itself: what each adds, and what none alone."
)
@run_options
def compare(
    schemes: tuple[str, ...],
    sets: tuple[str, ...],
    society: str | None,
    behaviour: str | None,
    out: Path | None,
    cluster: str | None,
    style: str,
    by_rule: bool,
    **chosen: Any,
) -> None:
    """Live the same lives under two or more schemes, on shared luck; the first is the reference.

    Prints each headline and what differs, and writes compare.html, which shows them side by side.
    With --by-rule one scheme is enough: it is compared with none of its rules.

    Entries of lists are named by their id: conducts.jaywalking.points.

    \b
    Examples:
      demerit compare as-described as-described \\
              --set conducts.jaywalking.points=0
      demerit compare as-described as-documented --society brackwater
      demerit compare mine.yaml mine.yaml \\
              --set 'conducts.jaywalking.points=[-9, -5]' --days 365
      demerit compare brackwater-standing --society brackwater --by-rule
    """
    compile_ahead()
    from demerit import api
    from demerit.cli.progress import begin, leave_unreported, progress_bar
    from demerit.cli.say import say_json_text
    from demerit.runs.folder import already_at
    from demerit.study.compare import FEWEST, of_jobs
    from demerit.study.plan import Options, expected_of

    if len(schemes) < FEWEST and not by_rule:
        message = (
            "a comparison takes two schemes or more; to change one rule, name the same twice and add --set"
        )
        raise click.UsageError(message)
    named = api.with_reference(schemes, sets)
    jobs = api.jobs_for(named, society, behaviour, Options(**chosen), sets)
    first, last = jobs[0].scheme.model.id, jobs[-1].scheme.model.id
    folder = begin(out, f"{first}-vs-{last}", of_jobs(jobs), [expected_of(job) for job in jobs])
    with progress_bar() as on_progress:
        compared = api.compare_jobs(jobs, folder, by_rule=by_rule, cluster=cluster, on_progress=on_progress)
    with already_at(folder):
        if style == "json":
            say_json_text((compared.folder / "compare.json").read_text(encoding="utf-8"))
        else:
            _tell(compared)
        unmade = [(lived.folder, lived.unreported) for lived in compared.runs]
        leave_unreported([*unmade, (compared.folder, compared.unreported)])


def _tell(compared: Comparison) -> None:
    """Print every run's headline, what differs, and where all of it lies."""
    from demerit.cli.by_rule import by_rule_lines
    from demerit.cli.differences import difference_lines
    from demerit.cli.headline import headline_lines
    from demerit.cli.lines import shell
    from demerit.cli.next_steps import labelled
    from demerit.cli.say import say
    from demerit.report.folder import read_folder

    reference, *others = (read_folder(lived.stored) for lived in compared.runs)
    for run in (reference, *others):
        say(*headline_lines(run), "")
    for other in others:
        differences = compared.by_other[other.stored.path.name]
        say(*difference_lines(reference, other, differences), "")
        parts = by_rule_lines(other, differences)
        if parts:
            say(*parts, "")
    say(labelled("Open", shell(compared.report)))
    for lived in compared.runs:
        say(labelled("", shell(lived.report)))
    say(labelled("Everything", shell(compared.folder / "compare.json")))
