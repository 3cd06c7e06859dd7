"""2. Decision: is the opportunity taken? Life's part first, then the response to what is at stake."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.luck.maths import exp_minus
from demerit.luck.philox import UNIT
from demerit.world.columns.state import FIXED, NO_TIE, RESPONDING
from demerit.world.columns.tables import FRIENDS, LEAVES, NONE, OF_DISTRICT, TAKES
from demerit.world.columns.world import World
from demerit.world.rules.circumstances import caution_of, certainty_of, hardship_units
from demerit.world.rules.lookup import home, power, step_of


@inline
def life_chance(w: World, i: int, kind: int, at: int, day: int) -> float:
    """Chance, 0-1, that life alone has `i` take the opportunity: act x propensity, pressed, followed."""
    occasion = w.t.occasions[kind]
    cell = w.s.people[i].cell
    chance = bare_chance(w, i, row_of(w, cell, at), kind)
    if occasion.strains != 0:
        whose = i if occasion.by_employer == 0 else np.int64(w.s.employer[i])
        if whose != NO_TIE and w.s.people[whose].hardship != 0:
            factor = 1.0 + w.t.pressure[occasion.slot, cell, at] * hardship_units(w, whose, day) / FIXED
            chance = pressed(chance, factor, occasion.strains)
    if occasion.follows != NONE and not followed(w, i, occasion.follows):
        chance = 0.0
    return min(max(chance, 0.0), 1.0)


@inline
def row_of(w: World, cell: int, at: int) -> int:
    """Where it stands how readily a cell takes opportunities at a step."""
    return np.int64(cell) * w.t.steps + at


@inline
def bare_chance(w: World, i: int, row: int, kind: int) -> float:
    """The same before anything presses or is followed, and not yet held between 0 and 1."""
    occasion = w.t.occasions[kind]
    shared = w.t.shared_part[occasion.law, w.s.quantiles[i, 0]]
    own = w.t.own_part[occasion.law, w.s.quantiles[i, 1 + occasion.slot]]
    return w.t.act[row, kind] * (np.float64(shared) + np.float64(own))


@inline
def pressed(chance: float, factor: float, branch: int) -> float:
    """A factor on the branch that hardship presses: on the chance, or on the chance of letting go."""
    if branch == TAKES:
        return chance * factor
    if branch == LEAVES:
        return 1.0 - (1.0 - chance) * factor
    return chance


@outline
def followed(w: World, i: int, row: int) -> bool:
    """Whether enough others did it by yesterday to reach the subject's own threshold (Granovetter 1978)."""
    rule = w.t.followed[row]
    did, others = 0, 0
    if rule.ties == FRIENDS:
        for at in range(w.s.friend_start[i], w.s.friend_start[i + 1]):
            if w.s.friends[at] != NO_TIE:
                others += 1
                did += w.s.did[w.s.friends[at], row]
    elif i < w.s.kind_start[1] and rule.ties == OF_DISTRICT:
        did, others = w.s.did_count[row], w.s.kind_start[1]
    elif i < w.s.kind_start[1]:
        first, end = home(w, i)
        others = end - first - 1
        for j in range(first, end):
            did += w.s.did[j, row] if j != i else 0
    threshold = np.float64(w.s.threshold[i, row])
    return did >= threshold * (1 if rule.counts == 1 else others)


@inline
def points_at_stake(w: World, i: int, conduct: int, at: int) -> float:
    """Mean points of the next record of a conduct: 0 where it is not scored or its cap is reached."""
    rule = w.t.conducts[conduct]
    cell = w.s.people[i].cell
    points = 0.5 * (w.t.low[conduct, cell, at] + w.t.high[conduct, cell, at])
    if rule.limited != NONE:
        earlier = w.s.limited[i, rule.limited]
        if rule.cap > 0 and earlier >= rule.cap:
            return 0.0
        points *= power(w.t.repeat[rule.limited, cell, at], earlier)
    return points


