"""How findings are said: the words that a question declares, and shares as natural frequencies."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeGuard

from demerit.formats.plain import is_number

if TYPE_CHECKING:
    from demerit.findings.finding import Finding

Noun: TypeAlias = tuple[str, str]
"""A noun or a verb with what follows, for one and for several: ('person', 'people')."""
Section = Literal[
    "People wrongly recorded", "Band", "Refusals and delays", "Speech and belief", "Claimed benefits",
    "Costs", "Organisations", "Between groups", "Other",
]  # fmt: skip
"""Under which heading a finding is compared, in the order in which they are told."""

KEY: Final = re.compile(r"<[a-z]+>")
FEW: Final = 20  # events; below it a share of 100 or of 1,000 says more than was seen
WIDEST_BASE: Final = 1_000_000_000
HALF: Final = 0.5
ERR: Final = "if assumptions err"
KIND_NOUNS: Final[Mapping[str, Noun]] = {
    "person": ("person", "persons"),
    "company": ("company", "companies"),
    "government": ("government entity", "government entities"),
    "organisation": ("social organisation", "social organisations"),
}
"""What a kind of subject is called."""
PEOPLE: Final[Noun] = ("person", "people")
OF_REFUSALS: Final[Noun] = ("refusal", "refusals")
OF_DELAYS: Final[Noun] = ("delay", "delays")
EXPRESSIVE_ACTS: Final[Noun] = ("post, prayer or protest", "posts, prayers and protests")


def alike(words: str) -> Noun:
    """Words that are the same for one and for several."""
    return words, words


def be(words: str, tense: Literal["is", "was"] = "was") -> Noun:
    """'was withheld' of one, 'were withheld' of several."""
    return f"{tense} {words}", f"{'were' if tense == 'was' else 'are'} {words}"


@dataclass(frozen=True, kw_only=True)
class Telling:
    """How a count of events is told in a sentence.

    `subject`: what is told ("How often people are kept waiting"); `often`: of a rate, {} being the number;
    `seen`: of events that were counted, one or several; `never`: of none.
    """

    subject: str
    often: str
    seen: Noun
    never: str

    def of_events(self, events: int) -> str:
        """The sentence of so many events."""
        return f"{events:,} {self.seen[0 if events == 1 else 1]}" if events else self.never


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of a question; a key in angle brackets stands for the key of its id.

    A share is said among `of` of `whom`: "Of 1,000 people, 212 got a record …"; without `of` the number as it
    is stands before `what`: "12 services a year were refused to 1,000 people". `label`: what is measured, at
    the head of a line; `those`: the same where groups are compared ("People with a wrong record are 2 times
    as common in …"), by default the label. `change`: the share is a change, said as what becomes of `of`.
    `per_case`: the finding's events are all the cases that the share is of, not those that it counts.
    `section`: None where no single number says it. `headline`: its rank there, None where it is not in it.
    `briefly`: what is measured, within a sentence or where groups are compared in one line ("wrong records");
    `telling`: how events are told in a sentence of their own.
    `bears_on`: ids of the elements of the law that it bears on, `bears_on_by_key` those of single keys, and
    `gap_bears_on` those of its gap between groups.
    """

    label: str
    what: Noun
    of: int = 0
    whom: Noun = PEOPLE
    those: str | None = None
    change: bool = False
    per_case: bool = False
    section: Section | None = "Other"
    headline: int | None = None
    caveat: str | None = None
    briefly: str | None = None
    telling: Telling | None = None
    bears_on: tuple[str, ...] = ()
    bears_on_by_key: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    gap_bears_on: tuple[str, ...] = ()

    def filled(self, key: str, title: Callable[[str], Noun]) -> Words:
        """The words of one key, with what it is called; what bears on the law through that key with them."""
        called = title(key)

        def put(text: str, place: int = 1) -> str:
            return KEY.sub(lambda _: called[place], text)

        return replace(
            self,
            label=put(self.label),
            what=(put(self.what[0]), put(self.what[1])),
            whom=(put(self.whom[0], 0), put(self.whom[1])),
            those=put(self.those) if self.those else None,
            bears_on=self.bears_on + self.bears_on_by_key.get(key, ()),
        )

    def ending(self, more: str) -> Words:
        """The words with more after them."""
        return replace(self, what=(f"{self.what[0]}{more}", f"{self.what[1]}{more}"))

    def verb(self, count: str, of: int | None = None) -> str:
        """What happened to so many: 'was withheld' to one, 'were withheld' to several."""
        return self.what[0] if count == "1" or of == 1 else self.what[1]

    @property
    def cause(self) -> str:
        """What it would not have happened but for: 'a wrong record'."""
        return self.what[1].rpartition(" but for ")[2]

    def among(self, of: int | None) -> str:
        """'Of 1,000 people', 'Of 1 person', 'Of the people'."""
        if of is None:
            return f"Of the {self.whom[1]}"
        return f"Of {of:,} {self.whom[0] if of == 1 else self.whom[1]}"

    def phrase(self, of: int | None = None) -> str:
        """What follows the number: 'of 1,000 people got a record …', 'services a year were refused …'."""
        if not self.of:
            return self.what[1]
        base = of or self.of
        if self.change:
            return f"{self.what[1]}, for each {base:,} {self.whom[1]}"
        return f"of {base:,} {self.whom[1]} {self.what[1]}"

    def scaled(self, value: float, of: int | None = None) -> float:
        """The number that is said of a value."""
        base = (of or self.of) if self.of else 1
        return value * base + (base if self.change else 0)


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """A finding in print: the number, what it is a number of, and its ranges, '' where there is none."""

    count: str
    what: str
    chance: str = ""


