"""How far acts carry a subject, all of them together: which bands are reached, and the ways out again.

Arithmetic on the file alone: acts follow each other as fast as the rules let them count. Where luck decides,
it is taken at its farthest, so that a band that is not reached here is reached in no run. A band that acts
are too large to land in is reached, too: whoever is carried past it is worse off still.
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
from demerit.schemes.model import Conduct, Influence, Scheme, StartShares

LONGEST_YEARS: Final = 20
"""As long as a run may last."""
NEGLIGIBLE: Final = 1e-6
MOST_REPEATS: Final = 10_000


def numbers(value: Any) -> list[float]:
    """Every plain number that a value of a file may have."""
    return sorted(set(every_number(value)))


def farthest(conduct: Conduct, *, falling: bool) -> float:
    """The most points that one act takes (or gives), whoever does it; 0 where it never does."""
    sizes = numbers(conduct.points)
    return max(0.0, -sizes[0] if falling else sizes[-1])


def share_for_persons(influence: Influence) -> float:
    """How much of a tie's record counts for a person, at most."""
    share: object = unsourced(influence.share)
    if isinstance(share, By) and share.by == "kind":
        share = cast("By[float]", share).values.get("person", 0.0)
    return max(numbers(share), default=0.0)


def started(start: StartShares) -> set[int]:
    """The scores at which somebody starts, of those that are handed out by shares."""
    return {score for shares in start.shares.values() for score, share in shares.items() if share > 0}


@dataclass(frozen=True, kw_only=True)
class WayOut:
    """How a band is left again: after so many days (None: not by waiting), and by what."""

    days: int | None
    how: str


