"""A replication copied and changed, as a reader would, with what theory says for the changed numbers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from demerit.formats.setting import with_set
from demerit.formats.writing import dump
from demerit.study.replicate import FigureRow, replicate
from demerit.study.replication import NAMED, read_replication


def copied(
    name: str, folder: Path, sets: Mapping[str, Any], theory: Mapping[int, float], runs: int | None = None
) -> list[FigureRow]:
    """The figures of `theory` (places in the file, each with what should come out) in a changed copy.

    Variants go first, as they are, so that `sets` also change what a variant sets.
    """
    read = read_replication(name)
    variant = {read.expect.model.expect[place].variant for place in theory}
    assert len(variant) == 1, "one variant a copy"
    setting = read.settings[variant.pop()]
    files: dict[str, Any] = {"expect": setting.expect}
    files |= {part: getattr(setting, part) for part in ("scheme", "society", "behaviour")}
    for path, value in sets.items():
        part, _, rest = path.partition(".")
        part, rest = ("expect", path) if part == "run" else (part, rest)
        files[part] = with_set(files[part], rest, value)
    wanted = files["expect"].sheet.tree.data
    figures = [{**wanted["expect"][place], "paper": value} for place, value in theory.items()]
    for figure in figures:
        figure.pop("variant", None)
    written = {**wanted, "variants": {}, "expect": figures}
    folder.mkdir(parents=True, exist_ok=True)
    for file in NAMED:
        part = file.removesuffix(".yaml")
        text = dump(written) if part == "expect" else files[part].text
        (folder / file).write_text(text, encoding="utf-8")
    return replicate([read_replication(folder)], runs=runs)