def line(finding: Finding, words: Words, whole: int | None = None) -> FindingLine:
    """The one way in which a finding becomes a line: number, words, ranges.

    Of few events give `whole`, how many there are in all: the share is then said among them, without a range.
    """
    if not words.of:
        count = plain(finding.value) if is_finite(finding.value) else "-"
        return FindingLine(count=count, what=words.verb(count), chance=ends_of(finding))
    if whole is not None and is_finite(finding.value):
        count = count_of(finding.value, whole)
        return FindingLine(count=count, what=words.verb(count))
    count, ends = per_thousand(finding, words.of)
    return FindingLine(count=count, what=words.verb(count), chance=ends)


def missing(finding: Finding | None) -> str:
    """Why a finding has no value, completing 'not measurable here, because …': what it says itself."""
    if finding is None:
        return "this run did not measure it"
    return finding.reason or "nothing of the kind happened in this run"


def is_finite(value: object) -> TypeGuard[float]:
    """True for a finite number that is no bool: what may be printed."""
    return is_number(value) and math.isfinite(value)


def as_number(value: object) -> float | None:
    """A number for a column of numbers; None for a table, a yes or no, and what was not measurable."""
    return float(value) if is_number(value) else None


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


def frequency_ends(finding: Finding, of: int) -> str:
    """The interval of a share among `of`, whole, else to a decimal; '' where there is none to show."""
    if not (is_finite(finding.low) and is_finite(finding.high)):
        return ""
    return _among(finding.low, finding.high, of)


def both_frequencies(finding: Finding, of: int) -> str:
    """The interval of a share among `of`, and where it lies if assumptions err; '' where neither is known."""
    low, high = finding.assumed_low, finding.assumed_high
    assumed = (_among(low, high, of) or count_of(low, of)) if is_finite(low) and is_finite(high) else ""
    return both(frequency_ends(finding, of), assumed)


def both(chance: str, assumed: str) -> str:
    """'chance 320-326 · if assumptions err 206-984'; the first alone as it is, '' for neither."""
    if not assumed:
        return chance
    return f"chance {chance} · {ERR} {assumed}" if chance else f"{ERR} {assumed}"


def _among(low: float, high: float, of: int) -> str:
    """An interval of a share among so many; '' where its ends are not told apart."""
    low, high = max(0.0, low) * of, min(1.0, high) * of
    ends = f"{low:,.0f}", f"{high:,.0f}"
    if ends[0] == ends[1]:
        ends = f"{low:,.1f}", f"{high:,.1f}"
    return between(*ends) if ends[0] != ends[1] else ""


def per_thousand(finding: Finding, of: int = 1_000) -> tuple[str, str]:
    """Count and interval of a share among `of` for a line of the headline: ('212', '208-216').

    An interval that cannot be had is ''; a finding that cannot be had is ('-', ''). A thing rarer than
    one in `of` reads '<1', so that it is never mistaken for nothing.
    """
    if not is_finite(finding.value):
        return "-", ""
    count = "<1" if 0 < finding.value * of < HALF else count_of(finding.value, of)
    return count, both_frequencies(finding, of)


def between(low: str, high: str) -> str:
    """An interval in print: '208-216', or '-6 to -2' where a sign would be misread as the dash."""
    if low == high:
        return low
    return f"{low} to {high}" if any(end.startswith(("-", "−")) for end in (low, high)) else f"{low}-{high}"


def gap_line(gap: Finding, words: Words) -> tuple[str, str]:
    """How much more often the worst-hit group has what `words` are of, and the ends: only beyond chance."""
    what = words.briefly or words.label
    if not is_finite(gap.value) or not is_finite(gap.low):
        unsure = "a gap without an interval may be chance"
        return f"not told: {missing(gap) if gap.reason or not is_finite(gap.value) else unsure}", ""
    if gap.low <= 1 and (gap.high is None or gap.high >= 1):
        return f"{what}: no gap beyond chance", ""
    low = f"{gap.low:.1f}"
    ends = f"≥ {low}" if gap.high is None else between(low, f"{gap.high:.1f}")
    return f"{what} {gap.value:.1f} times the rest's", ends


def few(finding: Finding) -> bool:
    """Whether so few events stand behind a finding that their count is said, and no share."""
    return finding.events < FEW


def spoken(name: str) -> str:
    """An id as words: 'no-high-speed-rail' is 'no high speed rail'."""
    return name.replace("-", " ").replace("_", " ")


def ends_of(finding: Finding) -> str:
    """A finding's ranges in its own unit; '' where it has none."""
    ends = ((finding.low, finding.high), (finding.assumed_low, finding.assumed_high))
    return both(*(between(plain(a), plain(b)) if is_finite(a) and is_finite(b) else "" for a, b in ends))
