"""Two runs on shared luck, told apart: differences in natural frequencies, grouped, largest harms first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar, get_args

from demerit.findings.catalogue import words_of
from demerit.findings.wording import Section, both, few, is_finite, plain
from demerit.formats.plain import is_table

if TYPE_CHECKING:
    from demerit.findings.compare import Difference
    from demerit.report.folder import RunFolder

GROUPS: Final = get_args(Section)
"""In the order in which they are told."""


@dataclass(frozen=True, kw_only=True)
class Paired:
    """A difference on shared luck and its 95 % interval, in a finding's base; None where there is none."""

    name: str
    difference: float | None
    low: float | None
    high: float | None

    @property
    def moved(self) -> bool:
        """Whether the two differ at all."""
        return bool(self.difference)

    @property
    def beyond(self) -> bool:
        """Whether the interval of the paired difference leaves out that nothing changed."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high

    @property
    def signed(self) -> str:
        """The difference with its sign: '−109', '+2.1'; '-' where it is no number."""
        return "-" if self.difference is None else signed(self.difference)

    @property
    def ends(self) -> str:
        """The interval of the difference: '+100 to +118'; '' where there is none."""
        return _span(self.low, self.high)


P = TypeVar("P", bound=Paired)


@dataclass(frozen=True, kw_only=True)
class Apart(Paired):
    """A finding in two runs, as said: both values, and what they differ by."""

    group: str
    words: str
    a: float
    b: float
    difference: float
    of: int
    assumed: tuple[float | None, float | None] = (None, None)

    @property
    def size(self) -> float:
        """How large the difference is: among `of`, or in per cent of the larger value."""
        if self.of or not self.moved:
            return abs(self.difference)
        return abs(self.difference) / max(abs(self.a), abs(self.b), abs(self.difference)) * 100

    @property
    def both(self) -> str:
        """Both values: '212, then 103'."""
        return f"{plain(self.a)} → {plain(self.b)}"

    @property
    def ends(self) -> str:
        """The interval of the difference, and where it lies if assumptions err; '' where neither is known."""
        return both(super().ends, _span(*self.assumed))


def _span(low: float | None, high: float | None) -> str:
    """'−12 to +3', of equal ends the one; '' for none."""
    if low is None or high is None:
        return ""
    return signed(low) if signed(low) == signed(high) else f"{signed(low)} to {signed(high)}"


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
        in_words += [_in_words(other, *part) for part in flat(name, entry)]
    return sorted(in_words, key=lambda one: (GROUPS.index(one.group), -one.size, one.name))


def flat(name: str, entry: Difference) -> Iterator[tuple[str, Difference]]:
    """The numbers of an entry: itself, or one for each key of a value that is a table; no interval then."""
    if is_finite(entry["difference"]):
        yield name, entry
    elif is_table(entry["difference"]):
        for key, apart in entry["difference"].items():
            part: Difference = {
                "a": entry["a"][key], "b": entry["b"][key], "difference": apart, "low": None, "high": None,
            }  # fmt: skip
            yield from flat(f"{name}.{key}", part)


def _in_words(run: RunFolder, name: str, entry: Difference) -> Apart:
    """One difference in the base and words of its question."""
    words = words_of(name, run.called)
    times = words.of or 1
    low, high, least, most = (
        None if end is None else end * times
        for end in (entry["low"], entry["high"], entry.get("assumed_low"), entry.get("assumed_high"))
    )
    return Apart(
        name=name,
        group=words.section or GROUPS[-1],
        words=words.phrase(),
        a=words.scaled(entry["a"]),
        b=words.scaled(entry["b"]),
        difference=entry["difference"] * times,
        low=low,
        high=high,
        assumed=(least, most),
        of=words.of,
    )


def shown(differences: Sequence[P]) -> list[P]:
    """What is worth telling: what is beyond chance; where no interval could be had, all that moved."""
    chance = any(one.low is not None for one in differences)
    return [one for one in differences if (one.beyond if chance else one.moved)]


def standing(differences: list[Apart], count: int) -> str:
    """What the list holds, and what it leaves out: chance is spoken of only with intervals."""
    moved = [one for one in differences if one.moved]
    beyond = [one for one in differences if one.beyond]
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
