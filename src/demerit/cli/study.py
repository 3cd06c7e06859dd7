"""`demerit study`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from demerit.cli.first import compile_ahead
from demerit.cli.options import PATH, REFERENCE, WORLDS_ON_CLUSTER, format_option
from demerit.cli.say import say, say_json
from demerit.cli.turns import ASSUMED, FILE, OWN, QUESTIONS, answer, refuse_idle_options, turning_options

if TYPE_CHECKING:
    from demerit.study.inquiry.studied import Studied


@click.command()
@click.argument("names", type=REFERENCE, nargs=-1, metavar="[FILE | SCHEME…]")
@click.option(
    "--assumed",
    is_flag=True,
    help="Of SCHEME: which of all assumed numbers its findings hang on.",
)
@turning_options
@click.option(
    "--people", type=int, metavar="N", help="Synthetic people a world.  [default: as the file says]"
)
@click.option("--days", type=int, metavar="D", help="Days lived.  [default: as the file says]")
@click.option("--seed", type=int, metavar="K", help="One seed in place of the file's.")
@click.option("--draws", type=int, metavar="N", help="Samples of the method.  [default: as the file says]")
@click.option("--out", type=PATH, metavar="DIR", help="A new folder for the results.")
@click.option("--workers", type=int, metavar="W", help="Worlds at a time.  [default: the cores there are]")
@WORLDS_ON_CLUSTER
@format_option
def study(
    names: tuple[str, ...], assumed: bool, out: Path | None, cluster: str | None, style: str, **chosen: Any
) -> None:
    """Live many worlds over numbers of the three files, and say what moves each finding.

    FILE is a study that comes with demerit (cameras, attention) or a file of your own: a base, what varies,
    the method, and the findings to watch. Its design is fixed before the first world is lived: no outcome
    steers it, and nothing is optimised. Who stopped it goes on with the same command.

    With --assumed: all assumed numbers of SCHEME, its society and behaviour are screened, a section of a file
    at a time, drawn all together, and those that lead are measured by themselves.

    With --claim, --match or --ceiling: what an answer turns on. A claim compares findings of SCHEME with
    numbers, or two schemes with each other: a.access.denied < b.access.denied. Facts to match are the
    library's (courts-list.paid) or a file's. Nothing is searched for that a scheme achieves.

    \b
    Examples:
      demerit study cameras
      demerit study cameras --people 1000 --draws 2 \\
              --format json
      demerit study --assumed brackwater-standing --days 100
      demerit study brackwater-standing --society brackwater \\
              --claim "wrong.people_share > 0.1"
      demerit study brackwater-standing --society brackwater --days 365 \\
              --ceiling "wrong.people_share <= 0.05"
    """
    compile_ahead()
    from demerit import api
    from demerit.cli.progress import begin, leave_unreported, progress_bar
    from demerit.runs.folder import already_at
    from demerit.study.inquiry.studied import expected, of_study

    turning = {key: chosen.pop(key) for key in OWN}
    if assumed and any(turning[key] for key in QUESTIONS):
        raise click.UsageError(
            "--assumed asks what drives findings: give --claim, --match or --ceiling apart"
        )
    if any(turning[key] for key in QUESTIONS):
        answer(names, out, style=style, cluster=cluster, **turning, **chosen)
        return
    if not names:
        raise click.UsageError("name a SCHEME" if assumed else "name a study's FILE")
    refuse_idle_options(ASSUMED if assumed else FILE)
    file, *more = names
    if more:
        raise click.UsageError("one FILE at a time; schemes stand beside --claim")
    files = {key: turning[key] for key in ("society", "behaviour", "sets")}
    asked = api.study_for(file, assumed=assumed, **files, **chosen)
    folder = begin(out, asked.id, of_study(asked.key), [expected(asked.base, asked.worlds)])
    with progress_bar() as on_progress:
        done = api.run_study(asked, folder, cluster=cluster, on_progress=on_progress)
    with already_at(folder):
        if style == "json":
            say_json(study_json(done.studied, folder))
        else:
            from demerit.cli.moved import moved_lines

            say(*moved_lines(done.studied, folder))
        leave_unreported([(folder, done.studied.unreported)])


def study_json(studied: Studied, folder: Path) -> dict[str, Any]:
    """Where a study lies, and what `study.json` says."""
    from demerit.findings.finding import rounded
    from demerit.study.inquiry.studied import result_of

    return {"study": str(folder), **rounded(result_of(studied))}
