"""2. Decision: is the opportunity taken? Life's part first, then the response to what is at stake."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare, step
from demerit.luck.maths import exp_minus
from demerit.luck.philox import UNIT
from demerit.world.columns.state import FIXED, NO_TIE, RESPONDING, State
from demerit.world.columns.tables import FRIENDS, LEAVES, NONE, OF_DISTRICT, TAKES, Tables
from demerit.world.rules.circumstances import caution_of, hardship_units

POWER_MOST = 2.0**60  # of a repeat factor: beyond, every record is worth all that a ledger holds


@step
def step_of(t: Tables, s: State, i: int) -> int:
    """The step of score and band that a subject's changing numbers are read at."""
    person = s.people[i]
    return t.score_step[person.score - t.lowest] + person.band * t.band_stride


@step
def life_chance(t: Tables, s: State, i: int, kind: int, at: int, day: int) -> float:
    """Chance, 0-1, that life alone has `i` take the opportunity: act x propensity, pressed, followed."""
    occasion = t.occasions[kind]
    cell = s.people[i].cell
    shared = t.shared_part[kind, s.quantiles[i, 0]]
    own = t.own_part[kind, s.quantiles[i, 1 + occasion.slot]]
    chance = t.act[kind, cell, at] * (np.float64(shared) + np.float64(own))
    if occasion.strains != 0:
        whose = i if occasion.by_employer == 0 else np.int64(s.employer[i])
        if whose != NO_TIE and s.people[whose].hardship != 0:
            factor = 1.0 + t.pressure[occasion.slot, cell, at] * hardship_units(t, s, whose, day) / FIXED
            chance = pressed(chance, factor, occasion.strains)
    if occasion.follows != NONE and not followed(t, s, i, occasion.follows):
        chance = 0.0
    return min(max(chance, 0.0), 1.0)


@step
def pressed(chance: float, factor: float, branch: int) -> float:
    """A factor on the branch that hardship presses: on the chance, or on the chance of letting go."""
    if branch == TAKES:
        return chance * factor
    if branch == LEAVES:
        return 1.0 - (1.0 - chance) * factor
    return chance


@rare
def followed(t: Tables, s: State, i: int, row: int) -> bool:
    """Whether enough others did it by yesterday to reach the subject's own threshold (Granovetter 1978)."""
    rule = t.followed[row]
    did, others = 0, 0
    if rule.ties == FRIENDS:
        for at in range(s.friend_start[i], s.friend_start[i + 1]):
            if s.friends[at] != NO_TIE:
                others += 1
                did += s.did[s.friends[at], row]
    elif i < s.kind_start[1] and rule.ties == OF_DISTRICT:
        did, others = s.did_count[row], s.kind_start[1]
    elif i < s.kind_start[1]:
        first, end = home(s, i)
        others = end - first - 1
        for j in range(first, end):
            did += s.did[j, row] if j != i else 0
    threshold = np.float64(s.threshold[i, row])
    return did >= threshold * (1 if rule.counts == 1 else others)


@rare
def home(s: State, i: int) -> tuple[int, int]:
    """Where a person's household begins and ends: its members are neighbours in number."""
    first, end = i, i + 1
    while first > 0 and s.household[first - 1] == s.household[i]:
        first -= 1
    while end < s.kind_start[1] and s.household[end] == s.household[i]:
        end += 1
    return np.int64(first), np.int64(end)


@rare
def power(factor: float, times: int) -> float:
    """A factor multiplied by itself so many times, one by one: a library's power differs between machines."""
    product = 1.0
    for _ in range(times):
        product = min(product * factor, POWER_MOST)
    return product


@step
def points_at_stake(t: Tables, s: State, i: int, conduct: int, at: int) -> float:
    """Mean points of the next record of a conduct: 0 where it is not scored or its cap is reached."""
    rule = t.conducts[conduct]
    cell = s.people[i].cell
    points = 0.5 * (t.low[conduct, cell, at] + t.high[conduct, cell, at])
    if rule.limited != NONE:
        earlier = s.limited[i, rule.limited]
        if rule.cap > 0 and earlier >= rule.cap:
            return 0.0
        points *= power(t.repeat[rule.limited, cell, at], earlier)
    return points


