"""What a world holds while it is lived: a record a subject, and what has happened so far.

Subjects' states are records in one array, so that touching a subject touches one cache line or
two; only `due` and `wake`, which every day scans, are columns of their own.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from demerit.formats import limits

Records = npt.NDArray[Any]

CLOCK_BITS: Final = 32  # due times count in 2^-32 days, so that rates are exact; a tick is 2^20 of them
NEVER: Final = np.iinfo(np.int64).max
NO_DAY: Final = np.iinfo(np.int32).max
NO_WAKE: Final = np.iinfo(np.uint16).max  # runs are shorter
NO_TIE: Final = (1 << 16) - 1  # no friend, no employer: no district holds as many subjects
KEEP_BITS: Final = 30  # of a share of a score's distance from its start
DECAY_BITS: Final = 30  # of a day's share of a level that is left
FIXED: Final = 1 << 16  # hardship and certainty are whole multiples of 2^-16
CAUTION_FIXED: Final = 1 << 11  # and caution of 2^-11, up to 32


def numbering(most: int) -> np.dtype[Any]:
    """The narrowest type that numbers so many things from 0, with NOBODY or NONE below them."""
    return np.min_scalar_type(-most)


def counting(most: int) -> np.dtype[Any]:
    """The narrowest type that counts up to so many."""
    return np.min_scalar_type(most)


BAND: Final = numbering(limits.BANDS)
RULE: Final = numbering(limits.RULES)
PROVIDER: Final = numbering(limits.PROVIDERS)
LIVED: Final = counting(limits.EVENTS)  # lived by one subject: 50,000 expected leave room for chance
DAY_OF: Final = counting(limits.DAYS)
RECORDS: Final = np.dtype(np.uint32)  # against one subject, or its ties': everybody else's acts may count

PERSON: Final = np.dtype([
    ("entries", np.int32),  # in the ledger so far
    ("score", np.int32),
    ("hardship", np.int32),
    ("number", LIVED),  # of the next occasion
    ("hardship_day", DAY_OF),
    ("caution_day", DAY_OF),
    ("certainty_day", DAY_OF),
    ("cell", counting(limits.CELLS)),
    ("acts", LIVED),
    ("unlawful", LIVED),
    ("needs", LIVED),
    ("withheld", LIVED),
    ("performed", LIVED),
    ("band", BAND),
    ("group", counting(limits.GROUPS)),
    ("aware", np.uint8),
])  # fmt: skip

MIND: Final = np.dtype([("caution", np.uint16), ("certainty", np.uint16)])  # above the floors, of one family

NEWS: Final = np.dtype([("who", np.uint16), ("mind", np.uint8), ("seen", np.uint8)])  # 1: of a record

OTHER: Final = np.dtype([("score", np.int32), ("band", BAND)])  # with a provider beyond the first

ENTRY: Final = np.dtype([
    ("subject", np.int32), ("day", np.int32), ("record", np.int32),
    ("of_subject", np.int32), ("of", np.int32), ("source", np.int32),
    ("drawn", np.int32), ("points", np.int32), ("score", np.int32),
    ("root", np.int32),  # row of the entry that it follows from or gives back, or NOBODY
    ("ties", np.int32),  # row of the first tie's entry that follows from it, or NOBODY
    ("next", np.int32),  # row of the next tie's entry of the same root, or NOBODY
    ("before", np.int32),  # row of the subject's entry before it, or NOBODY
    ("given", np.int32),  # what a correction or lapse has given back of it
    ("conduct", RULE), ("channel", RULE), ("cause", np.int8), ("band", BAND),
    ("provider", PROVIDER), ("returned", np.uint8),
])  # fmt: skip

REFUSAL: Final = np.dtype([
    ("subject", np.int32), ("day", np.int32), ("after", np.int32),
    ("kind", RULE), ("treatment", RULE), ("band", BAND),
    ("provider", PROVIDER), ("denied_by", PROVIDER),
])  # fmt: skip

EVENT: Final = np.dtype([
    ("key", np.uint64), ("minor", np.uint32),  # (target, source, occasion), then purpose
    ("word", np.uint32), ("target", np.int32), ("source", np.int32), ("row", np.int32), ("points", np.int32),
    ("conduct", RULE), ("channel", RULE), ("what", np.int8), ("provider", PROVIDER),
    ("cause", np.int8),
])  # fmt: skip

CASE: Final = np.dtype([
    ("next", np.int32), ("row", np.int32), ("what", np.int8), ("provider", PROVIDER), ("upheld", np.uint8),
])  # fmt: skip

CAUSES: Final = ("own", "misnamed", "alarm", "association", "redress", "repair", "lapse", "turnover")
OWN, MISNAMED, ALARM, ASSOCIATION, REDRESS, REPAIR, LAPSE, TURNOVER = range(len(CAUSES))
RANK: Final = len(CAUSES)  # of schemes that rank; other runs' ledgers do not know the word
CAUSES_AND_RANK: Final = (*CAUSES, "rank")
NOBODY: Final = -1

# what entries come to, where they are not kept: how many of each cause that may cost points, and how many
# points each lost; points gained; the last entry's band and day; after these, the days before it in each band
LOSING: Final = ASSOCIATION + 1
SUM_LOST: Final = LOSING
SUM_GAINED, SUM_BAND, SUM_DAY, SUMS = range(2 * LOSING, 2 * LOSING + 4)

# whose record moves caution, and what news moves certainty
MINE, TIES = range(2)
OWN_RECORD, OWN_UNSEEN, TIE_RECORD, TIE_UNSEEN = range(4)


class Record(NamedTuple):
    """A record on its way into a ledger.

    `source`: whose act it was, or NOBODY; `origin`, `number` and `stream`: the address of its luck (whose
    occasion, which, for an alarm its channel's, marked where it is a provider's own); `root`: row of the
    entry of a tie that it follows from, or NOBODY.
    """

    source: int
    conduct: int
    channel: int
    cause: int
    provider: int
    origin: int
    number: int
    stream: int
    root: int


class Act(NamedTuple):
    """What somebody has done, as a provider's channels meet it.

    `number` and `purpose`: the address of its luck, `own` marks draws of the provider's own.
    """

    conduct: int
    number: int
    purpose: int
    day: int
    provider: int
    own: int


# cursor: where in the run a district stands, and what holds there today
(
    DAY, PHASE, POSITION, SCHEDULED, BATCH, FREE_CASE, STEP, JUDGED, RESPONDING, PATROLLED, CURSOR_SIZE,
) = range(11)  # fmt: skip
# used: how much of each log is filled
ENTRIES, REFUSALS, EVENTS, CASES, HEARD, USED_SIZE = range(6)

# columns of the daily and the district tallies
DAY_PEOPLE, DAY_ACTS, DAY_RECORDS, DAY_WRONG, DAY_DENIED, DAY_WITHHELD, DAY_SIZE = range(7)
ACTS, WITHHELD, PERFORMED, ASKED, DENIED, DELAYED, PRIORITISED, TALLY_SIZE = range(8)

# what becomes of an occasion: bits, then the place in a group's tally that is counted on; 0 for nothing
COURSE_PLAYED, COURSE_ACT, COURSE_NEED, COURSE_UNLAWFUL, COURSE_PLACE = (1 << bit for bit in range(5))


class State(NamedTuple):
    """A district's slice of a world; n subjects, P providers. What a scheme does not use has no columns.

    people: PERSON[n], persons first; due: int64[n] in 2^-32 days; wake: uint16[n], the next morning
    something falls due; quantiles: uint8[n, 1 + families] of propensities; minds: MIND[n, families that the
    scheme may punish]; others: OTHER[n, P - 1];
    alarm_sum: float32[n, alarms · P] and alarm_number: uint16[n, alarms · P], the unit-rate clocks;
    limited: uint32[n, limits · P], records this year; override_end: int32[n, overrides · P];
    asked: uint16[n, P, 2], needs asked of each provider and denied by it; taught: uint8[n, lessons / 8],
    a bit a need, refused since the band last got better; start: int32[n, 1 or 0, 1];
    appeals: uint32[n, 2], lodged and decided; last: int32[n, 1], row of the last entry;
    mended: int32[n, P], day from which repair counts; born: int32[n, 1], entries when a newcomer came;
    turn: float64[n, 1], day of the next, and turns: uint16[n, 1];
    sums: int32[n or 0, SUMS + B], where no entries are kept: what they come to, then days in each band.

    kind_start: int64[kinds + 1], where each kind's subjects begin; organisations: int64[3], how many of each
    kind; employer: uint16[n or 0] and
    responsible: uint16[organisations], numbers of subjects, NO_TIE for none; household: uint16[persons or 0];
    friend_start: int32[n + 1] into friends: uint16; spare: uint16[n or 0], places of friends that are free;
    did and did_next: uint8[n, followed]; did_count: int64[followed], persons of the district who did;
    threshold: float32[n, followed]; places: int64[persons or 0], for ranking;
    member_start: int64[tables, classes + 1] into members: uint16[tables, n].

    covers: uint8[phases], 1 where the scheme holds in the district; reach: float64[phases, kinds], attention
    there, else 0; patrol: uint8[channels], 1 where a channel that is sent about is here today;
    seen: int64[channels], what it saw; walked: float64[channels, kinds], how closely it has looked, in days.

    bucket: int32[days + 2 or 0], first case that falls due on a day;
    days: int32[days, groups, bands, DAY_SIZE], of people the changes until the day ends;
    tally: int64[groups, ids, TALLY_SIZE]; mixing: int64[years + 2, bands, bands], ties by both ends' bands;
    cursor: int64[CURSOR_SIZE].
    """

    seed: np.uint64
    district: int
    room: int  # free rows of each log before anything happens: more than one event can fill
    people: Records
    due: npt.NDArray[np.int64]
    wake: npt.NDArray[np.uint16]
    quantiles: npt.NDArray[np.uint8]
    minds: Records
    others: Records
    alarm_sum: npt.NDArray[np.float32]
    alarm_number: npt.NDArray[np.uint16]
    limited: npt.NDArray[np.uint32]
    override_end: npt.NDArray[np.int32]
    asked: npt.NDArray[np.uint16]
    taught: npt.NDArray[np.uint8]
    start: npt.NDArray[np.int32]
    appeals: npt.NDArray[np.uint32]
    last: npt.NDArray[np.int32]
    mended: npt.NDArray[np.int32]
    born: npt.NDArray[np.int32]
    turn: npt.NDArray[np.float64]
    turns: npt.NDArray[np.uint16]
    sums: npt.NDArray[np.int32]
    kind_start: npt.NDArray[np.int64]
    organisations: npt.NDArray[np.int64]
    employer: npt.NDArray[np.uint16]
    responsible: npt.NDArray[np.uint16]
    household: npt.NDArray[np.uint16]
    friend_start: npt.NDArray[np.int32]
    friends: npt.NDArray[np.uint16]
    spare: npt.NDArray[np.uint16]
    did: npt.NDArray[np.uint8]
    did_next: npt.NDArray[np.uint8]
    did_count: npt.NDArray[np.int64]
    threshold: npt.NDArray[np.float32]
    places: npt.NDArray[np.int64]
    member_start: npt.NDArray[np.int64]
    members: npt.NDArray[np.uint16]
    covers: npt.NDArray[np.uint8]
    reach: npt.NDArray[np.float64]
    patrol: npt.NDArray[np.uint8]
    seen: npt.NDArray[np.int64]
    walked: npt.NDArray[np.float64]
    bucket: npt.NDArray[np.int32]
    days: npt.NDArray[np.int32]
    tally: npt.NDArray[np.int64]
    mixing: npt.NDArray[np.int64]
    cursor: npt.NDArray[np.int64]


class Log(NamedTuple):
    """What a district writes down: entries, refusals, events and news for the next morning, open cases."""

    entries: Records
    refusals: Records
    queue: Records
    cases: Records
    news: Records
    used: npt.NDArray[np.int64]


CARDS: Final = 256  # of a hand
FIRST_CARDS: Final = 128  # of which so many are of different subjects
RUN: Final = 64  # the most that are dealt to one subject at once
LANES: Final = 8  # drawn in the time of one
BLOCK: Final = 32  # subjects of whom none may have an occasion, seen at a glance


PLACES: Final = CARDS + LANES
"""Of a column: a last draw may go beyond the last card, and columns do not lie on one another's lines."""


