"""A page in Debian's chromium, and what can be measured of it there."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
OVER_ONE_ANOTHER = """() => {
  const boxes = [], range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const around = node.parentElement;
    if (!node.textContent.trim() || around.closest("script, style") || !around.checkVisibility()) continue;
    range.selectNodeContents(node);
    const frame = around.closest(".scroll")?.getBoundingClientRect();
    const hidden = frame && getComputedStyle(around.closest(".scroll")).overflowY !== "visible";
    for (const r of range.getClientRects()) {
      if (r.width < 2 || (hidden && (r.bottom > frame.bottom || r.right > frame.right))) continue;
      const edge = r.height / 4, words = node.textContent.trim().slice(0, 40);
      boxes.push([r.left + 1, r.top + edge, r.right - 1, r.bottom - edge, words]);
    }
  }
  boxes.sort((a, b) => a[1] - b[1]);
  const found = [];
  boxes.forEach((a, i) => {
    for (let j = i + 1; j < boxes.length && boxes[j][1] < a[3]; j++) {
      const b = boxes[j];
      if (a[0] < b[2] && b[0] < a[2]) found.push(`${a[4]} | ${b[4]}`);
    }
  });
  return found;
}"""
"""Pairs of texts that stand over one another."""
CUT_OFF = """() => {
  const beyond = [...document.querySelectorAll("svg.wide text, svg.narrow text")].filter((t) => {
    if (!t.checkVisibility()) return false;
    const box = t.getBoundingClientRect(), sheet = t.ownerSVGElement.getBoundingClientRect();
    return box.width > 0 && (box.left < sheet.left - 1 || box.right > sheet.right + 1);
  });
  const edge = document.documentElement.clientWidth + 1;
  const aside = [...document.querySelectorAll("main p, main li, main h2, main h3, main svg, main table")]
    .filter((e) => e.checkVisibility() && !e.closest(".scroll") && e.getBoundingClientRect().right > edge);
  return [...beyond, ...aside].map((e) => e.textContent.trim().slice(0, 60));
}"""
"""Words in charts that reach beyond the drawing, and what stands beyond the right edge of the page."""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const style = getComputedStyle(e);
  const hides = [style.overflowX, style.overflowY].some((o) => o !== "visible" && o !== "clip");
  const more = e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1;
  return e.checkVisibility() && !(e instanceof SVGElement) && hides && more;
}).map((e) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`)"""
"""What holds more than it shows: on paper nobody can scroll."""


@pytest.fixture(name="browser", scope="session")
def browser_of_all() -> Browser:
    """One chromium for all; without it these tests are skipped at a desk and fail in CI."""
    found = shutil.which("chromium")
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no chromium on this machine")
    return _chromium(found)


@cache
def _chromium(path: str) -> Browser:
    """The one of this process: a second beside it, from another room of tests, would not start."""
    play = sync_playwright().start()
    browser = play.chromium.launch(executable_path=path, args=FLAGS)
    atexit.register(play.stop)
    atexit.register(browser.close)
    return browser


@contextmanager
def opened(browser: Browser, report: Path, **context: Any) -> Generator[tuple[Page, list[str]]]:
    """A page's file in a browser, and everything that it complains of or asks the net for."""
    said: list[str] = []
    given: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, **context}
    room = browser.new_context(**given)
    page = room.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda r: said.append(r.url) if r.url != report.as_uri() else None)
    page.goto(report.as_uri())
    yield page, said
    room.close()
