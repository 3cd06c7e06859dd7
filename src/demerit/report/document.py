"""A whole page in one file: what it shows and how it looks; it asks nothing of anybody."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import Final

from demerit.report.markup import Child, Markup, safe, tag
from demerit.report.words import status_line
from demerit.schemes.model import Scheme

TOKENS: Final = "tokens.css"
"""Colours and type, of which the page that is served is made too."""
PERCENT: Final = re.compile(r"(?<=\d) %")
DARK: Final = ':root[data-theme="dark"] {'
"""How the dark ones begin there."""


def document(title: str, *body: Markup, styles: tuple[str, ...], script: str | None = None) -> str:
    """Head and body as HTML; nothing in the head points anywhere, and no script runs but `script`.

    `styles`, which TOKENS stand before, and `script` are files that ship with the report. The page may load
    nothing, and by its policy only what has their hashes counts: a script that got into the page by a file's
    words would not run.
    """
    looks = Markup("".join([tokens(), *map(_asset, styles)]))
    acts = _asset(script) if script else None
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy(looks, acts)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", looks),
    )
    end = tag("script", acts) if acts else None
    return f"<!doctype html>\n{tag('html', head, tag('body', glued(safe(list(body))), end), lang='en')}\n"


def status_card(scheme: Scheme, *more: Child, whose: str = "") -> Markup:
    """What the reader must know before any number: no real system, or a simulation, and what is disputed."""
    label, meaning = status_line(scheme.status, scheme.disputed, scheme.years)
    body = tag("span", f"{whose}{meaning}", *more)
    return tag("aside", tag("strong", label), " ", body, class_="card", aria_label="What this is")


def glued(body: Markup) -> Markup:
    """The same with no line break between a number and its percent sign; texts elsewhere stay as they are."""
    return Markup(PERCENT.sub("\N{NO-BREAK SPACE}%", body))


def tokens() -> Markup:
    """Colours and type of a file: dark where the reader's system is, since nobody chooses there."""
    before, _, rest = _asset(TOKENS).partition(DARK)
    block, _, after = rest.partition("\n}\n")
    return Markup(f"{before}@media (prefers-color-scheme: dark) {{\n:root {{{block}\n}}\n}}\n{after}")


def policy(style: str, script: str | None) -> str:
    """The page's content security policy: one style sheet and one script by hash, and nothing else."""
    scripts = f" script-src {_hash(script)};" if script else ""
    return f"default-src 'none'; style-src {_hash(style)};{scripts} base-uri 'none'; form-action 'none'"


def _hash(words: str) -> str:
    """The source expression that lets these words run and no others."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()}'"


def _asset(name: str) -> Markup:
    """A style sheet or script, to stand in the page as it is."""
    return Markup((files("demerit.report") / name).read_text(encoding="utf-8"))
