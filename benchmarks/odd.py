"""The tables of docs/odd.md, from the code and the files: `python benchmarks/odd.py` writes them anew.

What a subject holds (world/columns/state.py), what luck is drawn for (luck/purposes.py), and how many numbers
of each file of the library are sourced and how many assumed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from demerit.formats.assumptions import assumptions
from demerit.luck import purposes
from demerit.schemes.loading import library
from demerit.societies.loading import BEHAVIOURS, load_behaviour, societies
from demerit.world.columns import state

PAGE = Path(__file__).resolve().parents[1] / "docs" / "odd.md"
BLOCK = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def held() -> Iterator[str]:
    """A row a field of a person's record."""
    yield "| field | type |"
    yield "|---|---|"
    for name in state.PERSON.names or ():
        yield f"| {name.replace('_', ' ')} | {state.PERSON[name].name} |"
    yield f"\n{state.PERSON.itemsize} bytes a person, ties and clocks aside."


def drawn() -> Iterator[str]:
    """The purposes of draws, in the order of their numbers."""
    named = [(number, name) for name, number in vars(purposes).items() if isinstance(number, int)]
    words = [name.lower().replace("_", " ") for _, name in sorted(named) if name != "INDEX_BITS"]
    yield f"{len(words)} purposes: {', '.join(words)}."


def numbers() -> Iterator[str]:
    """A row a file of the library."""
    yield "| file | sourced numbers and parts | assumed numbers, each with a range |"
    yield "|---|---:|---:|"
    behaviours = [load_behaviour(file) for file in sorted(BEHAVIOURS.glob("*.yaml"))]
    for document in (*library(), *societies(), *behaviours):
        sourced = sum(part["source"].text() is not None for part in document.top().everything())
        yield f"| {document.name} | {sourced:,} | {len(assumptions(document)):,} |"


BLOCKS: dict[str, Callable[[], Iterator[str]]] = {"held": held, "drawn": drawn, "numbers": numbers}


def page() -> str:
    """The page with its tables made anew."""
    made = {name: "\n".join(make()) for name, make in BLOCKS.items()}
    return BLOCK.sub(lambda found: f"{found[1]}{made[found[2]]}\n{found[3]}", PAGE.read_text("utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
