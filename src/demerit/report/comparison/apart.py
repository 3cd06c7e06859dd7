"""Two runs on shared luck, told apart: differences in natural frequencies, grouped, largest harms first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeGuard, get_args

from demerit.findings.catalogue import words_of
from demerit.findings.wording import Section, both, few, is_number, plain

if TYPE_CHECKING:
    from demerit.findings.compare import Difference
    from demerit.report.folder import RunFolder

GROUPS: Final = get_args(Section)
"""In the order in which they are told."""


@dataclass(frozen=True, kw_only=True)
class Apart:
    """A finding in two runs, as said: both values, difference and its 95 % interval, in its own base."""

    name: str
    group: str
    words: str
    a: float
    b: float
    difference: float
    low: float | None
    high: float | None
    of: int
    events: int
    assumed: tuple[float, float] | None = None

    @property
    def moved(self) -> bool:
        """Whether the two differ at all."""
        return self.difference != 0

    @property
    def beyond(self) -> bool:
        """Whether the interval of the paired difference leaves out that nothing changed."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high

    @property
    def size(self) -> float:
        """How large the difference is: among `of`, or in per cent of the larger value."""
        if self.of or not self.moved:
            return abs(self.difference)
        return abs(self.difference) / max(abs(self.a), abs(self.b), abs(self.difference)) * 100

    @property
    def signed(self) -> str:
        """The difference with its sign: '−109', '+2.1'."""
        return signed(self.difference)

    @property
    def both(self) -> str:
        """Both values: '212, then 103'."""
        return f"{plain(self.a)} → {plain(self.b)}"

    @property
    def ends(self) -> str:
        """The interval of the difference, and where it lies if assumptions err; '' where neither is known."""
        chance = None if self.low is None or self.high is None else (self.low, self.high)
        return both(_span(chance), _span(self.assumed))


def _span(ends: tuple[float, float] | None) -> str:
    """'−12 to +3', of equal ends the one; '' for none."""
    if ends is None:
        return ""
    low, high = map(signed, ends)
    return low if low == high else f"{low} to {high}"


def signed(value: float) -> str:
    """A difference for reading, with its sign."""
    return f"+{plain(value)}" if value > 0 else plain(value)


def differing(reference: RunFolder, other: RunFolder, differences: Mapping[str, Difference]) -> list[Apart]:
    """Every difference that is a number and has events enough to be said, in groups, the largest first.

    Under 20 events in both, a share of 100 or 1,000 would say more than was seen: they are left out, and so
    is what no single number says; compare.json has them.
    """
    in_words: list[Apart] = []
    for name, entry in differences.items():
        a, b = reference.finding(name), other.finding(name)
        if a is None or b is None or words_of(name).section is None or (few(a) and few(b)):
            continue
        in_words += [_in_words(other, *part, max(a.events, b.events)) for part in flat(name, entry)]
    return sorted(in_words, key=lambda one: (GROUPS.index(one.group), -one.size, one.name))


def flat(name: str, entry: Difference) -> Iterator[tuple[str, Difference]]:
    """The numbers of an entry: itself, or one for each key of a value that is a table; no interval then."""
    if is_number(entry["difference"]):
        yield name, entry
    elif _is_table(entry["difference"]):
        for key, apart in entry["difference"].items():
            part: Difference = {
                "a": entry["a"][key], "b": entry["b"][key], "difference": apart, "low": None, "high": None,
            }  # fmt: skip
            yield from flat(f"{name}.{key}", part)


def _is_table(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a value is itself a mapping of values."""
    return isinstance(value, Mapping)


def _in_words(run: RunFolder, name: str, entry: Difference, events: int) -> Apart:
    """One difference in the base and words of its question."""
    words = words_of(name, run.called)
    times = words.of or 1
    low, high = entry["low"], entry["high"]
    least, most = entry.get("assumed_low"), entry.get("assumed_high")
    return Apart(
        name=name,
        group=words.section or GROUPS[-1],
        words=words.phrase(),
        a=words.scaled(entry["a"]),
        b=words.scaled(entry["b"]),
        difference=entry["difference"] * times,
        low=None if low is None else low * times,
        high=None if high is None else high * times,
        assumed=None if least is None or most is None else (least * times, most * times),
        of=words.of,
        events=events,
    )


def beyond_chance(differences: list[Apart]) -> list[Apart]:
    """Those whose interval leaves out that nothing changed."""
    return [one for one in differences if one.beyond]


def shown(differences: list[Apart]) -> list[Apart]:
    """What is worth telling: what is beyond chance; where no interval could be had, all that moved."""
    if any(one.low is not None for one in differences):
        return beyond_chance(differences)
    return [one for one in differences if one.moved]


def standing(differences: list[Apart], count: int) -> str:
    """What the list holds, and what it leaves out: chance is spoken of only with intervals."""
    moved, beyond = [one for one in differences if one.moved], beyond_chance(differences)
    if not moved:
        return "Nothing differs: every finding is the same in both."
    if all(one.low is None for one in moved):
        return "No intervals, so any of this may be chance: intervals take 8 districts, and 20 events."
    within = sum(one.low is not None and not one.beyond for one in moved)
    without = sum(one.low is None for one in moved)
    parts = [f"{len(beyond) - count:,} more beyond chance"] if len(beyond) > count else []
    parts += [f"{within:,} within chance"] if within else []
    parts += [f"{without:,} without an interval"] if without else []
    still = len(differences) - len(moved)
    rest = f" Not shown: {', '.join(parts)}; see compare.json." if parts else ""
    same = f" {still:,} did not change." if still else ""
    first = "Each is beyond chance" if beyond else "No difference is beyond chance"
    return f"{first}: 95 % intervals of the paired difference, chance only.{rest}{same}"