HAND: Final = np.dtype([
    ("who", np.int64, PLACES),  # subject
    ("number", np.int64, PLACES),  # of the occasion
    ("gap", np.uint32, PLACES), ("which", np.uint32, PLACES),  # the four words of luck
    ("luck", np.uint32, PLACES), ("friend", np.uint32, PLACES),
    ("look", np.int64, PLACES),  # index of its first look's luck
    ("seen", np.uint32, PLACES), ("named", np.uint32, PLACES),  # the four words of that
    ("worth", np.uint32, PLACES), ("reviewed", np.uint32, PLACES),
    ("cell", np.int64, PLACES), ("clock", np.float64, PLACES),  # the subject's, and a unit of its waits
    ("row", np.int64, PLACES), ("standing", np.int64, PLACES),  # where its chances and courses are looked up
    ("due", np.int64, PLACES),  # when it falls
    ("then", np.int64, PLACES),  # when the subject's next one does
    ("kind", np.int64, PLACES),  # which occasion it is
    ("course", np.int64, PLACES),  # what becomes of it
    ("more", np.int64, PLACES),  # the subject's next card, or NONE
    ("root", np.int64, PLACES),  # the subject's first card
    ("played", np.int64, PLACES),  # of a first card: the subject's first that has to be played, or NONE
    ("subjects", np.int64),  # how many cards are of different subjects
    ("dealt", np.int64),  # how many cards there are
])  # fmt: skip


class Hand(NamedTuple):
    """Occasions drawn ahead, a card each: HAND[1]; nothing that lasts.

    One record of columns, as a compiler that knows how far apart they lie draws many cards at once.
    """

    cards: Records


def new_hand() -> Hand:
    """An empty hand; what is not foretold has to be played."""
    cards = np.zeros(1, HAND)
    cards["course"] = COURSE_PLAYED
    return Hand(cards=cards)


def bytes_per_person(*, families: int, minds: int, alarms: int, friends_mean: float) -> float:
    """Bytes of state a person takes with one provider: ties included, ledger and open cases aside."""
    columns = PERSON.itemsize + 8 + 2 + (1 + families) + minds * MIND.itemsize + alarms * 6
    ties = friends_mean * 2 + 4 + 2  # friends, where they begin, the employer
    return columns + ties
