"""A run's folder appears whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from demerit.errors import WrongUse
from demerit.runs.folder import (
    Interrupted,
    alone_in,
    already_at,
    atomic_write,
    beside,
    in_words,
    left_for,
    next_free,
    refuse_unwritable,
)
from demerit.runs.locking import locked
from demerit.runs.store import PARTS, Store, districts_done, encoded
from demerit.world.run import Batch


def left_in(folder: Path) -> set[str]:
    """Names of everything in a folder, hidden names included."""
    return {entry.name for entry in folder.iterdir()}


DAYS = np.zeros((2, 2), np.int64)


def live(out: Path, districts: int, key: str = "key", then: BaseException | None = None) -> int:
    """Go on with the districts of a job of this key; how many there were. Then fail, or finish."""
    with beside(out, of(key)) as unfinished:
        store = Store(unfinished, key)
        before = store.districts
        for district in range(before, districts):
            frames = {"people": pl.DataFrame({"a": [district]})}
            store.keep(encoded(Batch(frames=frames, days={"": DAYS}, first=district, districts=1)))
        if then is not None:
            raise then
        store.finish({}, {})
        shutil.rmtree(unfinished / PARTS)
    return before


def of(key: str) -> Callable[[Path], bool]:
    """Whether a folder was begun by the job of this key."""
    return lambda partial: districts_done(partial)[0] == key


def write(out: Path, files: dict[str, bytes], then: BaseException) -> None:
    """Write files beside `out`, then fail."""
    with beside(out) as unfinished:
        for name, content in files.items():
            (unfinished / name).parent.mkdir(exist_ok=True)
            (unfinished / name).write_bytes(content)
        raise then


def test_a_finished_folder_is_put_in_place(tmp_path: Path) -> None:
    """What was written beside stands under the name asked for, parents made, and nothing else is left."""
    out = tmp_path / "deep" / "er" / "run"
    with beside(out) as unfinished:
        (unfinished / "a").write_text("1")
        assert not out.exists()
    assert (left_in(out.parent), left_in(out)) == ({"run"}, {"a"})


def test_an_empty_folder_may_be_named(tmp_path: Path) -> None:
    """An empty folder is as good as none."""
    out = tmp_path / "run"
    out.mkdir()
    with beside(out) as unfinished:
        (unfinished / "a").touch()
    assert left_in(out) == {"a"}


@pytest.mark.parametrize("taken", ["file", "folder", "link"])
def test_nothing_is_overwritten(tmp_path: Path, taken: str) -> None:
    """A file, a folder with something in it or a dangling link is refused before anything is written."""
    out = tmp_path / "run"
    if taken == "file":
        out.write_text("mine")
    elif taken == "link":
        out.symlink_to(tmp_path / "nowhere")
    else:
        out.mkdir()
        (out / "mine").touch()
    with pytest.raises(WrongUse, match="exists"), beside(out):
        pytest.fail("was let in")
    assert left_in(tmp_path) == {"run"}


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    """An error removes what was written and the parents that were made for it, and is passed on."""
    with pytest.raises(ZeroDivisionError):
        write(tmp_path / "deep" / "run", {"a": b""}, ZeroDivisionError())
    assert left_in(tmp_path) == set()


def test_a_full_disk_is_told_in_the_systems_words(tmp_path: Path) -> None:
    """Python's ENOSPC and polars' say that the disk is full, where, and what to do."""
    out = tmp_path / "run"
    with pytest.raises(WrongUse, match=r"run: the disk is full \(x\)\. Make room, and"), beside(out):
        raise OSError(errno.ENOSPC, "No space left on device", "x")
    with pytest.raises(WrongUse, match="the disk is full"), beside(out):
        pl.DataFrame({"a": range(100_000)}).write_parquet("/dev/full")
    assert left_in(tmp_path) == set()


def test_a_full_disk_keeps_what_was_done(tmp_path: Path) -> None:
    """It is kept as for Ctrl-C, the message says where, and with room again the same command goes on."""
    full = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(WrongUse, match=r"disk is full(.|\n)*kept in .*run\.partial: 2 districts"):
        live(tmp_path / "run", 2, then=full)
    assert 2 == live(tmp_path / "run", 3)
    assert left_in(tmp_path) == {"run"}


def test_a_folder_that_stays_is_written_by_one_at_a_time(tmp_path: Path) -> None:
    """A second is told, and may write once the first is done; a full disk is told in the system's words."""
    out = tmp_path / "studies" / "one"
    with (
        alone_in(out),
        pytest.raises(WrongUse, match="one is being written by another process"),
        alone_in(out),
    ):
        pytest.fail("two at once")
    with alone_in(out):
        (out / "claims.json").touch()
    with pytest.raises(WrongUse, match="the disk is full"), alone_in(out):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert [entry.name for entry in out.iterdir()] == ["claims.json"]


