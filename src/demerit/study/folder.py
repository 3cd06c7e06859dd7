"""Write beside, then rename: a run's folder appears whole, or not at all."""

from __future__ import annotations

import os
import re
import shutil
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from demerit.errors import WrongUse
from demerit.world.store import PARTS, districts_done

PARQUET_END = b"PAR1"
OS_ERROR_IN_POLARS = re.compile(r"\(os error (\d+)\)")  # its ComputeError carries no errno


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, with a sentence on what was kept."""


def next_free(parent: Path, stem: str) -> Path:
    """The first of `<stem>-1`, `<stem>-2`, … in `parent` that nobody has finished, kept or begun."""
    taken = [entry.name.removeprefix(".") for entry in _entries(parent)]
    number = 1
    while any(re.match(rf"{re.escape(stem)}-{number}(?![0-9])", name) for name in taken):
        number += 1
    return parent / f"{stem}-{number}"


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder; nothing where there is none."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def never(_partial: Path) -> bool:
    """Begin anew, whatever an interrupted run has left."""
    return False


@contextmanager
def beside(out: Path, goes_on: Callable[[Path], bool] = never) -> Generator[Path, None, None]:
    """Give a folder beside `out` to write in; on leaving, it is renamed to `out`.

    On Ctrl-C what was done is kept in `<out>.partial`, and taken up again by the next call for the
    same `out` if `goes_on` says that it belongs to it; on any other error nothing stays.
    Raises `WrongUse` where `out` is taken or the system refuses to write, `Interrupted` on Ctrl-C.
    """
    refuse_taken(out)
    with _system_words(out):
        made = _make_parents(out.parent)
        unfinished = out.with_name(f".{out.name}.unfinished-{os.getpid()}")
        try:
            partial = out.with_name(f"{out.name}.partial")
            if partial.is_dir() and goes_on(partial):
                partial.rename(unfinished)
            else:
                unfinished.mkdir()
            yield unfinished
            with undisturbed():
                unfinished.rename(out)
        except KeyboardInterrupt:
            with undisturbed():
                kept = _keep_finished(unfinished, out)
                _remove(unfinished, made)
            raise Interrupted(kept) from None
        except BaseException:
            with undisturbed():
                _remove(unfinished, made)
            raise


def write_beside(path: Path, text: str) -> None:
    """Write a text file so that it appears whole or not at all; raises `WrongUse` in the system's words."""
    unfinished = path.with_name(f".{path.name}.unfinished-{os.getpid()}")
    with _system_words(path):
        try:
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def already_at(out: Path) -> Generator[None, None, None]:
    """Say on Ctrl-C that what is at `out` is whole: only its telling was interrupted."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted(f"interrupted; everything was finished before: {out}") from None


@contextmanager
def undisturbed() -> Generator[None, None, None]:
    """Hold Ctrl-C off for a moment: a rename or a clean-up is not to be cut in two."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, held)


@contextmanager
def _system_words(out: Path) -> Generator[None, None, None]:
    """Turn the operating system's refusals into `WrongUse`, in its own words."""
    try:
        yield
    except OSError as error:
        culprit = f" ({error.filename})" if error.filename else ""
        message = f"cannot write {out}: {error.strerror or error}{culprit}"
        raise WrongUse(message) from error
    except Exception as error:
        code = OS_ERROR_IN_POLARS.search(str(error))
        if code is None:
            raise
        message = f"cannot write {out}: {os.strerror(int(code[1]))}"
        raise WrongUse(message) from error


def refuse_taken(out: Path) -> None:
    """Never overwrite: an existing file or a folder with something in it is refused."""
    if out.is_dir():
        if _entries(out):
            message = f"{out} exists and is not empty: name another folder with --out, or remove it"
            raise WrongUse(message)
    elif out.exists() or out.is_symlink():
        message = f"{out} exists and is no folder: name another with --out"
        raise WrongUse(message)


def refuse_unwritable(out: Path) -> None:
    """Try at once what would fail at the end: raises `WrongUse` where `out` is taken or cannot be made."""
    refuse_taken(out)
    with _system_words(out):
        made = _make_parents(out.parent)
        probe = out.with_name(f".{out.name}.unfinished-{os.getpid()}")
        try:
            probe.mkdir()
        finally:
            _remove(probe, made)


def _make_parents(folder: Path) -> list[Path]:
    """Make a folder and its parents; those that were not there, deepest first, for the clean-up."""
    missing = [folder, *folder.parents]
    missing = [parent for parent in missing if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove(unfinished: Path, made: list[Path]) -> None:
    """Remove what was written and the parents made for it, as far as they are empty."""
    shutil.rmtree(unfinished, ignore_errors=True)
    for parent in made:
        with suppress(OSError):
            parent.rmdir()


def _keep_finished(unfinished: Path, out: Path) -> str:
    """Keep districts or whole tables in `<out>.partial`; the sentence that says so, or that none were."""
    _, districts = districts_done(unfinished)
    if districts:
        partial = _free_partial(out)
        unfinished.rename(partial)
        return (
            f"interrupted; what was done is kept in {partial}: {districts} districts. "
            f"The same command with --out {out} goes on from there"
        )
    tables = sorted(table for table in unfinished.rglob("*.parquet") if PARTS not in table.parts)
    whole = [table for table in tables if _is_whole(table)]
    if not whole:
        return "interrupted; no table was finished, so nothing was kept"
    for table in set(tables) - set(whole):
        table.unlink()
    shutil.rmtree(unfinished / PARTS, ignore_errors=True)
    names = ", ".join(str(table.relative_to(unfinished)) for table in whole)
    partial = _free_partial(out)
    unfinished.rename(partial)
    return f"interrupted; what was done is kept in {partial}: {names}"


def _is_whole(table: Path) -> bool:
    """Whether a Parquet file was written to its end."""
    with table.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - len(PARQUET_END)))
        return size > len(PARQUET_END) and file.read() == PARQUET_END


def _free_partial(out: Path) -> Path:
    """`<out>.partial`, or `<out>-2.partial` and so on."""
    partial, number = out.with_name(f"{out.name}.partial"), 2
    while partial.exists():
        partial, number = out.with_name(f"{out.name}-{number}.partial"), number + 1
    return partial
