"""Games with the audit, lived and audited: `python benchmarks/played.py` writes docs/games.md anew."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from games import GAMES, Played, play  # noqa: E402  (the tests' own games)

PAGE = ROOT / "docs" / "games.md"
HEAD = """\
# Games with the audit

What a scheme could be called, in place of being changed. Both versions of each are lived by the same
{people:,} people for 200 days, who answer to the scheme, and both are audited; made by
`python benchmarks/played.py`, and a test holds it. *Lives*: persons of whom any of {lived}
differs; what is paid and how long is waited are not among them, as the last three games change what that is
measured against. The status of both limbs of Article 5(1)(c), before and after. Where a label contradicts the
catalogue, the act's own name or another label, both are read: what touches more sets the status, and the
question which of them holds stands beside it. No status is lower for a change of words.

| change | lives that differ | refusals, before and after | (i) | (i) after | (ii) | (ii) after |
|---|---|---|---|---|---|---|
"""
NAMED = "acts, records, points, score, band, needs, refusals and hardship"


def page() -> str:
    """The page: a row a game."""
    played = [play(game) for game in GAMES]
    return HEAD.format(people=played[0].people, lived=NAMED) + "".join(_row(each) for each in played)


def _row(played: Played) -> str:
    """One game: what was changed, how many lives differ, and the statuses."""
    refused = f"{played.refused[0]:,} and {played.refused[1]:,}"
    statuses = [status for pair in zip(played.before, played.after, strict=True) for status in pair]
    cells = [played.game.name, f"{max(played.differ.values()):,}", refused, *statuses]
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
