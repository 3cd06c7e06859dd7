"""How findings are said: natural frequencies, ranges, what cannot be measured; for page and terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DAYS_A_YEAR = 365.25
FEW = 20  # events; below it a share of 100 or of 1,000 says more than was seen
LEAST_SHARE = 0.00005
MOST_DIGITS = 6
TENTH = 0.1
WIDEST_BASE = 1_000_000_000
NOT_A_SYSTEM = "NOT A REAL SYSTEM"


class Measured(Protocol):
    """What wording needs of a finding; value, low and high may be None (not measurable)."""

    @property
    def value(self) -> Any:
        """A number, a nested dict of numbers, or None."""
        ...

    @property
    def low(self) -> float | None:
        """Lower end of the 95 % interval."""
        ...

    @property
    def high(self) -> float | None:
        """Upper end of the 95 % interval."""
        ...

    @property
    def unit(self) -> str:
        """Unit of value, low and high."""
        ...


def is_number(value: object) -> TypeGuard[float]:
    """True for a finite number that is no bool: what may be printed."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def plain(value: float, digits: int = 3) -> str:
    """A number for reading: thousands separated, at most `digits` significant, no trailing zeros."""
    if value == 0:
        return "0"
    if value < 0:
        return f"−{plain(-value, digits)}"
    size = math.floor(math.log10(value))
    if size >= digits - 1:
        return f"{value:,.0f}"
    text = f"{value:,.{max(0, digits - 1 - size)}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def base_for(share: float, least: int = 1_000) -> int:
    """How many people to speak of, so that a share above nothing is one of them at least: 1,000 or more."""
    of = least
    while 0 < share * of < 1 and of < WIDEST_BASE:
        of *= 10
    return of


def count_of(share: float, of: int) -> str:
    """The natural frequency of a share among `of`: '212'; whole, never rounded up from nothing."""
    return f"{share * of:,.0f}"


def counted(finding: Measured, of: int = 1_000) -> tuple[str, str | None] | None:
    """('212', '208-216') among a base wide enough for rare things; None where it was not measurable.

    Where whole numbers would hide the interval, both carry a decimal; where even that shows none it is None.
    """
    if not is_number(finding.value):
        return None
    wide = base_for(abs(finding.value), of)
    ends = frequency_ends(finding, wide) or None
    return (f"{finding.value * wide:,.1f}" if ends and "." in ends else count_of(finding.value, wide)), ends


def in_brackets(finding: Measured, of: int = 1_000) -> str:
    """'212 (208-216)' among the base of `counted`; 'not measurable' where there is no value."""
    found = counted(finding, of)
    if found is None:
        return "not measurable"
    return f"{found[0]} ({found[1]})" if found[1] else found[0]


def frequency(finding: Measured, of: int = 1_000) -> str | None:
    """'212 of 1,000' for a share, widening the base for rare things; None where it was not measurable."""
    if not is_number(finding.value):
        return None
    wide = base_for(abs(finding.value), of)
    return f"{count_of(finding.value, wide)} of {wide:,}"


def one_in(share: float) -> str:
    """How rare a share is, to two digits: '1 in 60,000'; 'none' for nothing."""
    return f"1 in {float(f'{1 / share:.2g}'):,.0f}" if share else "none"


def frequency_ends(finding: Measured, of: int) -> str:
    """The interval of a share among `of`, whole, else to a decimal; '' where there is none to show."""
    if not (is_number(finding.low) and is_number(finding.high)):
        return ""
    low, high = max(0.0, finding.low) * of, min(1.0, finding.high) * of
    ends = f"{low:,.0f}", f"{high:,.0f}"
    if ends[0] == ends[1]:
        ends = f"{low:,.1f}", f"{high:,.1f}"
    return between(*ends) if ends[0] != ends[1] else ""


def per_thousand(finding: Measured, of: int = 1_000) -> tuple[str, str]:
    """Count and interval of a share among `of` for a line of the headline: ('212', '208-216').

    An interval that cannot be had is ''; a finding that cannot be had is ('-', ''). A thing rarer than
    one in `of` reads '<1', so that it is never mistaken for nothing.
    """
    if not is_number(finding.value):
        return "-", ""
    count = "<1" if 0 < finding.value * of < 0.5 else count_of(finding.value, of)  # noqa: PLR2004
    return count, frequency_ends(finding, of)


