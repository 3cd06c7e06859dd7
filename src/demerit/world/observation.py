"""3. Observation: how an act becomes a record, whose, and how records come without any act."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare, step
from demerit.luck.maths import exponential
from demerit.luck.philox import UNIT, below, draw
from demerit.luck.purposes import ALARM as ALARM_DRAW
from demerit.luck.purposes import CHANNEL, OPENED, OPENED_CHANNEL, OPENED_VICTIM, VICTIM
from demerit.world.decision import step_of
from demerit.world.judgement import enter_own
from demerit.world.state import ALARM, MAILS, MISNAMED, NO_DAY, NOBODY, Log, State
from demerit.world.tables import Tables

SEEN, NAMED, POINTS, REVIEWED = 0, 1, 2, 3  # which word of a channel's draw is what
RATE, ALARM_POINTS, ALARM_REVIEWED = 0, 1, 2  # and of an alarm's
KEY_TARGET, KEY_SOURCE, KEY_CAUSE = 49, 34, 32
NO_SOURCE = (1 << 15) - 1


@step
def chance(word: np.uint64, probability: float) -> bool:
    """Whether something of this probability happens at this luck."""
    return np.float64(word) * UNIT < probability


@step
def observe(t: Tables, s: State, log: Log, i: int, conduct: int, number: int, purpose: int, day: int) -> None:
    """An act meets the conduct's channels in file order; the first that detects it makes one record."""
    rule = t.conducts[conduct]
    if t.judged == 0 or rule.watches == 0:
        return
    cell, at = s.people[i].cell, step_of(t, s, i)
    luck_for = OPENED_CHANNEL if purpose == OPENED else CHANNEL
    for watch in range(rule.first_watch, rule.first_watch + rule.watches):
        channel = np.int64(t.watch_channel[watch])
        words = draw(s.seed, s.district, i, number, luck_for, t.channel_luck[channel])
        if chance(words[SEEN], t.detects[watch, cell, at]):
            if chance(words[NAMED], t.misnames[watch, cell, at]):
                misname(t, s, log, i, conduct, channel, number, purpose, words[POINTS], words[REVIEWED])
            else:
                enter_own(t, s, log, i, day, conduct, channel, words[POINTS], number)
            return


@rare
def misname(
    t: Tables,
    s: State,
    log: Log,
    i: int,
    conduct: int,
    channel: int,
    number: int,
    purpose: int,
    points: np.uint64,
    reviewed: np.uint64,
) -> None:
    """A record of somebody else's act goes to a victim of the same district, unless review stops it."""
    luck_for = OPENED_VICTIM if purpose == OPENED else VICTIM
    words = draw(s.seed, s.district, i, number, luck_for, t.channel_luck[channel])
    victim = victim_of(t, s, i, np.int64(t.channel_table[channel]), words[0], words[1])
    if victim == NOBODY:
        return
    if chance(reviewed, t.review[channel, s.people[victim].cell, step_of(t, s, victim)]):
        return
    opened = np.int64(1 if purpose == OPENED else 0)
    post(log, victim, i, number | (opened << 31), MISNAMED, conduct, channel, points)


@rare
def victim_of(t: Tables, s: State, i: int, table: int, class_word: np.uint64, member_word: np.uint64) -> int:
    """Whose name the channel reads: class by error table times class size, then evenly; never the actor."""
    mine = np.int64(t.class_of[table, s.people[i].group])
    classes = t.victim_weight.shape[1]
    total = 0.0
    for c in range(classes):
        total += weight_of(t, s, table, mine, c)
    if total <= 0.0:
        return NOBODY
    left = np.float64(class_word) * UNIT * total
    chosen = NOBODY
    for c in range(classes):
        weight = weight_of(t, s, table, mine, c)
        if weight > 0.0:
            chosen = c
            if left < weight:
                break
            left -= weight
    return member_of(s, i, table, chosen, chosen == mine, member_word)


@step
def weight_of(t: Tables, s: State, table: int, mine: int, c: int) -> float:
    """How likely the class is to be read for the actor's: members besides the actor, times 10^cell."""
    size = s.member_start[table, c + 1] - s.member_start[table, c]
    return (size - (1 if c == mine else 0)) * t.victim_weight[table, mine, c]


@rare
def member_of(s: State, i: int, table: int, chosen: int, own_class: bool, word: np.uint64) -> int:
    """A member of the class, evenly, passing over the actor."""
    start, end = s.member_start[table, chosen], s.member_start[table, chosen + 1]
    pick = start + below(word, end - start - (1 if own_class else 0))
    member = np.int64(s.members[table, pick])
    if own_class and member >= i:
        member = np.int64(s.members[table, pick + 1])
    return member


@rare
def post(
    log: Log, target: int, source: int, occasion: int, cause: int, conduct: int, channel: int, word: np.uint64
) -> None:
    """Put a record into tomorrow's mail; its key sorts by (target, source, occasion, purpose)."""
    row = log.used[MAILS]
    log.used[MAILS] = row + 1
    letter = log.mail[row]
    sender = NO_SOURCE if source == NOBODY else source
    key = (np.uint64(target) << np.uint64(KEY_TARGET)) | (np.uint64(sender) << np.uint64(KEY_SOURCE))
    letter.key = key | (np.uint64(occasion) << np.uint64(2)) | np.uint64(cause & 3)
    letter.target = target
    letter.source = source
    letter.occasion = occasion
    letter.word = np.uint32(word)
    letter.conduct = conduct
    letter.channel = channel
    letter.cause = cause


@rare
def alarm_day(t: Tables, s: State, i: int, row: int) -> int:
    """The morning of the next alarm: when the accumulated rate passes the sum of exponentials."""
    rate = t.alarm_rate[row, s.people[i].cell]
    if rate <= 0.0:
        return NO_DAY
    day = np.float64(s.alarm_sum[i, row]) / rate
    return np.int64(day) if day < t.last_day else NO_DAY


@rare
def wind_alarm(t: Tables, s: State, i: int, row: int) -> None:
    """Add the next exponential of the unit-rate clock of subject and channel."""
    number = np.int64(s.alarm_number[i, row])
    words = draw(s.seed, s.district, i, number, ALARM_DRAW, t.channel_luck[t.alarm_channel[row]])
    s.alarm_sum[i, row] = np.float32(np.float64(s.alarm_sum[i, row]) + exponential(words[RATE]))


@rare
def ring_alarms(t: Tables, s: State, log: Log, i: int, day: int) -> bool:
    """Post the subject's alarms that fall due; False when the mail is full (call again)."""
    if t.judged == 0:
        return True
    for row in range(t.alarm_channel.shape[0]):
        while alarm_day(t, s, i, row) <= day:
            if log.used[MAILS] + 2 > log.mail.shape[0]:
                return False
            number = np.int64(s.alarm_number[i, row])
            channel = np.int64(t.alarm_channel[row])
            words = draw(s.seed, s.district, i, number, ALARM_DRAW, t.channel_luck[channel])
            s.alarm_number[i, row] += np.uint16(1)
            wind_alarm(t, s, i, row)
            stopped = t.review[channel, s.people[i].cell, step_of(t, s, i)]
            if not chance(words[ALARM_REVIEWED], stopped):
                occasion = (row << 16) | number
                post(
                    log,
                    i,
                    NOBODY,
                    occasion,
                    ALARM,
                    np.int64(t.alarm_conduct[row]),
                    channel,
                    words[ALARM_POINTS],
                )
    return True
