"""Tables of the page: what numbers are as dials, and where schemes are shown."""

from __future__ import annotations

from importlib import resources
from typing import Any, cast

from ruamel.yaml import YAML


def shipped(name: str) -> Any:
    """A table of the page by its name, as plain data."""
    text = (resources.files("demerit.web.data") / f"{name}.yaml").read_text(encoding="utf-8")
    return cast("Any", YAML(typ="safe", pure=True)).load(text)
