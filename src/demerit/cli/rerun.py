"""`demerit rerun`."""

from __future__ import annotations

from pathlib import Path

import click

from demerit.cli.first import compile_ahead
from demerit.cli.options import PATH


@click.command()
@click.argument("manifest", type=PATH)
@click.option("--out", type=PATH, metavar="DIR", help="Keep the new run in this new folder.")
@click.option("--workers", type=int, metavar="W", help="Threads; the contents do not depend on it.")
@click.pass_context
def rerun(ctx: click.Context, manifest: Path, out: Path | None, workers: int | None) -> None:
    """Run again what MANIFEST (or a run's folder) describes, and compare every table's contents.

    Exits with 1 if a table differs.

    \b
    Examples:
      demerit rerun runs/as-described-1/manifest.json
      demerit rerun runs/as-described-1 --out runs/again
    """
    compile_ahead()
    from demerit.cli.progress import announce, leave_unreported, progress_bar, tell_if_going_on
    from demerit.cli.say import say
    from demerit.report.page import write_report
    from demerit.runs.folder import refuse_unwritable
    from demerit.study.living import of_job
    from demerit.study.plan import expected_of
    from demerit.study.rerun import planned_again, run_again

    before, job = planned_again(manifest, workers)
    if out is not None:
        refuse_unwritable(out)
        tell_if_going_on(out, of_job(job))
    announce([expected_of(job)])
    with progress_bar() as on_progress:
        again = run_again(before, job, out, on_progress=on_progress, finish=write_report)
    compared = again.same
    differing = [name for name, same in compared.items() if not same]
    if differing:
        say(f"{len(differing)} of {len(compared)} tables differ: {', '.join(differing)}", err=True)
        say(f"it was written by demerit {before.get('demerit')}; see its 'versions' and 'platform'", err=True)
        ctx.exit(1)
    say(f"same contents: {len(compared)} tables")
    if out is not None:
        leave_unreported([(out, again.unreported)])
