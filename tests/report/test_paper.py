"""Paper and small screens: report and annex print clean, and fit a phone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser

from browsing import CLIPPED, CUT_OFF, OVER_ONE_ANOTHER, opened
from demerit.api import compare
from demerit.law.audit import audit_scheme
from demerit.law.measured import measured
from demerit.report.annex.page import render
from demerit.schemes.loading import load_scheme

MOST_SHEETS: Final = 24
PAPER: Final = {"A4": 210 - 26, "Letter": 216 - 26}
"""Width between the margins, mm."""
PX_MM: Final = 96 / 25.4
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2
}  # fmt: skip
ALL_OPEN = """() => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  for (const life of document.querySelectorAll("#lives article")) life.hidden = false;
}"""
LEAST_LETTERS: Final = 10.5
"""Height of letters in charts on a phone, px."""
SMALLEST = """() => Math.min(...[...document.querySelectorAll("svg.narrow text")].flatMap((t) => {
  if (!t.checkVisibility()) return [];
  const shown = t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width;
  return parseFloat(getComputedStyle(t).fontSize) * shown;
}))"""


@pytest.fixture(name="annex", scope="module")
def _annex(finished_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The annex of the same run."""
    path = tmp_path_factory.mktemp("annex") / "annex.html"
    document = load_scheme("as-described")
    path.write_text(render(audit_scheme(document, measured(finished_run, document))), encoding="utf-8")
    return path


@pytest.fixture(name="comparison", scope="module")
def _comparison(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of two schemes side by side."""
    out = tmp_path_factory.mktemp("comparison") / "both"
    schemes = ("as-described", "brackwater-standing")
    return compare(*schemes, society="brackwater", people=1_000, days=60, out=out).folder


@pytest.fixture(name="pages", scope="module")
def _pages(finished_run: Path, eventful: Path, annex: Path, comparison: Path) -> dict[str, Path]:
    """Each page by name."""
    found = {"report": finished_run / "report.html", "eventful": eventful / "report.html", "annex": annex}
    return {**found, "compare": comparison / "compare.html"}


@pytest.mark.parametrize("size", PAPER)
@pytest.mark.parametrize("name", ["report", "eventful"])
def test_the_report_is_a_few_sheets(browser: Browser, pages: dict[str, Path], size: str, name: str) -> None:
    """Printed as it is opened, the report takes 24 sheets at most, and some."""
    with opened(browser, pages[name]) as (page, said):
        printed = page.pdf(format=size)
        sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
        assert 5 < sheets <= MOST_SHEETS
        assert [] == said


@pytest.mark.parametrize("size", PAPER)
@pytest.mark.parametrize("name", ["report", "eventful", "annex", "compare"])
@pytest.mark.parametrize("unfolded", [False, True])
def test_paper_hides_nothing(
    browser: Browser, pages: dict[str, Path], size: str, name: str, unfolded: bool
) -> None:
    """On paper no text stands over another, none is clipped or beyond the edge, folded or not."""
    wide = {"width": round(PAPER[size] * PX_MM), "height": 1000}
    with opened(browser, pages[name], viewport=wide) as (page, _):
        page.emulate_media(media="print")
        if unfolded:
            page.evaluate(ALL_OPEN)
        assert [] == page.evaluate(OVER_ONE_ANOTHER)
        assert [] == page.evaluate(CLIPPED)
        assert [] == page.evaluate(CUT_OFF)


def test_paper_has_what_was_open(browser: Browser, pages: dict[str, Path]) -> None:
    """What is folded stays folded and says so; what the reader opened is printed; the lives are all there."""
    with opened(browser, pages["report"]) as (page, _):
        page.evaluate("document.querySelector('#scores details').open = true")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("#scores table").first.is_visible()
        assert not page.locator("#assumptions table").is_visible()
        assert page.locator(".on-paper").is_visible()
        assert page.locator("#lives article").count() == page.locator("#lives article:visible").count() > 1
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert 1 == page.locator("#lives article:visible").count()


@pytest.mark.parametrize("name", ["report", "eventful", "annex", "compare"])
def test_a_phone_shows_all(browser: Browser, pages: dict[str, Path], name: str) -> None:
    """At 390 px nothing scrolls sideways, drawings are those for a phone, and their letters can be read."""
    with opened(browser, pages[name], **PHONE) as (page, _):
        page.evaluate(ALL_OPEN)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
        assert [] == page.evaluate(CUT_OFF)
        assert [] == page.evaluate(OVER_ONE_ANOTHER)
        assert 0 == page.locator("svg.wide:visible").count()
        assert page.locator("svg.narrow:visible").count() >= 1
        assert page.evaluate(SMALLEST) >= LEAST_LETTERS


@pytest.mark.parametrize("name", ["report", "eventful", "annex", "compare"])
def test_a_screen_shows_all(browser: Browser, pages: dict[str, Path], name: str) -> None:
    """On a wide screen no text stands over another and no word of a chart is cut off."""
    with opened(browser, pages[name]) as (page, _):
        page.evaluate(ALL_OPEN)
        assert [] == page.evaluate(CUT_OFF)
        assert [] == page.evaluate(OVER_ONE_ANOTHER)
