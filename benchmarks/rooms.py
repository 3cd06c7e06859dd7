"""The package as rooms and arrows: `python benchmarks/rooms.py`.

Each room with its files and lines, and the rooms that its files import, read off the source as it stands.
"""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "demerit"


def room_of(module: tuple[str, ...]) -> str:
    """A module's room: the folder that its file lies in; a file at the top is a room of its own."""
    return "/".join(module[:-1]) or module[0]


def modules() -> dict[tuple[str, ...], Path]:
    """Every module of the package below `demerit`, by its dotted parts."""
    return {
        path.relative_to(SOURCE).with_suffix("").parts: path
        for path in sorted(SOURCE.rglob("*.py"))
        if path.name != "__init__.py"
    }


def imported(path: Path, known: dict[tuple[str, ...], Path]) -> list[tuple[str, ...]]:
    """The package's own modules that a file imports, wherever in it."""
    found: list[tuple[str, ...]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("demerit"):
            head = tuple((node.module or "").split(".")[1:])
            found += [part for part in (head, *((*head, each.name) for each in node.names)) if part in known]
    return found


def main() -> None:
    """Print a line a room: files, lines, and the rooms it leans on with how many imports."""
    known = modules()
    files, lines, arrows = Counter[str](), Counter[str](), dict[str, Counter[str]]()
    for module, path in known.items():
        room = room_of(module)
        files[room] += 1
        lines[room] += len(path.read_text(encoding="utf-8").splitlines())
        leans = (room_of(other) for other in imported(path, known))
        arrows.setdefault(room, Counter()).update(other for other in leans if other != room)
    print(f"{'room':<16} {'files':>5} {'lines':>6}  leans on (imports)")
    for room in sorted(files):
        towards = ", ".join(f"{other} {count}" for other, count in arrows[room].most_common())
        print(f"{room:<16} {files[room]:>5} {lines[room]:>6}  {towards or '-'}")


if __name__ == "__main__":
    main()
