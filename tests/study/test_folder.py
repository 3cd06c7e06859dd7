"""A run's folder appears whole, or not at all."""

from __future__ import annotations

import errno
import io
from pathlib import Path

import polars as pl
import pytest

from demerit.errors import WrongUse
from demerit.study.folder import Interrupted, already_at, beside, next_free, refuse_unwritable, write_beside


def left_in(folder: Path) -> set[str]:
    """Names of everything in a folder, hidden names included."""
    return {entry.name for entry in folder.iterdir()}


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
    """ENOSPC, raised by Python or by polars, ends as wrong use in the system's words and leaves nothing."""
    with pytest.raises(WrongUse, match="No space left on device"), beside(tmp_path / "run"):
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(WrongUse, match="No space left on device"), beside(tmp_path / "run"):
        pl.DataFrame({"a": range(100_000)}).write_parquet("/dev/full")
    assert left_in(tmp_path) == set()


def test_an_impossible_place_is_refused_at_once(tmp_path: Path) -> None:
    """A folder below a file cannot be made, and the system's words say so."""
    (tmp_path / "file").touch()
    with pytest.raises(WrongUse, match=r"cannot write .*: File exists"):
        refuse_unwritable(tmp_path / "file" / "run")
    refuse_unwritable(tmp_path / "new" / "run")
    assert left_in(tmp_path) == {"file"}


def test_ctrl_c_keeps_finished_tables_only(tmp_path: Path) -> None:
    """On Ctrl-C whole tables are kept under `.partial`, broken ones go, and the message says which."""
    whole = io.BytesIO()
    pl.DataFrame({"a": [1]}).write_parquet(whole)
    for kept in ("run.partial", "run-2.partial"):
        files = {"baseline/people.parquet": whole.getvalue(), "ledger.parquet": b"PAR1 and then it broke off"}
        with pytest.raises(Interrupted, match=rf"kept in .*{kept}: baseline/people.parquet$"):
            write(tmp_path / "run", files, KeyboardInterrupt())
        assert pl.read_parquet(tmp_path / kept / "baseline" / "people.parquet").height == 1
        assert not (tmp_path / kept / "ledger.parquet").exists()
    assert left_in(tmp_path) == {"run.partial", "run-2.partial"}


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


def test_a_text_file_appears_whole(tmp_path: Path) -> None:
    """Written beside, then renamed; a place that cannot be written is told in the system's words."""
    write_beside(tmp_path / "a", "ä\n")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "ä\n"
    with pytest.raises(WrongUse, match="No such file or directory"):
        write_beside(tmp_path / "no" / "a", "1")
    assert left_in(tmp_path) == {"a"}


def test_ctrl_c_after_the_end_says_that_all_is_there(tmp_path: Path) -> None:
    """Interrupting only the telling of a finished run loses nothing, and the message says so."""
    with pytest.raises(Interrupted, match="everything was finished before: "), already_at(tmp_path):
        raise KeyboardInterrupt
