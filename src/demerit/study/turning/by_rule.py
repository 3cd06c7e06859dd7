"""Rule by rule: what each rule adds, found by leaving it out, and what no rule adds alone.

Of two schemes, a rule that differs is put back as it is in the first, one at a time: what that takes back of
the difference is the rule's. What the rules' parts do not add up to is their interaction: a camera and the
points of what it sees do nothing without each other, so each has the whole effect, and the interaction is as
much with the other sign. All worlds share their luck, so every part has the interval of a paired difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from demerit.errors import FileInvalid
from demerit.findings.finding import Finding, rounded
from demerit.findings.paired import apart, combined
from demerit.findings.wording import is_finite
from demerit.study.ensemble.lived import findings_of
from demerit.study.ensemble.runner import Asked, Progress, ensemble
from demerit.study.turning.entries import Rule, called, differing, with_rules_of
from demerit.study.turning.settled import settled
from demerit.world.job import Job
from demerit.world.run import check_job


@dataclass(frozen=True, kw_only=True)
class RulePart:
    """What a rule adds to a finding, or all rules, or what they do not add up to; with its 95 % interval.

    `difference` is None where there is no such number, and `reason` says why it or its interval is missing.
    """

    difference: float | None
    low: float | None = None
    high: float | None = None
    reason: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The same as compare.json has it."""
        ends = {key: rounded(getattr(self, key)) for key in ("difference", "low", "high")}
        return ends if self.reason is None else {**ends, "reason": self.reason}


@dataclass(frozen=True, kw_only=True)
class ByRule:
    """Every rule that differs, those that cannot be left out, and of each finding what each rule adds.

    `people`: how many lived each world. `values`: each finding under the second scheme. `parts`: finding id
    to rule to its part; `whole` and `interaction` by finding id.
    """

    people: int
    values: Mapping[str, float]
    rules: tuple[str, ...]
    refused: Mapping[str, str]
    whole: Mapping[str, RulePart]
    parts: Mapping[str, Mapping[str, RulePart]]
    interaction: Mapping[str, RulePart]

    def of(self, name: str) -> dict[str, Any] | None:
        """What compare.json says of a finding under `by_rule`; None where it has no number."""
        if name not in self.whole:
            return None
        rules = {rule: part.as_json() for rule, part in self.parts[name].items()}
        rules |= {rule: RulePart(difference=None, reason=why).as_json() for rule, why in self.refused.items()}
        return {
            "people": self.people,
            "b": rounded(self.values[name]),
            "whole": self.whole[name].as_json(),
            "rules": {rule: rules[rule] for rule in self.rules},
            "interaction": self.interaction[name].as_json(),
        }


def by_rule(a: Job, b: Job, *, on_progress: Progress = lambda _done, _total: None) -> ByRule:
    """Live the second job, and it with each rule that differs as in the first; both share life and luck."""
    first, second = settled(a), settled(b)
    rules = differing(a.scheme, b.scheme)
    without: dict[str, Job] = {}
    refused: dict[str, str] = {}
    for rule in rules:
        try:
            without[called(rule)] = _without(first, second, rule)
        except FileInvalid as invalid:
            refused[called(rule)] = _cannot(invalid)
    jobs = [first, second, *without.values()]
    asked = [Asked[dict[str, Finding]](answer=partial(findings_of, job)) for job in jobs]
    one, other, *left = ensemble(asked, workers=b.workers, crew=b.crew, on_progress=on_progress)
    worlds = dict(zip(without, left, strict=True))
    refused |= {rule: world.failure for rule, world in worlds.items() if world.failure is not None}
    was = one.answer or {}
    now = {name: finding for name, finding in (other.answer or {}).items() if is_finite(finding.value)}
    each = {
        name: {rule: world.answer.get(name) for rule, world in worlds.items() if world.answer is not None}
        for name in now
    }
    return ByRule(
        people=second.people,
        values={name: float(finding.value) for name, finding in now.items()},
        rules=tuple(map(called, rules)),
        refused=refused,
        whole={name: _paired(was.get(name), finding) for name, finding in now.items()},
        parts={name: {rule: _paired(found, now[name]) for rule, found in each[name].items()} for name in now},
        interaction={name: _rest(was.get(name), now[name], [*each[name].values()], refused) for name in now},
    )


def _without(a: Job, b: Job, rule: Rule) -> Job:
    """The second job with one rule as in the first. Raises `FileInvalid` where that cannot be."""
    job = replace(b, scheme=with_rules_of(b.scheme, a.scheme, [rule]))
    check_job(job)
    return job


def _cannot(invalid: FileInvalid) -> str:
    """Why a file without a rule is none, in one line."""
    first, *more = str(invalid).splitlines()
    return f"without it the file is invalid: {first}{f' (and {len(more):,} more)' if more else ''}"


def _paired(a: Finding | None, b: Finding) -> RulePart:
    """The second minus the first."""
    if a is None or not is_finite(a.value):
        why = f": {a.reason}" if a is not None and a.reason is not None else ""
        return RulePart(difference=None, reason=f"no such number without{why}")
    difference = float(b.value) - float(a.value)
    return RulePart(difference=difference, **asdict(apart(a, b, difference)))


def _rest(
    a: Finding | None, b: Finding, without: Sequence[Finding | None], refused: Mapping[str, str]
) -> RulePart:
    """The whole minus the sum of the rules' parts: (b - a) - sum (b - b without the rule).

    One rule alone is the whole: nothing is left.
    """
    if refused:
        return RulePart(difference=None, reason=f"{len(refused):,} rules could not be left out")
    known = [one for one in without if one is not None and is_finite(one.value)]
    if a is None or not is_finite(a.value):
        return RulePart(difference=None, reason="there is no whole to add up to")
    if len(known) < len(without):
        return RulePart(difference=None, reason="without one of the rules there is no such number")
    if len(known) <= 1:
        return RulePart(difference=0.0, low=0.0, high=0.0)
    value, interval = combined([(-1.0, a), (1.0 - len(known), b), *((1.0, finding) for finding in known)])
    return RulePart(difference=value, **asdict(interval))
