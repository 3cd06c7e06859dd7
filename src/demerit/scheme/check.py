"""Cross checks of a scheme: everything that one part says about another, each at its line.

What only a run can know (whether a society has an opportunity for a conduct) is in `demerit.world.support`.
"""

from __future__ import annotations

from collections.abc import Iterable

from demerit.formats.name_checks import doubled_ids, ids, unknown_sources
from demerit.formats.occasion_checks import occasion_problems
from demerit.formats.problems import Problem
from demerit.formats.sheet import Part
from demerit.formats.value_checks import value_problems
from demerit.scheme.check_bands import band_problems, score_problems
from demerit.scheme.check_entries import (
    channel_problems,
    conduct_problems,
    data_problems,
    influence_problems,
    organisation_problems,
    rollout_problems,
    treatment_problems,
)

LISTS = ("bands", "channels", "data", "conducts", "treatments")


def scheme_problems(top: Part) -> Iterable[Problem]:
    """All cross checks of a scheme's file, from a cursor at its top."""
    bands, channels, conducts = (dict.fromkeys(ids(top[name])) for name in ("bands", "channels", "conducts"))
    for name in LISTS:
        yield from doubled_ids(top[name])
    yield from score_problems(top["score"])
    yield from band_problems(top["bands"], top["score"])
    for channel in top["channels"].entries():
        yield from channel_problems(channel, conducts)
    for data in top["data"].entries():
        yield from data_problems(data, channels, conducts)
    for conduct in top["conducts"].entries():
        yield from conduct_problems(conduct, channels=channels, conducts=conducts, bands=bands)
    for treatment in top["treatments"].entries():
        yield from treatment_problems(treatment, bands)
    yield from influence_problems(top["influence"])
    yield from organisation_problems(top)
    yield from rollout_problems(top["rollout"].entries(), top["providers"]["count"].number())
    yield from unknown_sources(top, {str(name): None for name, _ in top["sources"].items()})
    yield from occasion_problems(top["assumes"])
    yield from value_problems(top, {"band": bands, "conduct": conducts})
