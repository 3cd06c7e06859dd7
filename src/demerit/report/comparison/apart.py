"""Two runs on shared luck, told apart: differences in natural frequencies, grouped, largest harms first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from demerit.report.life.subject import PLURALS
from demerit.report.words import few, is_number, plain, spoken

if TYPE_CHECKING:
    from demerit.findings.compare import Difference
    from demerit.report.folder import RunFolder

GROUPS: Final = (
    "People wrongly recorded", "Band", "Refusals and delays", "Speech and belief", "Claimed benefits",
    "Costs", "Organisations", "Between groups", "Other",
)  # fmt: skip
"""In the order in which they are told."""
SHARE, RATE, PERCENT, RATIO, CHANGED = 1.0, 0.0, -1.0, -2.0, -100.0
"""How a finding is said: among so many (from SHARE on), as it is, in per cent, as a ratio; or, of a change,
what becomes of 100."""


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """How findings are said that begin so: `among` so many, or otherwise; {} is the rest."""

    begins: str
    group: str
    among: float
    words: str


def _phrases(group: str, *told: tuple[str, float, str]) -> tuple[Phrase, ...]:
    """Phrases of one group."""
    return tuple(
        Phrase(begins=begins, group=group, among=among, words=words) for begins, among, words in told
    )


PHRASES: Final = (
    *_phrases(
        GROUPS[0],
        ("wrong.people_share", 1_000, "of 1,000 people got a record for something they did not do"),
        ("wrong.per_1000_person_years", RATE, "wrong records a year, of 1,000 people"),
        ("wrong.points_share", 100, "of 100 points lost were lost for what somebody did not do"),
        ("wrong.corrected_share", 100, "of 100 wrong records were corrected"),
        ("wrong.correction_days", RATE, "days until a wrong record was corrected (median)"),
        ("association.points_share", 100, "of 100 points lost were lost for what ties did"),
        ("channel.ppv.", 100, "of 100 records of {} named the one who did it"),
    ),
    *_phrases(
        GROUPS[1],
        ("band.entered_lowest_share", 1_000, "of 1,000 people entered the lowest band"),
        ("band.share.", 1_000, "of 1,000 people were in “{}” on the last day"),
        ("band.trap_share", 100, "of 100 who entered the lowest band were there a year later"),
        ("band.escape_days.", RATE, "days until half had left “{}” for a better band"),
        ("score.mean", RATE, "points: the mean score on the last day"),
    ),
    *_phrases(
        GROUPS[2],
        ("access.denied.", RATE, "services a year refused in {}, of 1,000 people"),
        ("access.denied", RATE, "services a year refused, of 1,000 people"),
        ("access.but_for_wrong", 100, "of 100 refusals hang on a wrong record"),
        ("access.but_for_unrelated", 100, "of 100 refusals hang on conduct unrelated to the service"),
        ("access.but_for_expressive", 100, "of 100 refusals hang on speech, belief or protest"),
        ("access.but_for_association", 100, "of 100 refusals hang on what ties did"),
        ("delays.per_1000_person_years", RATE, "services a year came late, of 1,000 people"),
        ("exclusion.all_providers", 1_000, "of 1,000 people were refused by every provider"),
        ("harm.top_decile_share", 100, "of 100 refusals fell on the tenth of people with most"),
    ),
    *_phrases(
        GROUPS[3],
        ("silence.withheld_share", 100, "of 100 posts, prayers and protests were withheld"),
        ("silence.net", 100, "of 100 posts, prayers and protests are gone, against no scheme"),
    ),
    *_phrases(
        GROUPS[4],
        ("conduct.acts_change.", CHANGED, "acts of {}, for each 100 without a scheme"),
        ("conduct.change.", CHANGED, "acts of the family {}, for each 100 without a scheme"),
        ("performed.share", 100, "of 100 rewarded acts were done only for the reward"),
    ),
    *_phrases(
        GROUPS[5],
        ("cost.income_share", PERCENT, "% of income taken by prices and taxes in tenth {}"),
        ("exposure.people_share", 1_000, "of 1,000 people were shown in public"),
        ("exposure.days", RATE, "days shown, of those who were"),
        ("ties.lost_share", 100, "of 100 friendships were lost"),
        ("work.lost", RATE, "jobs lost"),
    ),
    *_phrases(
        GROUPS[6],
        ("kind.lowest_band_share.", 1_000, "of 1,000 subjects ({}) were in the lowest band on the last day"),
        ("kind.wrong_share.", 1_000, "of 1,000 subjects ({}) got a record for something they did not do"),
        ("kind.denied.", RATE, "services a year refused, of 1,000 subjects ({})"),
        ("kind.score.", RATE, "points: the mean score of subjects ({}) on the last day"),
    ),
    *_phrases(GROUPS[8], ("group.records_given_acts", RATE, "records for each act done")),
    *_phrases(GROUPS[7], ("group.gap.", RATIO, "times as much in the worst-off group as in the rest: {}")),
)
LEFT_OUT: Final = (
    "rules.fired", "band.transitions", "ties.assortativity_by_day", "access.but_for_first", "allocation.",
    "face.", "score.bimodality", "score.sd", "score.drift_per_year",
)  # fmt: skip
"""What no single number says; compare.json has them."""


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
    among: float
    events: int

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
        """How large the difference is: among so many, or in per cent of the larger value."""
        if self.among >= SHARE or not self.moved:
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
        """The interval of the difference; '' where there is none."""
        if self.low is None or self.high is None:
            return ""
        return f"{signed(self.low)} to {signed(self.high)}"


def signed(value: float) -> str:
    """A difference for reading, with its sign."""
    return f"+{plain(value)}" if value > 0 else plain(value)


def told(reference: RunFolder, other: RunFolder, differences: Mapping[str, Difference]) -> list[Apart]:
    """Every difference that is a number and has events enough to be said, in groups, the largest first.

    Under 20 events in both, a share of 100 or 1,000 would say more than was seen: they are left out.
    """
    found: list[Apart] = []
    for name, entry in differences.items():
        a, b = reference.finding(name), other.finding(name)
        if a is None or b is None or name.startswith(LEFT_OUT) or (few(a) and few(b)):
            continue
        found += [_said(other, *part, max(a.events, b.events)) for part in flat(name, entry)]
    return sorted(found, key=lambda one: (GROUPS.index(one.group), -one.size, one.name))


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


def _said(run: RunFolder, name: str, entry: Difference, events: int) -> Apart:
    """One difference in its base and words."""
    phrase = next((each for each in PHRASES if name.startswith(each.begins)), None)
    among = phrase.among if phrase else RATE
    among, none = (-among, -among) if among == CHANGED else (among, 0.0)
    times = 100.0 if among == PERCENT else among if among >= SHARE else 1.0
    low, high = entry["low"], entry["high"]
    return Apart(
        name=name,
        group=phrase.group if phrase else GROUPS[-1],
        words=_filled(run, phrase, name) if phrase else spoken(name.replace(".", ": ")),
        a=none + entry["a"] * times,
        b=none + entry["b"] * times,
        difference=entry["difference"] * times,
        low=None if low is None else low * times,
        high=None if high is None else high * times,
        among=among,
        events=events,
    )


def _filled(run: RunFolder, phrase: Phrase, name: str) -> str:
    """The words with what the id says besides: a band's title, a kind's plural, a finding's words."""
    rest = name.removeprefix(phrase.begins).lstrip(".")
    if phrase.begins.startswith("kind."):
        rest = PLURALS.get(rest, rest)
    if phrase.begins == "group.gap.":
        known = next((each for each in PHRASES if rest.startswith(each.begins)), None)
        return phrase.words.format(f"{known.words.format(spoken(rest))}" if known else spoken(rest))
    return phrase.words.format(run.title(rest)) if rest else phrase.words