def between(low: str, high: str) -> str:
    """An interval in print: '208-216', or '-6 to -2' where a sign would be misread as the dash."""
    if low == high:
        return low
    return f"{low} to {high}" if any(end.startswith(("-", "−")) for end in (low, high)) else f"{low}-{high}"


def is_share(unit: str) -> bool:
    """True for units that are shares of one, to be said in hundreds."""
    return unit.strip().lower().startswith(("share", "proportion", "probability", "fraction"))


def percent(value: float, *, signed: bool = False) -> str:
    """A share as a percentage: '12 %', '0.4 %', with its sign where it is a change."""
    sign = "+" if signed and value > 0 else ""
    if 0 < abs(value) < LEAST_SHARE:
        return "about 0 %"
    return f"{sign}{plain(value * 100, 3 if abs(value) >= TENTH else 2)} %"


def amount(value: object, unit: str) -> str:
    """A value with its unit as read in a table: shares in per cent, the rest plain."""
    if not is_number(value):
        return "not measurable"
    return f"{plain(value * 100)} %" if is_share(unit) else plain(value)


def interval(low: object, high: object, unit: str) -> str:
    """The 95 % interval as read in a table, to as many digits as tell its ends apart, or 'no range'."""
    if not (is_number(low) and is_number(high)) or low == high:
        return "no range"
    scale, sign = (100, " %") if is_share(unit) else (1, "")
    ends = ("", "")
    for digits in range(3, MOST_DIGITS + 1):
        ends = plain(low * scale, digits), plain(high * scale, digits)
        if ends[0] != ends[1]:
            break
    return f"{between(*ends)}{sign}"


def years(days: int) -> str:
    """A horizon in words: '5 years', '1 year', '90 days'."""
    whole = round(days / DAYS_A_YEAR)
    if whole >= 1 and abs(days - whole * DAYS_A_YEAR) <= 2 * max(1, whole / 2):
        return "1 year" if whole == 1 else f"{whole} years"
    return many(days, "day")


def listed(parts: Iterable[str], last: str = "and") -> str:
    """A list in a sentence: 'a, b and c'."""
    items = list(parts)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def many(count: int, one: str, more: str | None = None) -> str:
    """A count with its noun: '1 day', '1,200 people'; `more` is the plural where an s does not do."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def spoken(name: str) -> str:
    """An id as words: 'no-high-speed-rail' is 'no high speed rail'."""
    return name.replace("-", " ").replace("_", " ")


def few(finding: object) -> bool:
    """Whether so few events stand behind a finding that their count is said, and no share."""
    events = getattr(finding, "events", 0)
    return not is_number(events) or events < FEW


def why_missing(name: str, finding: Measured | None, options: Mapping[str, Any]) -> str:  # noqa: ARG001
    """Why a finding has no value, completing 'not measurable here, because …': what the finding itself says.

    Only the finding knows: whoever asks need not tell lacks apart by ids or by the run's `options`.
    """
    if finding is None:
        return "this run did not measure it"
    reason: str | None = getattr(finding, "reason", None)
    return reason or "nothing of the kind happened in this run"


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
    doubt = f" {points}" if disputed else ""
    if status == "described" and disputed:
        return NOT_A_SYSTEM, f"Simulation; disputed scheme. {clause(claims[0])}. {points}"
    if status == "described":
        return NOT_A_SYSTEM, "Simulation of a scheme that somebody described."
    if status in {"enacted", "piloted"}:
        verb = "is in force" if status == "enacted" else "was tried out"
        return (
            "A SIMULATION",
            f"The scheme {verb}; the people and every number about them are made up.{doubt}",
        )
    if status == "ended":
        made = "the people and every number about them are made up"
        return "A SIMULATION", f"The scheme {in_force(years)}; {made}.{doubt}"
    if status == "hypothetical":
        return NOT_A_SYSTEM, f"Simulation of a made-up scheme, for study.{doubt}"
    return "A SIMULATION", f"Whether anybody runs this scheme is not stated in its file.{doubt}"
