"""What a run survives: kills, signals, a full disk, two at once, damage to any file, a damaged cache.

    python benchmarks/survive.py [--short] [SERIES …]

Every command is stopped before a call to the file system below `runs`, one call after the other, then
given again in the same words. The table counts how often it was tried; how often the second command went
on from the first; and what must be 0: `silent`, it said that all was well and the contents differ or a
damaged file was read; `lost`, it could not end as it would have without; `left`, something else lay there
afterwards; `fault`, an internal fault. Leaves with 1 where one of these is not 0.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from click.testing import CliRunner

from demerit import api
from demerit.cli.commands import Commands, demerit
from demerit.cli.main import main
from demerit.luck.place import folder as cache_folder
from demerit.study.plan import Options
from faults import Strike, fault

SMALL: Final = ("--society", "brackwater", "--people", "6000", "--days", "4", "--workers", "1")
RUN: Final = ("run", "as-described", *SMALL)
COMPARE: Final = ("compare", "as-described", "brackwater-standing", *SMALL)
RERUN: Final = ("rerun", "base", "--out", "runs/again")
REPORT: Final = ("report", "runs/one")
SUBJECT: Final = "0-0001"
HANGS_SECONDS: Final = 120
TABLES: Final = "tables"
SHORT_EVERY: Final = 40
STOPS: Final[dict[str, tuple[int, ...]]] = {
    "kill -9": (signal.SIGKILL,),
    "Ctrl-C": (signal.SIGINT,),
    "SIGTERM": (signal.SIGTERM,),
    "SIGHUP": (signal.SIGHUP,),
    "two at once": (signal.SIGHUP, signal.SIGTERM),
}


@dataclass(kw_only=True)
class Count:
    """A line of the table."""

    tried: int = 0
    went_on: int = 0
    silent: int = 0
    lost: int = 0
    left: int = 0
    fault: int = 0

    @property
    def bad(self) -> int:
        """What must not be."""
        return self.silent + self.lost + self.left + self.fault


Series = Iterator[tuple[str, Count]]


def strike_with(numbers: Sequence[int]) -> Strike:
    """Send signals to this process."""

    def strike() -> None:
        for number in numbers[:-1]:
            os.kill(os.getpid(), number)
        signal.raise_signal(numbers[-1])  # to this thread, so that it is answered here and not soon

    return strike


def begin(place: Path, words: Sequence[str], strike: Strike, at: int | None, largest: int | None) -> int:
    """Start demerit in a process of its own that stands in `place`; its number."""
    number = os.fork()
    if number:
        return number
    os.chdir(place)
    said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
    if largest is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    sys.argv = ["demerit", *words]
    code = 1
    try:
        with fault(Path("runs"), strike, at) as counted:
            try:
                main()
            except SystemExit as leaving:
                code = int(leaving.code or 0)
        Path("calls").write_text(str(counted.calls), encoding="utf-8")
        sys.stdout.flush()
    finally:
        os._exit(code)  # whatever it was: what the parent holds is not this process's to tidy up


def call(
    place: Path,
    words: Sequence[str],
    strike: Strike = lambda: None,
    at: int | None = None,
    largest: int | None = None,
) -> tuple[int, str]:
    """Call demerit in a process of its own; its exit code, or minus its signal, and what it said."""
    _, status = os.waitpid(begin(place, words, strike, at, largest), 0)
    return os.waitstatus_to_exitcode(status), (place / "said").read_text(encoding="utf-8")


def contents(place: Path) -> dict[str, Any]:
    """What the manifests below `runs` say of their tables, and which files there are besides."""
    found: dict[str, Any] = {}
    for path in sorted((place / "runs").rglob("*")):
        name = path.relative_to(place).as_posix()
        if path.name == "manifest.json":
            found[name] = json.loads(path.read_text(encoding="utf-8"))[TABLES]
        elif path.is_file():
            found[name] = None
    return found


def prepared(root: Path, base: Path, words: Sequence[str]) -> Path:
    """An empty place to stand in, with a finished run where the words need one."""
    place = Path(tempfile.mkdtemp(dir=root))
    if words is RERUN:
        shutil.copytree(base, place / "base")
    if words is REPORT:
        shutil.copytree(base, place / "runs" / "one")
    return place


def after(place: Path, words: Sequence[str], expected: dict[str, Any], count: Count) -> None:
    """Give the same words again, unless all was finished, and count what came of it."""
    count.tried += 1
    if words is REPORT or contents(place) != expected:
        code, said = call(place, words)
        count.went_on += "going on from" in said
        count.fault += "internal fault" in said
        if code != 0:
            count.lost += 1
            print(f"lost: {place}: {said}", file=sys.stderr)
            return
    found = contents(place)
    tables = {name: said for name, said in expected.items() if said is not None}
    count.silent += any(found.get(name) != said for name, said in tables.items())
    count.left += found.keys() != expected.keys()
    if count.bad:
        print(f"{count}: {place}", file=sys.stderr)
    else:
        shutil.rmtree(place)


def stopped(root: Path, base: Path, every: int) -> Series:
    """Each command, stopped in each way before every call to the file system (or every so many)."""
    for words in (RUN, COMPARE, RERUN, REPORT):
        clean = prepared(root, base, words)
        call(clean, words)
        expected, calls = contents(clean), int((clean / "calls").read_text(encoding="utf-8"))
        for name, numbers in STOPS.items():
            count = Count()
            for at in range(0, calls, every):
                place = prepared(root, base, words)
                code, said = call(place, words, strike_with(numbers), at)
                count.fault += "internal fault" in said or code == 1
                after(place, words, expected, count)
            yield f"{words[0]}, {name}", count


def full(root: Path, base: Path, _every: int) -> Series:
    """No file may grow beyond a size, as on a full disk; then there is room again."""
    clean = prepared(root, base, RUN)
    call(clean, RUN)
    expected, count = contents(clean), Count()
    for largest in (1, 100, 1_000, 3_000, 10_000, 20_000, 30_000, 50_000, 80_000, 100_000, 200_000, 300_000):
        place = prepared(root, base, RUN)
        code, said = call(place, RUN, largest=largest)
        if code not in {0, 1, 2} or "internal fault" in said or "Traceback" in said:
            count.fault += 1
            print(said, file=sys.stderr)
        shutil.rmtree(place / "runs" / "as-described-1", ignore_errors=True)  # finished, a page too large
        after(place, RUN, expected, count)
    yield "run, full disk", count


def two(root: Path, base: Path, every: int) -> Series:
    """A second command comes while the first stands still before a call: it is told, the first ends well."""
    words = (*RUN, "--out", "runs/one")
    clean = prepared(root, base, words)
    call(clean, words)
    expected, count = contents(clean), Count()
    for at in range(6, int((clean / "calls").read_text(encoding="utf-8")), every):
        place = prepared(root, base, words)
        first = begin(place, words, strike_with((signal.SIGSTOP,)), at, None)
        os.waitpid(first, os.WUNTRACED)
        other, said = call(place, words)
        os.kill(first, signal.SIGCONT)
        _, status = os.waitpid(first, 0)
        count.lost += os.waitstatus_to_exitcode(status) != 0
        count.silent += other == 0 or ("another process" not in said and "exists" not in said)
        after(place, words, expected, count)
    yield "two runs, one folder", count


def damages() -> Iterator[tuple[str, Callable[[Path], object]]]:
    """What may happen to a file."""
    yield "missing", lambda path: path.unlink()
    yield "empty", lambda path: path.write_bytes(b"")
    yield "cut short", lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    yield "a byte more", lambda path: path.write_bytes(path.read_bytes() + b"\0")
    yield "noise", lambda path: path.write_bytes(bytes(n * n % 251 for n in range(path.stat().st_size)))
    yield "a bit flipped", flip
    yield "a folder", lambda path: (path.unlink(), path.mkdir())
    yield "a link to nothing", lambda path: (path.unlink(), path.symlink_to("nowhere"))
    yield "a device", lambda path: (path.unlink(), path.symlink_to("/dev/zero"))


def flip(path: Path) -> None:
    """One bit is another."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def damaged(root: Path, base: Path, _every: int) -> Series:
    """Every reader of a run whose files are damaged, one after the other, in every way."""
    run = shutil.copytree(base, root / "run")
    readers = (
        ("report", str(run)),
        ("life", str(run), SUBJECT),
        ("audit", "as-described", "--run", str(run)),
        ("rerun", str(run)),
    )
    files = [path for path in sorted(run.rglob("*")) if path.is_file() and path.name != "report.html"]
    for name, damage in damages():
        count = Count()
        for path in files:
            kept = path.read_bytes()
            damage(path)
            for words in readers:
                done = CliRunner().invoke(demerit, words)
                count.tried += 1
                count.silent += done.exit_code == 0 or path.name not in done.stderr
                count.fault += "internal fault" in done.stderr
                count.lost += done.exit_code not in {2, 3}
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
            path.write_bytes(kept)
        yield f"read, {name}", count
    shutil.rmtree(run)


