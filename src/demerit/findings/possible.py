"""What a scheme can do to persons at all, read off its rules: what it cannot do is no matter of chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.formats.values import every_number
from demerit.schemes.treatments import CHARGING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.findings.coded import Coded
    from demerit.schemes.model import Channel, Conduct
    from demerit.schemes.treatments import Treatment


def needs_of(treatments: Sequence[Treatment]) -> list[str]:
    """The needs that treatments are about, each once."""
    return sorted({treatment.need for treatment in treatments if treatment.need is not None})


def bands_of(treatments: Sequence[Treatment]) -> list[str]:
    """The bands that treatments befall, each once."""
    return sorted({band for treatment in treatments for band in treatment.bands})


def errs(channel: Channel) -> bool:
    """Whether a channel can name the wrong person, or one where nobody did anything."""
    return any(every_number(channel.misnames)) or channel.alarms is not None


def can_err(run: Coded) -> bool:
    """Whether any channel can."""
    return any(errs(channel) for channel in run.scheme.channels)


def can_associate(run: Coded) -> bool:
    """Whether a tie's record can count against a person."""
    return any(any(every_number(influence.share)) for influence in run.scheme.influence)


def can_cost(run: Coded) -> bool:
    """Whether a band can cost a person money."""
    return bool(run.scheme.treating(CHARGING))


def can_touch(run: Coded) -> bool:
    """Whether the scheme can make a life differ from the one without it: by records, treatments or ties."""
    counts = any(_counts(conduct) for conduct in run.scheme.conducts)
    weighs = any(any(every_number(band.weight)) for band in run.scheme.bands)
    return counts or weighs or bool(run.scheme.treatments) or bool(run.scheme.influence)


def _counts(conduct: Conduct) -> bool:
    """Whether a record of a conduct is worth anything."""
    return any(every_number(conduct.points)) or conduct.to_band is not None


def job_losses(run: Coded) -> list[str]:
    """The conducts by which work is lost."""
    return [
        opportunity.leaves
        for opportunity in run.evidence.life.opportunities.values()
        if opportunity.employment and opportunity.leaves
    ]