class Ladder:
    """A scheme's scores and bands, and how acts move a subject on them."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Scores that somebody starts with, ascending: with whatever traits that score may come together."""
        score = self.scheme.score
        begun = {score.start} if not isinstance(score.start, StartShares) else started(score.start)
        sums = {0}
        for trait in self.scheme.traits:
            sums = {total + int(points) for total in sums for points in numbers(trait.points)}
        return tuple(sorted({min(max(at + more, score.min), score.max) for at in begun for more in sums}))

    @cached_property
    def spans(self) -> dict[str, tuple[float, float]]:
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

    # ------------------------------------------------------------ all acts together

    def reached(self, band: str) -> bool:
        """Whether anybody may ever stand in a band: from the start, by all acts together, or sent there."""
        sent = any(c.to_band is not None and c.to_band.id == band for c in self.mine)
        return (
            self.by_rank(band)
            or self.begins_in(band)
            or self.falls_into(band)
            or self.rises_into(band)
            or sent
        )

    def by_rank(self, band: str) -> bool:
        """Whether the lowest are put in a band, whatever their scores: somebody always is, or may be."""
        ranked = self.scheme.ranked
        return ranked is not None and ranked.id == band and any(numbers(ranked.rank and ranked.rank.share))

    def falls_into(self, band: str) -> bool:
        """Whether all losses together carry somebody down into a band, or past it."""
        end = self.spans[band][1]
        if end <= self.scheme.score.min:
            return False  # no score is lower: rank alone leads there
        return any(start >= end > start - self.fall for start in self.starts)

    def rises_into(self, band: str) -> bool:
        """Whether all gains together carry somebody up into a band, or past it."""
        low = self.spans[band][0]
        return any(start < low <= start + self.rise for start in self.starts)

    @cached_property
    def mine(self) -> tuple[Conduct, ...]:
        """Conducts of persons; where a file scores none, those of whom it scores instead."""
        persons = tuple(c for c in self.scheme.conducts if c.subject == "person")
        return persons or self.scheme.conducts

    @cached_property
    def fall(self) -> float:
        """The most that all losses together may weigh at one time."""
        return self._together(falling=True)

    @cached_property
    def rise(self) -> float:
        """The most that all gains together may weigh at one time."""
        return self._together(falling=False)

    def _together(self, *, falling: bool) -> float:
        """All acts in one direction; without end where ties' acts count: nothing limits how many."""
        if any(self.of_ties(influence, falling=falling) for influence in self.scheme.influence):
            return math.inf
        return sum(self._at_most(conduct, falling=falling) for conduct in self.mine)

    def of_ties(self, influence: Influence, *, falling: bool) -> tuple[Conduct, ...]:
        """The conducts of ties that lower (or raise) a person's score through an influence."""
        among_persons = influence.ties in {"friends", "household", "colleagues"}
        return tuple(
            c
            for c in self.scheme.conducts
            if (c.subject == "person") == among_persons
            and share_for_persons(influence) > 0
            and farthest(c, falling=falling) > 0
        )

    def _at_most(self, conduct: Conduct, *, falling: bool) -> float:
        """The most that acts of one conduct weigh at one time; a fraction may be rounded up by luck."""
        size = farthest(conduct, falling=falling)
        factor = max(numbers(conduct.repeat_factor), default=1.0)
        if size == 0 or (conduct.per_year is None and factor >= 1):
            return math.inf if size else 0.0
        acts = conduct.per_year or MOST_REPEATS
        return self._years(falling=falling) * self._series(size, factor, acts)

    def _series(self, size: float, factor: float, acts: int) -> float:
        """A year's acts of a size, each `factor` times the last; infinite beyond what any score holds."""
        if factor == 1:
            return size * acts
        total = 0.0
        for repeat in range(acts):
            weight = size * factor**repeat
            if weight < NEGLIGIBLE or total > self.scheme.score.max - self.scheme.score.min:
                break
            total += math.ceil(weight)
        return total

    def _years(self, *, falling: bool) -> int:
        """How many years' acts may weigh at one time: a window across years' ends where records lapse.

        A loss that lapses gives back what was applied, so that beside gains what is left may be lower than
        its records say: there lapse bounds nothing.
        """
        lapse = self.scheme.redress.lapse if self.scheme.redress else None
        both = any(farthest(c, falling=not falling) > 0 for c in self.mine)
        if lapse is None or both or (not falling and lapse.of != "all"):
            return LONGEST_YEARS
        return min(LONGEST_YEARS, math.ceil(lapse.days / YEAR_DAYS) + 1)

    # ------------------------------------------------------------ one kind of act

    def fewest_acts(self, conduct: Conduct, band: str, share: float | None = None) -> int | None:
        """The fewest acts of a conduct that carry somebody from outside into a band, or past it.

        None: none ever do, alone. `share` (0-1) is how much of each act counts where it is a tie's; a tie's
        sends nobody to a band.
        """
        if self.by_rank(band) and farthest(conduct, falling=True) > 0:
            return 1  # of those who stand alike, whoever has one record less is above
        outside = [start for start in self.starts if not self.holds(band, start)]
        if share is None and outside and conduct.to_band is not None and conduct.to_band.id == band:
            return 1
        weight = 1.0 if share is None else share
        counts = [self._acts(conduct, band, start, weight) for start in outside]
        return min((acts for acts in counts if acts is not None), default=None)

    def _acts(self, conduct: Conduct, band: str, start: float, share: float) -> int | None:
        """Fewest acts from a start into a band, counted as the scheme counts repeats."""
        low, end = self.spans[band]
        falling = start >= end
        size = farthest(conduct, falling=falling) * share
        if size == 0:
            return None
        # a band begins at its `from`: down to just below its end, up to its beginning
        wanted = math.floor(start - end) + 1 if falling else math.ceil(low - start)
        if conduct.per_year is None and conduct.repeat_factor is None:
            return max(1, math.ceil(wanted / size - NEGLIGIBLE))
        total = 0.0
        for number, weight in enumerate(self._weights(conduct, falling=falling), 1):
            total += size * weight
            if total >= wanted - NEGLIGIBLE:
                return number
        return None

    def fewest_together(self, band: str) -> int:
        """The fewest acts of all kinds that carry somebody into a band, largest first; 2 at the least."""
        falling = self.falls_into(band)
        low, end = self.spans[band]
        starts = [s for s in self.starts if (s >= end if falling else s < low)]
        wanted = min((math.floor(s - end) + 1 if falling else math.ceil(low - s)) for s in starts)
        years, number = self._years(falling=falling), 0
        for conduct in sorted(self.mine, key=lambda c: -farthest(c, falling=falling)):
            size, most = farthest(conduct, falling=falling), self._at_most(conduct, falling=falling)
            if size == 0 or wanted <= 0:
                break
            needed = math.ceil(wanted / size)
            number += min(needed, years * (conduct.per_year or needed))
            wanted -= most
        return max(2, number)

    def _weights(self, conduct: Conduct, *, falling: bool) -> Iterator[float]:
        """How much each act of a row counts, from the first: repeats, the yearly cap, and what has lapsed."""
        lapse = self.scheme.redress.lapse if self.scheme.redress else None
        lapses = lapse is not None and (falling or lapse.of == "all")
        years = self._years(falling=falling) if lapses else LONGEST_YEARS
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

    def way_out(self, conduct: Conduct, band: str, acts: int, share: float | None = None) -> WayOut:
        """The soonest way out of a band after so many acts of a conduct on one day, without new losses."""
        start = self._nearest_start(band)
        worth = min(numbers(conduct.points), default=0.0) * (1.0 if share is None else share)
        landed = max(self.scheme.score.min, start + acts * worth)
        sends = share is None and conduct.to_band is not None and conduct.to_band.id == band
        held = conduct.to_band if sends else None
        if held is not None and held.until is not None:
            return WayOut(days=None, how=f"by '{held.until}' only")
        ranked = self.scheme.ranked
        if ranked is not None and ranked.rank is not None and self.by_rank(band):
            return WayOut(days=ranked.rank.every_days, how="at the next ranking, if others stand lower")
        lacking = self.spans[band][1] - landed
        if lacking <= 0:
            return WayOut(
                days=held.days if held else 0, how="when the time in the band is over" if held else "at once"
            )
        way = self._by_waiting(start, lacking, self.spans[band][1]) or self._by_gains(lacking)
        if held is not None and held.days and way.days is not None and held.days > way.days:
            return WayOut(days=held.days, how="when the time in the band is over")
        return way

    def _nearest_start(self, band: str) -> int:
        """Of those who start outside a band, the score nearest to it; anybody's where nobody does."""
        outside = [start for start in self.starts if not self.holds(band, start)]
        low, end = self.spans[band]
        return min(outside or self.starts, key=lambda start: max(start - end, low - start))

    def _by_waiting(self, start: float, lacking: float, end: float) -> WayOut | None:
        """Out by lapse or repair, whichever is sooner; None where neither leads out."""
        redress = self.scheme.redress
        ways: list[WayOut] = []
        if redress and redress.lapse:
            ways.append(WayOut(days=redress.lapse.days, how="as the records lapse"))
        ways += self._by_fading(start, lacking, end)
        if redress and redress.repair and redress.repair.points > 0 and end <= start:
            steps = math.ceil(lacking / redress.repair.points)
            ways.append(WayOut(days=steps * redress.repair.after_days, how="by repair, a step at a time"))
        return min(ways, key=lambda way: way.days or 0, default=None)

    def _by_fading(self, start: float, lacking: float, end: float) -> list[WayOut]:
        """Out as the score goes back to its start by itself, if that lies outside: after so many evenings."""
        fades = self.scheme.score.fades
        if fades is None or end > start:
            return []
        kept, away = fades.kept, start - end + lacking
        for evenings in range(1, MOST_REPEATS):
            away = math.floor(away * kept)
            if start - away >= end:
                return [WayOut(days=evenings * fades.every_days, how="as the score fades back")]
            if kept >= 1:
                break
        return []

    def _by_gains(self, lacking: float) -> WayOut:
        """Out by acts that gain points, the fewest; never where nothing gains any."""
        sizes = [(numbers(c.points)[-1], c.id) for c in self.scheme.conducts if c.subject == "person"]
        best = max(((size, name) for size, name in sizes if size > 0), default=None)
        if best is None:
            return WayOut(days=None, how="never: nothing lapses, nothing is repaired, nothing gains points")
        acts = math.ceil(lacking / best[0])
        return WayOut(days=None, how=f"by {acts:,} of '{best[1]}', for instance")
