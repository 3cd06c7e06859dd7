"""Write beside, then rename: a folder appears whole, or not at all, and what was done is never lost.

What will be `run` is written in `run.partial`, and put in place in one move. Whatever ends a command,
Ctrl-C, a full disk or the system, it finds there what the last one left. Who writes holds a lock of the
system on that folder, which ends with the process however it ends.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

from demerit.errors import WrongUse
from demerit.runs.begun import is_vain, kept_in
from demerit.runs.locking import Busy, locked, undisturbed

OS_ERROR_IN_POLARS = re.compile(r"\(os error (\d+)\)")  # its ComputeError carries no errno
DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
LEFT = ".partial"
BUSY = "is being written by another process{}: wait until it is finished, or name another folder with --out"

Belongs = Callable[[Path], bool]
"""Whether what an earlier command left in a folder is the beginning of what is to be written."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, with a sentence on what was kept."""


def never(_partial: Path) -> bool:
    """Begin anew, whatever an interrupted command has left."""
    return False


def next_free(parent: Path, stem: str, belongs: Belongs = never) -> Path:
    """Where to write next: `<stem>-<number>` in `parent`.

    The first that an earlier command left unfinished and that `belongs` here, or that it left with nothing
    in it; if there is none, the first that nobody has finished, kept or begun.
    """
    taken = [entry.name.removeprefix(".") for entry in _entries(parent)]
    left = re.compile(rf"{re.escape(stem)}-(\d+){re.escape(LEFT)}")
    for number in sorted(int(match[1]) for name in taken if (match := left.fullmatch(name))):
        out = parent / f"{stem}-{number}"
        if belongs is never or out.exists():
            continue
        if _to_go_on(out, belongs) is not None or _left_in_vain(out):
            return out
    number = 1
    while any(re.match(rf"{re.escape(stem)}-{number}(?![0-9])", name) for name in taken):
        number += 1
    return parent / f"{stem}-{number}"


def left_for(out: Path, belongs: Belongs) -> str | None:
    """What an earlier command left of what is to be written at `out`, as a sentence; None for nothing."""
    partial = _to_go_on(_real(out), belongs)
    return None if partial is None else f"going on from {partial}: {kept_in(partial)}"


def _to_go_on(out: Path, belongs: Belongs) -> Path | None:
    """The first folder left by an earlier command that belongs to what is to be written at `out`."""
    for partial in _partials(out):
        if not partial.exists():
            return None
        with suppress(Busy, OSError), locked(partial):
            if kept_in(partial) and belongs(partial):
                return partial
    return None


def _left_in_vain(out: Path) -> bool:
    """Whether a command was killed before it had done anything for `out`, and nobody is at it now."""
    partial = next(_partials(out))
    with suppress(Busy, OSError), locked(partial):
        return is_vain(partial)
    return False


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder; nothing where there is none."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


@contextmanager
def beside(out: Path, belongs: Belongs = never) -> Generator[Path, None, None]:
    """Give the folder `<out>.partial` to write in; on leaving, it is renamed to `out`.

    What an earlier command left there is given again if it `belongs` to this; else a new folder is taken.
    Whatever ends this, districts that were lived are kept there; a folder without any is removed.
    Raises `WrongUse` where `out` is taken, written by another process, or the system refuses to write,
    `Interrupted` on Ctrl-C; other errors pass through, with a note on what was kept.
    """
    refuse_taken(out)
    place, written = _real(out), False
    made: list[Path] = []
    partial: Path | None = None
    with ExitStack() as locks:
        try:
            with undisturbed():
                made = _make_parents(place.parent)
                partial = _claim(out, place, belongs, locks)
                _try_replacing(out, place, partial)
            yield partial
            written = True
            with undisturbed():
                partial.rename(place)
        except BaseException as error:
            with undisturbed(dropping=isinstance(error, KeyboardInterrupt)):
                if written and partial is not None:
                    kept = f"everything was finished before: {partial if partial.exists() else out}"
                else:
                    kept = _keep(partial, made)
            failure = _told(error, out, kept)
            if failure is error:
                raise
            raise failure from (None if isinstance(error, KeyboardInterrupt) else error)


def _claim(out: Path, place: Path, belongs: Belongs, locks: ExitStack) -> Path:
    """The folder to write in, locked, and every one before it: so one process at a time writes to `out`."""
    for partial in _partials(place):
        try:
            with suppress(FileExistsError):
                partial.mkdir()
            locks.enter_context(locked(partial))
        except Busy:
            raise WrongUse(f"{out} {BUSY.format(f', in {partial}')}") from None
        refuse_taken(out)  # whoever held the lock may have finished since
        if is_vain(partial):
            for entry in partial.iterdir():
                shutil.rmtree(entry)
            return partial
        if belongs(partial):
            return partial
    raise AssertionError  # pragma: no cover - the names are without end


def _try_replacing(out: Path, place: Path, partial: Path) -> None:
    """Find out before anything is lived whether an empty folder can be replaced by the finished one."""
    if not place.is_dir():
        return
    on_its_own = os.path.ismount(place)
    if on_its_own or place.absolute() == Path.cwd():
        what = "a disk of its own" if on_its_own else "the folder that you are in"
        message = f"{out} is {what} and cannot be replaced: name a folder in it, as --out {out / 'run'}"
        raise WrongUse(message)
    tried = partial / "tried"
    try:
        tried.mkdir(exist_ok=True)
        tried.rename(place)
    finally:
        with suppress(OSError):
            tried.rmdir()


