"""`demerit run`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from demerit.cli.first import compile_ahead
from demerit.cli.options import REFERENCE, run_options


@click.command()
@click.argument("scheme", type=REFERENCE, required=False)
@run_options
def run(
    scheme: str | None,
    sets: tuple[str, ...],
    society: str | None,
    behaviour: str | None,
    out: Path | None,
    cluster: str | None,
    style: str,
    **chosen: Any,
) -> None:
    """Let a society live under SCHEME, and without it; say what the scheme did to people.

    SCHEME is a library id (see `demerit schemes`) or a file. Everybody in it is synthetic.

    \b
    Examples:
      demerit run
      demerit run as-described --people 1000000 --days 365 --workers 2
      demerit run my-scheme.yaml --society brackwater --out runs/mine
      demerit run as-described --set behaviour.aware=0.11 --days 365
      demerit run as-described --format json > findings.json
    """
    compile_ahead()
    from demerit import api
    from demerit.cli.headline import headline_lines
    from demerit.cli.next_steps import next_lines
    from demerit.cli.progress import begin, leave_unreported, progress_bar
    from demerit.cli.say import say, say_json
    from demerit.report.folder import read_folder
    from demerit.runs.folder import already_at
    from demerit.study.living import of_job
    from demerit.study.plan import Options, expected_of

    ref = api.DEFAULT_SCHEME if scheme is None else scheme
    (job,) = api.jobs_for([ref], society, behaviour, Options(**chosen), sets)
    folder = begin(out, job.scheme.model.id, of_job(job), [expected_of(job)])
    with progress_bar() as on_progress:
        lived = api.run_job(job, folder, cluster=cluster, on_progress=on_progress)
    with already_at(folder):
        if style == "json":
            say_json(run_json(lived))
        else:
            read = read_folder(lived.stored)
            typed = {"society": society, "behaviour": behaviour}
            steps = next_lines(read, ref, typed, sets)
            say(*headline_lines(read), "", *steps)
        leave_unreported([(lived.folder, lived.unreported)])


def run_json(lived: Any) -> dict[str, Any]:
    """Where a run lies, and its findings as `findings.json` has them."""
    from demerit.runs.store import MANIFEST

    return {
        "run": str(lived.folder),
        "report": None if lived.unreported else str(lived.report),
        "manifest": str(lived.folder / MANIFEST),
        "findings": {name: finding.as_json() for name, finding in lived.findings.items()},
    }
