"""Of a hundred people whom a camera flags, how many are who the machine says: what a match is worth.

A similarity such as "90.2 %" is a score that is held against a threshold: no probability of identity, and
no published table ties it to a rate of error. So the worth of a match is worked out at published operating
points (`demerit.schemes.face_tables`), for every length of list and every base rate: nobody publishes how
many of those who pass are on a list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from demerit.findings.coded import Coded
from demerit.findings.finding import Estimate
from demerit.findings.registry import question
from demerit.findings.wording import Words, be
from demerit.formats.values import bare
from demerit.schemes.face_tables import OperatingPoint, false_matches, operating_points
from demerit.schemes.model import Channel

REMOTE: Final = ("remote-post", "remote-real-time")
LISTS: Final = (1_000, 10_000, 100_000, 1_000_000)
ONE_IN: Final = (100, 1_000, 10_000, 100_000)
"""Axes, not measurements: from the lists of street trials to a city's, from a few wanted to hardly any."""
STATED_LIST: Final = 10_000
STATED_ONE_IN: Final = 1_000
"""Where one cell stands for all: a list that was tested, and roughly London's true alerts among its faces."""
MEASURE: Final = ("white-men", "white-men")
LEAST, MEDIAN, MOST = 0.1, 0.5, 0.9
"""Quantiles over algorithms."""


def predictive_value(prevalence: float, tpir: float, fpir: float) -> float:
    """Share of those flagged who are who the machine says, by Bayes' rule; some must be flagged."""
    right = prevalence * tpir
    return right / (right + (1 - prevalence) * fpir)


@dataclass(frozen=True, kw_only=True)
class Search:
    """How a search does: `tpir` of those on the list found, `fpir` of the others flagged at so long a list.

    `own`: the false positives are those of the channel's file; else those of the published test.
    """

    tpir: float
    fpir: float
    at_list: float
    own: bool

    def fpir_at(self, size: float, times: float = 1.0) -> float:
        """False positives against a list of another size, in proportion to it, at most all.

        As the world's alarms are, and as the two published lists of one test are: it counts the false names
        that a search brings. The chance of at least one, 1 - (1 - f)^size for faces that err independently,
        is lower by less than half this rate in proportion: long lists' matches are worth a little more.
        """
        return min(1.0, self.fpir * size / self.at_list * times)

    def right(self, size: float, one_in: float, times: float = 1.0) -> float:
        """Share of those flagged who are who the machine says; `times` multiplies the false positives."""
        return predictive_value(1 / one_in, self.tpir, self.fpir_at(size, times))


def published(point: OperatingPoint) -> Search | None:
    """A published point as a search; None where it counts no false positives.

    Where no true positives were published, those of the first point that has some.
    """
    if not point.fpir:
        return None
    tpir = next(operating.tpir for operating in (point, *operating_points()) if operating.tpir is not None)
    return Search(tpir=tpir, fpir=point.fpir, at_list=point.at_list, own=False)


def anchor() -> tuple[OperatingPoint, Search]:
    """The published test that gives both rates: the first, where it gives them for several lists."""
    return next(
        (point, search)
        for point in operating_points()
        if point.tpir is not None and (search := published(point)) is not None
    )


def search_of(channel: Channel) -> Search:
    """A channel's search: its file's false positives where they are one number at one list, else the test's.

    True positives are the test's: a channel's own chance to detect also says how much is in its sight.
    """
    _, test = anchor()
    alarms = channel.alarms
    fpir = bare(alarms.fpir) if alarms is not None else None
    if alarms is None or fpir is None or alarms.at_list is None:
        return test
    return replace(test, fpir=fpir, at_list=alarms.at_list, own=True)


def _recognising(run: Coded) -> dict[str, Search]:
    """The channels that tell faces from afar, with how their searches do."""
    return {c.id: search_of(c) for c in run.scheme.channels if c.biometric in REMOTE}


def times_as_often(pair: tuple[str, str], quantile: float = MEDIAN) -> float:
    """How often one group is taken for another, over white men for white men, at a quantile of algorithms."""
    return false_matches()[pair][quantile] / false_matches()[MEASURE][quantile]


def groups() -> list[str]:
    """The groups of the published table, by sex and race."""
    return [one for one, other in false_matches() if one == other]


@question(
    "face.flagged_right.<channel>",
    unit="share of those flagged",
    definition="Of those whom <channel> flags, the share who are who the machine says, by length of the "
    "watch-list, then by how many of those who pass are on it. Worked out, not counted in the run: "
    "true positives from a published test, false positives from the channel's file or else from that test, "
    "in proportion to the list.",
    direction="favourable",
    words=Words(
        label="How often the machine of <channel> is right",
        what=be("who the machine says"),
        of=100,
        whom=("person flagged", "people flagged"),
        section=None,
    ),
)
def flagged_right(run: Coded) -> dict[str, Estimate]:
    """What a match is worth."""
    return {
        channel: Estimate(
            value={
                str(size): {f"1 in {one_in}": search.right(size, one_in) for one_in in ONE_IN}
                for size in LISTS
            }
        )
        for channel, search in _recognising(run).items()
    }


@question(
    "face.flagged_right_by_group.<channel>",
    unit="share of those flagged",
    definition=f"The same for <channel> by sex and race, at a list of {STATED_LIST:,} and with 1 in "
    f"{STATED_ONE_IN:,} on it. Assumed: its false positives are those for white men, other groups' as many "
    "times more as in the median of 240 algorithms (low and high: the ninth and the first tenth of them), "
    "and all on the list are of the same sex and race.",
    direction="favourable",
    words=Words(
        label="How often the machine of <channel> is right, by group",
        what=be("who the machine says"),
        of=100,
        whom=("person flagged", "people flagged"),
        section=None,
    ),
)
def flagged_right_by_group(run: Coded) -> dict[str, Estimate]:
    """Whom it is worth less for."""
    return {channel: _by_group(search) for channel, search in _recognising(run).items()}


def _by_group(search: Search) -> Estimate:
    """A search by group; the ends span the algorithms tested, not chance."""
    parts = {group: _ends(search, (group, group)) for group in groups()}
    return Estimate(value={group: ends["value"] for group, ends in parts.items()}, parts=parts)


def _ends(search: Search, pair: tuple[str, str]) -> dict[str, float]:
    """The share right at the median of algorithms, at one that errs much, and at one that errs little."""
    quantiles = {"value": MEDIAN, "low": MOST, "high": LEAST}
    return {
        end: search.right(STATED_LIST, STATED_ONE_IN, times_as_often(pair, quantile))
        for end, quantile in quantiles.items()
    }
