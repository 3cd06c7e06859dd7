"""The line of a search: whatever the scheme, its moves only weaken."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from demerit.errors import FileInvalid
from demerit.formats.setting import data_of
from demerit.formats.values import every_number
from demerit.schemes.loading import library, load_scheme
from demerit.schemes.model import Scheme
from demerit.study.turning.moves import Move, added, moves, with_moves
from made_up import Made, made
from worlds import Part, a_scheme, channel, conduct

UNTOUCHED = ("score", "bands", "providers", "use", "assumes")
"""Parts of a scheme that no move changes."""


def harder(before: Scheme, after: Scheme) -> list[str]:
    """In what a scheme is harder than another; gains, errors and thresholds must be as they were."""
    found = [part for part in UNTOUCHED if getattr(before, part) != getattr(after, part)]
    old = {each.id: each for each in before.conducts}
    found += [each.id for each in after.conducts if each.id not in old or _dearer(old[each.id], each)]
    found += [each.id for each in after.treatments if each not in before.treatments]
    seen = {each.id: each for each in before.channels}
    found += [each.id for each in after.channels if each.id not in seen or _sharper(seen[each.id], each)]
    shared = {each.ties: each.share for each in before.influence}
    found += [
        each.ties
        for each in after.influence
        if each.ties not in shared or _more(shared[each.ties], each.share)
    ]
    return found + _narrower(before, after) + _keener(before, after)


def _keener(before: Scheme, after: Scheme) -> list[str]:
    """In what a rollout pays more attention, or is another in anything else."""
    old, new = ([each.model_copy(update={"attention": {}}) for each in s.phases] for s in (before, after))
    more = any(
        share > earlier.attention.get(kind, 1.0)
        for earlier, phase in zip(before.phases, after.phases, strict=True)
        for kind, share in phase.attention.items()
    )
    return ["rollout"] if more or old != new else []


def _more(before: Any, after: Any) -> bool:
    """Whether any number is larger than before."""
    pairs = zip(every_number(before), every_number(after), strict=True)
    return any(new > old + 1e-12 for old, new in pairs)


def _dearer(before: Any, after: Any) -> bool:
    """Whether a conduct costs more, gains otherwise, or sends where it did not."""
    pairs = zip(every_number(before.points), every_number(after.points), strict=True)
    worse = any(new < old or (old >= 0 and new != old) for old, new in pairs)
    same = before.model_copy(update={"points": 0, "to_band": None, "range": None, "assumed": False})
    other = after.model_copy(update={"points": 0, "to_band": None, "range": None, "assumed": False})
    return worse or same != other or after.to_band not in (None, before.to_band)


def _sharper(before: Any, after: Any) -> bool:
    """Whether a channel sees or rings more, errs otherwise, or is reviewed less."""
    alarms = [
        each and (each.per_year if each.per_year is not None else each.looks_per_year)
        for each in (before.alarms, after.alarms)
    ]
    rings = after.alarms is not None and (before.alarms is None or _more(*alarms))
    review = _more(after.review.share, before.review.share) or _more(
        after.review.catches, before.review.catches
    )
    return (
        _more(before.detects, after.detects) or rings or review or before.misnames != after.misnames
        or before.allocation != after.allocation
    )  # fmt: skip


def _narrower(before: Scheme, after: Scheme) -> list[str]:
    """In what the ways back are narrower."""
    old, new = before.redress, after.redress
    if old is None or new is None:
        return [] if old is None else ["redress"]
    found = ["notice"] if _more(new.notice, old.notice) else []
    found += ["repair"] if old.repair != new.repair else []
    found += ["appeal"] if old.appeal not in (None, new.appeal) else []
    lapse = old.lapse is not None and (
        new.lapse is None or new.lapse.days > old.lapse.days or new.lapse.of != old.lapse.of
    )
    return found + (["lapse"] if lapse else [])


def stands(document: Any, these: list[Move]) -> Scheme | None:
    """The scheme with some moves; None where it is none."""
    try:
        return with_moves(document, these).model
    except FileInvalid:
        return None


@settings(max_examples=15)
@given(made())
def test_moves_only_weaken(world: Made) -> None:
    """Points toward zero, sanctions and seeing less, ways back more: nothing else, in any scheme."""
    document = a_scheme(**world.scheme)
    for move in moves(document):
        weaker = stands(document, [move])
        assert weaker is not None, move.name
        assert [] == harder(document.model, weaker), move.name
        assert weaker != document.model, move.name


@pytest.mark.parametrize("name", [each.model.id for each in library()])
def test_moves_only_weaken_in_the_library(name: str) -> None:
    """The same for schemes that are written by hand: of every rule the mildest move, and the strongest."""
    document = load_scheme(name)
    every = moves(document)
    assert every
    mildest = {move.rule: move for move in reversed(every)}
    strongest = {move.rule: move for move in every}
    for chosen in (mildest, strongest):
        together = stands(document, [*chosen.values()])
        assert together is not None
        assert [] == harder(document.model, together)
    assert not [each for each in together.treatments if each.does.burdens]


def test_gains_and_thresholds_are_left() -> None:
    """Of a scheme that only rewards there is nothing to take back but what sees, and ways back to add."""
    found = moves(a_scheme(conducts=[conduct("helping", points=5)]))
    assert ["redress.appeal: added", "redress.lapse: added"] == [each.name for each in found]


def test_a_loss_is_halved_toward_zero() -> None:
    """-3 becomes -1, [-9, -5] becomes [-4, -2], and of -1 nothing is half; what was assumed of it goes."""
    for points, half in ((-3, -1), ([-9, -5], [-4, -2]), (-1, 0)):
        document = a_scheme(conducts=[conduct("honking", points=points, assumed=True, range=[-9, 0])])
        (first, *_) = [each for each in moves(document) if each.rule[0] == "conducts"]
        assert half == first.entry["points"]
        assert not {"range", "assumed"} & first.entry.keys()


def test_what_is_added_is_in_its_file() -> None:
    """Review, notice, appeal and lapse of the package's own file; a scheme that has them gets none."""
    assert {"review", "notice", "appeal", "lapse"} == added().keys()
    redress: Part = {"notice": 0.9, "appeal": added()["appeal"], "lapse": {"days": 30, "of": "losses"}}
    assert [] == [each.name for each in moves(a_scheme(redress=redress)) if each.rule[0] == "redress"]
    longer = {**redress, "lapse": {"days": 900, "of": "losses"}}
    assert ["redress.lapse: sooner"] == [each.name for each in moves(a_scheme(redress=longer))]


def test_attention_is_halved_and_gone_in_every_phase() -> None:
    """Of each kind that any phase names, where a phase names it not from 1 down; without any, no move."""
    phases = [{"from_day": 0, "attention": {"person": 0.4}}, {"from_day": 9, "districts": 0.5}]
    half, none = [m for m in moves(a_scheme(rollout=phases)) if m.rule[0] == "rollout"]
    assert [{"person": 0.2}, {"person": 0.5}] == [each["attention"] for each in half.entry]
    assert [{"person": 0.0}, {"person": 0.0}] == [each["attention"] for each in none.entry]
    assert [0, 9] == [each["from_day"] for each in none.entry]
    assert 0.5 == none.entry[1]["districts"]
    plain = a_scheme(rollout=[{"from_day": 0, "districts": 0.5}])
    assert [] == [each for each in moves(plain) if each.rule[0] == "rollout"]


def test_a_channel_is_muted_not_made_to_err_less() -> None:
    """It sees and rings half, or nothing; who it takes for whom is no choice of a search."""
    alarms: Part = {"alarms": {"per_year": 8}, "alarm_conduct": "honking", "misnames": 0.2}
    document = a_scheme(channels=[channel(**alarms)], conducts=[conduct("honking", points=0)])
    half, none, reviewed = [each.entry for each in moves(document) if each.rule[0] == "channels"]
    assert (0.5, 4.0, 0.2) == (half["detects"], half["alarms"]["per_year"], half["misnames"])
    assert (0.0, False) == (none["detects"], "alarms" in none)
    assert added()["review"] == reviewed["review"]
    assert 8 == data_of(document)["channels"][0]["alarms"]["per_year"]
