"""Rules as tables: all that a kernel needs to know of scheme, society and behaviour.

The kernel never sees a rule, only these arrays; a new rule is another row. Shapes: K occasions
(opportunities, then needs, each sorted by id), C conducts, W pairs of conduct and channel,
F families, B bands; a rate is float64[…, cells, steps] (see cells.py).
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from demerit.world.columns.state import BAND, RULE

Records = npt.NDArray[Any]
F8 = npt.NDArray[np.float64]
F4 = npt.NDArray[np.float32]
I8 = npt.NDArray[np.int64]
I4 = npt.NDArray[np.int32]
I2 = npt.NDArray[np.int16]
U8 = npt.NDArray[np.uint64]
U4 = npt.NDArray[np.uint32]
U1 = npt.NDArray[np.uint8]

NONE: Final = -1
TAKES, LEAVES = 1, 2  # which branch of an opportunity hardship presses on
ENDS, BEGINS = 1, 2  # what an occasion does to employment
FRIENDS, HOUSEHOLD, COLLEAGUES, EMPLOYER, RESPONSIBLE = range(5)  # kinds of ties, as the formats list them
OF_DISTRICT: Final = 9  # everybody of the district, for those who follow others

OCCASION: Final = np.dtype([
    ("is_need", np.uint8),
    ("slot", np.uint8),  # which propensity: the family's place
    ("law", RULE),  # how propensities differ: row of the tables of their parts
    ("takes", RULE),  # conduct of taking it, or NONE
    ("leaves", RULE),  # conduct of letting it go, or NONE
    ("strains", np.uint8),  # 0, TAKES or LEAVES
    ("by_employer", np.uint8),  # 1 where the employer's hardship presses
    ("employment", np.uint8),  # 0, ENDS or BEGINS
    ("follows", RULE),  # row of the followed opportunities, or NONE
    ("opens", RULE),  # occasion that a granted need opens, or NONE
    ("lesson", RULE),  # row of what a refusal of it teaches, or NONE
    ("tally", RULE),  # row of a need in the tallies
    ("lifted", np.uint8),  # 1 where a response may make it more likely to be taken
])  # fmt: skip

CONDUCT: Final = np.dtype([
    ("family", np.int8),
    ("scored", np.uint8),
    ("expressive", np.uint8),
    ("unlawful", np.uint8),
    ("first_watch", np.int32),
    ("watches", np.int32),
    ("limited", RULE),  # row of this year's counts, or NONE
    ("cap", np.int32),  # records a year that score, 0 for any number
    ("to_band", BAND),
    ("override", RULE),  # row of the overrides, or NONE
    ("override_days", np.int32),  # 0: until `ends` is recorded
    ("mind", RULE),  # row of its family among those that may be punished, or NONE
    ("ends", np.uint8),  # 1 where a record of this conduct ends overrides of others
])  # fmt: skip

FOLLOWED: Final = np.dtype([
    ("kind", RULE),
    ("ties", np.uint8),  # FRIENDS, HOUSEHOLD, or OF_DISTRICT
    ("counts", np.uint8),  # 1: the threshold is a number of others, not a share
    ("sticky", np.uint8),
])  # fmt: skip


class Tables(NamedTuple):
    """Everything the kernel reads. `judged` is 1 in a world with a scheme, 0 without."""

    judged: int
    responding: int
    lowest: int
    highest: int
    last_day: int
    crossing: int  # 1 where one subject's day may reach another, or a morning bring anything
    rows: int  # 1 where what happens to scores is written down, 0 where it is only added up
    kind_of: U1  # [cells] kind of subject, a place in the plan's kinds
    inside: U1  # [cells] 1 where the scheme scores
    # rollout
    phase_start: I4  # [phases + 1] first day, then a day that never comes
    phase_providers: I4  # [phases]
    # occasion
    clock: F8  # [cells] 2^-32 days for a unit of the exponential clock; 0: never
    alias: U8  # [cells, K] chance of a slot's own kind in units of 2^-32, then in 32 bits the other kind
    occasions: Records  # OCCASION[K]
    schedule_start: I4  # [days + 2] into
    schedule_kind: I2
    schedule_cell: U1  # [K, cells] 1 where the occasion befalls the cell
    # decision
    steps: int
    act: F8  # [cells x steps, K]
    shared_part: F4  # [laws, 256]
    own_part: F4  # [laws, 256]
    course: I4  # [standings, K, let go or taken] what becomes of an occasion, as far as it is foretold
    foretold: int  # 1 where that is enough of them to ask
    pressure: F8  # [F, cells, steps]
    deterrence: F8
    surveillance: F8
    reward: F8
    crowding: F8
    followed: Records  # FOLLOWED
    # observation
    conducts: Records  # CONDUCT[C]
    watch_channel: I2  # [W]
    detects: F8  # [W, cells, steps]
    misnames: F8  # [W, cells, steps]
    review: F8  # [phases, channels, cells, steps] chance that a wrong record is stopped
    channel_luck: I4  # [channels] index of a channel's draws
    first_look: I8  # [K] that of the channel that first meets the conduct of taking it, 0 for none
    looks: int  # 1 where that luck is drawn with the occasion's, as much of it is needed
    channel_table: I2  # [channels] which error table names the victim
    class_of: U1  # [tables, groups]
    victim_weight: F8  # [tables, classes, classes]
    alarm_channel: I2  # [A]
    alarm_conduct: I2  # [A]
    alarm_rate: F8  # [A, cells] a day
    sent: U1  # [channels] 1 where a channel is sent to one district a day
    providers: int
    shared: F8  # [1] chance that an act's luck is common to a provider and the first
    # judgement
    score_step: I4  # [highest - lowest + 1]
    band_stride: int
    low: I4  # [C, cells, steps]
    high: I4
    repeat: F8  # [limits, cells, steps]
    limited_conduct: I2  # [limits]
    fade_every: int  # days, 0: never
    fade_keep: int  # what is left of a distance from the start, in units of 2^-30
    rank_every: int  # days, 0: never
    rank_share: F8  # [1] of the persons scored in a district
    rank_override: int  # row of the overrides that rank sets, the last
    override_band: I2  # [overrides], those of conducts, then that of rank
    override_conduct: I2
    override_until: I2  # [overrides] conduct whose record ends it, or NONE
    band_from: I4  # [cells, B]
    weight: F8  # [cells, B]
    influence_ties: I2  # [influences] FRIENDS to RESPONSIBLE
    influence: F8  # [influences, cells, steps] share of a tie's points
    # redress
    redress: int  # 1 where the scheme has any
    notice: F8  # [cells, steps]
    appeal: F8
    upheld_if_wrong: F8
    upheld_if_right: F8
    within_days: int
    decided_days: int
    lapse_days: int  # 0: never
    lapse_of_all: int  # 1: gains lapse, too
    repair_days: int  # 0: never
    repair_points: int
    # treatment
    refused: I2  # [K, B] treatment that denies or delays, or NONE
    delays: U1  # [treatments]
    again: F8  # [lessons, cells, steps] chance of asking once more after a refusal
    instead: I2  # [lessons] need asked for in its place, or NONE
    prioritised: U1  # [K, B]
    exposures: I4  # [B]
    # circumstances, in units of 2^-16; decay in units of 2^-30
    denial: I4  # [cells, steps]
    exposure: I4
    minds: int  # families that may be punished
    caution_start: I4  # caution's in units of 2^-11
    caution_floor: F8  # [cells, steps], plain
    caution_raised: I4  # [whose record: 2, family or others: 2, cells, steps]
    certainty_prior: I4  # above the floor
    certainty_floor: F8  # [cells, steps] in shares of the reference
    certainty_room: I4  # [cells, steps] from the floor to 1
    certainty_unit: F8  # [1] a unit in shares of the reference
    certainty_moved: I4  # [news: 4, family or others: 2, cells, steps] shares of the way, in units of 2^-16
    telling: int  # 1 where anybody minds ties' records
    unseen: int  # 1 where acts that go unseen make anybody less sure
    aware: F8
    hardship_decay: I8  # [days + 1]
    caution_decay: I8
    certainty_decay: I8
    job_loss: I4
    # ties, work and people that change
    employees: F8  # [kinds of organisations] people that each employs
    moving: int  # 1 where friends may drop friends
    cut_when_fallen: F8  # [cells, steps]
    cut_when_exposed: F8
    made_anew: F8
    turnover: F8  # [1] people replaced a day
