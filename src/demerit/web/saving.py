"""A changed scheme as a file that `demerit run` takes, and every rule that was changed, before and after."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from typing import Any, Final

from demerit import api
from demerit.errors import WrongUse
from demerit.findings.wording import plain, spoken
from demerit.formats.problems import Place, Problems
from demerit.formats.reading import Document
from demerit.formats.sets import changes as read_changes
from demerit.formats.setting import place_of
from demerit.formats.writing import flow
from demerit.report.comparison.changed import ABSENT, changes
from demerit.report.second import number_words
from demerit.web.asked import Spec
from demerit.web.files import Shelf
from demerit.web.rules import dials_of

ENTRY_STEPS: Final = 2
"""A path with fewer dots names an entry, not one of its numbers."""
UNSET: Final = ("", ABSENT, "unsaid")
VALUED: Final = re.compile(r"\{value: ([^,{}\[\]]+|\[[^\[\]{}]*\])[,}]")
"""A value with what is said of it."""


def file_told(shelf: Shelf, spec: Spec) -> dict[str, Any]:
    """The scheme with changes made, as a text, and the command that lives it as the page does."""
    document = shelf.files(spec).scheme
    name = document.model.id
    changed = document.text != shelf.scheme_of(spec).text
    filename = f"{name}-changed.yaml" if changed else f"{name}.yaml"
    others = [c.text for c in read_changes(spec.sets) if c.file != "scheme"]
    words = ["demerit", "run", filename, "--society", spec.society, "--people", str(spec.people)]
    words += ["--days", str(spec.days), "--seed", str(spec.seed)]
    words += [] if spec.behaviour == api.DEFAULT_BEHAVIOUR else ["--behaviour", spec.behaviour]
    for text in others:
        words += ["--set", text]
    note = "Changes of the society and of behaviour are no part of the scheme: the command sets them."
    return {
        "filename": filename, "yaml": document.text, "id": name, "sha256": document.sha256,
        "command": shlex.join(words), "note": note if others else "",
    }  # fmt: skip


def changes_told(shelf: Shelf, spec: Spec) -> dict[str, Any]:
    """Every rule that differs from the file's, in words, with the line that it stood on before."""
    before, files = shelf.scheme_of(spec), shelf.files(spec)
    dials = shelf.once(("dials", before.sha256), lambda: dials_of(before))
    rows = [
        {
            "path": path, "rule": ".".join(path.split(".")[:2]), "before": bare(one), "after": bare(other),
            "line_before": line_of(before, path), "file": "scheme",
            "words": in_words(path, one, other, dials.get(path)),
        }
        for path, one, other in changes(before.model, files.scheme.model)
    ]  # fmt: skip
    whole = {"society": shelf.society(spec.society), "behaviour": shelf.behaviour(spec.behaviour)}
    after = {"society": files.society, "behaviour": files.behaviour}
    for change in {(made.file, made.path): made for made in read_changes(spec.sets)}.values():
        if change.file != "scheme":
            path, one = f"{change.file}.{change.path}", said_at(whole[change.file], change.path)
            other = said_at(after[change.file], change.path)
            rows.append({
                "path": path, "rule": path, "before": one, "after": other,
                "line_before": line_of(whole[change.file], change.path),
                "file": change.file,
                "words": in_words(path, one, other, None),
            })  # fmt: skip
    return {"changes": rows, "before": before.text, "after": files.scheme.text}


def in_words(path: str, before: str, after: str, dial: Mapping[str, Any] | None) -> str:
    """A change as a sentence: 'What camera sees of what is done: 2 of 100 before, 20 of 100 now.'."""
    short = path.count(".") < ENTRY_STEPS
    label = dial["label"] if dial else spoken(path.rpartition(".")[2]) if short else number_words(f":{path}")
    label = f"{label[:1].upper()}{label[1:]}"
    if after in UNSET:
        return f"{label}: taken out."
    one, other = (_as_read(text, dial) for text in (before, after))
    if before in UNSET:
        return f"{label}: new{f', {other}' if other else ''}."
    return f"{label}: {one} before, {other} now." if one and other else f"{label}: changed."


def _as_read(text: str, dial: Mapping[str, Any] | None) -> str:
    """A value as people read it: shares of 100, two ends with 'to' between them; '' for what is a table."""
    text = bare(text)
    ends = [_number(part) for part in text.strip("[]").split(",")]
    numbers = [end for end in ends if end is not None]
    if len(numbers) != len(ends):
        return "" if ":" in text else text
    hundred = dial is not None and dial["unit"] == "of 1"
    shown = " to ".join(plain(number * 100 if hundred else number) for number in numbers)
    unit = "of 100" if hundred else "" if dial is None or dial["unit"] == "number" else dial["unit"]
    return f"{shown} {unit}".strip()


def bare(text: str) -> str:
    """A number without what its file says of it besides: its range, its source, a note."""
    match = VALUED.match(text)
    return text if match is None else match[1]


def _number(text: str) -> float | None:
    """A number, None for other words."""
    try:
        return float(text)
    except ValueError:
        return None


def said_at(document: Document[Any], path: str) -> str:
    """What a file has at a path, on one line; '' where it has nothing."""
    where = place_at(document, path)
    return "" if where is None else bare(flow(document.sheet.raw(where)))


def line_of(document: Document[Any], path: str) -> int | None:
    """The line on which a path's value stands; None where the file does not have it."""
    where = place_at(document, path)
    return None if where is None else document.place(*where)[0]


def place_at(document: Document[Any], path: str) -> Place | None:
    """Where a path leads in a file as it was read; None where the file does not have it."""
    try:
        where = place_of(document, path)
    except (Problems, WrongUse):
        return None
    return where if document.sheet.tree.at(where) is not None else None
