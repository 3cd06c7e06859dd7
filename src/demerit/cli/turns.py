"""The options of `demerit study` that ask what an answer turns on; light, as help is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import click
from click.core import ParameterSource

from demerit.cli.options import REFERENCE, file_stem
from demerit.study.turning import HEADLINE

Command = TypeVar("Command", bound=Callable[..., Any])
STUDIES: Final = Path("studies")
"""The folder that these studies go to when none is named: the same command goes on with what is there."""
QUESTIONS: Final = ("claims", "matches", "ceilings")
FILE, ASSUMED, CLAIM, MATCH, CEILING = "a study's FILE", "--assumed", "--claim", "--match", "--ceiling"
OF_A_SCHEME: Final = (ASSUMED, CLAIM, CEILING)
TAKERS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("society", "behaviour", "sets"), OF_A_SCHEME),
    **dict.fromkeys(("hold_out", "discrepancy"), (MATCH,)),
    **dict.fromkeys(("days", "seed"), (FILE, *OF_A_SCHEME)),
    "draws": (FILE, ASSUMED, CLAIM, MATCH),
}
"""By option: what may be asked with it. Files and facts name their own society; facts days and seed, too."""
OWN: Final = (*QUESTIONS, "hold_out", "discrepancy", "society", "behaviour", "sets")

_OPTIONS: Final = (
    click.option(
        "--claim", "claims", multiple=True, is_flag=False, flag_value=HEADLINE, metavar="[CLAIM]",
        help="In how many draws of all assumed numbers this holds, and where it fails; alone, or as "
        "'headline': what the headline says. Repeatable.",
    ),
    click.option(
        "--match", "matches", multiple=True, metavar="FACTS",
        help="What these facts rule out of the assumed ranges. Repeatable.",
    ),
    click.option(
        "--hold-out", multiple=True, metavar="FACT", help="Leave this fact out, and see how it fares.",
    ),
    click.option(
        "--discrepancy", type=float, default=0.1, show_default=True, metavar="SHARE",
        help="Of a fact: how far off a model may be for being one.",
    ),
    click.option(
        "--ceiling", "ceilings", multiple=True, metavar="CEILING",
        help="The least weakening of the scheme that keeps this harm below. Repeatable.",
    ),
    click.option("--society", type=REFERENCE, metavar="S", help="Society: a library id or a file."),
    click.option("--behaviour", type=REFERENCE, metavar="B", help="How people respond: an id or a file."),
    click.option(
        "--set", "sets", multiple=True, metavar="PATH=VALUE", help="Change a rule of the last scheme.",
    ),
)  # fmt: skip


def turning_options(command: Command) -> Command:
    """Add the options of claims, facts and ceilings."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def refuse_idle_options(question: str) -> None:
    """Raise `click.UsageError` for options that were given and would change nothing in what is asked."""
    context = click.get_current_context()
    idle = [
        f"{option.opts[0]} goes with {' or '.join(TAKERS[option.name])}, not with {question}"
        for option in context.command.params
        if option.name in TAKERS
        and question not in TAKERS[option.name]
        and context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
    ]
    if idle:
        raise click.UsageError("\n".join(idle))


def answer(schemes: Sequence[str], out: Path | None, **chosen: Any) -> None:
    """Answer the one question that was asked.

    Raises `click.UsageError` for what does not go together, `WrongUse` for what cannot be asked.
    """
    if sum(bool(chosen[key]) for key in QUESTIONS) > 1:
        raise click.UsageError("one study answers one question: give --claim, --match or --ceiling")
    refuse_idle_options(MATCH if chosen["matches"] else CEILING if chosen["ceilings"] else CLAIM)
    if chosen["matches"] and schemes:
        raise click.UsageError("--match takes no scheme: facts say which run they are held against")
    if not schemes and not chosen["matches"]:
        taken = f": {chosen['claims'][0]!r} is taken for the claim" if chosen["claims"] else ""
        raise click.UsageError(f"name a scheme, or facts with --match{taken}")
    if chosen["ceilings"] and len(schemes) > 1:
        raise click.UsageError(f"--ceiling: one scheme at a time, not {len(schemes)}")
    from demerit.cli.turning import TurningStudy, turn

    stem = file_stem("-vs-".join(Path(path).stem for path in schemes) or "facts")
    turn(TurningStudy(schemes=tuple(schemes), folder=out or STUDIES / stem, **chosen))