def cached(root: Path, _base: Path, every: int) -> Series:
    """The compiled code of one kernel is damaged: the next command compiles it anew, and keeps it."""
    place = cache_folder()
    if place is None:
        return
    home, stand = root / "home", Path(tempfile.mkdtemp(dir=root))
    files = [path for path in place.rglob("*") if path.suffix in {".nbi", ".nbc"}]
    smallest = min((path for path in files if path.suffix == ".nbc"), key=lambda path: path.stat().st_size)
    of_it = [path for path in files if path.name.startswith(smallest.name.split(".py")[0])]
    environment = {**os.environ, "XDG_CACHE_HOME": str(home)}
    environment.pop("NUMBA_CACHE_DIR", None)
    words = [sys.executable, "-m", "demerit.cli.main", "run", "--society", "brackwater", "--people", "100"]
    for name, damage in list(damages())[:: -1 if every == 1 else -4]:
        count = Count()
        for path in of_it:
            shutil.rmtree(home, ignore_errors=True)
            copy = home / "demerit" / place.name
            shutil.copytree(place, copy)
            (home / "demerit").chmod(0o700)
            damage(copy / path.relative_to(place))
            call_ = [*words, "--days", "2"]
            done = subprocess.run(
                call_, cwd=stand, env=environment, capture_output=True, text=True, check=False
            )
            count.tried += 1
            count.lost += done.returncode != 0
            count.left += not (copy / path.relative_to(place)).is_file()
        yield f"cache, {name}", count


