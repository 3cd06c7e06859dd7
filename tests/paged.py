"""The built page in Debian's chromium, served as `demerit serve` does, and what can be asked of it there."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

AXE: Final = Path(__file__).resolve().parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
STATIC: Final = Path(str(resources.files("demerit.web"))) / "static"
SMALL: Final = "scheme=brackwater-standing&society=brackwater&people=1200&days=365"
"""A world of a second, with every kind of life in it."""
PATIENCE: Final = 90_000.0
"""Milliseconds after which something will not come any more."""
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SETTLED: Final = "() => document.querySelector('main h1') && !document.querySelector('.waiting')"
SECTIONS: Final = {
    "society": f"#/society?{SMALL}",
    "by score, one chosen": f"#/society?{SMALL}&as=score&sel=7",
    "life": f"#/life?{SMALL}",
    "dials": f"#/dials?{SMALL}&set=channels.street-camera.misnames%3D0.2&off=conducts.jaywalking",
    "changes": f"#/changes?{SMALL}&set=channels.street-camera.misnames%3D0.2&off=conducts.jaywalking",
    "compare": f"#/compare?{SMALL}&with=volunteer-rewards",
    "law": f"#/law?{SMALL}",
    "drives": f"#/drives?{SMALL}",
    "story": "#/story",
    "story, a step": "#/story/2",
    "sheet": "#/story/sheet",
    "teacher": "#/story/teacher",
}
"""Each section, and the address that holds its state."""


def built() -> Path:
    """The folder of the built page; without it these tests are skipped at a desk and fail in CI."""
    if not (STATIC / "index.html").is_file():
        words = "the page is not built: python3 dev.py serve builds it"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(words)
    return STATIC


@contextmanager
def at(browser: Browser, origin: str, where: str, **context: Any) -> Generator[tuple[Page, list[str]]]:
    """A section in a browser, settled; and everything that it complains of or asks another host for."""
    said: list[str] = []
    given: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, **context}
    room = browser.new_context(**given)
    page = room.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda r: said.append(r.url) if foreign(r.url, origin) else None)
    page.goto(f"{origin}/{where}")
    page.wait_for_function(SETTLED)
    yield page, said
    room.close()


def foreign(url: str, origin: str) -> bool:
    """Whether an address is of another host than the page's own."""
    parts = urlsplit(url)
    return parts.scheme not in {"blob", "data"} and f"{parts.scheme}://{parts.netloc}" != origin


def barriers(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice, each with its first element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", RULES)
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found["violations"]]


def focused(page: Page) -> str:
    """What has the focus, in words."""
    return page.evaluate(
        "() => { const e = document.activeElement, words = e.getAttribute('aria-label') ?? e.textContent; "
        "return `${e.tagName.toLowerCase()} ${words.trim().slice(0, 40)}`; }"
    )


def tab_to(page: Page, words: str, most: int = 120) -> None:
    """Press Tab until what has the focus is called so. Fails if it never is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in focused(page):
            return
    pytest.fail(f"never reached by Tab: {words}")
