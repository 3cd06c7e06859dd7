"""Check a file of any format by the `format:` it states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from demerit.errors import FileInvalid
from demerit.facts.loading import load_facts
from demerit.formats.compose import compose
from demerit.formats.files import Unreadable, text_of
from demerit.formats.migration import parts
from demerit.formats.plain import is_mapping
from demerit.formats.problems import Problem, Problems
from demerit.formats.reading import LARGEST, Document, read_text
from demerit.formats.sheet import Part, Sheet
from demerit.schemes.loading import load_scheme, scheme_from_text
from demerit.schemes.model import Scheme
from demerit.societies.loading import load_behaviour, load_society
from demerit.societies.model import Society
from demerit.study.expect import load_expect
from demerit.study.fixed import life_of
from demerit.study.floors import refuse_few
from demerit.study.inquiry.planned import checked_study
from demerit.study.plan import Options, plan

LOADERS: Mapping[str, Callable[[Path], Any]] = {
    "demerit/scheme/1": load_scheme,
    "demerit/society/1": load_society,
    "demerit/behaviour/1": load_behaviour,
    "demerit/expect/1": load_expect,
    "demerit/facts/1": load_facts,
    "demerit/study/1": checked_study,
}
NO_SOCIETY = "{format: demerit/society/1, id: none, title: None, life: {catalogue: everyday}}"

BY_SCORE, SCORES = ("score", "start_score"), 1000
NO_SCHEME = (
    "{{format: demerit/scheme/1, id: none, title: None, "
    "score: {{start: {least}, min: {least}, max: {most}}}, bands: [{bands}]}}"
)


def check_file(path: Path) -> str:
    """The format of a file that is read in full; raises `FileInvalid` with every problem."""
    stated = stated_format(path)
    if stated is None:  # the messages of its own reading: empty, binary, malformed, or no format
        return _checked(path, "demerit/scheme/1")
    kind = (parts(stated) or ("",))[0]
    same = next((known for known in LOADERS if kind == (parts(known) or ("?",))[0]), None)
    if same is not None:
        return _checked(path, same)  # one of another version is migrated, or refused at its line
    raise Problems([_unknown_format(path)])


def check_together(scheme: Path, society: str | Path) -> None:
    """What scheme and society say together; raises `FileInvalid` with every problem, as a run would.

    Of as many people as the society's file says, with the behaviour that a run takes unless told otherwise.
    """
    plan([load_scheme(scheme)], load_society(society), load_behaviour(), Options())


def _unknown_format(path: Path) -> Problem:
    """A format that no version of demerit knows, at its line."""
    text = text_of(path, LARGEST)
    tree, _ = compose(text)  # what is wrong with it, the loader says
    if tree is None:
        raise FileInvalid(f"{path}: an empty file")
    sheet = Sheet(name=str(path), text=text, tree=tree, folder=path.parent)
    return sheet.problem(("format",), expected="a format that is known", known=LOADERS)


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
        scheme = _scheme_for(read.top())
        (job,) = plan([scheme], read, load_behaviour(), Options(days=1), floored=False)
        refuse_few(job)
    return stated


def _scheme_for(top: Part) -> Document[Scheme]:
    """A scheme without rules, of whatever scores and bands a society's file has numbers by."""
    tables = [(str(part["by"].raw), part["values"].items()) for part in top.sheet.tables()]
    names = dict.fromkeys(str(name) for by, table in tables if by == "band" for name, _ in table) or ["all"]
    scores = [[key for key, _ in table if isinstance(key, int)] for by, table in tables if by in BY_SCORE]
    least = max((min(keys) for keys in scores if keys), default=0)
    bands = ", ".join(f"{{id: {name}, from: {least + edge}}}" for edge, name in enumerate(names))
    return scheme_from_text(NO_SCHEME.format(least=least, most=least + SCORES, bands=bands))


def stated_format(path: Path) -> str | None:
    """The format that a file states, None where it states none or cannot be read; however it is laid out."""
    try:
        tree, _ = compose(text_of(path, LARGEST))
    except Unreadable:
        return None
    stated = tree.data.get("format") if tree is not None and is_mapping(tree.data) else None
    return stated if isinstance(stated, str) else None
