"""But-for findings: refusals that a replayed ledger would not have brought."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import numpy as np

from demerit.findings.butfor import Replayed
from demerit.findings.evidence import load_evidence
from demerit.findings.measure import measure
from demerit.schemes.contexts import relation
from demerit.world.rules import replay


def but_for(shop: Any, person: Any, name: str) -> Any:
    """The value of a but-for finding in a world of one."""
    return measure(shop.evidence([person]))[f"access.but_for_{name}"].value


def test_the_full_replay_is_the_ledger(shop: Any) -> None:
    """With nothing left out, every score and band of a crowd's ledger comes back."""
    run = shop.of(shop.usual(districts=9, size=100))
    again = Replayed(run, run.refusals)
    scores, bands, *_ = replay.full(again.ledger, again.rules)
    assert np.array_equal(run.entries.score, scores)
    assert np.array_equal(run.entries.band, bands)


def test_the_full_replay_is_the_ledger_of_a_real_run(shop: Any, lived: Path) -> None:
    """Likewise for what the engine wrote; and with nothing left out, the replay denies what was denied."""
    run = shop.of(load_evidence(lived))
    again = Replayed(run, run.refusals)
    scores, bands, *_ = replay.full(again.ledger, again.rules)
    assert np.array_equal(run.entries.score, scores)
    assert np.array_equal(run.entries.band, bands)
    nothing_out = again.ledger._replace(left_out=np.zeros_like(again.ledger.left_out))
    assert len(run.refusals.person) > 0
    assert not replay.but_for(nothing_out, again.rules, again.denied).any()


def test_what_is_compiled_ahead_is_what_is_asked(shop: Any, lived: Path) -> None:
    """One kernel of one kind: a run's ledger asks for no other than nobody's does."""
    run, kernel = shop.of(load_evidence(lived)), cast("Any", replay.grant)
    replay.warm()
    Replayed(run, run.refusals).granted()
    assert 1 == len(kernel.signatures)


def test_a_wrong_record_costs_a_ticket(shop: Any) -> None:
    """Of two refusals, the first hangs on a misnamed record; by the second, right ones are enough."""
    person = shop.person(0, 0).record(1, "posting", "misnamed").ask(2, "rail")
    person.record(3, "jaywalking").ask(4, "rail")
    assert 0.5 == but_for(shop, person, "wrong")


def test_a_correction_goes_with_its_record(shop: Any) -> None:
    """Without a corrected wrong record its correction is gone too: the refusal has other grounds."""
    person = (
        shop.person(0, 0).record(1, "posting", "alarm").correct(2, 1).record(3, "jaywalking").ask(4, "rail")
    )
    assert 0 == but_for(shop, person, "wrong")


def test_speech_is_left_out_whoever_it_was(shop: Any) -> None:
    """Without expressive conducts the refusal is gone; without wrong records it stands."""
    person = shop.person(0, 0).record(1, "posting").ask(2, "rail")
    assert 1 == but_for(shop, person, "expressive")
    assert 0 == but_for(shop, person, "wrong")


def test_unrelated_losses_are_judged_by_the_need(shop: Any) -> None:
    """Jaywalking bears on the train, not on a loan: of traffic, transport is related and finance not."""
    person = shop.person(0, 0).record(1, "jaywalking", drawn=-80).ask(2, "rail").ask(3, "loan")
    assert 0.5 == but_for(shop, person, "unrelated")


def test_gains_are_kept(shop: Any) -> None:
    """A gain from an unrelated context still counts when unrelated losses do not."""
    person = (
        shop.person(0, 0).record(1, "jaywalking").record(2, "charity").record(3, "posting").ask(4, "rail")
    )
    assert 993 == person.score + 20
    assert 1 == but_for(shop, person, "unrelated")


def test_an_unrelated_override_is_a_loss(shop: Any) -> None:
    """A record that puts somebody in the lowest band at 0 points is left out like any other loss."""
    person = shop.person(0, 0).record(1, "fleeing").ask(2, "rail")
    assert "unrelated" == relation("justice", "transport")
    assert 1 == but_for(shop, person, "unrelated")


def test_ties_records_are_a_cause_of_their_own(shop: Any) -> None:
    """What came by association is left out by that question alone."""
    person = shop.person(0, 0).record(1, "jaywalking", "association").ask(2, "rail")
    assert 1 == but_for(shop, person, "association")
    assert 0 == but_for(shop, person, "wrong")


def test_first_causes_add_up(shop: Any) -> None:
    """Each refusal stands under its first cause only: the shares add up to one."""
    found = measure(shop.usual())["access.but_for_first"].value
    assert abs(sum(found.values()) - 1) < 1e-12


def test_nothing_denied_no_share(shop: Any) -> None:
    """Without refusals, or without a ledger, there is no share of them."""
    assert but_for(shop, shop.person(0, 0).record(1, "posting"), "wrong") is None
    assert measure(shop.without_ledger(shop.usual()))["access.but_for_wrong"].value is None
