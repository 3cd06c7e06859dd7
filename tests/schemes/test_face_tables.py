"""Published tables on face recognition, read as they were printed."""

from __future__ import annotations

import pytest

from demerit.schemes.face_tables import Trial, false_matches, operating_points, trials


def trial(name: str) -> Trial:
    """The trial whose name begins so."""
    (found,) = [each for each in trials() if each.name.startswith(name)]
    return found


@pytest.mark.parametrize(
    ("name", "true", "alerts"),
    [
        ("South Wales Police, UCL final", 173, 2470),
        ("Met Police, 6 trials", 8, 42),
        ("Met Police Sept 2024", 2067, 2077),
    ],
)
def test_trials_are_as_published(name: str, true: int, alerts: int) -> None:
    """The share of alerts that were right is that of the published counts."""
    assert (true, alerts) == (trial(name).true, trial(name).alerts)
    assert true / alerts == trial(name).right


def test_counts_that_contradict_each_other_have_no_share() -> None:
    """Of the same event another office published 173 true and 2,554 false of 2,632 alerts: no share."""
    later = trial("South Wales Police, same event")
    assert (173, 2554, 2632) == (later.true, later.false, later.alerts)
    assert later.right is None


def test_what_was_not_published_has_no_share() -> None:
    """Without true alerts, or without alerts, nothing is made up."""
    assert trial("Met Police 28 Jan 2022").right is None
    assert trial("South Wales Police 2018").right is None
    assert 3 == sum(each.right is not None for each in trials())


def test_sources_are_written_out() -> None:
    """Every row names its source and how sure it is, also where the table says 'same'."""
    for each in (*operating_points(), *trials()):
        assert not each.source.startswith("same")
        assert ", published" in each.source
    assert trial("South Wales Police, same event").source == trial("South Wales Police 2019").source


def test_the_laboratory_s_two_lists_lie_on_a_line() -> None:
    """Ten times the list gave ten times the false alarms, to the digits published."""
    long, short = operating_points()[:2]
    assert (10_000, 1_000) == (long.at_list, short.at_list)
    assert (0.89, 0.89) == (long.tpir, short.tpir)
    assert long.fpir == pytest.approx(10 * (short.fpir or 0), rel=0.02)


def test_white_men_are_the_measure() -> None:
    """Every algorithm stands at one false match in a thousand between white men."""
    assert {0.001} == set(false_matches()["white-men", "white-men"].values())


def test_errors_by_group_are_the_published_medians() -> None:
    """Half of 240 algorithms took one black woman for another 11.65 times as often as one white man."""
    medians = {pair: rates[0.5] for pair, rates in false_matches().items() if pair[0] == pair[1]}
    expected = {"white-men": 0.001, "black-men": 0.00225, "white-women": 0.0029, "black-women": 0.01165}
    assert expected == {own: rate for (own, _), rate in medians.items()}
    for rates in false_matches().values():
        assert list(rates.values()) == sorted(rates.values())
