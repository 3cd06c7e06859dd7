"""3. Observation: how an act becomes a record, and whose."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.luck.philox import UNIT, Words, below, draw
from demerit.luck.purposes import CHANNEL, OPENED, OPENED_CHANNEL, OPENED_VICTIM, SHARED, VICTIM
from demerit.world.columns.queue import MISNAMING, enqueue, sent_by
from demerit.world.columns.state import JUDGED, MISNAMED, NOBODY, OWN, OWN_UNSEEN, STEP, Act, Record
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World
from demerit.world.rules.circumstances import minds_it, move_certainty
from demerit.world.rules.judgement import judge
from demerit.world.rules.lookup import PROVIDER_BITS, happens, step_of
from demerit.world.rules.ties import boast

SEEN, NAMED, POINTS, REVIEWED = 0, 1, 2, 3  # which word of a channel's draw is what
OPENED_BIT = 31  # of an occasion's number: an opportunity that a need opened


@inline
def observe(w: World, i: int, conduct: int, number: int, purpose: int, day: int, card: int) -> bool:
    """An act meets the conduct's channels in file order; the first that detects it makes one record.

    True where it stands against the actor, with the first provider. `card`: of the occasion that was taken,
    which holds the luck of its first look; NONE where there is none.
    """
    if w.s.cursor[JUDGED] == 0 or w.t.conducts[conduct].watches == 0:
        return False
    act = act_of(conduct, number, purpose, day, 0, 0)
    named = watch(w, i, act, card)
    if w.t.providers > 1:
        observe_others(w, i, act)
    return named


@inline
def act_of(conduct: int, number: int, purpose: int, day: int, provider: int, own: int) -> Act:
    """An act as a provider's channels meet it."""
    return Act(
        np.int64(conduct), np.int64(number), np.int64(purpose), np.int64(day), np.int64(provider),
        np.int64(own),
    )  # fmt: skip


@outline
def observe_others(w: World, i: int, act: Act) -> None:
    """The same act with every other provider: in part by the first one's luck, else by their own."""
    for provider in range(1, w.t.phase_providers[w.s.cursor[STEP]]):
        luck = draw(w.s.seed, w.s.district, i, act.number, SHARED, provider)[0]
        own = 0 if happens(luck, w.t.shared[0]) else provider << PROVIDER_BITS
        watch_as_well(w, i, act_of(act.conduct, act.number, act.purpose, act.day, provider, own))


@outline
def watch_as_well(w: World, i: int, act: Act) -> None:
    """A provider beyond the first meets an act."""
    watch(w, i, act, NONE)


@inline
def watch(w: World, i: int, act: Act, card: int) -> bool:
    """One provider's channels meet an act; whether a record names who did it."""
    rule = w.t.conducts[act.conduct]
    cell, at, phase = w.s.people[i].cell, step_of(w, i), w.s.cursor[STEP]
    reach = w.s.reach[phase, w.t.kind_of[cell]]
    luck_for = OPENED_CHANNEL if act.purpose == OPENED else CHANNEL
    for look in range(rule.first_watch, rule.first_watch + rule.watches):
        channel = np.int64(w.t.watch_channel[look])
        if w.t.sent[channel] == 1 and w.s.patrol[channel] == 0:
            continue
        if look == rule.first_watch and card != NONE and w.t.looks == 1:
            words = look_on(w, card)
        else:
            luck_of = w.t.channel_luck[channel] | act.own
            words = draw(w.s.seed, w.s.district, i, act.number, luck_for, luck_of)
        if happens(words[SEEN], w.t.detects[look, cell, at] * reach):
            w.s.seen[channel] += 1 if act.provider == 0 else 0
            if happens(words[NAMED], w.t.misnames[look, cell, at]):
                misname(w, i, act, channel, words[POINTS], words[REVIEWED])
                return False
            judge(w, i, act.day, record_of(i, act, channel), words[POINTS])
            return True
    return False


@inline
def look_on(w: World, card: int) -> Words:
    """The four words of luck of a card's first look."""
    hand = w.h.cards[0]
    return (
        np.uint64(hand.seen[card]),
        np.uint64(hand.named[card]),
        np.uint64(hand.worth[card]),
        np.uint64(hand.reviewed[card]),
    )


