"""The least change as a page of rules changed: the ceilings before and after, and each rule at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from demerit.findings.wording import plain
from demerit.report.markup import Child, table, tag
from demerit.report.words import many

if TYPE_CHECKING:
    from demerit.study.turning.least import Least

CEILING_HEAD: Final = ("ceiling", "before", "after")
CHANGE_HEAD: Final = ("rule", "line", "change", "before", "after")
ONLY: Final = (
    "Tried are only changes that weaken the scheme: points toward zero, sanctions, detection, alarms, "
    "attention and influence taken away, review, appeal or lapse added. A ceiling is met where the upper end "
    "of the 95 % interval is below it; no change counts under which any group's absolute harm rises."
)


def answer(least: Least) -> str:
    """What came of the search, and how far it went."""
    lived = f"{many(least.worlds, 'world')} of {least.people:,} people; {least.method}"
    if least.enough is None:
        return f"No change was found that meets the ceilings ({lived})."
    if not least.enough.moves:
        return f"The scheme meets the ceilings as it is, lived by {least.people:,} people."
    rules = many(len({move.rule for move in least.enough.moves}), "rule")
    return f"{rules} changed meet{'s' if rules.startswith('1 ') else ''} the ceilings ({lived})."


def ceiling_rows(least: Least) -> list[tuple[str, str, str]]:
    """Each ceiling, with the value and interval of its finding before and after."""
    return [
        (ceiling["ceiling"], _said(ceiling["before"]), _said(ceiling["after"]))
        for ceiling in least.as_json()["ceilings"]
    ]


def _said(ends: dict[str, Any] | None) -> str:
    """'0.083 (0.079 to 0.087)'."""
    if ends is None:
        return "-"
    if ends["value"] is None:
        return "nothing of the kind"
    if ends["low"] is None:
        return f"{plain(ends['value'])} (no range)"
    return f"{plain(ends['value'])} ({plain(ends['low'])} to {plain(ends['high'])})"


def change_rows(least: Least) -> list[tuple[str, str, str, str, str]]:
    """Each rule that is changed, at its line."""
    return [
        (
            change.rule,
            "-" if change.line is None else f"{change.line:,}",
            change.words,
            change.before,
            change.after,
        )
        for change in least.changed
    ]


def least_body(least: Least) -> list[Child]:
    """The section of a page."""
    body: list[Child] = [
        tag("p", tag("strong", answer(least))),
        tag("p", ONLY, class_="quiet"),
        table("Ceilings", CEILING_HEAD, ceiling_rows(least), numbers_from=3),
    ]
    rows = change_rows(least)
    return [*body, table("Rules changed", CHANGE_HEAD, rows, numbers_from=5)] if rows else body
