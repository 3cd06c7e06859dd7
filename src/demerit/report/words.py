"""How numbers are read on page and terminal: per cent, ranges, spans, lists; and a scheme's status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.findings.wording import (
    base_for,
    between,
    both,
    count_of,
    is_finite,
    plain,
)
from demerit.formats.vocabulary import YEAR_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from demerit.findings.finding import Finding

LEAST_SHARE = 0.00005
MOST_DIGITS = 6
NO_RANGE = "no range"
TENTH = 0.1
NOT_A_SYSTEM = "NOT A REAL SYSTEM"


def frequency(finding: Finding, of: int = 1_000) -> str | None:
    """'212 of 1,000' for a share, widening the base for rare things; None where it was not measurable."""
    if not is_finite(finding.value):
        return None
    wide = base_for(abs(finding.value), of)
    return f"{count_of(finding.value, wide)} of {wide:,}"


def one_in(share: float) -> str:
    """How rare a share is, to two digits: '1 in 60,000'; 'none' for nothing."""
    return f"1 in {float(f'{1 / share:.2g}'):,.0f}" if share else "none"


def is_share(unit: str) -> bool:
    """True for units that are shares of one, to be said in hundreds."""
    return unit.strip().lower().startswith(("share", "proportion", "probability", "fraction"))


def percent(value: float, *, signed: bool = False) -> str:
    """A share as a percentage: '12 %', '0.4 %', with its sign where it is a change."""
    sign = "+" if signed and value > 0 else ""
    if 0 < abs(value) < LEAST_SHARE:
        return "about 0 %"
    return f"{sign}{plain(value * 100, 3 if abs(value) >= TENTH else 2)} %"


def changed(value: float, low: float | None, high: float | None) -> str:
    """A change in per cent with its interval: '+3 % (−1 % to +7 %)'; '+3 %' where there is none."""
    change = percent(value, signed=True)
    if not (is_finite(low) and is_finite(high)):
        return change
    return f"{change} ({percent(low, signed=True)} to {percent(high, signed=True)})"


def amount(value: object, unit: str) -> str:
    """A value with its unit as read in a table: shares in per cent, the rest plain."""
    if not is_finite(value):
        return "not measurable"
    return f"{plain(value * 100)} %" if is_share(unit) else plain(value)


def interval(low: object, high: object, unit: str) -> str:
    """The 95 % interval as read in a table, to as many digits as tell its ends apart, or 'no range'."""
    if not (is_finite(low) and is_finite(high)) or low == high:
        return NO_RANGE
    scale, sign = (100, " %") if is_share(unit) else (1, "")
    ends = ("", "")
    for digits in range(3, MOST_DIGITS + 1):
        ends = plain(low * scale, digits), plain(high * scale, digits)
        if ends[0] != ends[1]:
            break
    return f"{between(*ends)}{sign}"


def both_intervals(finding: Finding) -> str:
    """A finding's interval as read in a table, and where it lies if assumptions err."""
    chance = interval(finding.low, finding.high, finding.unit)
    low, high = finding.assumed_low, finding.assumed_high
    if not (is_finite(low) and is_finite(high)):
        return chance
    return both(chance, amount(low, finding.unit) if low == high else interval(low, high, finding.unit))


def years(days: int) -> str:
    """A horizon in words: '5 years', '1 year', '90 days'."""
    whole = round(days / YEAR_DAYS)
    if whole >= 1 and abs(days - whole * YEAR_DAYS) <= 2 * max(1, whole / 2):
        return "1 year" if whole == 1 else f"{whole} years"
    return many(days, "day")


def listed(parts: Iterable[str], last: str = "and") -> str:
    """A list in a sentence: 'a, b and c'."""
    items = list(parts)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def many(count: int, one: str, more: str | None = None) -> str:
    """A count with its noun: '1 day', '1,200 people'; `more` is the plural where an s does not do."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def clause(words: str) -> str:
    """The first clause of a sentence: 'No national score exists' of 'No national score exists; a start …'."""
    return words.split(";", maxsplit=1)[0].split(". ", maxsplit=1)[0].strip().rstrip(".")


def in_force(years: tuple[int, int] | None) -> str:
    """When a scheme that has ended was in force: 'was in force from 2013 to 2019 and has ended'."""
    if years is None:
        return "was in force and has ended"
    first, last = years
    return f"was in force {f'in {first}' if first == last else f'from {first} to {last}'} and has ended"


def status_line(
    status: str | None, claims: Sequence[str], years: tuple[int, int] | None = None
) -> tuple[str, str]:
    """The card's two lines for a scheme's status: a label in capitals, and what it means in plain words.

    `claims` are the points that published sources contradict; the first is said, the others are counted.
    """
    disputed = len(claims)
    points = f"Published sources contradict {disputed} point{'' if disputed == 1 else 's'} of it."
    made = "the people and every number about them are made up"
    which = f"; disputed scheme. {clause(claims[0])}" if disputed else " of a scheme that somebody described"
    said = {
        "described": f"Simulation{which}.",
        "hypothetical": "Simulation of a made-up scheme, for study.",
        "enacted": f"The scheme is in force; {made}.",
        "piloted": f"The scheme was tried out; {made}.",
        "ended": f"The scheme {in_force(years)}; {made}.",
    }.get(status or "", "Whether anybody runs this scheme is not stated in its file.")
    label = NOT_A_SYSTEM if status in {"described", "hypothetical"} else "A SIMULATION"
    return label, f"{said} {points}" if disputed else said
