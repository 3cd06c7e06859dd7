"""`demerit audit`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from demerit.cli.options import PATH, REFERENCE, RUNS, file_stem
from demerit.cli.say import say, say_json_text, say_text

if TYPE_CHECKING:
    from demerit.formats.reading import Document
    from demerit.law.audit import Audit
    from demerit.law.clauses import Clause
    from demerit.law.measured import FinishedRun
    from demerit.law.provisions import Severity
    from demerit.schemes.model import Scheme

INDICATED = 4
"""Exit code: an indicator at or above `--fail-on`."""
LEVELS = ("prohibited", "high-risk", "right", "safeguard")


@click.command()
@click.argument("scheme", type=REFERENCE)
@click.option("--run", type=PATH, metavar="DIR", help="A run of it, for evidence.")
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "html"]), default="text", show_default=True,
    help="What goes to standard output; html is the assessment annex.",
)  # fmt: skip
@click.option("--out", type=PATH, metavar="DIR", help="A new folder for JSON and annex.")
@click.option(
    "--fail-on", type=click.Choice(LEVELS), metavar="LEVEL",
    help="Exit with 4 if a clause of this level or a heavier one is indicated: " + ", ".join(LEVELS) + ".",
)  # fmt: skip
@click.pass_context
def audit(
    ctx: click.Context, scheme: str, run: Path | None, style: str, out: Path | None, fail_on: str | None
) -> None:
    """Hold a scheme against the law: clause by clause, element by element.

    It says what a file touches, at which line, and what would have to be
    known. It gives no verdict, and no status clears a scheme.

    \b
    Examples:
      demerit audit as-described
      demerit audit mine.yaml --run runs/mine-1 --format html > annex.html
      demerit audit mine.yaml --fail-on prohibited
    """
    from demerit.law.audit import audit_scheme
    from demerit.schemes.loading import load_scheme

    document = load_scheme(scheme)
    done = audit_scheme(document, _measured(run, document))
    if out is None and style == "html" and sys.stdout.isatty():
        from demerit.runs.folder import next_free

        out = next_free(RUNS, file_stem(f"{done.scheme.model.id}-audit"))
    if out is not None:
        _write(done, out)
    _say(done, style, out)
    failing = done.at_or_above(cast("Severity", fail_on)) if fail_on is not None else []
    if failing:
        for clause in failing:
            say(f"--fail-on {fail_on}: {_stands_on(clause)}", err=True)
        ctx.exit(INDICATED)


def _stands_on(clause: Clause) -> str:
    """Which clause is indicated, under which condition, by which words and lines of the file."""
    from demerit.cli.verdicts import places

    condition = clause.condition[:1].lower() + clause.condition[1:]
    return f"{clause.provision.id} is {condition} {clause.deciding.reason} ({places(clause.deciding.lines)})"


def _measured(run: Path | None, document: Document[Scheme]) -> FinishedRun | None:
    """What a run measured; only where one is named, as numpy takes longer to import than an audit."""
    if run is None:
        return None
    from demerit.law.measured import measured

    return measured(run, document)


def _say(done: Audit, style: str, out: Path | None) -> None:
    """Print it; an annex that lies in a folder is named, not printed."""
    if style == "json":
        say_json_text(done.text())
    elif style == "html":
        say_text(str(out / "annex.html") if out is not None else _annex(done))
    else:
        from demerit.cli.verdicts import audit_lines

        say(*audit_lines(done))


def _annex(done: Audit) -> str:
    """The assessment annex."""
    from demerit.report.annex.page import render

    return render(done)


def _write(done: Audit, out: Path) -> None:
    """Write audit.json and annex.html into a new folder, whole or not at all."""
    from demerit.runs.folder import beside

    with beside(out) as folder:
        (folder / "audit.json").write_text(done.text(), encoding="utf-8")
        (folder / "annex.html").write_text(_annex(done), encoding="utf-8")
