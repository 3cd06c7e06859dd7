"""What holds on a day of the rollout."""

from __future__ import annotations

from demerit.scheme.model import Scheme


def providers_on(scheme: Scheme, day: int) -> int:
    """How many providers score, and can be asked, on a day: those of the phase, all without a rollout."""
    begun = [phase for phase in scheme.rollout if phase.from_day <= day]
    return begun[-1].providers if begun else scheme.providers.count
