"""Channels, data, conducts, treatments, phases: names that exist, and what belongs together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from refused import assert_only

Told = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("extra", "place", "words"),
    [
        ("alarm_conduct: act, alarms: {}", "alarms.looks_per_year", "per_year alone"),
        ("alarm_conduct: act, alarms: {looks_per_year: 1}", "alarms.fpir", "fpir (or per_year alone)"),
        (
            "alarm_conduct: act, alarms: {looks_per_year: 1, fpir: 0.1, list: 5}",
            "alarms.at_list",
            "as list is given",
        ),
        (
            "alarm_conduct: act, alarms: {looks_per_year: 1, fpir: 0.1, at_list: 5}",
            "alarms.list",
            "as at_list is given",
        ),
        ("alarm_conduct: act, alarms: {per_year: 1, fpir: 0.1}", "alarms.per_year", "either per_year"),
        ("alarms: {per_year: 1}", "alarm_conduct", "as which alarms are entered"),
        (
            "alarm_conduct: acte, alarms: {per_year: 1}",
            "alarm_conduct",
            "no conduct of this scheme. did you mean 'act'?",
        ),
        ("allocation: {prior: {west: 1}}", "allocation.prior.west", "the number of a district"),
        ("allocation: {prior: {0: 0, 1: 0}}", "allocation.prior", "at least one district"),
    ],
)
def test_channels_that_cannot_be(told: Told, extra: str, place: str, words: str) -> None:
    """Incomplete alarms, and allocations that begin with nothing."""
    found = told(channels=f"[{{id: camera, kind: camera, {extra}}}]")
    assert f"channels[0].{place}" in [where for where, _ in found]
    assert any(words in sentence for _, sentence in found)


@pytest.mark.parametrize(
    ("extra", "place", "words"),
    [
        ("channels: [camra]", "channels", "did you mean 'camera'?"),
        ("rights: [movement, movement]", "rights", "each name once"),
        ("unlawful_under: scheme", "unlawful_under", "unless lawful is false"),
        ("unlawful_under: scheme, lawful: true", "unlawful_under", "unless lawful is false"),
        ("to_band: {id: lo, days: 3}", "to_band.id", "did you mean 'low'?"),
        ("to_band: {id: low}", "to_band.days", "missing"),
        ("to_band: {id: low, days: 3, until: act}", "to_band.until", "either days or until"),
        ("to_band: {id: low, until: acte}", "to_band.until", "did you mean 'act'?"),
    ],
)
def test_conducts_that_cannot_be(told: Told, extra: str, place: str, words: str) -> None:
    """One problem each, at its place."""
    ((found, sentence),) = told(
        conducts=f"[{{id: act, subject: person, family: work, context: work, points: -1, {extra}}}]"
    )
    assert f"conducts[0].{place}" == found
    assert words in sentence


@pytest.mark.parametrize("points", ["[2, 1]", "{value: [2, 1]}", "{by: group, values: {a: [2, 1]}}"])
def test_points_rise(told: Told, points: str) -> None:
    """Low first, in every shape."""
    ((found, sentence),) = told(
        conducts=f"[{{id: act, subject: person, family: work, context: work, points: {points}}}]"
    )
    assert found.startswith("conducts[0].points")
    assert "low first" in sentence


@pytest.mark.parametrize(
    ("extra", "place", "words"),
    [
        ("effect: denial", "need", "missing"),
        ("effect: denial, need: bus, bands: [lo]", "bands", "did you mean 'low'?"),
        ("effect: price, need: bus", "factor", "factor, as the effect is price"),
        ("effect: wait, need: bus", "wait", "wait, as the effect is wait"),
        ("effect: tax", "tax", "tax, as the effect is tax"),
        ("effect: denial, need: bus, factor: 2", "factor", "no factor with the effect denial"),
        ("effect: exposure, tax: {share: 0.1}", "tax", "no tax with the effect exposure"),
    ],
)
def test_treatments_that_cannot_be(told: Told, extra: str, place: str, words: str) -> None:
    """Each effect has what it needs and nothing that is another's."""
    bands = "" if "bands" in extra else "bands: [low], "
    ((found, sentence),) = told(treatments=f"[{{id: t, subject: person, context: work, {bands}{extra}}}]")
    assert f"treatments[0].{place}" == found
    assert words in sentence


def test_treatments_that_can_be(told: Told) -> None:
    """Every effect in its complete form."""
    effects = (
        "denial, need: a",
        "price, need: a, factor: 1.2",
        "wait, need: a, wait: {days: 3}",
        "priority, need: a",
        "exposure",
        "tax, tax: {share: -0.02}",
    )
    entries = ", ".join(
        f"{{id: t{n}, subject: person, context: work, bands: [low], effect: {effect}}}"
        for n, effect in enumerate(effects)
    )
    assert [] == told(treatments=f"[{entries}]")


@pytest.mark.parametrize(
    ("rollout", "place", "words"),
    [
        ("[{from_day: 1}]", "rollout[0].from_day", "0, the day on which"),
        ("[{from_day: 0}, {from_day: 0}]", "rollout[1].from_day", "a day after 0"),
        ("[{from_day: 0, providers: 3}]", "rollout[0].providers", "at most 1"),
    ],
)
def test_rollouts_that_cannot_be(told: Told, rollout: str, place: str, words: str) -> None:
    """Phases from day 0 in order, with no more providers than there are."""
    assert_only(told(rollout=rollout), place, words)


def test_data_is_drawn_through_channels_that_exist(told: Told) -> None:
    """At the word."""
    ((found, sentence),) = told(data="[{id: d, channels: [camra]}]")
    assert "data[0].channels" == found
    assert "did you mean 'camera'?" in sentence
