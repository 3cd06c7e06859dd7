"""Arrays for a browser: one container of a JSON header and plain little-endian columns behind it.

`DMB1`, the header's length as a little-endian uint32, the header (padded so that data begin at a multiple of
8), then the arrays, each at a multiple of 8 from the header's end.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

MAGIC: Final = b"DMB1"
ALIGN: Final = 8


def packed(
    about: Mapping[str, Any],
    arrays: Mapping[str, npt.NDArray[Any]],
    categories: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """A container of some arrays; `categories` are the words that an array's numbers stand for."""
    entries: list[dict[str, Any]] = []
    parts: list[bytes] = []
    offset = 0
    for name, array in arrays.items():
        data = np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"))).tobytes()
        entry: dict[str, Any] = {
            "name": name, "dtype": array.dtype.name, "shape": list(array.shape), "offset": offset,
            "bytes": len(data),
        }  # fmt: skip
        if categories and name in categories:
            entry["categories"] = list(categories[name])
        entries.append(entry)
        padding = -len(data) % ALIGN
        parts += [data, bytes(padding)]
        offset += len(data) + padding
    header = json.dumps({**about, "arrays": entries}).encode()
    header += b" " * (-(len(MAGIC) + 4 + len(header)) % ALIGN)
    return b"".join([MAGIC, struct.pack("<I", len(header)), header, *parts])