@step
def stake(t: Tables, s: State, i: int, conduct: int, points: float) -> float:
    """What a loss puts at stake, 0 and up: max(0, weight of the lower band - own) x min(1, share of the way).

    The share of the way down is points / (score - band's lower edge + 1); a conduct that puts the
    subject straight into a band stakes that band's weight minus its own. DESIGN section 2.
    """
    person = s.people[i]
    cell, band = person.cell, person.band
    most = 0.0
    if points < 0.0 and band > 0:
        lower = t.weight[cell, band - 1] - t.weight[cell, band]
        way = max(person.score - t.band_from[cell, band] + 1, 1)
        most = max(0.0, lower) * min(1.0, -points / way)
    to_band = t.conducts[conduct].to_band
    if to_band != NONE:
        most = max(most, t.weight[cell, to_band] - t.weight[cell, band])
    return most


@step
def gain(t: Tables, s: State, i: int, points: float) -> float:
    """What a gain may bring, the mirror of `stake`; 0 in the highest band."""
    person = s.people[i]
    cell, band = person.cell, person.band
    if band + 1 >= t.band_from.shape[1]:
        return 0.0
    upper = t.weight[cell, band] - t.weight[cell, band + 1]
    way = t.band_from[cell, band + 1] - person.score
    if way <= 0:  # a record holds the subject down, whatever its score
        return 0.0
    return max(0.0, upper) * min(1.0, points / way)


@step
def response(t: Tables, s: State, i: int, conduct: int, at: int, day: int) -> float:
    """Factor on the chance of a conduct under a scheme that the subject knows; 1 where nothing is at stake.

    Deterred exp(-elasticity x caution x stake), rewarded 1 - crowding_out + reward x gain.
    """
    if conduct == NONE or t.conducts[conduct].scored == 0:
        return 1.0
    points = points_at_stake(t, s, i, conduct, at)
    family, cell = t.conducts[conduct].family, s.people[i].cell
    if points > 0.0:
        return 1.0 - t.crowding[family, cell, at] + t.reward[family, cell, at] * gain(t, s, i, points)
    elasticity = t.deterrence[family, cell, at]
    if elasticity == 0.0:
        return 1.0
    at_stake = stake(t, s, i, conduct, points)
    if at_stake <= 0.0:
        return 1.0
    return exp_minus(elasticity * caution_of(t, s, i, at, day) * at_stake)


@step
def answered(t: Tables, s: State, i: int, kind: int, at: int, day: int, chance: float) -> float:
    """The chance after the response: a factor acts on the branch whose conduct gains or loses."""
    occasion = t.occasions[kind]
    chance *= response(t, s, i, occasion.takes, at, day)
    if occasion.leaves != NONE:
        chance = 1.0 - (1.0 - min(chance, 1.0)) * response(t, s, i, occasion.leaves, at, day)
    return min(max(chance, 0.0), 1.0)


@step
def decide(t: Tables, s: State, i: int, kind: int, word: np.uint64, day: int) -> tuple[bool, bool, bool]:
    """Whether the opportunity is taken, whether life alone would have had it so, and whether a reward did it.

    The uniform number is the occasion's own, so it is the same in every world.
    """
    luck = np.float64(word) * UNIT
    at = step_of(t, s, i)
    chance = life_chance(t, s, i, kind, at, day)
    by_life = luck < chance
    if s.cursor[RESPONDING] == 0 or s.people[i].aware == 0:
        return by_life, by_life, False
    taken = luck < answered(t, s, i, kind, at, day, chance)
    return taken, by_life, taken != by_life and rewarded(t, s, i, kind, at, day, chance, luck)


@rare
def rewarded(t: Tables, s: State, i: int, kind: int, at: int, day: int, chance: float, luck: float) -> bool:
    """Whether the response to what was done, without that to what was left, is enough to have brought it.

    Deterrence brings nothing, so this is a reward's doing.
    """
    occasion = t.occasions[kind]
    if luck >= chance:
        return luck < chance * response(t, s, i, occasion.takes, at, day)
    return luck >= 1.0 - (1.0 - chance) * response(t, s, i, occasion.leaves, at, day)
