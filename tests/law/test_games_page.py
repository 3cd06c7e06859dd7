"""Games are lived: the same lives under both versions, and the page says what came of each."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from cases import RANK
from games import GAMES, Game, play

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("game", GAMES, ids=lambda each: each.name)
def test_the_same_lives_and_no_way_out(game: Game) -> None:
    """Nobody's life differs, many live under it, and no limb's status is lower."""
    played = play(game)
    assert set(played.differ.values()) == {0}
    assert "indicated" in played.before
    for old, new in zip(played.before, played.after, strict=True):
        assert RANK[new] >= RANK[old]


def test_the_page_is_fresh() -> None:
    """`python benchmarks/played.py` would write what docs/games.md holds."""
    made = runpy.run_path(str(ROOT / "benchmarks" / "played.py"))["page"]()
    assert (ROOT / "docs" / "games.md").read_text("utf-8") == made
