"""A hundred refusals."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.finding import Finding
from demerit.report.charts.dots import CAUSES, HUNDRED, hundred, joint_shares, whole_dots
from demerit.report.folder import read_folder

MakeRun = Callable[..., Path]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6).filter(lambda s: sum(s) > 1e-3))
def test_always_a_hundred_dots(parts: list[float]) -> None:
    """Shares that add to one become a hundred dots, each within one of its share."""
    shares = [part / sum(parts) for part in parts]
    counts = whole_dots(shares, HUNDRED)
    assert 100 == sum(counts)
    assert all(abs(count - share * 100) < 1 + 1e-9 for count, share in zip(counts, shares, strict=True))


def test_a_hundred_shapes_are_drawn() -> None:
    """The picture has a hundred dots, each cause with a shape of its own."""
    picture = hundred(list(zip((cause.shape for cause in CAUSES), (17, 6, 42, 35), strict=True)), "label")
    assert {"cross": 17, "triangle": 6, "square": 42, "ring": 35} == {
        cause.shape: picture.count(f'class="dot {cause.shape}"') for cause in CAUSES
    }


def test_shapes_come_in_turn() -> None:
    """So many of the first shape, then so many of the next, ten a row, with the label as text alternative."""
    picture = hundred([("disc", 84), ("cross", 16)], "84 right")
    shapes = re.findall(r'class="dot (\w+)"', picture)
    assert ["disc"] * 84 + ["cross"] * 16 == shapes
    assert 'role="img" aria-label="84 right"' in picture


def test_overlap_is_never_made_up(run: Path, make_run: MakeRun, found: dict[str, Finding]) -> None:
    """Dots by first cause need the joint shares; single shares alone give none."""
    assert {"wrong": 0.17, "expressive": 0.06, "unrelated": 0.42, "other": 0.35} == joint_shares(
        read_folder(run)
    )
    single = {name: f for name, f in found.items() if name != "access.but_for_first"}
    assert joint_shares(read_folder(make_run("single", found=single))) is None
