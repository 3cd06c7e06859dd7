"""A whole page in one file: what it shows and how it looks; it asks nothing of anybody."""

from __future__ import annotations

from importlib.resources import files

from demerit.report.markup import Markup, safe, tag


def document(title: str, *body: Markup, styles: tuple[str, ...], script: str | None = None) -> str:
    """Head and body as HTML; nothing in the head points anywhere, and no script runs but `script`.

    `styles` and `script` are files that ship with the report. The page may load nothing: only what stands in
    it counts, by its policy.
    """
    scripts = " script-src 'unsafe-inline';" if script else ""
    policy = f"default-src 'none'; style-src 'unsafe-inline';{scripts} img-src data:"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", *map(_asset, styles)),
    )
    end = tag("script", _asset(script)) if script else None
    return f"<!doctype html>\n{tag('html', head, tag('body', safe(list(body)), end), lang='en')}\n"


def _asset(name: str) -> Markup:
    """A style sheet or script, to stand in the page as it is."""
    return Markup((files("demerit.report") / name).read_text(encoding="utf-8"))