def test_half_a_write_is_told_as_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numpy says only how much it could not write: where the disk has no room left, that is the reason."""
    half = OSError("30000 requested and 4592 written")
    assert in_words(half, Path("run")) == "cannot write run: 30000 requested and 4592 written"
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=0))
    assert "the disk is full" in str(in_words(half, Path("run")))


def test_an_internal_fault_keeps_what_was_done(tmp_path: Path) -> None:
    """It passes through as it is, with a note on what was kept."""
    with pytest.raises(ZeroDivisionError) as fault:
        live(tmp_path / "run", 2, then=ZeroDivisionError("by 0"))
    (note,) = fault.value.__notes__
    assert note.endswith("run.partial: 2 districts. The same command goes on from there")
    assert left_in(tmp_path) == {"run.partial"}


def test_an_impossible_place_is_refused_at_once(tmp_path: Path) -> None:
    """A folder below a file cannot be made, and the system's words say so."""
    (tmp_path / "file").touch()
    with pytest.raises(WrongUse, match=r"cannot write .*: File exists"):
        refuse_unwritable(tmp_path / "file" / "run")
    refuse_unwritable(tmp_path / "new" / "run")
    assert left_in(tmp_path) == {"file"}


def test_ctrl_c_keeps_districts(tmp_path: Path) -> None:
    """What was lived is kept where it was written, and the message says so; the same job goes on there."""
    with pytest.raises(Interrupted, match=r"kept in .*run\.partial: 1 district\. The same command goes on"):
        live(tmp_path / "run", 1, then=KeyboardInterrupt())
    with pytest.raises(Interrupted, match=r"run\.partial: 3 districts"):
        live(tmp_path / "run", 3, then=KeyboardInterrupt())
    assert left_in(tmp_path) == {"run.partial"}
    assert 3 == live(tmp_path / "run", 4)
    assert (left_in(tmp_path), left_in(tmp_path / "run")) == ({"run"}, {"people.parquet"})
    assert [0, 1, 2, 3] == pl.read_parquet(tmp_path / "run" / "people.parquet")["a"].to_list()


def test_another_jobs_work_is_left_alone(tmp_path: Path) -> None:
    """What does not belong to a job is neither used nor touched, be it kept work or somebody's own folder."""
    with pytest.raises(Interrupted):
        live(tmp_path / "run", 2, key="other", then=KeyboardInterrupt())
    (tmp_path / "run-2.partial").mkdir()
    (tmp_path / "run-2.partial" / "mine").touch()
    with pytest.raises(Interrupted, match=r"run-3\.partial: 1 district"):
        live(tmp_path / "run", 1, then=KeyboardInterrupt())
    assert 1 == live(tmp_path / "run", 2)
    assert left_in(tmp_path) == {"run", "run.partial", "run-2.partial"}
    assert 2 == districts_done(tmp_path / "run.partial")[1]


def test_an_empty_beginning_is_taken_over(tmp_path: Path) -> None:
    """What a process that was killed at its very beginning has left is used, and nothing is left of it."""
    (tmp_path / "run.partial" / PARTS).mkdir(parents=True)
    (tmp_path / "run.partial" / PARTS / "people@00000000.parquet").touch()
    assert 0 == live(tmp_path / "run", 1)
    assert left_in(tmp_path) == {"run"}


def test_two_cannot_write_one_folder(tmp_path: Path) -> None:
    """The second is told at once, whatever it was to write, and the first is not disturbed."""
    with beside(tmp_path / "run") as unfinished:
        with pytest.raises(WrongUse, match=r"is being written by another process, in .*run\.partial"):
            live(tmp_path / "run", 1)
        (unfinished / "a").touch()
    assert (left_in(tmp_path), left_in(tmp_path / "run")) == ({"run"}, {"a"})


def test_a_link_to_an_empty_folder_is_written_into(tmp_path: Path) -> None:
    """The folder that it names becomes the run; the link stays a link."""
    (tmp_path / "far").mkdir()
    (tmp_path / "run").symlink_to(tmp_path / "far")
    live(tmp_path / "run", 1)
    assert (tmp_path / "run").is_symlink()
    assert left_in(tmp_path / "far") == {"people.parquet"}
    assert left_in(tmp_path) == {"run", "far"}


