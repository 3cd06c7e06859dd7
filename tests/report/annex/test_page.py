"""The assessment annex: the order of Article 27(1), nothing fetched, questions marked, printable."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cases import audited, library, posts, read
from demerit.law.audit import Audit, audit_scheme
from demerit.law.measured import measured
from demerit.report import annex
from demerit.report.annex.page import contexts_table, render
from demerit.schemes.loading import load_scheme


def headings(page: str) -> list[str]:
    """The page's section headings in order."""
    return re.findall(r"<h2[^>]*>(.*?)</h2>", page)


def test_the_order_is_the_laws() -> None:
    """A page to read alone, whether Article 27 applies, (a) to (f), paragraphs 2 to 5, then the appendix."""
    found = headings(render(audited(library("as-described"))))
    assert ["Summary", "Does Article 27 apply?"] == found[:2]
    assert ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)"] == [heading[:3] for heading in found[2:8]]
    assert found[8].startswith("Article 27(2) to (5)")
    rest = ["Appendix: clause by clause", "Clauses that this file does not show", "Texts and dates"]
    assert rest == found[9:]


def test_an_indicator_is_not_cured() -> None:
    """Where Article 5 is indicated the first section says that no assessment cures it, and links to it."""
    page = render(audited(library("tenant-score")))
    first = page[page.index("Does Article 27 apply?") : page.index("(a) The deployer")]
    assert "not cured by an assessment" in first
    assert "#ai-act-5-1--c--i" in first
    assert "No clause of Article 5 is indicated" in render(audited(library("credit-file")))


def test_nothing_is_fetched() -> None:
    """One script of its own, no address that a browser would follow by itself, a policy that forbids it."""
    page = render(audited(library("as-described")))
    assert "default-src 'none'" in page.replace("&#x27;", "'")
    assert 1 == page.count("<script")
    assert [] == re.findall(r'(?:src|href)="(?!#)[^"]*"', page)


def test_every_link_leads_to_an_anchor() -> None:
    """Anchors exist, each once."""
    page = render(audited(library("as-described")))
    anchors = re.findall(r'\bid="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set() == set(re.findall(r'href="#([^"]+)"', page)) - set(anchors)


def test_what_a_file_says_is_escaped() -> None:
    """A title that is markup stands there as text."""
    page = render(audited(posts(title="<script>alert(1)</script>", disputed=["<img src=x>"])))
    assert 1 == page.count("<script")
    assert "<img" not in page


def test_evidence_stands_beside_its_clause(finished_run: Path) -> None:
    """With a run: sentences of evidence, and the run's folder; without, that nothing is measured."""
    document = load_scheme("as-described")
    page = render(audit_scheme(document, measured(finished_run, document)))
    assert "In a synthetic society, under these assumptions" in page
    assert finished_run.name in page
    assert str(finished_run.parent) not in page
    assert "nothing here is measured" in render(audited(posts()))


def test_the_matrix_has_what_acts_can_reach() -> None:
    """Rows are contexts of data, columns of treatment; where no act leads to a burden there is no matrix."""
    table = contexts_table(audited(posts()))
    assert table is not None
    assert "unrelated" in table
    assert contexts_table(audited(library("company-credit"))) is None


@pytest.mark.parametrize("name", ["company-credit", "volunteer-rewards", "credit-file"])
def test_every_kind_of_scheme_has_its_annex(name: str) -> None:
    """Firms only, rewards only, one context only: a whole page."""
    assert 12 == len(headings(render(audited(library(name)))))


def test_no_path_of_this_machine(tmp_path: Path) -> None:
    """A file anywhere is called by its name alone."""
    path = tmp_path / "mine.yaml"
    path.write_text(read(posts()).text, "utf-8")
    page = render(audit_scheme(load_scheme(path)))
    assert "mine.yaml" in page
    assert str(tmp_path) not in page


