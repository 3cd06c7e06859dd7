"""Check a file of any format by the `format:` it states."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from demerit.errors import FileInvalid
from demerit.formats.compose import Malformed, compose
from demerit.formats.files import Unreadable, text_of
from demerit.formats.plain import is_mapping
from demerit.formats.problems import shown
from demerit.formats.reading import LARGEST, read_text
from demerit.formats.sheet import Part
from demerit.scheme.loading import load_scheme, scheme_from_text
from demerit.society.loading import load_behaviour, load_society
from demerit.society.model import Society
from demerit.study.expect import load_expect
from demerit.study.fixed import life_of
from demerit.study.floors import refuse_few
from demerit.study.plan import Options, unfloored

LOADERS: Mapping[str, Callable[[Path], Any]] = {
    "demerit/scheme/1": load_scheme,
    "demerit/society/1": load_society,
    "demerit/behaviour/1": load_behaviour,
    "demerit/expect/1": load_expect,
}
NO_SOCIETY = "{format: demerit/society/1, id: none, title: None, life: {catalogue: everyday}}"

NO_SCHEME = (
    "{{format: demerit/scheme/1, id: none, title: None, "
    "score: {{start: 0, min: 0, max: 1000}}, bands: [{bands}]}}"
)


def check_file(path: Path) -> str:
    """The format of a file that is read in full; raises `FileInvalid` with every problem."""
    stated = stated_format(path)
    if stated is None or stated not in LOADERS:
        if stated is None:
            return _checked(
                path, "demerit/scheme/1"
            )  # its own messages: empty, binary, malformed, or no format
        near = difflib.get_close_matches(stated[:100], LOADERS, 1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        message = f"{path}: format {shown(stated)} is none of {', '.join(LOADERS)}{hint}"
        raise FileInvalid(message)
    return _checked(path, stated)


def _left_to_the_loader(_line: int, _column: int, _place: str, _value: str, _expected: str) -> None:
    """Say nothing: the format's own loader reads the file again, and says it all."""


def left_open(path: Path) -> str:
    """What a scheme names and only a society could have, at its line; "" if there is nothing."""
    try:
        life_of([load_scheme(path)], read_text(NO_SOCIETY, Society))
    except FileInvalid as unknown:
        return str(unknown)
    return ""


def _checked(path: Path, stated: str) -> str:
    """Load with the format's own loader; a society must not mean anybody alone, whatever scheme it meets."""
    read = LOADERS[stated](path)
    if stated == "demerit/society/1":
        scheme = scheme_from_text(NO_SCHEME.format(bands=_bands_in(read.top())))
        (job,) = unfloored([scheme], read, load_behaviour(), Options(days=1))
        refuse_few(job)
    return stated


def _bands_in(top: Part) -> str:
    """Bands for whatever numbers by band a society's file has."""
    by_band = (part["values"].items() for part in top.everything() if part["by"].raw == "band")
    names = dict.fromkeys(str(name) for each in by_band for name, _ in each) or {"all": None}
    return ", ".join(f"{{id: {name}, from: {edge}}}" for edge, name in enumerate(names))


def stated_format(path: Path) -> str | None:
    """The format that a file states, None where it states none or cannot be read; however it is laid out."""
    try:
        tree = compose(text_of(path, LARGEST), _left_to_the_loader)
    except (Unreadable, Malformed):
        return None
    stated = tree.data.get("format") if tree is not None and is_mapping(tree.data) else None
    return stated if isinstance(stated, str) else None
