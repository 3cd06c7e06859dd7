"""What a test of an element says, and the table of all tests.

@element("over-time")
def over_time(case: Case) -> Seen:
    return shown("Points add up over days.", case.use("score"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

from demerit.law.case import Case, Section, Spot

Status = Literal["shown", "negated", "unknown"]
MOST_NAMED: Final = 4


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the file says about an element, in a sentence, with the lines that say it."""

    status: Status
    reason: str
    spots: tuple[Spot, ...] = ()

    @property
    def lines(self) -> list[int]:
        """The lines, ascending, each once."""
        return sorted({spot.line for spot in self.spots if spot.line})

    @property
    def rules(self) -> list[str]:
        """The entries that the lines belong to, in order of the lines, each once."""
        return list(
            dict.fromkeys(spot.rule for spot in sorted(self.spots, key=lambda s: s.line) if spot.rule)
        )


Test = Callable[[Case], Seen]
Say = Callable[..., Seen]
"""`shown`, `negated` or `unknown`: a sentence and its lines become what the file says."""
ELEMENTS: Final[dict[str, Test]] = {}


def element(name: str) -> Callable[[Test], Test]:
    """Make the function below the test of an element. Raises ValueError for an id that is taken."""

    def kept(test: Test) -> Test:
        if name in ELEMENTS:
            raise ValueError(f"an element {name!r} has its test already")
        ELEMENTS[name] = test
        return test

    return kept


def shown(reason: str, *spots: Spot) -> Seen:
    """The file shows it."""
    return Seen(status="shown", reason=reason, spots=spots)


def negated(reason: str, *spots: Spot) -> Seen:
    """The file says the contrary."""
    return Seen(status="negated", reason=reason, spots=spots)


def unknown(reason: str, *spots: Spot) -> Seen:
    """The file leaves it open; the reason says what would have to be known."""
    return Seen(status="unknown", reason=reason, spots=spots)


def of_these(
    say: Say, sentence: str, case: Case, section: Section, entries: Iterable[Any], *field: str
) -> Seen:
    """Say a sentence of some entries of a section, named where it has {}, with their lines."""
    theirs = list(entries)
    return say(sentence.format(named(entry.id for entry in theirs)), *case.at_all(section, theirs, *field))


def named(names: Iterable[str], most: int = MOST_NAMED) -> str:
    """Ids in a sentence, each once: 'a', 'b' and 3 more."""
    quoted = [f"'{name}'" for name in dict.fromkeys(names)]
    if len(quoted) > most:
        return f"{', '.join(quoted[: most - 1])} and {len(quoted) - most + 1} more"
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
