"""The phases of the rollout, and what holds on a day of it."""

from __future__ import annotations

from demerit.schemes.model import Phase, Scheme


def phases_of(scheme: Scheme) -> tuple[Phase, ...]:
    """The phases of the rollout; without one, the whole scheme everywhere from the first day."""
    return scheme.rollout or (Phase(from_day=0, providers=scheme.providers.count),)


def providers_on(scheme: Scheme, day: int) -> int:
    """How many providers score, and can be asked, on a day: those of the phase, all without a rollout."""
    return [phase for phase in phases_of(scheme) if phase.from_day <= day][-1].providers
