"""A changed scheme as a file that `demerit run` takes, and every rule that was changed, before and after."""

from __future__ import annotations

import re
import shlex
from typing import Any, Final, cast

from demerit import api
from demerit.formats.plain import is_list, is_mapping
from demerit.formats.reading import Document
from demerit.formats.sets import changes as read_changes
from demerit.report.comparison.changed import changes
from demerit.web.asked import Spec
from demerit.web.files import Shelf

BRACKETED: Final = re.compile(r"\[(\d+)\]")


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
    """Every rule that differs from the file's, with the line that it stands on before and after."""
    before, after = shelf.scheme_of(spec), shelf.files(spec).scheme
    told = [
        {
            "path": path, "rule": ".".join(path.split(".")[:2]), "before": one, "after": other,
            "line_before": line_of(before, path), "line_after": line_of(after, path), "file": "scheme",
        }
        for path, one, other in changes(before.model, after.model)
    ]  # fmt: skip
    for change in read_changes(spec.sets):
        if change.file != "scheme":
            path = f"{change.file}.{change.path}"
            told.append({
                "path": path, "rule": path, "before": "", "after": change.text.partition("=")[2],
                "line_before": None, "line_after": None, "file": change.file,
            })  # fmt: skip
    return {"changes": told, "before": before.text, "after": after.text}


def line_of(document: Document[Any], path: str) -> int | None:
    """The line on which a path's value stands; None where the file does not have it."""
    data: Any = document.sheet.tree.data
    where: tuple[str | int, ...] = ()
    for token in BRACKETED.sub(r".\1", path).split("."):
        if is_list(data):
            entries = data
            found = next((n for n, each in enumerate(entries) if each.get("id") == token), None)
            place = int(token) if found is None and token.isdecimal() else found
            if place is None or place >= len(entries):
                return None
            where, data = (*where, place), entries[place]
        elif is_mapping(data) and token in data:
            where, data = (*where, token), cast("dict[str, Any]", data)[token]
        else:
            return None
    return document.place(*where)[0]
