"""Why a need was refused, in the terminal's lines."""

from __future__ import annotations

import difflib

from demerit.cli.life_lines import dated
from demerit.cli.lines import beside, columns, wrapped
from demerit.errors import WrongUse
from demerit.report.folder import RunFolder
from demerit.report.life.story import Row, SubjectLife
from demerit.report.life.why import hangs, why
from demerit.schemes.treatments import REFUSING

ANSWER = 20
"""Columns of what a replay says."""


def refusal_of(life: SubjectLife, need: str | None) -> Row | None:
    """The refusal to be explained (of `need`, where named); None where nothing was refused or late.

    The first that hangs on a wrong record, else the first refusal, else the first that came late.

    Raises `WrongUse` where `need` was neither refused nor late.
    """
    asked = [row for row in life.needs if need is None or str(row["need"]) == need]
    if not asked and need is not None:
        names = sorted({str(row["need"]) for row in life.needs})
        near = difflib.get_close_matches(need, names, 1)
        hint = (
            f"did you mean '{near[0]}'?" if near else f"refused or late were: {', '.join(names) or 'nothing'}"
        )
        raise WrongUse(f"'{need}' was never refused to {life.subject}: {hint}")
    refused = [row for row in asked if row["effect"] in REFUSING]
    return next((row for row in refused if hangs(life, row)), next(iter([*refused, *asked]), None))


def why_lines(run: RunFolder, life: SubjectLife, refusal: Row) -> list[str]:
    """The refusal, by whom, the band, the records behind the loss, what of it was wrong, the replays."""
    reasons = why(run, life, refusal)
    lines = [
        *wrapped(reasons.question),
        *wrapped(reasons.asked),
        *wrapped(reasons.standing),
        *wrapped(reasons.head),
    ]
    for day, sentence in reasons.losses:
        lines += dated(day, sentence)
    lines += [*wrapped(reasons.returned), *wrapped(reasons.parts)]
    if reasons.replays:
        lines.append("The same ledger, lived again")
        for sentence, answer in reasons.replays:
            lines += beside("  ", sentence, f"{answer:<{ANSWER}}", columns() - 1)
    return lines
