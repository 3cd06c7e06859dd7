"""How compiled code is kept: behind a seal, and compiled anew where it is not as it was."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import pytest

from caching import a_cache_of_its_own
from demerit.luck import cache, place


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a user's cache is, for every test here."""
    return a_cache_of_its_own(tmp_path, monkeypatch)


def test_numbas_own_setting_is_put_back() -> None:
    """Only this package's kernels are kept here; other users of numba in the process see no change."""
    config: Any = vars(numba)["config"]
    before = config.CACHE_DIR
    with cache.kept_here() as kept:
        assert kept
        assert str(place.folder()) == config.CACHE_DIR
    assert before == config.CACHE_DIR


KERNEL = """
from demerit.luck.compiled import kernel

@kernel
def twice(number: int) -> int:
    return 2 * number
"""


class Kernel:
    """A small kernel in a cache of its own, that may be defined again as a new process would."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "small" / "twice.py"
        self.source.parent.mkdir()
        self.source.write_text(KERNEL, encoding="utf-8")

    def run(self) -> tuple[int, int]:
        """What it says of 21, and how often what was kept served."""
        names: dict[str, Any] = {"__name__": "twice"}
        exec(compile(KERNEL, str(self.source), "exec"), names)  # noqa: S102
        twice = names["twice"]
        return twice(21), sum(twice.stats.cache_hits.values())

    def files(self) -> list[Path]:
        """The index and the code that are kept."""
        found = place.folder()
        assert found is not None
        return sorted(path for path in found.rglob("twice*") if path.suffix in {".nbi", ".nbc"})


@pytest.fixture
def small(tmp_path: Path) -> Kernel:
    """The kernel, compiled and kept."""
    made = Kernel(tmp_path)
    assert (42, 0) == made.run()
    assert (42, 1) == made.run()
    return made


def truncated(path: Path) -> None:
    """Half of it."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    """Nothing of it."""
    path.write_bytes(b"")


def noise(path: Path) -> None:
    """Other bytes, as many."""
    path.write_bytes(bytes(number % 251 for number in range(path.stat().st_size)))


def flipped(path: Path) -> None:
    """One bit is another."""
    content = bytearray(path.read_bytes())
    content[-len(content) // 3] ^= 1
    path.write_bytes(content)


def gone(path: Path) -> None:
    """Nothing."""
    path.unlink()


def a_folder(path: Path) -> None:
    """A folder, with something in it."""
    path.unlink()
    (path / "inner").mkdir(parents=True)


def unreadable(path: Path) -> None:
    """Nobody may read it."""
    path.chmod(0)


def a_link_to_nothing(path: Path) -> None:
    """A link without an end."""
    path.unlink()
    path.symlink_to("nowhere")


def a_device(path: Path) -> None:
    """A link to what never ends."""
    path.unlink()
    path.symlink_to("/dev/zero")


def a_pipe(path: Path) -> None:
    """What never begins."""
    path.unlink()
    os.mkfifo(path)


def others(path: Path) -> None:
    """What anybody's program may have pickled."""
    path.write_bytes(pickle.dumps({"a": 1}))


DAMAGES = (
    truncated,
    empty,
    noise,
    flipped,
    gone,
    a_folder,
    unreadable,
    a_link_to_nothing,
    a_device,
    a_pipe,
    others,
)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("ending", [".nbi", ".nbc"])
def test_what_is_damaged_is_compiled_anew(small: Kernel, damage: Callable[[Path], None], ending: str) -> None:
    """Whatever happens to what was kept, the kernel runs, and is kept whole again."""
    for path in small.files():
        if path.suffix == ending:
            damage(path)
    answer, _ = small.run()  # whoever may read everything finds an unreadable file whole
    assert 42 == answer
    assert (42, 1) == small.run()


def test_a_file_in_place_of_a_room_is_removed(small: Kernel) -> None:
    """Where kernels of a room are to lie, nothing else may stand in the way."""
    room = small.files()[0].parent
    shutil.rmtree(room)
    room.write_text("no folder", encoding="utf-8")
    assert (42, 0) == small.run()
    assert (42, 1) == small.run()


def test_a_kernel_that_would_lie_elsewhere_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numba's other places know nothing of the steps that a kernel calls, so nothing is kept there."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(place, "folder", lambda: elsewhere)
    monkeypatch.setattr(vars(numba)["config"], "CACHE_DIR", str(tmp_path / "numbas"))

    def other(number: int) -> int:
        return 3 * number

    kept = numba.njit(cache=True)(other)
    assert 9 == cache.forgiving(kept)(3)
    assert [] == [path for path in tmp_path.rglob("*other*") if path.is_file()]


def test_a_full_disk_keeps_nothing_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel whose code cannot be saved is compiled and runs all the same."""

    @numba.njit
    def twice(number: int) -> int:
        return 2 * number

    class Full:
        def load_overload(self, *_: Any) -> None:
            """Nothing is there."""

        def save_overload(self, *_: Any) -> None:
            raise OSError(errno.EFBIG, "File too large")

    monkeypatch.setattr(twice, "_cache", Full())
    assert 6 == cache.forgiving(twice)(3)
