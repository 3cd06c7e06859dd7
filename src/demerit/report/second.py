"""The second range in words: what comes of it if the assumed numbers err, beside what chance leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from demerit.findings.wording import plain, spoken
from demerit.report.words import listed, many
from demerit.runs.opening import ASSUMED
from demerit.study.ensemble.ranges import NEEDED

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder
    from demerit.study.ensemble.failing import Failed

MOST: Final = 0.5
"""Of a range: what gives more is most of it."""
WORDS: Final = {
    "act": "how often {} is done when it can be",
    "per_year": "how often life brings {}",
    "spread": "how far people differ in {}",
    "cost": "what {} costs",
    "points": "the points of {}",
    "misnames": "how often {} takes one for another",
    "looks_per_year": "how many looks {} takes",
    "list": "how long the list of {} is",
    "fpir": "how often a look of {} is a false match",
}
"""How a number is called by its last key; {} is what it belongs to."""
UNSAID: Final = {"values", "alarms", "detects", "misnames"}
"""Steps of a path that say nothing beside its ends."""


def draws(run: RunFolder) -> int:
    """How many draws of its assumed numbers a run has lived."""
    return int(run.options.get("assumed") or 0)


def second_range(run: RunFolder, count: int) -> str:
    """What the second range is, or that there is none."""
    if not draws(run):
        return f"Assumed ranges: not drawn (--assumed 0); {many(count, 'assumed number')} not varied."
    stored = drawn(run)
    count = len(stored.get("numbers", ())) or count  # one without a range is not varied
    failed = len(stored.get("failed", ()))
    if _too_many_failed(stored):
        return f"No second range: {failed:,} of {draws(run):,} draws failed{_why(stored)}"
    of_which = f", of which {failed:,} failed: {ASSUMED} says why" if failed else ""
    return if_they_err(count, draws(run), of_which)


def if_they_err(numbers: int, count: int, failed: str, *, both: bool = False) -> str:
    """'Second range: if the 31 assumed numbers err within theirs (64 draws).', and what of those `failed`.

    `both`: they are those of two worlds, in each draw the same for both.
    """
    of_both, alike = (" of both", ", the same for both") if both else ("", "")
    whose = f"the {numbers:,} assumed numbers{of_both} err within theirs"
    whose = f"the assumed number{of_both} errs within its" if numbers == 1 else whose
    return f"Second range: if {whose}{alike} ({count:,} draws{failed})."


def _too_many_failed(stored: dict[str, Any]) -> bool:
    """Whether so many draws failed that no finding has a range over them."""
    return len(stored.get("failed", ())) > (1 - NEEDED) * stored.get("draws", 0)


def _why(stored: dict[str, Any]) -> str:
    """What the draws that failed have in common, or where each says why."""
    common = stored.get("failing")
    return f". {failing_words(common)} {ASSUMED} has each." if common else f": {ASSUMED} says why."


def why_failed(failed: Failed) -> str:
    """' ' and what draws that failed have in common, else what the first of them says; '' for none."""
    if failed.common is not None:
        return f" {failing_words(failed.common.as_json())}"
    return f" The first of them: {failed.failures[0]}." if failed.failures else ""


def failing_words(common: dict[str, Any]) -> str:
    """Where worlds that failed lie: 'All 9 that failed have … at 246,505 or more, as have 3 that …'."""
    end = f"{plain(common['from'])} or more" if "from" in common else f"{plain(common['to'])} or less"
    also = {0: "", 1: ", as has one that was lived"}
    others = also.get(common["others"], f", as have {common['others']:,} that were lived")
    count = common["failed"]
    whose = "The one that failed has" if count == 1 else f"All {count:,} that failed have"
    return f"{whose} {number_words(common['path'])} at {end}{others}."


def drawn(run: RunFolder) -> dict[str, Any]:
    """What the draws said besides ranges: which failed, what leads each finding; nothing where none was."""
    return run.stored.drawn if draws(run) else {}


def leaders(run: RunFolder, finding: str) -> str:
    """Which assumed numbers most of a finding's range comes from; '' where nothing was drawn."""
    stored = drawn(run)
    if not stored or _too_many_failed(stored):
        return ""
    leading = cast("list[dict[str, Any]]", stored.get("leading", {}).get(finding, []))
    if not leading:
        return f"Among {len(stored['numbers']):,} numbers none stands out in {stored['draws']:,} draws."
    named = listed(
        f"{number_words(leader['number'])} ({leader['share'] * 100:.0f} %, "
        f"{leader['low'] * 100:.0f}-{leader['high'] * 100:.0f})"
        for leader in leading
    )
    mostly = sum(leader["share"] for leader in leading) > MOST
    return f"{'Most' if mostly else 'Part'} of it comes from {named}."


def number_words(name: str) -> str:
    """What an assumed number is called: 'how many looks street camera takes', 'decay (patrol)'."""
    *above, key = name.partition(":")[2].split(".")
    ids = [spoken(part) for part in above[1:] if part not in UNSAID]
    if key in WORDS and ids:
        return WORDS[key].format(ids[-1])
    if above and above[-1] == "values":
        return f"{spoken(above[-2])} of {spoken(key)} ({ids[0]})"
    whose = ", ".join(ids or [spoken(part) for part in above])
    return f"{spoken(key)} ({whose})" if whose else spoken(key)
