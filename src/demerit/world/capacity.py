"""What a run must be able to hold: cells, rules, occasions and alarms, counted before anybody lives."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.errors import WrongUse
from demerit.formats import limits
from demerit.formats.columns import STATIC, names_of
from demerit.formats.problems import Problem
from demerit.formats.sheet import Part
from demerit.world.columns.encode_life import occasions, rates
from demerit.world.columns.encode_scheme import alarms_per_day
from demerit.world.job import Job


def capacity_problems(job: Job) -> list[Problem]:
    """What asks for more than counters and numbers hold, each at its line."""
    try:
        _ = job.plan.space
    except WrongUse as full:
        return [_widest(job).problem("fewer keys", says=str(full))]
    return [*_rules(job), *_occasions(job), *_alarms(job)]


def _widest(job: Job) -> Part:
    """Of all numbers by column, the one with most keys: where cells can be saved."""
    tops = (job.scheme.top(), job.society.top(), job.behaviour.top())
    parts = [part for top in tops for part in top.sheet.tables(*names_of(*STATIC))]
    return max(parts, key=lambda part: len(part["values"].items()), default=tops[0])


def _rules(job: Job) -> Iterable[Problem]:
    """Conducts and needs, and occasions, beyond as many as can be numbered."""
    plan = job.plan
    counts = {
        "conducts and needs": len(plan.tally_ids),
        "opportunities and needs": len(plan.opportunities) + len(plan.needs),
    }
    for what, count in counts.items():
        if count > limits.RULES:
            expected = f"at most {limits.RULES:,}, those that the scheme and the catalogue add included"
            yield job.society.top()["life"].problem(expected, says=f"{count:,} {what}")


def _occasions(job: Job) -> Iterable[Problem]:
    """More occasions than a subject's counters hold."""
    expected = most_occasions(job)
    if expected > limits.EVENTS:
        wanted = f"at most {limits.EVENTS:,} occasions a subject over the run, as counters hold no more"
        yield job.society.top()["life"].problem(wanted, says=f"{expected:,.0f} occasions")


def most_occasions(job: Job) -> float:
    """Occasions over the run of whoever can expect most, those on given days included."""
    plan = job.plan
    given = sum(day < plan.days for occasion in occasions(plan) for day in occasion.at_days or ())
    return float(rates(plan).sum(axis=0).max(initial=0.0)) * plan.days + given


def _alarms(job: Job) -> Iterable[Problem]:
    """Channels that ring more often than their clocks can count."""
    scheme = job.scheme.model
    attention = max([1.0, *(factor for phase in scheme.phases for factor in phase.attention.values())])
    for channel, part in zip(scheme.channels, job.scheme.top()["channels"].entries(), strict=False):
        expected = float(alarms_per_day(job.plan.space, channel).max(initial=0.0)) * attention * job.days
        if expected > limits.EVENTS:
            wanted = f"at most {limits.EVENTS:,} alarms a subject over the run, as counters hold no more"
            yield part["alarms"].problem(wanted, says=f"{expected:,.0f} alarms")
