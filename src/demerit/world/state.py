"""What a world holds while it is lived: a record a subject, and what has happened so far.

Subjects' states are records in one array, so that touching a subject touches one cache line or
two; only `due` and `wake`, which every day scans, are columns of their own.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

Records = npt.NDArray[Any]

CLOCK_BITS: Final = 32  # due times count in 2^-32 days, so that rates are exact; a tick is 2^20 of them
NEVER: Final = np.iinfo(np.int64).max
NO_DAY: Final = np.iinfo(np.int32).max
FIXED: Final = 1 << 16  # hardship and caution are whole multiples of 2^-16

PERSON: Final = np.dtype([
    ("entries", np.int32),  # in the ledger so far
    ("score", np.int32),
    ("hardship", np.int32),
    ("caution", np.int32),  # above the floor
    ("number", np.uint16),  # of the next occasion
    ("heard", np.uint16),  # ties' records of today, minded from tomorrow's morning on
    ("hardship_day", np.uint16),
    ("caution_day", np.uint16),
    ("cell", np.uint16),
    ("acts", np.uint16),
    ("unlawful", np.uint16),
    ("needs", np.uint16),
    ("withheld", np.uint16),
    ("performed", np.uint16),
    ("band", np.int8),
    ("group", np.uint8),
    ("aware", np.uint8),
])  # fmt: skip

ENTRY: Final = np.dtype([
    ("subject", np.int32), ("day", np.int32), ("record", np.int32),
    ("of_subject", np.int32), ("of", np.int32), ("source", np.int32),
    ("drawn", np.int32), ("points", np.int32), ("score", np.int32),
    ("conduct", np.int16), ("channel", np.int16), ("cause", np.int8), ("band", np.int8),
])  # fmt: skip

REFUSAL: Final = np.dtype([
    ("subject", np.int32), ("day", np.int32), ("after", np.int32),
    ("kind", np.int16), ("treatment", np.int16), ("band", np.int8),
])  # fmt: skip

MAIL: Final = np.dtype([
    ("key", np.uint64), ("target", np.int32), ("source", np.int32), ("occasion", np.int64),
    ("word", np.uint32), ("conduct", np.int16), ("channel", np.int16), ("cause", np.int8),
])  # fmt: skip

CAUSES: Final = ("own", "misnamed", "alarm", "association", "redress", "repair", "lapse", "turnover")
OWN, MISNAMED, ALARM, ASSOCIATION, REDRESS, REPAIR, LAPSE, TURNOVER = range(len(CAUSES))
NOBODY: Final = -1

# cursor: where in the run a district stands
DAY, PHASE, POSITION, SCHEDULED, CURSOR_SIZE = range(5)
# used: how much of each log is filled
ENTRIES, REFUSALS, MAILS, USED_SIZE = range(4)
ROOM: Final = 16  # free rows of each log before an occasion is lived

# columns of the daily and the district tallies
DAY_PEOPLE, DAY_ACTS, DAY_RECORDS, DAY_WRONG, DAY_DENIED, DAY_WITHHELD, DAY_SIZE = range(7)
ACTS, WITHHELD, PERFORMED, ASKED, DENIED, DELAYED, PRIORITISED, TALLY_SIZE = range(8)


class State(NamedTuple):
    """A district's slice of a world; n subjects.

    people: PERSON[n]; due: int64[n] in 2^-32 days; wake: int32[n], the next morning something
    falls due; quantiles: uint8[n, 1 + families] of propensities; alarm_sum: float32[n, alarms] and
    alarm_number: uint16[n, alarms], the unit-rate clocks; limited: uint16[n, limits], records this
    year; override_end: int32[n, overrides]; friend_start: int32[n + 1] into friends: uint16;
    did and did_next: uint8[n, followed]; threshold: float32[n, followed];
    member_start: int64[tables, classes + 1] into members: uint16[tables, n];
    band_people: int64[groups, bands]; days: int32[days, groups, bands, DAY_SIZE];
    tally: int64[groups, ids, TALLY_SIZE]; cursor: int64[CURSOR_SIZE].
    """

    seed: np.uint64
    district: int
    people: Records
    due: npt.NDArray[np.int64]
    wake: npt.NDArray[np.int32]
    quantiles: npt.NDArray[np.uint8]
    alarm_sum: npt.NDArray[np.float32]
    alarm_number: npt.NDArray[np.uint16]
    limited: npt.NDArray[np.uint16]
    override_end: npt.NDArray[np.int32]
    friend_start: npt.NDArray[np.int32]
    friends: npt.NDArray[np.uint16]
    did: npt.NDArray[np.uint8]
    did_next: npt.NDArray[np.uint8]
    threshold: npt.NDArray[np.float32]
    member_start: npt.NDArray[np.int64]
    members: npt.NDArray[np.uint16]
    band_people: npt.NDArray[np.int64]
    days: npt.NDArray[np.int32]
    tally: npt.NDArray[np.int64]
    cursor: npt.NDArray[np.int64]


class Log(NamedTuple):
    """What a district writes down: ledger entries, refusals, and mail for the next morning."""

    entries: Records
    refusals: Records
    mail: Records
    used: npt.NDArray[np.int64]


def bytes_per_person(*, families: int, alarms: int, friends_mean: float) -> float:
    """Bytes of state a person takes with one provider: ties included, ledger and open cases aside."""
    columns = PERSON.itemsize + 8 + 4 + (1 + families) + alarms * 6
    return columns + friends_mean * 2 + 4
