"""A scheme to start from: complete, small, with a comment at every part."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

from demerit.formats.identities import identity_in
from demerit.formats.scalars import TooLong, plain_scalar
from demerit.formats.schemas import schema_name, schema_text

TEMPLATE = "starter.yaml"
TEMPLATE_ID = "my-scheme"


def starter(scheme_id: str) -> str:
    """The text of a new scheme; its first line names the schema beside it, for editors.

    Args:
        scheme_id: small letters, digits and hyphens.
    """
    text = (resources.files("demerit.schemes") / TEMPLATE).read_text(encoding="utf-8")
    return text.replace(f"id: {TEMPLATE_ID} ", f"id: {scheme_id} ", 1)


def id_from(name: str) -> str:
    """The id that a scheme's file gets by its name: small letters, digits and hyphens, read as a word.

    A name that looks like somebody's number, which no file may hold, lends its scheme nothing.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or TEMPLATE_ID
    try:
        word = isinstance(plain_scalar(slug), str)
    except TooLong:
        word = False
    made = slug if word else f"scheme-{slug}"
    return made if identity_in(made) is None else TEMPLATE_ID


def schema_beside(file: Path) -> tuple[Path, str]:
    """Where the schema that a new scheme's first line names belongs, and its text: no network is needed."""
    return file.parent / schema_name("scheme"), schema_text("scheme")