def beyond_chance(found: list[Apart]) -> list[Apart]:
    """Those whose interval leaves out that nothing changed."""
    return [one for one in found if one.beyond]


def shown(found: list[Apart]) -> list[Apart]:
    """What is worth telling: what is beyond chance; where no interval could be had, all that moved."""
    if any(one.low is not None for one in found):
        return beyond_chance(found)
    return [one for one in found if one.moved]


def standing(found: list[Apart], count: int) -> str:
    """What the list holds, and what it leaves out: chance is spoken of only with intervals."""
    moved, beyond = [one for one in found if one.moved], beyond_chance(found)
    if not moved:
        return "Nothing differs: every finding is the same in both."
    if all(one.low is None for one in moved):
        return "No intervals, so any of this may be chance: intervals take 8 districts, and 20 events."
    within = sum(one.low is not None and not one.beyond for one in moved)
    without = sum(one.low is None for one in moved)
    parts = [f"{len(beyond) - count:,} more beyond chance"] if len(beyond) > count else []
    parts += [f"{within:,} within chance"] if within else []
    parts += [f"{without:,} without an interval"] if without else []
    still = len(found) - len(moved)
    rest = f" Not shown: {', '.join(parts)}; see compare.json." if parts else ""
    same = f" {still:,} did not change." if still else ""
    first = "Each is beyond chance" if beyond else "No difference is beyond chance"
    return f"{first}: 95 % intervals of the paired difference, chance only.{rest}{same}"
