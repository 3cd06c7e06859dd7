"""Spoil the library's files in every way, read them, and live the small ones that pass.

    python benchmarks/fuzz.py --count 5000 --seed 1

Each file either reads or ends in `DemeritError`; what reads and goes together with a small society is lived
for a few days, where again nothing else may come. Prints counts, and every file that broke something.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from demerit.errors import DemeritError
from demerit.formats.plain import is_list, is_mapping
from demerit.formats.writing import dump
from demerit.runs.live import live
from demerit.schemes.loading import LIBRARY as SCHEMES
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import BEHAVIOURS, load_behaviour, load_society
from demerit.societies.loading import LIBRARY as SOCIETIES
from demerit.study.checking import check_file
from demerit.study.plan import Options, plan

PEOPLE, DAYS = 60, 20
KINDS: Final = {"scheme": SCHEMES, "society": SOCIETIES, "behaviour": BEHAVIOURS}
ODD: Final[tuple[Any, ...]] = (
    0, 1, -1, 2, 0.5, 1e-300, 1e-9, 1e155, 1e308, -1e308, 2**15, 2**16, 2**31 - 1, 2**31, 2**32, 2**63,
    1_000_000, 1_000_001, 50_000, 10**17, -0.0, True, None, "", "x", "\x1b[2J", "\u202e", "no such",
    [], {}, [1, 2], [2, 1],
    {"by": "age", "values": {0: 1, 65: 2}}, {"by": "score", "values": {0: 0.5}}, {"by": "band", "values": {}},
    {"by": "group", "values": {"majority": 0.1, "minority": 1}},
    {"value": 1, "assumed": True, "range": [0, 1]},
)  # fmt: skip
PIECES: Final = (*"\x00\t\r{}[]#'\"²\ufeff", "&a ", "*a", "!t ", "<<: *a", ": ", "- ")
LONGEST_ANSWER: Final = 100_000


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of some data."""
    yield path
    keys: Any = data if is_mapping(data) else range(len(data)) if is_list(data) else ()
    for key in keys:
        yield from places(data[key], (*path, key))


def spoilt_data(text: str, rng: random.Random) -> str:
    """A text with a few values replaced, taken away, doubled or moved."""
    data: Any = YAML(typ="safe", pure=True).load(text)
    for _ in range(rng.randint(1, 3)):
        path = rng.choice([path for path in places(data) if path])
        holder = data
        for step in path[:-1]:
            holder = holder[step]
        match rng.randrange(5):
            case 0:
                del holder[path[-1]]
            case 1 if is_list(holder):
                holder.append(holder[path[-1]])
            case 2 if isinstance(holder[path[-1]], int | float):
                holder[path[-1]] *= rng.choice([-1, 0, 2, 10, 1e3, 1e6, 1e12, 0.001, 1e-9])
            case _:
                holder[path[-1]] = rng.choice(ODD)
        if not any(True for each in places(data) if each):
            break
    return dump(data)


def spoilt_text(text: str, rng: random.Random) -> str:
    """A text with pieces cut out, doubled or put in."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(text))
        stop = min(len(text), start + rng.randint(0, 40))
        piece = rng.choice(["", text[start:stop] * 2, rng.choice(PIECES), str(rng.choice(ODD))])
        text = text[:start] + piece + text[stop:]
    return text


def lived(kind: str, file: Path, folder: Path) -> None:
    """Live a file with the library's others, small and short."""
    scheme = load_scheme(file if kind == "scheme" else "brackwater-standing")
    society = load_society(file if kind == "society" else "brackwater")
    behaviour = load_behaviour(file if kind == "behaviour" else "everyday")
    options = Options(people=PEOPLE, days=DAYS, workers=1, ledger=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (job,) = plan([scheme], society, behaviour, options)
        live(job, folder)


def outcome(tried: Callable[[], Any]) -> tuple[str, str]:
    """What came of it: 'fine', 'refused', or the name of what broke, with where."""
    try:
        tried()
    except DemeritError as error:
        text = str(error)
        odd = [each for each in text if not each.isprintable() and each != "\n"]
        return ("unprintable", text) if odd or len(text) > LONGEST_ANSWER else ("refused", "")
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return type(error).__name__, traceback.format_exc(limit=-4)
    return "fine", ""


def fuzz(
    count: int,
    seed: int,
    *,
    live_too: bool = True,
    said: Callable[[str], None] = print,
    found: Counter[str] | None = None,
) -> Counter[str]:
    """Spoil so many files and count what comes of them, in `found` as it goes."""
    found = Counter() if found is None else found
    rng = random.Random(seed)
    files = [
        (kind, path.read_text("utf-8"))
        for kind, room in KINDS.items()
        for path in sorted(room.glob("*.yaml"))
    ]
    with tempfile.TemporaryDirectory(prefix="fuzz-") as held:
        for number in range(count):
            kind, text = rng.choice(files)
            spoil = rng.choice([spoilt_data, spoilt_data, spoilt_text])
            file = Path(held) / f"{number}.yaml"
            file.write_text(spoil(text, rng), encoding="utf-8", newline="")
            read, where = outcome(lambda file=file: check_file(file))
            found[f"{kind}: read: {read}"] += 1
            if read == "fine" and live_too:
                folder = Path(held) / f"run-{number}"
                read, where = outcome(lambda kind=kind, file=file, folder=folder: lived(kind, file, folder))
                found[f"{kind}: lived: {read}"] += 1
            if read not in {"fine", "refused"}:
                said(
                    f"--- {kind} {number} of seed {seed}: {read}\n{where}\n{file.read_text('utf-8')[:20_000]}"
                )
            file.unlink()
    return found


def main() -> int:
    """Fuzz as asked; exits with 1 where anything broke."""
    words = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    words.add_argument("--count", type=int, default=1_000, help="files")
    words.add_argument("--seed", type=int, default=1, help="the luck of it")
    words.add_argument("--no-living", action="store_true", help="only read")
    asked = words.parse_args()
    found = Counter[str]()
    try:
        fuzz(asked.count, asked.seed, live_too=not asked.no_living, found=found)
    except KeyboardInterrupt:
        sys.stdout.write("interrupted; so far:\n")
    sys.stdout.write("".join(f"{name:<36}{number:>8,}\n" for name, number in sorted(found.items())))
    return int(any(name.split(": ")[2] not in {"fine", "refused"} for name in found))


if __name__ == "__main__":
    sys.exit(main())
