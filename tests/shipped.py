"""What ships with demerit, as it is written: schemes of the library, and tables of figures."""

from __future__ import annotations

import csv
from functools import cache
from typing import Any, Final

from ruamel.yaml import YAML

from demerit.schemes.loading import LIBRARY

DATA: Final = LIBRARY.parent / "data"


@cache
def raw(name: str) -> dict[str, Any]:
    """A scheme of the library as it is written."""
    return YAML(typ="safe", pure=True).load((LIBRARY / f"{name}.yaml").read_text("utf-8"))


def figures(name: str) -> list[dict[str, str]]:
    """The rows of a table of figures."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
