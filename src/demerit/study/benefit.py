"""What a scheme is usually defended with: fewer of the gravest acts that the general law forbids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from demerit.findings.finding import Finding
from demerit.formats.values import every_number
from demerit.schemes.model import Conduct, Scheme
from demerit.schemes.rights import is_expressive

GRAVITY = ("grave", "serious", "minor", None)


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """Change of a conduct's acts against the same lives without the scheme, as a share; 95 % interval."""

    conduct: Conduct
    change: float
    low: float | None
    high: float | None


def claimed_benefit(scheme: Scheme, findings: Mapping[str, Finding]) -> Benefit | None:
    """The change in the claimed conduct; None without such a conduct, a baseline, or such acts there."""
    conduct = claimed_conduct(scheme)
    finding = None if conduct is None else findings.get(f"conduct.acts_change.{conduct.id}")
    if conduct is None or finding is None or finding.value is None:
        return None
    return Benefit(conduct=conduct, change=float(finding.value), low=finding.low, high=finding.high)


def claimed_conduct(scheme: Scheme) -> Conduct | None:
    """The gravest conduct of persons that costs points and the general law forbids; of several, the first."""
    forbidden = [
        conduct
        for conduct in scheme.conducts
        if conduct.subject == "person"
        and conduct.lawful is False
        and conduct.unlawful_under != "scheme"
        and not is_expressive(conduct)
        and mildest_points(conduct) < 0
    ]
    return min(forbidden, key=lambda conduct: GRAVITY.index(conduct.gravity), default=None)


def mildest_points(conduct: Conduct) -> float:
    """The number of a conduct's points that is nearest to zero; columns and ranges are searched."""
    return min(every_number(conduct.points), key=abs)
