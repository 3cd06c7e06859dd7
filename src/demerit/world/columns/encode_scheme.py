"""A scheme as tables: conducts, channels, bands and treatments."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from demerit.formats.values import every_number, number
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.schemes.model import Channel, Conduct
from demerit.schemes.rights import is_expressive
from demerit.societies.error_tables import ErrorTable
from demerit.world.columns.cells import FloatArray, Space
from demerit.world.columns.encode_life import place_of
from demerit.world.columns.plan import FAMILIES, Plan
from demerit.world.columns.state import KEEP_BITS
from demerit.world.columns.tables import CONDUCT, NONE

CHANNEL_NUMBERS: Final = 1 << 14  # of a draw's index; the other bits are kept for providers
CAP_MOST: Final = np.iinfo(np.int32).max  # more records a year than a ledger holds rows
EVENLY: Final = 0  # the error table in which everybody is of one class


def conducts_of(plan: Plan) -> list[Conduct]:
    """The scheme's conducts, in the order of their ids."""
    return sorted(plan.scheme.conducts, key=lambda c: c.id)


def encode_scheme(plan: Plan, errors: dict[str, ErrorTable]) -> dict[str, Any]:
    """The arrays of `Tables` that a scheme fills; `errors` by the name that `misnamed_by` gives."""
    return {
        **_conduct_arrays(plan),
        **_watch_arrays(plan),
        **_victim_arrays(plan, errors),
        **_alarm_arrays(plan),
        **_band_arrays(plan),
        **_standing(plan),
    }


def punished(plan: Plan) -> list[str]:
    """The families of conducts that the scheme may punish: by points below 0, or by a band it puts into."""
    families = {c.family for c in plan.scheme.conducts if c.to_band or min(every_number(c.points)) < 0}
    return [family for family in FAMILIES if family in families]


def point(end: int, value: Any) -> float:
    """The lower (0) or upper (1) end of plain points."""
    return float(value[end] if isinstance(value, Sequence) else value)


def _conduct_arrays(plan: Plan) -> dict[str, Any]:
    """CONDUCT[C] and the points by conduct, cell and step."""
    space, shape = plan.space, (len(plan.conducts), plan.space.cells, plan.space.steps)
    rows, low, high = np.zeros(len(plan.conducts), CONDUCT), np.zeros(shape), np.zeros(shape)
    for name in ("family", "limited", "to_band", "override", "mind"):
        rows[name] = NONE
    limited = [c for c in conducts_of(plan) if c.per_year or c.repeat_factor is not None]
    overriding = [(plan.conducts[c.id], c.to_band) for c in conducts_of(plan) if c.to_band]
    minded = punished(plan)
    for conduct in conducts_of(plan):
        at = plan.conducts[conduct.id]
        low[at], high[at] = (space.table(conduct.points, leaf=partial(point, end)) for end in (0, 1))
        row = rows[at]
        row["family"], row["scored"] = FAMILIES.index(conduct.family), 1
        row["mind"] = minded.index(conduct.family) if conduct.family in minded else NONE
        row["expressive"] = is_expressive(conduct)
        row["unlawful"] = conduct.lawful is False
        row["cap"] = min(conduct.per_year or 0, CAP_MOST)
        row["limited"] = limited.index(conduct) if conduct in limited else NONE
    for i, (at, rule) in enumerate(overriding):
        row = rows[at]
        row["to_band"], row["override"], row["override_days"] = plan.bands[rule.id], i, rule.days or 0
        if rule.until:
            rows["ends"][plan.conducts[rule.until]] = 1
    ranked = [plan.bands[plan.scheme.ranked.id]] if plan.scheme.ranked else []
    nobodys = [NONE] * len(ranked)
    endings = [plan.conducts[rule.until] if rule.until else NONE for _, rule in overriding]
    repeat = [space.table(1.0 if c.repeat_factor is None else c.repeat_factor) for c in limited]
    return {
        "conducts": rows,
        "low": low.astype(np.int32),
        "high": high.astype(np.int32),
        "repeat": np.array(repeat).reshape(len(limited), space.cells, space.steps),
        "limited_conduct": np.array([plan.conducts[c.id] for c in limited], np.int16),
        "override_band": np.array([*(plan.bands[rule.id] for _, rule in overriding), *ranked], np.int16),
        "override_conduct": np.array([*(at for at, _ in overriding), *nobodys], np.int16),
        "override_until": np.array([*endings, *nobodys], np.int16),
    }


def _standing(plan: Plan) -> dict[str, Any]:
    """How scores fade, and who is put in a band by rank."""
    fades, ranked = plan.scheme.score.fades, plan.scheme.ranked
    rank = ranked.rank if ranked else None
    return {
        "fade_every": fades.every_days if fades else 0,
        "fade_keep": kept_units(fades.kept) if fades else 0,
        "rank_every": rank.every_days if rank else 0,
        "rank_share": np.array([number(rank.share) if rank else 0.0]),
        "rank_override": sum(c.to_band is not None for c in plan.scheme.conducts),
    }


def kept_units(kept: float) -> int:
    """What a score keeps of its distance from the start, in units of 2^-30."""
    return round(kept * 2.0**KEEP_BITS)


