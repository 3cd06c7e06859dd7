"""All commands, each fetched when it is called; the one place where errors become messages and exit codes."""

from __future__ import annotations

import errno
import importlib
import os
import sys
import traceback
from typing import Any, ClassVar

import click

from demerit.cli.say import say_text, spelt_refusals
from demerit.cli.stops import await_lost_stop
from demerit.errors import DemeritError

INTERNAL_FAULT = 1
WRONG_USE = 2
INTERRUPTED = 130


class Commands(click.Group):
    """A group whose commands live in modules of their own, imported one at a time."""

    homes: ClassVar[dict[str, tuple[str, str]]] = {
        "run": ("run", "Let a society live under a scheme and without it."),
        "compare": ("compare", "The same lives under two schemes, or with one rule changed."),
        "study": ("study", "Many worlds: what moves each finding, and what it turns on."),
        "audit": ("audit", "What the law says about a scheme, clause by clause."),
        "life": ("life", "Tell one synthetic life, and why something was refused."),
        "check": ("check", "Check files, and list every problem at its line."),
        "new": ("new", "Start a scheme of your own, with comments."),
        "schemes": ("listing", "The schemes that come with demerit, or some side by side."),
        "societies": ("listing", "The societies that come with demerit."),
        "serve": ("serve", "Open the page: a society you can look into, rules as dials."),
        "report": ("report", "Write a run's report anew."),
        "facts": ("facts", "Runs held against what was measured: hit, miss, or put in."),
        "replicate": ("replicate", "Published results with the same engine, ours beside the paper's."),
        "rerun": ("rerun", "Run again from a manifest, and compare the contents."),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """In the order in which people need them."""
        return list(self.homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import the module of one command."""
        if cmd_name not in self.homes:
            return None
        module = importlib.import_module(f"demerit.cli.{self.homes[cmd_name][0]}")
        return getattr(module, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in self.homes.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words before a command's name."""
        with spelt_refusals():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; every error leaves as one clear message with its exit code."""
        try:
            with spelt_refusals():
                result = super().invoke(ctx)
            sys.stdout.flush()
        except DemeritError as error:
            _leave(ctx, error, str(error), error.exit_code)
        except KeyboardInterrupt as stop:
            _leave(ctx, stop, str(stop) or "interrupted; nothing had been written", INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click leaves quietly
            _leave(ctx, error, f"{error.filename or 'cannot write'}: {error.strerror or error}", WRONG_USE)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001  the last door: no traceback reaches a user
            try:
                await_lost_stop()
            except KeyboardInterrupt as stop:
                _leave(ctx, stop, "interrupted", INTERRUPTED)
            hint = "set DEMERIT_DEBUG=1 to see where"
            _leave(ctx, error, f"internal fault: {type(error).__name__}: {error} ({hint})", INTERNAL_FAULT)
        else:
            return result


def _leave(ctx: click.Context, error: BaseException, message: str, code: int) -> None:
    """Say one message on standard error and exit; with DEMERIT_DEBUG=1 the traceback before it."""
    if os.environ.get("DEMERIT_DEBUG") == "1":
        traceback.print_exception(error, file=sys.stderr)
    say_text("\n".join([message, *getattr(error, "__notes__", ())]), err=True)
    ctx.exit(code)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Every person in it is synthetic. It studies scoring; it is no tool for scoring.",
)
@click.version_option(package_name="demerit", message="demerit %(version)s")
def demerit() -> None:
    """A laboratory for social scoring: what a scoring scheme does to people.

    \b
    First steps:
      demerit run                     # as-described on china-2020, 5 years
      demerit run as-described --society brackwater --days 365
      demerit life runs/as-described-1 17-1752
      demerit compare as-described as-described \\
              --set conducts.jaywalking.points=0
      demerit audit as-described
      demerit new my-scheme.yaml
    """
