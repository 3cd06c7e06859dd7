"""How far acts carry a subject: the fewest into a band, and how long until it is out again.

Arithmetic on the file alone: acts follow each other as fast as the rules let them count, luck aside.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any, Final, cast

from demerit.formats.values import By, every_number, unsourced
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.schemes.model import Conduct, Scheme, StartShares

LONGEST_YEARS: Final = 20
"""As long as a run may last."""
NEGLIGIBLE: Final = 1e-6

Pair = tuple[float, float]
"""Least and most that one act may count."""


def pairs(value: Any) -> list[Pair]:
    """Every [low, high] that a value of a file may have, one for each leaf of its columns."""
    value = unsourced(value)
    if isinstance(value, By):
        table = cast("By[Any]", value)
        return [pair for leaf in table.values.values() for pair in pairs(leaf)]
    if isinstance(value, tuple):
        low, high = cast("tuple[float, float]", value)
        return [(float(low), float(high))]
    return [] if value is None else [(float(value), float(value))]


def numbers(value: Any) -> list[float]:
    """Every plain number that a value of a file may have."""
    return sorted(set(every_number(value)))


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a band is left again: after so many days (None: not by waiting), and by what."""

    days: int | None
    how: str


class Ladder:
    """A scheme's scores and bands, and how acts move a subject on them."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Scores that somebody starts with, ascending."""
        start = self.scheme.score.start
        if isinstance(start, StartShares):
            shares = start.shares.values()
            return tuple(sorted({score for each in shares for score, share in each.items() if share > 0}))
        return (start,)

    @cached_property
    def spans(self) -> dict[str, Pair]:
        """Band to the scores in it, [least, end), as wide as its columns make it."""
        begins = [numbers(band.from_) for band in self.scheme.bands]
        ends = [edges[-1] for edges in begins[1:]] + [self.scheme.score.max + 1.0]
        return {
            band.id: (edges[0], end)
            for band, edges, end in zip(self.scheme.bands, begins, ends, strict=True)
        }  # fmt: skip

    def holds(self, band: str, score: float) -> bool:
        """Whether a score lies in a band."""
        low, end = self.spans[band]
        return low <= score < end

    def begins_in(self, band: str) -> bool:
        """Whether somebody starts in a band."""
        return any(self.holds(band, start) for start in self.starts)

    def fewest_acts(self, conduct: Conduct, band: str, share: float | None = None) -> int | None:
        """The fewest acts of a conduct that carry somebody from outside into a band; None: none ever do.

        `share` (0-1) is how much of each act counts where it is a tie's; a tie's sends nobody to a band.
        """
        outside = [start for start in self.starts if not self.holds(band, start)]
        if share is None and outside and conduct.to_band is not None and conduct.to_band.id == band:
            return 1
        weight = 1.0 if share is None else share
        found = [
            self._acts(conduct, band, start, pair, weight)
            for start in outside
            for pair in pairs(conduct.points)
        ]
        return min((acts for acts in found if acts is not None), default=None)

    def fewest_out(self, conduct: Conduct, band: str) -> int | None:
        """The fewest acts that carry somebody who starts in a band out at its upper end; None: none do."""
        inside = [start for start in self.starts if self.holds(band, start)]
        end = self.spans[band][1]
        above = [each.id for each in self.scheme.bands if self.spans[each.id][0] >= end - NEGLIGIBLE]
        found = [
            self._acts(conduct, other, start, pair, 1.0)
            for start in inside
            for other in above
            for pair in pairs(conduct.points)
        ]
        return min((acts for acts in found if acts is not None), default=None)

    def _acts(self, conduct: Conduct, band: str, start: float, pair: Pair, share: float) -> int | None:
        """Fewest acts of this size from a start into a band, counted as the scheme counts repeats."""
        least, end = self.spans[band]
        falling = start >= end
        cut = min if falling else max
        low, high = cut(pair[0] * share, 0.0), cut(pair[1] * share, 0.0)
        strongest = low if falling else high
        if strongest == 0:
            return None
        least = -math.inf if least <= self.scheme.score.min else least
        end = math.inf if end > self.scheme.score.max else end
        wanted = (start - end) / -strongest if falling else (least - start) / strongest
        lowest, highest = float(start), float(start)
        for acts, weight in self._counted(conduct, wanted, falling=falling):
            lowest, highest = lowest + low * weight, highest + high * weight
            if lowest < end and highest >= least:
                return acts
            if (highest < least) if falling else (lowest >= end):
                return None
        return None

    def _counted(self, conduct: Conduct, wanted: float, *, falling: bool) -> Iterator[tuple[int, float]]:
        """Numbers of acts, and what was added since the last; where all count alike, from `wanted` on."""
        weights = self._weights(conduct, falling=falling)
        if conduct.per_year or conduct.repeat_factor is not None:
            yield from enumerate(weights, 1)
            return
        first = max(1, math.floor(wanted))
        yield first, float(first)
        yield from ((number, 1.0) for number in count(first + 1))

    def _weights(self, conduct: Conduct, *, falling: bool) -> Iterator[float]:
        """How much each act of a row counts, from the first: repeats, the yearly cap, and what has lapsed."""
        lapse = self.scheme.redress.lapse if self.scheme.redress else None
        lapses = lapse is not None and (falling or lapse.of == "all")
        years = math.ceil(lapse.days / YEAR_DAYS) if lapse and lapses else LONGEST_YEARS
        factor = max(numbers(conduct.repeat_factor), default=1.0)
        for _ in range(years):
            for repeat in range(conduct.per_year) if conduct.per_year else count():
                weight = factor**repeat
                if weight < NEGLIGIBLE:
                    break
                yield weight

    def after(self, conduct: Conduct, acts: int) -> list[float]:
        """Scores after none, one, … of the strongest acts, from the lowest start, held at least and most."""
        sizes = numbers(conduct.points)
        size = sizes[0] if abs(sizes[0]) >= abs(sizes[-1]) else sizes[-1]
        score, scores = float(self.starts[0]), [float(self.starts[0])]
        for _, weight in zip(range(acts), self._weights(conduct, falling=size < 0), strict=False):
            score = min(max(score + size * weight, self.scheme.score.min), self.scheme.score.max)
            scores.append(score)
        return scores

    def way_out(self, conduct: Conduct, band: str, acts: int, share: float | None = None) -> Way:
        """The soonest way out of a band after so many acts of a conduct on one day, without new losses."""
        start = self._nearest_start(band)
        worth = min(numbers(conduct.points), default=0.0) * (1.0 if share is None else share)
        landed = max(self.scheme.score.min, start + acts * worth)
        sends = share is None and conduct.to_band is not None and conduct.to_band.id == band
        held = conduct.to_band if sends else None
        if held is not None and held.until is not None:
            return Way(days=None, how=f"by '{held.until}' only")
        lacking = self.spans[band][1] - landed
        if lacking <= 0:
            return Way(
                days=held.days if held else 0, how="when the time in the band is over" if held else "at once"
            )
        way = self._by_waiting(start, lacking, self.spans[band][1]) or self._by_gains(lacking)
        if held is not None and held.days and way.days is not None and held.days > way.days:
            return Way(days=held.days, how="when the time in the band is over")
        return way

    def _nearest_start(self, band: str) -> int:
        """Of those who start outside a band, the score nearest to it; anybody's where nobody does."""
        outside = [start for start in self.starts if not self.holds(band, start)]
        low, end = self.spans[band]
        return min(outside or self.starts, key=lambda start: max(start - end, low - start))

    def _by_waiting(self, start: float, lacking: float, end: float) -> Way | None:
        """Out by lapse or repair, whichever is sooner; None where neither leads out."""
        redress = self.scheme.redress
        ways: list[Way] = []
        if redress and redress.lapse:
            ways.append(Way(days=redress.lapse.days, how="as the records lapse"))
        if redress and redress.repair and redress.repair.points > 0 and end <= start:
            steps = math.ceil(lacking / redress.repair.points)
            ways.append(Way(days=steps * redress.repair.after_days, how="by repair, a step at a time"))
        return min(ways, key=lambda way: way.days or 0, default=None)

    def _by_gains(self, lacking: float) -> Way:
        """Out by acts that gain points, the fewest; never where nothing gains any."""
        sizes = [(numbers(c.points)[-1], c.id) for c in self.scheme.conducts if c.subject == "person"]
        best = max(((size, name) for size, name in sizes if size > 0), default=None)
        if best is None:
            return Way(days=None, how="never: nothing lapses, nothing is repaired, nothing gains points")
        acts = math.ceil(lacking / best[0])
        return Way(days=None, how=f"by {acts:,} of '{best[1]}', for instance")
