"""How compiled code is kept, in the folder of its source (place.py).

It is machine code: every file is sealed with a checksum, and one that is damaged in any way is removed
and compiled anew.
"""

from __future__ import annotations

import glob
import hashlib
import pickle
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, cast

from numba.core import config
from numba.core.caching import IndexDataCacheFile

from demerit.luck import place as kept_in
from demerit.luck.ahead import undisturbed


@contextmanager
def kept_here() -> Generator[bool, None, None]:
    """While this lasts, numba keeps what it caches in its source's folder; False where nothing can be."""
    place = kept_in.folder()
    if place is None:
        yield False
        return
    settings = cast("Any", config)
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(place)
    try:
        yield True
    finally:
        settings.CACHE_DIR = before


SEAL: Final = hashlib.sha256().digest_size  # bytes in front of what is kept


class Sealed(IndexDataCacheFile):
    """numba's two files of a kernel, each behind the checksum of its content.

    numba unpickles whatever lies there: half a file ends every later start, and a flipped bit in
    machine code would do worse. These raise for what is not as it was written.
    """

    _version: str  # the names are numba's own
    _source_stamp: Any
    _index_path: str

    def _load_index(self) -> dict[Any, str]:
        """The data file by signature; none where nothing was kept, or by another compiler."""
        try:
            version, stamp, overloads = pickle.loads(unsealed(Path(self._index_path)))  # noqa: S301 - is_ours
        except FileNotFoundError:
            return {}
        return overloads if (version, stamp) == (self._version, self._source_stamp) else {}

    def _save_index(self, overloads: dict[Any, str]) -> None:
        """Write the index in one move."""
        self._seal(self._index_path, (self._version, self._source_stamp, overloads))

    def _load_data(self, name: str) -> Any:
        """Compiled code as it was kept."""
        return pickle.loads(unsealed(self._place(name)))  # noqa: S301 - see is_ours

    def _save_data(self, name: str, data: Any) -> None:
        """Write compiled code in one move."""
        self._seal(str(self._place(name)), data)

    def _place(self, name: str) -> Path:
        """Where a data file lies."""
        return Path(self._index_path).with_name(name)

    def _seal(self, path: str, data: Any) -> None:
        """Write the checksum, then the content."""
        content = self._dump(data)
        with undisturbed, self._open_for_write(path) as file:
            file.write(hashlib.sha256(content).digest() + content)

    def remove(self) -> None:
        """Take away all that is kept of this kernel, whatever it has become."""
        base = Path(self._index_path)
        for path in [base, *base.parent.glob(f"{glob.escape(base.stem)}.*.nbc")]:
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def unsealed(path: Path) -> bytes:
    """What a file holds behind its checksum; raises ValueError where it is not that."""
    if path.exists() and not path.is_file():  # a device would be read without end, a pipe without beginning
        raise ValueError(f"{path} is no file")
    content = path.read_bytes()
    if hashlib.sha256(content[SEAL:]).digest() != content[:SEAL]:
        raise ValueError(f"{path} is damaged")
    return content[SEAL:]


def forgiving(dispatcher: Any) -> Any:
    """Let neither a damaged cache nor a full disk stop a run: compiled code only saves time."""
    kept = dispatcher._cache  # noqa: SLF001 - numba has no option for it
    files = seal(kept)
    load, save = kept.load_overload, kept.save_overload

    def loaded(signature: Any, target: Any) -> Any:
        try:
            return load(signature, target)
        except Exception:  # noqa: BLE001 - whatever a damaged file does: it is compiled anew
            if files is not None:
                files.remove()
            return None

    def saved(signature: Any, code: Any) -> None:
        for _ in range(2):  # the second time without what stood in the way
            try:
                return save(signature, code)
            except (OSError, ValueError):
                if files is not None:
                    files.remove()
        return None

    kept.load_overload, kept.save_overload = loaded, saved
    return dispatcher


def seal(kept: Any) -> Sealed | None:
    """Have a kernel's cache keep sealed files; None, and nothing kept, where it would lie elsewhere."""
    if not hasattr(kept, "_cache_file"):
        return None  # a kernel that is not to be kept
    place = kept_in.folder()
    if place is None or place not in Path(kept.cache_path).parents:
        kept.disable()  # numba's other places know nothing of the steps that a kernel calls
        return None
    locator = kept._impl.locator  # noqa: SLF001 - as above
    kept._cache_file = Sealed(  # noqa: SLF001
        cache_path=kept.cache_path,
        filename_base=kept._impl.filename_base,  # noqa: SLF001
        source_stamp=locator.get_source_stamp(),
    )
    return kept._cache_file  # noqa: SLF001
