"""`demerit run`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from demerit.cli.options import REFERENCE, RUNS, file_stem, run_options


@click.command()
@click.argument("scheme", type=REFERENCE, required=False)
@run_options
def run(
    scheme: str | None,
    society: str | None,
    behaviour: str | None,
    out: Path | None,
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
      demerit run as-described --format json > findings.json
    """
    from demerit import api
    from demerit.cli.headline import facts_of, headline_lines
    from demerit.cli.next_steps import next_lines
    from demerit.cli.progress import announce, watching
    from demerit.study.folder import already_at, next_free, refuse_unwritable
    from demerit.study.plan import Options, expected_of

    ref = api.DEFAULT_SCHEME if scheme is None else scheme
    (job,) = api.jobs_for([ref], society, behaviour, Options(**chosen))
    folder = out or next_free(RUNS, file_stem(job.scheme.model.id))
    refuse_unwritable(folder)
    announce([expected_of(job)])
    with watching() as watch:
        lived = api.run_job(job, folder, watch=watch)
    with already_at(folder):
        if style == "json":
            click.echo(json.dumps(run_json(lived), indent=1, allow_nan=False, ensure_ascii=False))
            return
        facts = facts_of(lived)
        typed = {"society": society, "behaviour": behaviour}
        steps = next_lines(facts.run, ref, typed)
        click.echo("\n".join([*headline_lines(facts), "", *steps]))


def run_json(lived: Any) -> dict[str, Any]:
    """Where a run lies, and its findings as `findings.json` has them."""
    return {
        "run": str(lived.folder),
        "report": str(lived.report),
        "manifest": str(lived.folder / "manifest.json"),
        "findings": json.loads((lived.folder / "findings.json").read_text(encoding="utf-8")),
    }
