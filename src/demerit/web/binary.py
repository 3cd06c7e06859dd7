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


def unpacked(content: bytes) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """The header and the arrays of a container. Raises ValueError for anything else."""
    if content[: len(MAGIC)] != MAGIC:
        raise ValueError("no container of arrays")
    (length,) = struct.unpack_from("<I", content, len(MAGIC))
    begin = len(MAGIC) + 4 + length
    header = json.loads(content[len(MAGIC) + 4 : begin])
    arrays: dict[str, npt.NDArray[Any]] = {}
    for entry in header["arrays"]:
        kind = np.dtype(entry["dtype"]).newbyteorder("<")
        count = int(np.prod(entry["shape"], dtype=np.int64))
        flat = np.frombuffer(content, kind, count, begin + entry["offset"])
        arrays[entry["name"]] = flat.reshape(entry["shape"])
    return header, arrays