def _partials(out: Path) -> Iterator[Path]:
    """`<out>.partial`, `<out>-2.partial` and so on."""
    yield out.with_name(f"{out.name}{LEFT}")
    for number in count(2):
        yield out.with_name(f"{out.name}-{number}{LEFT}")


def _keep(partial: Path | None, made: list[Path]) -> str:
    """Leave what is worth going on from, and say so; else remove it, and the parents made for it."""
    if partial is not None:
        kept = kept_in(partial)
        if kept:
            return f"what was done is kept in {partial}: {kept}. The same command goes on from there"
        shutil.rmtree(partial, ignore_errors=True)
    for parent in made:
        with suppress(OSError):
            parent.rmdir()
    return ""


def _told(error: BaseException, out: Path, kept: str) -> BaseException:
    """An error that says what was kept, and is in words for people where the system refused."""
    if isinstance(error, KeyboardInterrupt):
        return Interrupted(f"interrupted; {kept or 'no district was finished, so nothing was kept'}")
    refused = in_words(error, out)
    if refused is not None:
        return WrongUse("\n".join(filter(None, [refused, kept])))
    if kept:
        error.add_note(kept)
    return error


def in_words(error: BaseException, out: Path) -> str | None:
    """What the operating system refused, in its own words or plainer ones; None for any other error."""
    path = out
    if isinstance(error, OSError):
        code, reason = error.errno, error.strerror or str(error)
        path = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else out
    elif (match := OS_ERROR_IN_POLARS.search(str(error))) is not None:
        code, reason = int(match[1]), os.strerror(int(match[1]))
    else:
        return None
    if code in DISK_FULL or (code is None and _is_full(out)):
        return f"cannot write {out}: the disk is full ({path}). Make room, and give the same command again"
    return f"cannot write {out}: {reason}" + (f" ({path})" if path != out else "")


def _is_full(out: Path) -> bool:
    """Whether the disk that `out` is to lie on has no room, where an error says only what was not written."""
    there = next(parent for parent in out.absolute().parents if parent.exists())
    try:
        return shutil.disk_usage(there).free == 0
    except OSError:
        return False


@contextmanager
def _system_words(out: Path, kept: str = "") -> Generator[None, None, None]:
    """Turn the operating system's refusals into `WrongUse`, in its own words, and say what is kept."""
    try:
        yield
    except Exception as error:
        refused = in_words(error, out)
        if refused is None:
            raise
        raise WrongUse(f"{refused}\n{kept}" if kept else refused) from error


def atomic_write(path: Path, text: str) -> None:
    """Write a text file so that it appears whole or not at all; raises `WrongUse` in the system's words."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    with _system_words(path):
        unfinished.touch()
        try:
            with locked(unfinished):
                unfinished.write_text(text, encoding="utf-8")
                unfinished.replace(path)
        except Busy:
            raise WrongUse(f"{path} is being written by another process") from None
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def write_json(path: Path, content: Any) -> None:
    """Write a file of results as JSON, that appears whole or not at all. Raises `ValueError` for NaN."""
    atomic_write(path, json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


@contextmanager
def alone_in(out: Path) -> Generator[None, None, None]:
    """Write into a folder that stays what it is, one process at a time; it is made where it is not there.

    Raises `WrongUse` where another process writes there, or the system refuses to.
    """
    with ExitStack() as locks:
        with _system_words(out):
            out.mkdir(parents=True, exist_ok=True)
            try:
                locks.enter_context(locked(out))
            except Busy:
                raise WrongUse(f"{out} {BUSY.format('')}") from None
        kept = f"what was answered is kept in {out}. The same command goes on from there"
        with _system_words(out, kept):
            yield


@contextmanager
def already_at(out: Path) -> Generator[None, None, None]:
    """Say on Ctrl-C that what is at `out` is whole: only its telling was interrupted."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted(f"interrupted; everything was finished before: {out}") from None


def refuse_taken(out: Path) -> None:
    """Never overwrite: an existing file or a folder with something in it is refused."""
    if out.is_dir():
        if _entries(out):
            raise WrongUse(f"{out} exists and is not empty: name another folder with --out, or remove it")
    elif out.exists() or out.is_symlink():
        raise WrongUse(f"{out} exists and is no folder: name another with --out")


def refuse_unwritable(out: Path) -> None:
    """Try at once what would fail at the end: raises `WrongUse` where `out` is taken or cannot be made."""
    with suppress(_Tried), beside(out):
        raise _Tried


class _Tried(Exception):
    """All that could be tried beforehand went well."""


def _real(out: Path) -> Path:
    """Where a folder will stand: behind a link to an empty one, and with a name where it has none, as '.'."""
    return out.resolve() if out.is_symlink() or not out.name or out.name == ".." else out


def _make_parents(folder: Path) -> list[Path]:
    """Make a folder and its parents; those that were not there, deepest first, for the clean-up."""
    missing = [folder, *folder.parents]
    missing = [parent for parent in missing if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing
