"""Claims in words: how often, where it fails, and the picture, at every edge."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.report.turning.claims import NOISY, box_words, claims_body, held_words, lead, side_words
from demerit.study.ensemble.failing import Failed
from demerit.study.ensemble.hypercube import hypercube
from demerit.study.ensemble.varied import Number
from demerit.study.turning.box import BoolArray, Box, Side, find_box
from demerit.study.turning.claims import read_claim
from demerit.study.turning.holds import Claims, HeldClaim, part_of

DRAWS = 80
NUMBERS = tuple(
    Number(home="scheme", path=path, place=(), value=1.0, low=low, high=high)
    for path, low, high in (
        ("channels.street-camera.alarms.looks_per_year", 10.0, 1000.0),
        ("channels.street-camera.misnames", 0.0, 0.5),
        ("conducts.jaywalking.points", -9.0, -1.0),
    )
)
SHARES = hypercube([number.name for number in NUMBERS], DRAWS, 1)


def claims(fails: BoolArray, *, noisy: bool = False, known: bool = True) -> Claims:
    """One claim that fails in some draws."""
    margins = np.where(fails, -0.1, 0.1) if known else np.full(DRAWS, np.nan)
    share = float((~fails).mean()) if known else None
    box = find_box(SHARES, fails, 1) if known else None
    held = HeldClaim(
        claim=read_claim("wrong.people_share > 0.2"), margins=margins, noisy=noisy, share=share,
        low=None if share is None else max(0.0, share - 0.1), high=share, box=box,
    )  # fmt: skip
    return Claims(
        draws=DRAWS,
        people=1_000,
        numbers=NUMBERS,
        shares=SHARES,
        held=(held,),
        values={},
        failed=Failed(failures=("world 3: x",)),
    )


def test_where_it_fails_is_a_sentence() -> None:
    """The number in words, its value, and of how many draws that is true."""
    found = claims(SHARES[:, 0] < 0.4)
    told = box_words(found, found.held[0])
    assert told.startswith("It fails where how many looks street camera takes is below ")
    assert "32 of the 32 draws there fail (100 %), and 32 of all 32 that fail lie there (100 %)." in told
    assert "holds in 48 of 80 draws (60 %, 50-60)" == held_words(found.held[0])


def test_a_corner_of_two_names_both() -> None:
    """Joined by and; the picture has both as its sides."""
    found = claims((SHARES[:, 0] < 0.5) & (SHARES[:, 1] > 0.5))
    told = box_words(found, found.held[0])
    assert "how many looks street camera takes is below" in told
    assert "and how often street camera takes one for another is above" in told or "is above" in told
    page = "".join(map(str, claims_body(found)))
    assert 2 == page.count("<svg")
    assert "How many looks street camera takes" in page
    assert DRAWS == page.count('<th scope="row"')


def test_one_number_stands_beside_the_finding() -> None:
    """The finding itself upward, with the claim's number as a line."""
    page = "".join(map(str, claims_body(claims(SHARES[:, 0] < 0.4))))
    assert "wrong.people_share" in page
    assert ">0.2</text>" in page


@pytest.mark.parametrize(
    ("low", "high", "words"), [(0.0, 0.5, "is below"), (0.5, 1.0, "is above"), (0.2, 0.5, "lies between")]
)
def test_sides_are_said(low: float, high: float, words: str) -> None:
    """Below, above, or between, in the number's own values."""
    found = claims(SHARES[:, 0] < 0.4)
    assert words in side_words(found, Side(column=1, low=low, high=high, chance=0.0))


def test_a_range_drawn_backward_is_said_forward() -> None:
    """Points from -9 to -1 are drawn by size, so that the first half of the draws lies near -1."""
    found = claims(SHARES[:, 0] < 0.4)
    told = side_words(found, Side(column=2, low=0.0, high=0.5, chance=0.0))
    assert "the points of jaywalking is above −3" == told
    assert (-3.0, -1.0) == part_of(NUMBERS[2], (0.0, 0.5))


def test_no_box_says_why() -> None:
    """Nowhere, everywhere, too few, by chance, and no value."""
    nowhere, everywhere = (claims(np.full(DRAWS, fill_value=which)) for which in (False, True))
    assert "It fails nowhere." == box_words(nowhere, nowhere.held[0])
    assert "It holds nowhere." == box_words(everywhere, everywhere.held[0])
    few = claims(np.arange(DRAWS) < 3)
    assert "It fails in fewer than 8 draws, too few to say where." == box_words(few, few.held[0])
    unknown = claims(np.full(DRAWS, fill_value=False), known=False)
    assert "cannot be told: only 0 draws have a value" == held_words(unknown.held[0])
    assert "<svg" not in "".join(map(str, claims_body(unknown)))


def test_noise_and_failures_are_told() -> None:
    """Where small worlds' chance is in it, and where worlds failed."""
    noisy = claims(np.full(DRAWS, fill_value=False), noisy=True)
    assert NOISY.replace("'", "&#x27;") in "".join(map(str, claims_body(noisy)))
    assert "1 failed and are left out" in lead(noisy)


def test_a_box_of_three_is_drawn() -> None:
    """The third number makes points faint."""
    found = claims(np.all(SHARES > 0.3, axis=1))
    box = Box(
        sides=tuple(Side(column=n, low=0.3, high=1.0, chance=0.0) for n in range(3)),
        inside=30, failing=28, coverage=0.9, density=0.93, chance=0.01,
    )  # fmt: skip
    held = found.held[0]
    three = HeldClaim(
        claim=held.claim,
        margins=held.margins,
        noisy=False,
        share=held.share,
        low=held.low,
        high=held.high,
        box=box,
    )
    page = "".join(map(str, claims_body(Claims(
        draws=DRAWS, people=9, numbers=NUMBERS, shares=SHARES, held=(three,), values={},
    ))))  # fmt: skip
    assert 'opacity="0.25"' in page
    assert "Faint: draws in which it is not true that" in page
