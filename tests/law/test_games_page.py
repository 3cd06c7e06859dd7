"""Games are lived: the same lives under both versions, and the page says what came of each."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from games import GAMES, Game, play

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("game", GAMES, ids=lambda each: each.name)
def test_the_same_lives_and_no_way_out(game: Game) -> None:
    """Nobody's life differs, many live under it, and no limb becomes absent."""
    played = play(game)
    assert set(played.differ.values()) == {0}
    assert "absent" not in played.after
    assert "indicated" in played.after


def test_the_page_is_fresh() -> None:
    """`python benchmarks/played.py` would write what docs/games.md holds."""
    made = runpy.run_path(str(ROOT / "benchmarks" / "played.py"))["page"]()
    assert (ROOT / "docs" / "games.md").read_text("utf-8") == made
