"""`demerit rerun`."""

from __future__ import annotations

from pathlib import Path

import click

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
    from demerit.cli.progress import announce, watching
    from demerit.report.page import write_report
    from demerit.study.plan import expected_of
    from demerit.study.rerun import planned_again, run_again

    before, job = planned_again(manifest, workers)
    announce([expected_of(job)])
    with watching() as watch:
        compared = run_again(before, job, out, watch=watch, finish=write_report)
    differing = [name for name, same in compared.items() if not same]
    if differing:
        click.echo(f"{len(differing)} of {len(compared)} tables differ: {', '.join(differing)}", err=True)
        click.echo(
            f"it was written by demerit {before.get('demerit')}; see its 'versions' and 'platform'", err=True
        )
        ctx.exit(1)
    click.echo(f"same contents: {len(compared)} tables")
