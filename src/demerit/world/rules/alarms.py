"""Alarms: records that need no act, by a unit-rate clock of each subject and channel.

The n-th falls when the accumulated rate passes the sum of n addressed exponentials, so that a higher rate
never means fewer. With several providers the first one's clock runs at the full rate, and each of its alarms
is entered by another provider, too, with the chance that luck is shared; the rest of that provider's alarms
come from a clock of its own, at the rate that is left.
"""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.luck.maths import exponential
from demerit.luck.philox import draw
from demerit.luck.purposes import ALARM as ALARM_DRAW
from demerit.luck.purposes import SHARED
from demerit.world.columns.queue import ALARMING, enqueue, has_room, sent_by
from demerit.world.columns.state import ALARM, JUDGED, NO_DAY, NOBODY, STEP
from demerit.world.columns.world import World
from demerit.world.rules.lookup import PROVIDER_BITS, happens, step_of

RATE, POINTS, REVIEWED = 0, 1, 2  # which word of an alarm's draw is what
NUMBER_BITS = 16  # of an alarm's address: its number, then its clock


@inline
def clock_luck(w: World, clock: int) -> int:
    """The index at which a clock's luck is drawn: the channel's, marked with the provider."""
    rows = w.t.alarm_channel.shape[0]
    return np.int64(w.t.channel_luck[w.t.alarm_channel[clock % rows]]) | ((clock // rows) << PROVIDER_BITS)


@outline
def alarm_day(w: World, i: int, clock: int) -> int:
    """The morning of a clock's next alarm: when its accumulated rate passes the sum of exponentials."""
    rows, cell = w.t.alarm_channel.shape[0], w.s.people[i].cell
    rate = w.t.alarm_rate[clock % rows, cell] * (1.0 - w.t.shared[0] if clock >= rows else 1.0)
    if rate <= 0.0:
        return NO_DAY
    left = np.float64(w.s.alarm_sum[i, clock]) / rate
    kind = np.int64(w.t.kind_of[cell])
    channel = w.t.alarm_channel[clock % rows]
    if w.t.sent[channel] == 1:
        here = left < w.s.walked[channel, kind] + w.s.reach[w.s.cursor[STEP], kind]
        return 0 if w.s.patrol[channel] == 1 and here else NO_DAY
    for phase in range(w.t.phase_providers.shape[0]):
        reach, start = w.s.reach[phase, kind], np.float64(w.t.phase_start[phase])
        watched = (w.t.phase_start[phase + 1] - start) * reach
        if left < watched:
            day = start + left / reach
            return np.int64(day) if day < w.t.last_day else NO_DAY
        left -= watched
    return NO_DAY


@outline
def wind_alarm(w: World, i: int, clock: int) -> None:
    """Add the next exponential of the unit-rate clock of subject and channel."""
    number = np.int64(w.s.alarm_number[i, clock])
    words = draw(w.s.seed, w.s.district, i, number, ALARM_DRAW, clock_luck(w, clock))
    lengthen(w, i, clock, words[RATE])


@inline
def lengthen(w: World, i: int, clock: int, word: np.uint64) -> None:
    """Let a clock run on by a wait of this luck."""
    w.s.alarm_sum[i, clock] = np.float32(np.float64(w.s.alarm_sum[i, clock]) + exponential(word))


@outline
def ring_alarms(w: World, i: int, day: int) -> bool:
    """Queue the subject's alarms that fall due; False when the queue is full (call again)."""
    if w.t.judged == 0:
        return True
    for clock in range(w.s.alarm_sum.shape[1]):
        while alarm_day(w, i, clock) <= day:
            if not has_room(w):
                return False
            number = np.int64(w.s.alarm_number[i, clock])
            words = draw(w.s.seed, w.s.district, i, number, ALARM_DRAW, clock_luck(w, clock))
            w.s.alarm_number[i, clock] += np.uint16(1)
            wind_alarm(w, i, clock)
            ring(w, i, clock, number, words[POINTS], words[REVIEWED])
    return True


@outline
def ring(w: World, i: int, clock: int, number: int, points: np.uint64, reviewed: np.uint64) -> None:
    """Post one alarm, unless review stops it: to its own provider, and to who shares the first's luck."""
    rows, phase = w.t.alarm_channel.shape[0], w.s.cursor[STEP]
    row, own = clock % rows, clock // rows
    channel, conduct = np.int64(w.t.alarm_channel[row]), np.int64(w.t.alarm_conduct[row])
    if w.s.cursor[JUDGED] == 0 or happens(
        reviewed, w.t.review[phase, channel, w.s.people[i].cell, step_of(w, i)]
    ):
        return
    occasion = (clock << NUMBER_BITS) | number
    for provider in range(own, w.t.phase_providers[phase] if own == 0 else own + 1):
        if provider != own:
            index = np.int64(w.t.channel_luck[channel]) | (provider << PROVIDER_BITS)
            luck = draw(w.s.seed, w.s.district, i, number, SHARED, index)[0]
            if not happens(luck, w.t.shared[0]):
                continue
        if provider < w.t.phase_providers[phase]:
            mark = own << PROVIDER_BITS
            record = sent_by(NOBODY, conduct, channel, ALARM, provider, NOBODY)
            enqueue(w, ALARMING, i, occasion, record, points, mark)
