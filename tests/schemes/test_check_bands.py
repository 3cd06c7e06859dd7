"""Score and bands: what starts, what begins where, and in which order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from refused import assert_only

Told = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("score", "place", "words"),
    [
        ("{start: 5, min: 9, max: 0}", "score.max", "above min"),
        (
            "{start: 10, min: 0, max: 9}",
            "score.start",
            "10, expected a number from min to max of the score, 0 to 9",
        ),
        (
            "{start: {by: group, shares: {a: {5: 0.5}}}, min: 0, max: 9}",
            "score.start.shares.a",
            "add up to 0.5",
        ),
        (
            "{start: {by: group, shares: {a: {50: 1}}}, min: 0, max: 9}",
            "score.start.shares.a[50]",
            "a score from 0 to 9",
        ),
        (
            "{start: {by: sex, shares: {men: {5: 1}}}, min: 0, max: 9}",
            "score.start.shares.men",
            "no sex here",
        ),
        (
            "{start: {by: age, shares: {40: {5: 1}, 20: {5: 1}}}, min: 0, max: 9}",
            "score.start.shares[20]",
            "above 40",
        ),
    ],
)
def test_scores_that_cannot_be(told: Told, score: str, place: str, words: str) -> None:
    """One problem each, at its place."""
    assert_only(told(score=score), place, words)


@pytest.mark.parametrize(
    ("bands", "place", "words"),
    [
        ("[{id: low, from: 1}]", "bands[0].from", "0, the least score"),
        ("[{id: low, from: 0}, {id: high, from: 0}]", "bands[1].from", "above 0"),
        ("[{id: low, from: 0}, {id: mid, from: 5}, {id: high, from: 3}]", "bands[2].from", "above 5"),
        ("[{id: low, from: 0}, {id: high, from: 10}]", "bands[1].from", "0 to 9"),
        ("[{id: low, from: -1}]", "bands[0].from", "0 to 9"),
        (
            "[{id: low, from: 0}, {id: mid, from: {by: group, values: {a: 2, b: 6}}}, {id: high, from: 4}]",
            "bands[2].from",
            "above 6",
        ),
        (
            "[{id: low, from: 0}, {id: mid, from: {by: group, values: {a: 2, b: 6}}}, {id: high, from: {by: group, values: {a: 3, b: 5}}}]",  # noqa: E501
            "bands[2].from.values.b",
            "above 6",
        ),
        (
            "[{id: low, from: 0}, {id: high, from: {by: band, values: {low: 2}}}]",
            "bands[1].from.by",
            "cannot begin by itself",
        ),
    ],
)
def test_bands_that_cannot_be(told: Told, bands: str, place: str, words: str) -> None:
    """Out of order, outside the score, or not from its least: one problem each."""
    assert_only(told(bands=bands), place, words)


@pytest.mark.parametrize(
    "parts",
    [
        {"score": "{start: {by: group, shares: {a: {0: 0.5, 9: 0.5}, b: {5: 1}}}, min: 0, max: 9}"},
        {"bands": "[{id: low, from: 0}]"},
        {
            "bands": "[{id: low, from: 0}, {id: mid, from: {by: group, values: {a: 2, b: 6}}},"
            " {id: high, from: {by: group, values: {a: 3, b: 8}}}]"
        },
    ],
)
def test_scores_and_bands_that_can_be(told: Told, parts: dict[str, str]) -> None:
    """Start shares, one band, thresholds that differ and cross between groups but not within one."""
    assert [] == told(**parts)


@pytest.mark.parametrize(
    ("parts", "place", "words"),
    [
        (
            {"score": "{start: 5, min: 0, max: 9, fades: {every_days: 3}}"},
            "score.fades.keeps",
            "half_life_days",
        ),
        (
            {"score": "{start: 5, min: 0, max: 9, fades: {every_days: 3, keeps: 0.5, half_life_days: 9}}"},
            "score.fades.half_life_days",
            "either keeps or half_life_days",
        ),
        (
            {
                "score": "{start: 5, min: 0, max: 9, fades: {every_days: 3, keeps: 0.5}}",
                "redress": "{repair: {after_days: 3, points: 1}}",
            },
            "redress.repair",
            "which gives points back",
        ),
        (
            {"bands": "[{id: low, from: 0}, {id: high, from: 4, rank: {share: 0.1, every_days: 3}}]"},
            "bands[1].rank",
            "below the best",
        ),
        (
            {
                "bands": "[{id: a, from: 0, rank: {share: 0.1, every_days: 3}}, "
                "{id: b, from: 2, rank: {share: 0.2, every_days: 3}}, {id: c, from: 4}]"
            },
            "bands[1].rank",
            "one band by rank",
        ),
        (
            {
                "bands": "[{id: a, from: 0, rank: {share: 0.1, every_days: 3}}, {id: b, from: 0}, "
                "{id: c, from: 0}]"
            },
            "bands[2].from",
            "above 0",
        ),
    ],
)
def test_evenings_that_cannot_be(told: Told, parts: dict[str, str], place: str, words: str) -> None:
    """Fading says how fast, once, and not beside repair; one band is by rank, and not the best."""
    assert_only(told(**parts), place, words)


def test_evenings_that_can_be(told: Told) -> None:
    """A band above one by rank may begin where it does; a half-life or a share kept."""
    bands = "[{id: a, from: 0, rank: {share: 0.1, every_days: 3}}, {id: b, from: 0}]"
    for ways in ("keeps: 0", "half_life_days: 9"):
        assert [] == told(
            bands=bands, score=f"{{start: 5, min: 0, max: 9, fades: {{every_days: 3, {ways}}}}}"
        )