@pytest.mark.parametrize("where", ["mount", "here"])
def test_what_cannot_be_replaced_is_found_out_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """A disk of its own, or the folder one is in, is refused before anything is lived, with a remedy."""
    out = tmp_path / "run"
    out.mkdir()
    if where == "mount":
        monkeypatch.setattr(os.path, "ismount", lambda path: path == out)
    else:
        monkeypatch.chdir(out)
    with pytest.raises(WrongUse, match=r"cannot be replaced: name a folder in it, as --out .*run/run"):
        refuse_unwritable(out)
    assert (left_in(tmp_path), left_in(out)) == ({"run"}, set())


def test_a_last_move_that_fails_loses_nothing(tmp_path: Path) -> None:
    """Where somebody has taken the place meanwhile, the finished folder stays, and the message says where."""
    out = tmp_path / "run"

    def write_while_somebody_takes_it() -> None:
        with beside(out) as unfinished:
            (unfinished / "a").touch()
            out.mkdir()
            (out / "theirs").touch()

    with pytest.raises(WrongUse, match=r"not empty(.|\n)*everything was finished before: .*run\.partial"):
        write_while_somebody_takes_it()
    assert (left_in(tmp_path / "run.partial"), left_in(out)) == ({"a"}, {"theirs"})


def test_ctrl_c_before_any_table_leaves_nothing(tmp_path: Path) -> None:
    """Without a finished table nothing is kept, and the message says so."""
    with pytest.raises(Interrupted, match="nothing was kept"):
        write(tmp_path / "deep" / "run", {"manifest.json": b""}, KeyboardInterrupt())
    assert left_in(tmp_path) == set()


def test_numbers_pass_over_whatever_is_there(tmp_path: Path) -> None:
    """The next number is free of finished, partial and begun runs."""
    assert next_free(tmp_path / "none", "x").name == "x-1"
    for name in ("x-1", "x-2.partial", ".x-3.unfinished-77", "x-4-2.partial", "y-5"):
        (tmp_path / name).mkdir()
    assert next_free(tmp_path, "x").name == "x-5"


def test_what_belongs_is_gone_on_with(tmp_path: Path) -> None:
    """The number of what the same command left unfinished comes again, unless another process is at it."""
    for number, key in ((1, "other"), (2, "key")):
        with pytest.raises(Interrupted):
            live(tmp_path / f"x-{number}", 1, key=key, then=KeyboardInterrupt())
    assert next_free(tmp_path, "x", of("key")).name == "x-2"
    assert "1 district" in (left_for(tmp_path / "x-2", of("key")) or "")
    assert left_for(tmp_path / "x-2", of("new")) is None
    with locked(tmp_path / "x-2.partial"):
        assert next_free(tmp_path, "x", of("key")).name == "x-3"
    assert next_free(tmp_path, "x", of("new")).name == "x-3"
    (tmp_path / "x-3.partial" / PARTS).mkdir(parents=True)
    assert next_free(tmp_path, "x", of("new")).name == "x-3"
    with locked(tmp_path / "x-3.partial"):
        assert next_free(tmp_path, "x", of("new")).name == "x-4"


def test_a_text_file_appears_whole(tmp_path: Path) -> None:
    """Written beside, then renamed; a place that cannot be written is told in the system's words."""
    atomic_write(tmp_path / "a", "ä\n")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "ä\n"
    with pytest.raises(WrongUse, match="No such file or directory"):
        atomic_write(tmp_path / "no" / "a", "1")
    assert left_in(tmp_path) == {"a"}


def test_what_a_killed_writer_left_is_written_over(tmp_path: Path) -> None:
    """Half a text that was never finished goes with the next; a text that is being written is not."""
    (tmp_path / ".a.unfinished").write_text("half", encoding="utf-8")
    with (
        locked(tmp_path / ".a.unfinished"),
        pytest.raises(WrongUse, match="is being written by another process"),
    ):
        atomic_write(tmp_path / "a", "1")
    atomic_write(tmp_path / "a", "2")
    assert (left_in(tmp_path), (tmp_path / "a").read_text(encoding="utf-8")) == ({"a"}, "2")


def test_ctrl_c_after_the_end_says_that_all_is_there(tmp_path: Path) -> None:
    """Interrupting only the telling of a finished run loses nothing, and the message says so."""
    with pytest.raises(Interrupted, match="everything was finished before: "), already_at(tmp_path):
        raise KeyboardInterrupt