@inline
def stake(w: World, i: int, conduct: int, points: float) -> float:
    """What a loss puts at stake, 0 and up: max(0, weight of the lower band - own) x min(1, share of the way).

    The share of the way down is points / (score - band's lower edge + 1); a conduct that puts the
    subject straight into a band stakes that band's weight minus its own. DESIGN section 2.
    """
    person = w.s.people[i]
    cell, band = person.cell, person.band
    most = 0.0
    if points < 0.0 and band > 0:
        lower = w.t.weight[cell, band - 1] - w.t.weight[cell, band]
        way = max(person.score - w.t.band_from[cell, band] + 1, 1)
        most = max(0.0, lower) * min(1.0, -points / way)
    to_band = w.t.conducts[conduct].to_band
    if to_band != NONE:
        most = max(most, w.t.weight[cell, to_band] - w.t.weight[cell, band])
    return most


@inline
def gain(w: World, i: int, points: float) -> float:
    """What a gain may bring, the mirror of `stake`; 0 in the highest band."""
    person = w.s.people[i]
    cell, band = person.cell, person.band
    if band + 1 >= w.t.band_from.shape[1]:
        return 0.0
    upper = w.t.weight[cell, band] - w.t.weight[cell, band + 1]
    way = w.t.band_from[cell, band + 1] - person.score
    if way <= 0:  # a record holds the subject down, whatever its score
        return 0.0
    return max(0.0, upper) * min(1.0, points / way)


@inline
def response(w: World, i: int, conduct: int, at: int, day: int) -> float:
    """Factor on the chance of a conduct under a scheme that the subject knows; 1 where nothing is at stake.

    Deterred exp(-certainty x (elasticity x caution x stake + surveillance)), rewarded 1 - crowding_out +
    reward x gain; certainty is what the subject perceives, over what it was where the two were measured.
    """
    if conduct == NONE or w.t.conducts[conduct].scored == 0:
        return 1.0
    points = points_at_stake(w, i, conduct, at)
    family, cell = w.t.conducts[conduct].family, w.s.people[i].cell
    if points > 0.0:
        return 1.0 - w.t.crowding[family, cell, at] + w.t.reward[family, cell, at] * gain(w, i, points)
    elasticity, watched = w.t.deterrence[family, cell, at], w.t.surveillance[family, cell, at]
    mind = w.t.conducts[conduct].mind
    if mind == NONE or (elasticity == 0.0 and watched == 0.0):
        return 1.0
    felt = watched if points < 0.0 or w.t.conducts[conduct].to_band != NONE else 0.0
    if elasticity != 0.0:
        at_stake = stake(w, i, conduct, points)
        if at_stake > 0.0:
            felt += elasticity * caution_of(w, i, mind, at, day) * at_stake
    if felt <= 0.0:
        return 1.0
    return exp_minus(felt * certainty_of(w, i, mind, at, day))


@inline
def answered(w: World, i: int, kind: int, at: int, day: int, chance: float) -> float:
    """The chance after the response: a factor acts on the branch whose conduct gains or loses."""
    occasion = w.t.occasions[kind]
    chance *= response(w, i, occasion.takes, at, day)
    if occasion.leaves != NONE:
        chance = 1.0 - (1.0 - min(chance, 1.0)) * response(w, i, occasion.leaves, at, day)
    return min(max(chance, 0.0), 1.0)


@inline
def decide(w: World, i: int, kind: int, word: np.uint64, day: int) -> tuple[bool, bool, bool]:
    """Whether the opportunity is taken, whether life alone would have had it so, and whether a reward did it.

    The uniform number is the occasion's own, so it is the same in every world.
    """
    luck = np.float64(word) * UNIT
    at = step_of(w, i)
    chance = life_chance(w, i, kind, at, day)
    by_life = luck < chance
    if w.s.cursor[RESPONDING] == 0 or w.s.people[i].aware == 0:
        return by_life, by_life, False
    if not by_life and w.t.occasions[kind].lifted == 0:
        return False, False, False  # most occasions: no response makes anybody take what life would not
    taken = luck < answered(w, i, kind, at, day, chance)
    return taken, by_life, taken != by_life and rewarded(w, i, kind, at, day, chance, luck)


@outline
def rewarded(w: World, i: int, kind: int, at: int, day: int, chance: float, luck: float) -> bool:
    """Whether the response to what was done, without that to what was left, is enough to have brought it.

    Deterrence brings nothing, so this is a reward's doing.
    """
    occasion = w.t.occasions[kind]
    if luck >= chance:
        return luck < chance * response(w, i, occasion.takes, at, day)
    return luck >= 1.0 - (1.0 - chance) * response(w, i, occasion.leaves, at, day)