@outline
def go_unseen(w: World, i: int, conduct: int, day: int, word: np.uint64) -> None:
    """An act that a loss is set on, of which no record came, makes the actor, and a friend, less certain."""
    mind = np.int64(w.t.conducts[conduct].mind)
    if mind != NONE and minds_it(w, i) and threatened(w, i, conduct):
        move_certainty(w, i, mind, day, OWN_UNSEEN)
        boast(w, i, mind, word)


@inline
def threatened(w: World, i: int, conduct: int) -> bool:
    """Whether a record of a conduct would cost the subject points, or put it into a band."""
    cell, at = w.s.people[i].cell, step_of(w, i)
    return w.t.low[conduct, cell, at] < 0 or w.t.conducts[conduct].to_band != NONE


@inline
def record_of(i: int, act: Act, channel: int) -> Record:
    """A right record of an act of `i`'s, its luck addressed to the act."""
    return Record(
        np.int64(i), act.conduct, np.int64(channel), np.int64(OWN), act.provider, np.int64(i), act.number,
        act.own, np.int64(NOBODY),
    )  # fmt: skip


@outline
def misname(w: World, i: int, act: Act, channel: int, points: np.uint64, reviewed: np.uint64) -> None:
    """A record of somebody else's act goes to a victim of the same district, unless review stops it."""
    luck_for = OPENED_VICTIM if act.purpose == OPENED else VICTIM
    words = draw(w.s.seed, w.s.district, i, act.number, luck_for, w.t.channel_luck[channel] | act.own)
    if i < w.s.kind_start[1]:
        victim = victim_of(w, i, np.int64(w.t.channel_table[channel]), words[0], words[1])
    else:
        victim = organisation_of_kind(w, i, words[1])
    if victim == NOBODY:
        return
    stopped = w.t.review[w.s.cursor[STEP], channel, w.s.people[victim].cell, step_of(w, victim)]
    if not happens(reviewed, stopped):
        occasion = act.number | (np.int64(1 if act.purpose == OPENED else 0) << OPENED_BIT)
        record = sent_by(i, act.conduct, channel, MISNAMED, act.provider, NOBODY)
        enqueue(w, MISNAMING, victim, occasion, record, points, act.own)


@outline
def organisation_of_kind(w: World, i: int, word: np.uint64) -> int:
    """Another organisation of the same kind, evenly; NOBODY if there is none."""
    kind = np.int64(w.t.kind_of[w.s.people[i].cell])
    start, others = w.s.kind_start[kind], w.s.kind_start[kind + 1] - w.s.kind_start[kind] - 1
    if others == 0:
        return np.int64(NOBODY)
    picked = start + below(word, others)
    return picked + (1 if picked >= i else 0)


@outline
def victim_of(w: World, i: int, table: int, class_word: np.uint64, member_word: np.uint64) -> int:
    """Whose name the channel reads: class by error table times class size, then evenly; never the actor."""
    mine = np.int64(w.t.class_of[table, w.s.people[i].group])
    classes = w.t.victim_weight.shape[1]
    total = 0.0
    for c in range(classes):
        total += weight_of(w, table, mine, c)
    if total <= 0.0:
        return np.int64(NOBODY)
    left = np.float64(class_word) * UNIT * total
    chosen = NOBODY
    for c in range(classes):
        weight = weight_of(w, table, mine, c)
        if weight > 0.0:
            chosen = c
            if left < weight:
                break
            left -= weight
    return member_of(w, i, table, chosen, chosen == mine, member_word)


@inline
def weight_of(w: World, table: int, mine: int, c: int) -> float:
    """How likely the class is to be read for the actor's: members besides the actor, times 10^cell."""
    size = w.s.member_start[table, c + 1] - w.s.member_start[table, c]
    return (size - (1 if c == mine else 0)) * w.t.victim_weight[table, mine, c]


@outline
def member_of(w: World, i: int, table: int, chosen: int, own_class: bool, word: np.uint64) -> int:
    """A member of the class, evenly, passing over the actor."""
    start, end = w.s.member_start[table, chosen], w.s.member_start[table, chosen + 1]
    pick = start + below(word, end - start - (1 if own_class else 0))
    member = np.int64(w.s.members[table, pick])
    if own_class and member >= i:
        member = np.int64(w.s.members[table, pick + 1])
    return member
