"""Cross checks of channels, data, conducts and treatments: the names they use, and what belongs together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from demerit.formats.name_checks import listed
from demerit.formats.occasion_checks import personal_numbers
from demerit.formats.plain import is_list, is_mapping
from demerit.formats.problems import Problem
from demerit.formats.sheet import Part
from demerit.formats.value_checks import low_first, one_of_two
from demerit.schemes.check_bands import unmoving
from demerit.schemes.treatments import TAXING

A_CHANNEL, A_CONDUCT, A_BAND = "a channel of this scheme", "a conduct of this scheme", "a band of this scheme"


def channel_problems(channel: Part, conducts: Collection[str]) -> Iterable[Problem]:
    """Alarms are complete and entered as a conduct that exists; an allocation begins with records."""
    yield from channel["alarm_conduct"].unless(conducts, A_CONDUCT)
    if channel["alarms"].present:
        yield from _alarm_problems(channel["alarms"])
        yield from unmoving(channel["alarms"])
        if not channel["alarm_conduct"].present:
            yield channel["alarm_conduct"].problem("a conduct of this scheme, as which alarms are entered")
    prior = channel["allocation"]["prior"]
    records = [share.number() for share in prior.values()]
    for name, part in prior.items():
        if not isinstance(name, int) or name < 0:
            yield part.problem("the number of a district, from 0", key=True)
    if prior.present and None not in records and not sum(record or 0.0 for record in records) > 0:
        yield prior.problem("past records in at least one district")


def _alarm_problems(alarms: Part) -> Iterable[Problem]:
    """Either per_year, or looks times rate (and the list that the rate was measured against)."""
    looks = ("looks_per_year", "fpir", "at_list", "list")
    given = [key for key in looks if alarms[key].present]
    if alarms["per_year"].present and given:
        yield alarms["per_year"].problem("either per_year or looks_per_year with fpir")
    elif not alarms["per_year"].present and is_mapping(alarms.raw):
        for key in looks[:2]:
            if key not in given:
                yield alarms[key].problem(f"{key} (or per_year alone)")
        for key, other in (("list", "at_list"), ("at_list", "list")):
            if key in given and other not in given:
                yield alarms[other].problem(f"{other}, as {key} is given")


def data_problems(data: Part, channels: Collection[str], conducts: Collection[str]) -> Iterable[Problem]:
    """Data is drawn through channels that exist, for conducts that exist."""
    yield from listed(data["channels"], channels, A_CHANNEL)
    yield from listed(data["conducts"], conducts, A_CONDUCT)


def conduct_problems(
    conduct: Part, *, channels: Collection[str], conducts: Collection[str], bands: Collection[str]
) -> Iterable[Problem]:
    """Channels, band and end exist; a span of points rises; a law is named only where one is broken."""
    yield from listed(conduct["channels"], channels, A_CHANNEL)
    yield from listed(conduct["rights"], {str(entry.raw) for entry in conduct["rights"].entries()}, "a right")
    for points in conduct["points"].everything():
        if is_list(points.raw) and points.path[-1] != "range":
            yield from low_first(points)
    if conduct["unlawful_under"].present and conduct["lawful"].raw is not False:
        yield conduct["unlawful_under"].problem("nothing, unless lawful is false", key=True)
    yield from _to_band_problems(conduct["to_band"], conducts, bands)


def _to_band_problems(to_band: Part, conducts: Collection[str], bands: Collection[str]) -> Iterable[Problem]:
    """A band that exists, for some days or until a conduct that exists, not both."""
    yield from to_band["id"].unless(bands, A_BAND)
    yield from to_band["until"].unless(conducts, A_CONDUCT)
    yield from one_of_two(to_band, "days", "until", "days, or until with a conduct")


def treatment_problems(treatment: Part, bands: Collection[str]) -> Iterable[Problem]:
    """Bands exist."""
    yield from listed(treatment["bands"], bands, A_BAND)


def organisation_problems(top: Part) -> Iterable[Problem]:
    """Rules for organisations say nothing that only persons have: an age, a sex, a group, an income."""
    rules = [*top["conducts"].entries(), *top["treatments"].entries()]
    others = [rule for rule in rules if rule["subject"].text() not in (None, "person")]
    for rule in others:
        yield from personal_numbers(rule)
        if rule["effect"].text() in TAXING:
            yield rule["effect"].problem("another effect: organisations have no income here to be taxed")
    scored = {rule["id"].text() for rule in others}
    watching = {str(entry.raw) for rule in others for entry in rule["channels"].entries()}
    for channel in top["channels"].entries() if scored else ():
        yield from _channel_numbers(channel, scored, watching)
    for part in (top["redress"], top["bands"], top["influence"]) if scored else ():
        yield from personal_numbers(part)


def _channel_numbers(
    channel: Part, scored: Collection[str | None], watching: Collection[str]
) -> Iterable[Problem]:
    """What a channel that looks at organisations says by columns that only persons have."""
    if channel["alarm_conduct"].text() in scored:
        yield from personal_numbers(channel["alarms"])
    elif channel["id"].text() not in watching:
        return
    yield from personal_numbers(channel["review"])
    for key in ("detects", "misnames"):
        by_conduct = channel[key]["by"].text() == "conduct"
        parts = [share for conduct, share in channel[key]["values"].items() if conduct in scored]
        for part in parts if by_conduct else [channel[key]]:
            yield from personal_numbers(part)


def rollout_problems(rollout: Sequence[Part], providers: float | None) -> Iterable[Problem]:
    """Phases in order of their first day, from day 0; never more providers than there are."""
    before: float | None = None
    for phase in rollout:
        first = phase["from_day"].number()
        if first is not None and before is None and first != 0:
            yield phase["from_day"].problem("0, the day on which the first phase begins")
        elif first is not None and before is not None and first <= before:
            yield phase["from_day"].problem(f"a day after {before:g}, when the phase before begins")
        before = first if first is not None else before
        count = phase["providers"].number()
        if count is not None and count > (providers or 1):
            yield phase["providers"].problem(f"at most {providers or 1:g}, the count under providers")