SERIES: Final[dict[str, Callable[[Path, Path, int], Series]]] = {
    "stopped": stopped,
    "full": full,
    "two": two,
    "damaged": damaged,
    "cached": cached,
}


def print_table(lines: Series) -> int:
    """The table, a line as it is counted; how much there is that must not be."""
    names = [field.name for field in fields(Count)]
    print(f"{'':<28}" + "".join(f"{name.replace('_', ' '):>9}" for name in names), flush=True)
    bad = 0
    for said, count in lines:
        print(f"{said:<28}" + "".join(f"{getattr(count, name):>9}" for name in names), flush=True)
        bad += count.bad
    return bad


def survive(series: Sequence[str], *, short: bool) -> int:
    """Run the series; how much there was that must not be."""
    for name in Commands.homes:  # imported once, before anything is forked
        Commands(name="demerit").get_command(None, name)  # pyright: ignore[reportArgumentType] - it needs none
    with tempfile.TemporaryDirectory(prefix="survive-") as held:
        root, every = Path(held), SHORT_EVERY if short else 1
        base = root / "base"
        api.jobs_for(["as-described"], "brackwater", None, Options(people=100, days=1))
        call(root, (*RUN, "--out", "base"))
        return print_table(line for name in series for line in SERIES[name](root, base, every))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("series", nargs="*", choices=[*SERIES, []], help="which series; all of them if none")
    parser.add_argument("--short", action="store_true", help=f"every {SHORT_EVERY}th call only")
    told = parser.parse_args()
    sys.exit(bool(survive(told.series or list(SERIES), short=told.short)))
