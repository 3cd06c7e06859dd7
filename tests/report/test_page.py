"""The whole page: offline, readable by anybody, safe whatever a file's title says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import opened
from demerit.errors import WrongUse
from demerit.findings.finding import Finding
from demerit.report.page import write_report

MakeRun = Callable[..., Path]


HOSTILE = "</script><img onerror=alert(1) src=x>\"'&<b>"
FAINT = """() => {
  const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
  const lum = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c[3] !== 0) return c;
    }
    return [255, 255, 255];
  };
  const own = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  return [...document.querySelectorAll("body *")].filter((e) => own(e) && !e.closest("svg, script, [hidden]"))
    .map((e) => {
      const [a, b] = [lum(rgb(getComputedStyle(e).color)), lum(behind(e))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), e.tagName, e.className, e.textContent.slice(0, 40)];
    }).filter(([ratio]) => ratio < 4.5);
}"""
"""Elements with text of their own whose contrast is under 4.5 (WCAG 2.2 AA)."""


@pytest.fixture(name="report")
def _report(make_run: MakeRun) -> Path:
    """The report of a disputed scheme."""
    return write_report(make_run(status="described", disputed=("No such score exists; x", "y"), people=1000))


def test_the_page_is_written_whole(run: Path) -> None:
    """The page lies beside the tables, and nothing half-written with it."""
    before = set(run.iterdir())
    assert run / "report.html" == write_report(run)
    assert {run / "report.html"} == set(run.iterdir()) - before


def test_the_same_run_gives_the_same_page(make_run: MakeRun) -> None:
    """Nothing on the page depends on when or where it is made."""
    assert write_report(make_run("a")).read_bytes() == write_report(make_run("b")).read_bytes()


def test_no_run_no_page(tmp_path: Path) -> None:
    """A folder without a finished run is refused, and stays as it was."""
    with pytest.raises(WrongUse):
        write_report(tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_nothing_comes_from_the_net(report: Path) -> None:
    """No source, no link in the head and no style points anywhere."""
    page = report.read_text()
    assert 'src="' not in page
    assert "http" not in page.split("</head>")[0].replace("http-equiv", "")
    assert not re.search(r"@import|url\(", page)


def test_titles_cannot_break_out(make_run: MakeRun) -> None:
    """A title with markup is text wherever it stands, with one script and no picture on the page."""
    page = write_report(make_run(title=HOSTILE, status="described", disputed=(HOSTILE,))).read_text()
    assert "<img" not in page
    assert 1 == page.count("<script") == page.count("</script")
    assert "&lt;/script&gt;&lt;img onerror=alert(1)" in page


def test_nothing_unmeasured_is_printed(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """A run in which nothing could be measured has a whole page, with reasons and no NaN, None or blank."""
    gone = {"value": None, "low": None, "high": None, "groups": {}, "events": 0}
    empty = {name: replace(finding, **gone) for name, finding in found.items()}
    page = write_report(make_run(found=empty, ledger=False)).read_text()
    words = re.sub(r"<[^>]+>", "\n", page.split("</style>")[1])
    assert "not measurable here, because" in words
    assert not re.search(r"\b(nan|None|null|undefined)\b", words.split('"use strict"')[0])


def test_there_is_no_verdict(report: Path) -> None:
    """No total, no green tick, and nothing is called legal."""
    page = report.read_text().lower()
    assert not re.search(r"total score|overall score|✓|✔|✅", page)
    assert not re.search(r"\b(il|un)?legal\b", page)


def test_every_chart_has_label_and_table(browser: Browser, report: Path) -> None:
    """Each chart has a role, a label, a caption and the table of its numbers under it."""
    with opened(browser, report) as (page, said):
        figures = page.locator("figure")
        assert figures.count() >= 10
        for figure in figures.all():
            assert figure.locator("svg[role=img]").first.get_attribute("aria-label")
            assert figure.locator("figcaption").text_content()
            assert figure.locator("details table tbody tr").count() >= 1
        assert 100 == page.locator("header svg.hundred .dot").count()
        assert [] == said


def test_the_first_screen_fits(browser: Browser, report: Path) -> None:
    """Card, question, sentences, dots, lives, assumptions and contents fit on 1280 by 800.

    What a scheme does besides refusing stands under them, however much that is.
    """
    with opened(browser, report) as (page, _):
        assert page.locator("main > header .boxes + .besides").count() == 1
        bottom = page.evaluate(
            "document.querySelector('main > header .boxes').getBoundingClientRect().bottom"
        )
        assert bottom <= 800
        assert "NOT A REAL SYSTEM" in page.locator(".card").inner_text()
        assert 3 == page.locator(".sentences li").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(browser: Browser, report: Path, scheme: str) -> None:
    """All text has contrast AA against what is behind it, in light and in dark."""
    with opened(browser, report, color_scheme=scheme) as (page, _):
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert [] == page.evaluate(FAINT)


def test_headings_ids_and_names(browser: Browser, report: Path) -> None:
    """Headings go down one level at a time, ids are unique, links lead somewhere, all can be named."""
    with opened(browser, report) as (page, _):
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => +h.tagName[1])")
        assert 1 == levels.count(1) == levels[0]
        assert all(b - a <= 1 for a, b in pairwise(levels))
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
        assert len(ids) == len(set(ids))
        links = page.evaluate("[...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))")
        assert {link[1:] for link in links} <= set(ids)
        assert "en" == page.locator("html").get_attribute("lang")
        assert (
            0
            == page.locator(
                "table:not(:has(caption)), th:not([scope]), svg:not([role]):not([aria-hidden])"
            ).count()
        )


def test_one_life_at_a_time(browser: Browser, report: Path) -> None:
    """A button shows its life and hides the others; the keyboard reaches it."""
    with opened(browser, report) as (page, said):
        assert 1 == page.locator("#lives article:visible").count()
        button = page.locator("header .button").nth(1)
        button.focus()
        page.keyboard.press("Enter")
        chosen = (button.get_attribute("href") or "")[1:]
        page.wait_for_selector(f"[id='{chosen}']:visible")
        assert [chosen] == [life.get_attribute("id") for life in page.locator("#lives article:visible").all()]
        assert [] == said


def test_the_copied_sentence(browser: Browser, report: Path) -> None:
    """The button copies the sentence with its caveat and the run's hash."""
    with opened(browser, report, permissions=["clipboard-read", "clipboard-write"]) as (page, _):
        button = page.locator("button.copy").first
        button.click()
        page.wait_for_function("document.querySelector('button.copy').textContent === 'copied'")
        assert button.get_attribute("data-copy") == page.evaluate("navigator.clipboard.readText()")


