"""Alarms: records that need no act, by a unit-rate clock of each subject and channel.

The n-th falls when the accumulated rate passes the sum of n addressed exponentials, so that a higher rate
never means fewer. With several providers the first one's clock runs at the full rate, and each of its alarms
is entered by another provider, too, with the chance that luck is shared; the rest of that provider's alarms
come from a clock of its own, at the rate that is left.
"""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare, step
from demerit.luck.maths import exponential
from demerit.luck.philox import draw
from demerit.luck.purposes import ALARM as ALARM_DRAW
from demerit.luck.purposes import SHARED
from demerit.world.columns.mail import ALARMING, has_room, post
from demerit.world.columns.state import ALARM, JUDGED, NO_DAY, NOBODY, STEP, Log, State
from demerit.world.columns.tables import Tables
from demerit.world.rules.decision import step_of
from demerit.world.rules.redress import PROVIDER_BITS, happens

RATE, POINTS, REVIEWED = 0, 1, 2  # which word of an alarm's draw is what
NUMBER_BITS = 16  # of an alarm's address: its number, then its clock


@step
def clock_luck(t: Tables, clock: int) -> int:
    """The index at which a clock's luck is drawn: the channel's, marked with the provider."""
    rows = t.alarm_channel.shape[0]
    return np.int64(t.channel_luck[t.alarm_channel[clock % rows]]) | ((clock // rows) << PROVIDER_BITS)


@rare
def alarm_day(t: Tables, s: State, i: int, clock: int) -> int:
    """The morning of a clock's next alarm: when its accumulated rate passes the sum of exponentials."""
    rows, cell = t.alarm_channel.shape[0], s.people[i].cell
    rate = t.alarm_rate[clock % rows, cell] * (1.0 - t.shared[0] if clock >= rows else 1.0)
    if rate <= 0.0:
        return NO_DAY
    left = np.float64(s.alarm_sum[i, clock]) / rate
    kind = np.int64(t.kind_of[cell])
    channel = t.alarm_channel[clock % rows]
    if t.sent[channel] == 1:
        here = left < s.walked[channel, kind] + s.reach[s.cursor[STEP], kind]
        return 0 if s.patrol[channel] == 1 and here else NO_DAY
    for phase in range(t.phase_providers.shape[0]):
        reach, start = s.reach[phase, kind], np.float64(t.phase_start[phase])
        watched = (t.phase_start[phase + 1] - start) * reach
        if left < watched:
            day = start + left / reach
            return np.int64(day) if day < t.last_day else NO_DAY
        left -= watched
    return NO_DAY


@rare
def wind_alarm(t: Tables, s: State, i: int, clock: int) -> None:
    """Add the next exponential of the unit-rate clock of subject and channel."""
    number = np.int64(s.alarm_number[i, clock])
    words = draw(s.seed, s.district, i, number, ALARM_DRAW, clock_luck(t, clock))
    s.alarm_sum[i, clock] = np.float32(np.float64(s.alarm_sum[i, clock]) + exponential(words[RATE]))


@rare
def ring_alarms(t: Tables, s: State, log: Log, i: int, day: int) -> bool:
    """Post the subject's alarms that fall due; False when the mail is full (call again)."""
    if t.judged == 0:
        return True
    for clock in range(s.alarm_sum.shape[1]):
        while alarm_day(t, s, i, clock) <= day:
            if not has_room(s, log):
                return False
            number = np.int64(s.alarm_number[i, clock])
            words = draw(s.seed, s.district, i, number, ALARM_DRAW, clock_luck(t, clock))
            s.alarm_number[i, clock] += np.uint16(1)
            wind_alarm(t, s, i, clock)
            ring(t, s, log, i, clock, number, words[POINTS], words[REVIEWED])
    return True


@rare
def ring(
    t: Tables, s: State, log: Log, i: int, clock: int, number: int, points: np.uint64, reviewed: np.uint64
) -> None:
    """Post one alarm, unless review stops it: to its own provider, and to who shares the first's luck."""
    rows, phase = t.alarm_channel.shape[0], s.cursor[STEP]
    row, own = clock % rows, clock // rows
    channel, conduct = np.int64(t.alarm_channel[row]), np.int64(t.alarm_conduct[row])
    if s.cursor[JUDGED] == 0 or happens(
        reviewed, t.review[phase, channel, s.people[i].cell, step_of(t, s, i)]
    ):
        return
    occasion = (clock << NUMBER_BITS) | number
    for provider in range(own, t.phase_providers[phase] if own == 0 else own + 1):
        if provider != own:
            index = np.int64(t.channel_luck[channel]) | (provider << PROVIDER_BITS)
            luck = draw(s.seed, s.district, i, number, SHARED, index)[0]
            if not happens(luck, t.shared[0]):
                continue
        if provider < t.phase_providers[phase]:
            mark = own << PROVIDER_BITS
            post(log, ALARMING, i, NOBODY, occasion, provider, ALARM, conduct, channel, points, NOBODY, mark)