def test_answers_stay_in_the_saved_page(chromium: Path, tmp_path: Path) -> None:
    """What is written into a box becomes part of the page, so that the saved file holds it."""
    script = (Path(annex.__file__).parent.parent / "annex.js").read_text("utf-8")
    page = tmp_path / "box.html"
    typed = "box.value = 'by hand'; box.dispatchEvent(new Event('input', {bubbles: true}))"
    page.write_text(
        f"<textarea id=box></textarea><script>{script}</script><script>{typed}</script>", encoding="utf-8"
    )
    call = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", page.as_uri()]
    done = subprocess.run(call, check=True, capture_output=True, text=True, timeout=120)  # noqa: S603
    assert ">by hand</textarea>" in done.stdout


ALONE = """(wanted) => document.querySelectorAll("main > *, body > footer").forEach((part) => {
  if (!wanted.includes(part.id) && !wanted.includes(part.localName)) part.remove();
})"""


def pages_of(browser: Browser, path: Path, audit: Audit, *parts: str) -> int:
    """How many pages some parts of an annex take in print, with nothing else on them."""
    path.write_text(render(audit), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.evaluate(ALONE, list(parts))
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))


@pytest.mark.parametrize("name", ["as-described", "brackwater-standing", "zhima-like", "caf-score"])
def test_specific_risks_take_eight_pages_at_most(browser: Browser, tmp_path: Path, name: str) -> None:
    """(d) is read, not leafed through: what is more stands in the appendix."""
    document = load_scheme(name)
    pages = pages_of(browser, tmp_path / "annex.html", audit_scheme(document), "risks")
    assert 1 <= pages <= 8
    assert pages < pages_of(browser, tmp_path / "annex.html", audit_scheme(document), "clauses")


@pytest.mark.parametrize("lived", [True, False])
def test_the_summary_is_one_page(
    browser: Browser, tmp_path: Path, finished_run: Path, *, lived: bool
) -> None:
    """Title and summary fit one page, with a run and without."""
    document = load_scheme("as-described")
    audit = audit_scheme(document, measured(finished_run, document) if lived else None)
    assert 1 == pages_of(browser, tmp_path / "annex.html", audit, "header", "summary")


def test_no_answer_is_cut_off(browser: Browser, tmp_path: Path) -> None:
    """On a phone each box shows all that is in it, known beforehand or typed."""
    path = tmp_path / "annex.html"
    path.write_text(render(audited(library("as-described"))), encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(path.as_uri())
    page.locator("textarea").nth(2).fill("a long version\n" * 9)
    cut = (
        "[...document.querySelectorAll('textarea')].filter((b) => b.scrollHeight > b.clientHeight + 2).length"
    )
    assert 0 == page.evaluate(cut)
    assert 390 == page.evaluate("document.documentElement.scrollWidth")
    page.close()


def test_it_prints(chromium: Path, tmp_path: Path) -> None:
    """A browser makes a PDF of it."""
    page, out = tmp_path / "annex.html", tmp_path / "annex.pdf"
    page.write_text(render(audited(library("tenant-score"))), encoding="utf-8")
    quiet = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
    ]
    call = [chromium, *quiet, f"--print-to-pdf={out}", page.as_uri()]
    subprocess.run(call, check=True, capture_output=True, timeout=120)  # noqa: S603
    assert out.read_bytes().startswith(b"%PDF")


def test_a_phone_folds_long_tables_and_paper_has_them(browser: Browser, tmp_path: Path) -> None:
    """At 390 px (d) is a few screens and each table a touch away; a wide screen has them, whole and open."""
    page = tmp_path / "annex.html"
    page.write_text(render(audited(library("as-described"))), encoding="utf-8")
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto(page.as_uri())
    risks, folds = phone.locator("#risks"), phone.locator("#risks details.fold")
    assert 3 == folds.count()
    assert (risks.bounding_box() or {})["height"] < 4 * 844
    assert not phone.locator(".matrix table").is_visible()
    folds.first.locator("summary").first.click()
    assert phone.locator(".matrix table").is_visible()
    folds.first.locator("summary").first.click()
    phone.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(folds.nth(n).evaluate("e => e.open") for n in range(3))
    phone.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not phone.locator(".matrix table").is_visible()
    phone.close()
    wide = browser.new_page(viewport={"width": 1100, "height": 900})
    wide.goto(page.as_uri())
    assert not wide.locator("#risks details.fold > summary").first.is_visible()
    held = wide.locator(".matrix .scroll")
    assert held.evaluate("e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]") == [0, 0]
    wide.close()