def _watch_arrays(plan: Plan) -> dict[str, Any]:
    """Which channels watch which conduct, in file order, and how well."""
    space = plan.space
    pairs = [
        (conduct, channel)
        for conduct in conducts_of(plan)
        for channel in plan.scheme.channels
        if channel.id in conduct.channels
    ]
    shape = (len(pairs), space.cells, space.steps)
    detects, misnames = np.zeros(shape), np.zeros(shape)
    for w, (conduct, channel) in enumerate(pairs):
        detects[w] = space.table(channel.detects, conduct=conduct.id)
        misnames[w] = space.table(channel.misnames, conduct=conduct.id)
    return {
        "channel_luck": channel_luck([c.id for c in plan.scheme.channels]),
        "watch_channel": np.array([plan.channels[channel.id] for _, channel in pairs], np.int16),
        "detects": detects,
        "misnames": misnames,
        "review": _review(plan),
        "sent": np.array([c.allocation != "even" for c in plan.scheme.channels], np.uint8),
        "_watched": [plan.conducts[conduct.id] for conduct, _ in pairs],
    }


def _review(plan: Plan) -> FloatArray:
    """Chance that review stops a wrong record, by phase and channel; a rollout says the share itself."""
    space, channels = plan.space, plan.scheme.channels
    rows = [
        space.table(phase.review_share if plan.scheme.rollout else c.review.share)
        * space.table(c.review.catches)
        for phase in plan.scheme.phases
        for c in channels
    ]
    return np.array(rows).reshape(len(plan.scheme.phases), len(channels), space.cells, space.steps)


def channel_luck(ids: Sequence[str]) -> npt.NDArray[np.int32]:
    """The index at which a channel's luck is drawn: from its id, so that other channels leave it alone.

    Two ids that fall on one number are told apart in the order of the alphabet.
    """
    taken: dict[int, str] = {}
    for name in sorted(ids):
        number = zlib.crc32(name.encode()) % CHANNEL_NUMBERS
        while number in taken:
            number = (number + 1) % CHANNEL_NUMBERS
        taken[number] = name
    by_name = {name: number for number, name in taken.items()}
    return np.array([by_name[name] for name in ids], np.int32)


def _victim_arrays(plan: Plan, errors: dict[str, ErrorTable]) -> dict[str, Any]:
    """Error tables as weights 10^cell between classes; table 0 holds everybody in one class."""
    names = sorted({c.misnamed_by for c in plan.scheme.channels if c.misnamed_by})
    classes = max([1, *(len(errors[name].classes) for name in names)])
    class_of = np.zeros((1 + len(names), len(plan.recipe.groups)), np.uint8)
    weight = np.zeros((1 + len(names), classes, classes))
    weight[EVENLY, 0, 0] = 1.0
    for i, name in enumerate(names, start=1):
        size = len(errors[name].classes)
        class_of[i] = errors[name].class_of_group
        weight[i, :size, :size] = np.float32(10.0 ** errors[name].log10)
    table = [1 + names.index(c.misnamed_by) if c.misnamed_by else EVENLY for c in plan.scheme.channels]
    return {"class_of": class_of, "victim_weight": weight, "channel_table": np.array(table, np.int16)}


def _alarm_arrays(plan: Plan) -> dict[str, Any]:
    """Channels that ring without any act, and how often a day."""
    ringing = [c for c in plan.scheme.channels if c.alarms and c.alarm_conduct]
    kinds = {c.id: place_of(plan, c.subject) for c in plan.scheme.conducts}
    rate = np.array([
        alarms_per_day(plan.space, c) * (plan.space.kind_of == kinds[c.alarm_conduct or ""])
        for c in ringing
    ])  # fmt: skip
    return {
        "alarm_channel": np.array([plan.channels[c.id] for c in ringing], np.int16),
        "alarm_conduct": np.array([plan.conducts[c.alarm_conduct or ""] for c in ringing], np.int16),
        "alarm_rate": rate.reshape(len(ringing), plan.space.cells),
    }


def alarms_per_day(space: Space, channel: Channel) -> FloatArray:
    """Alarms a day: per_year, or looks x false positive rate x list / list at which the rate was measured."""
    alarms = channel.alarms
    if alarms is None:
        return np.zeros(space.cells)
    if alarms.per_year is not None:
        return space.table(alarms.per_year)[:, 0] / YEAR_DAYS
    size = number(alarms.list) / float(alarms.at_list) if alarms.list is not None and alarms.at_list else 1.0
    looks, rate = space.table(alarms.looks_per_year or 0.0), space.table(alarms.fpir or 0.0)
    return looks[:, 0] * rate[:, 0] * size / YEAR_DAYS


def _band_arrays(plan: Plan) -> dict[str, Any]:
    """Lower edges and weights by cell, and the step that each score reads tables at."""
    space, score, bands = plan.space, plan.scheme.score, plan.scheme.bands
    return {
        "lowest": score.min,
        "highest": score.max,
        "score_step": space.score_step(score.min, score.max),
        "band_stride": 1 if space.by_band else 0,
        "band_from": np.array([space.table(b.from_)[:, 0] for b in bands]).T.astype(np.int32).copy(),
        "weight": np.array([space.table(b.weight)[:, 0] for b in bands]).T.copy(),
    }
