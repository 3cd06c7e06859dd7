"""Words of files that want to be more than words: none of some hundred runs, in report and annex.

Two defences are tried apart: what a file says is escaped, and the page's policy refuses what was not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest
from playwright.sync_api import Browser
from pydantic import BaseModel

from browsing import opened
from demerit.formats.reading import Document
from demerit.law.audit import audit_scheme
from demerit.report.annex.page import render as render_annex
from demerit.report.folder import RunFolder, read_folder
from demerit.report.page import render
from demerit.schemes.loading import load_scheme

M = TypeVar("M", bound=BaseModel)

RUN: Final = "window.ran=1"
WAYS_OUT: Final = (
    "", "'", '"', ">", "'>", '">', "</p>", "</title>", "</style>", "</script>", "</svg>", "</text>",
    "</textarea>", "</td></tr></table>", "</option></select>", "-->", "]]>", "\\", "\u2028", "<!--", "*/",
    "${", "&quot;>", "\x00>",
)  # fmt: skip
VECTORS: Final = (
    f"<script>{RUN}</script>",
    f"<ScRiPt >{RUN}</ScRiPt >",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><script>{RUN}</script></svg>",
    f"<math><mtext></mtext><mglyph><style><img src=x onerror={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<a href=javascript:{RUN} autofocus onfocus={RUN}>x</a>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<object data=javascript:{RUN}></object>",
    f"<style>@import 'data:text/css,'</style><p style=animation-name:x onanimationstart={RUN}>",
    f"<base href=//127.0.0.1/><meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    f" onmouseover={RUN} autofocus onfocus={RUN} x=",
)  # fmt: skip
CODED: Final = (
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"javascript:{RUN}",
)
PAYLOADS: Final = (*(f"{way}{vector}" for vector in VECTORS for way in WAYS_OUT), *CODED)
TWO_FRAMES: Final = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Time for what starts by itself once a page is drawn."""
TEXTS: Final = frozenset(
    {"title", "note", "source", "purpose", "place", "legal_basis", "collected_for", "status", "url", "area"}
)
"""Fields of files that hold free words."""


class Page(HTMLParser):
    """What a browser would build: the elements, their attributes, and the words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.links: set[str] = set()
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element, the names of its attributes, and where it points."""
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in {"href", "src", "action", "data"}}

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.words.append(data)


def poisoned(value: Any, payloads: Iterator[str]) -> Any:
    """A model whose free words are payloads in turn, however deep they lie."""
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        changed = {
            name: next(payloads) if name in TEXTS and isinstance(held, str) else poisoned(held, payloads)
            for name, held in fields.items()
        }
        return value.model_copy(update=changed)
    if isinstance(value, dict):
        return {key: poisoned(each, payloads) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(poisoned(each, payloads) for each in value)
    return value


def document(read: Document[M], payloads: Iterator[str], **more: Any) -> Document[M]:
    """A file's document, poisoned."""
    model: M = poisoned(read.model, payloads)
    return replace(read, model=model.model_copy(update=more))


def hostile(run: RunFolder) -> RunFolder:
    """A run whose files, findings and manifest are full of payloads; each of them is among the disputed."""
    payloads = cycle(PAYLOADS)
    findings = {
        **{
            name: replace(found, definition=next(payloads), unit=f"share {next(payloads)}")
            for name, found in run.findings.items()
        },
        **{f"access.denied.{payload}": run.findings["access.denied"] for payload in PAYLOADS[:40]},
        "wrong.people_share": replace(
            run.findings["wrong.people_share"],
            groups={payload: {"value": 0.1, "low": 0.05, "high": 0.2} for payload in PAYLOADS[40:60]},
        ),
    }
    versions = {payload: payload for payload in PAYLOADS[60:70]}
    return replace(
        run,
        scheme=document(run.scheme, payloads, disputed=PAYLOADS, status="described"),
        society=document(run.society, payloads),
        behaviour=document(run.behaviour, payloads),
        findings=findings,
        manifest={**run.manifest, "versions": versions, "demerit": PAYLOADS[70]},
    )


@pytest.fixture(name="pages", scope="module")
def _pages(eventful: Path, finished_run: Path) -> dict[str, tuple[str, str]]:
    """Report and annex, each as it is and with payloads wherever there are words."""
    scheme, run = load_scheme("as-described"), read_folder(eventful)
    bad = document(scheme, cycle(PAYLOADS), disputed=PAYLOADS)
    plain = {"report": render(run), "other": render(read_folder(finished_run))}
    return {
        "report": (plain["report"] + plain["other"], render(hostile(run))),
        "annex": (render_annex(audit_scheme(scheme)), render_annex(audit_scheme(bad))),
    }


def test_there_are_some_hundred() -> None:
    """All differ."""
    assert len(PAYLOADS) == len(set(PAYLOADS)) > 350


@pytest.mark.parametrize("name", ["report", "annex"])
def test_words_stay_words(pages: dict[str, tuple[str, str]], name: str) -> None:
    """No payload makes an element, an attribute or an address; each stands on the page as it was written."""
    plain, bad = map(Page, pages[name])
    assert set() == set(bad.tags) - set(plain.tags)
    assert [plain.tags.count(tag) > 0 for tag in ("script", "style")] == [
        bad.tags.count(tag) == 1 for tag in ("script", "style")
    ]
    assert set() == bad.names - plain.names
    assert [] == [name for name in bad.names if name.startswith("on")]
    assert [] == [link for link in bad.links if not link.startswith("#")]
    words = "".join(bad.words)
    assert [] == [
        payload for payload in PAYLOADS if payload.strip("\x00") not in words.replace("\ufffd", "\x00")
    ]


@pytest.mark.parametrize("name", ["report", "annex"])
def test_none_runs(browser: Browser, pages: dict[str, tuple[str, str]], name: str, tmp_path: Path) -> None:
    """In a browser, with every part opened: nothing runs, nothing is complained of, nothing asked for."""
    path = tmp_path / "page.html"
    path.write_text(pages[name][1], encoding="utf-8")
    with opened(browser, path) as (page, said):
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        page.evaluate(TWO_FRAMES)
        assert page.evaluate("window.ran === undefined")
        assert [] == said


@pytest.mark.parametrize("name", ["report", "annex"])
def test_the_policy_alone_would_do(
    browser: Browser, pages: dict[str, tuple[str, str]], name: str, tmp_path: Path
) -> None:
    """Were nothing escaped, the page's policy still lets none of them run, and asks nobody for anything."""
    refused = 0
    for part in range(0, len(PAYLOADS), 60):
        path = tmp_path / f"page{part}.html"
        raw = "".join(f"<div>{payload}</div>" for payload in PAYLOADS[part : part + 60])
        path.write_text(pages[name][0].replace("<main", f"{raw}<main", 1), encoding="utf-8")
        with opened(browser, path) as (page, said):
            page.evaluate(TWO_FRAMES)
            assert page.evaluate("window.ran === undefined")
            refused += sum("Content Security Policy" in words for words in said)
            assert [] == [words for words in said if words.startswith("http")]
    assert refused > len(PAYLOADS) / 4