def test_without_scripts_all_is_there(browser: Browser, report: Path) -> None:
    """With scripts off every life is shown, tables open, and no dead button is seen."""
    with opened(browser, report, java_script_enabled=False) as (page, _):
        assert 3 == page.locator("#lives article:visible").count()
        assert 0 == page.locator("button:visible").count()
        page.locator("#scores summary").click()
        assert page.locator("#scores table").is_visible()


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, report: Path) -> None:
    """On a narrow screen the page is as wide as the screen; wide drawings scroll in their own frame."""
    with opened(browser, report) as (page, _):
        page.set_viewport_size({"width": 375, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_page_of_everything(browser: Browser, eventful: Path) -> None:
    """A run in which everything happens: each chart has label and table, no id is double, no net is asked."""
    with opened(browser, eventful / "report.html") as (page, said):
        for anchor in ("kinds", "redress", "circles", "providers", "patrols", "rollout", "rules", "work"):
            assert 1 == page.locator(f"section#{anchor}").count()
        for figure in page.locator("figure").all():
            assert figure.locator("svg[role=img]").first.get_attribute("aria-label")
            assert figure.locator("details table tbody tr").count() >= 1
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
        assert len(ids) == len(set(ids))
        assert [] == said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_has_contrast_and_fits_a_phone(browser: Browser, eventful: Path, scheme: str) -> None:
    """All text of the page of everything has contrast AA; on a phone it needs no sideways scrolling."""
    with opened(browser, eventful / "report.html", color_scheme=scheme) as (page, _):
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert [] == page.evaluate(FAINT)
        page.set_viewport_size({"width": 375, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_page_for_companies_says_nothing_of_people(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """Where no rule is about persons, no section counts them; companies have the page."""
    found["kind.score.company"] = found["score.mean"]
    folder = make_run(found=found)
    path = folder / "inputs" / "scheme.yaml"
    path.write_text(path.read_text().replace("subject: person", "subject: company"))
    page = write_report(folder).read_text()
    assert "Where do companies end up?" in page
    for anchor in ("wrong", "refused", "silent", "climbing", "claims", "costs", "gaps"):
        assert f'<section id="{anchor}"' not in page
