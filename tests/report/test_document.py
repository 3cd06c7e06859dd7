"""A page is one file that asks nothing of anybody."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from importlib.resources import files

from demerit.findings.wording import plain
from demerit.report.charts.plots import Bar, bars, hundreds
from demerit.report.document import DARK, TOKENS, document, policy
from demerit.report.markup import tag


def test_no_script_unless_one_is_asked_for() -> None:
    """The policy lets no script run where there is none, and nothing is fetched either way."""
    bare = document("A & B", tag("p", "said"), styles=("style.css", "annex.css"))
    lively = document("A", tag("p", "said"), styles=("style.css",), script="script.js")
    assert "<title>A &amp; B</title>" in bare
    assert [False, True] == ["script-src" in page for page in (bare, lively)]
    assert [False, True] == [page.rstrip().endswith("</script></body></html>") for page in (bare, lively)]
    assert [] == [mark for mark in ("<link", "src=", "@import") if mark in bare]


def test_no_line_breaks_between_a_number_and_its_percent() -> None:
    """In the words of a page; not in its styles and scripts, which have hashes."""
    page = document("A", tag("p", "88.1 % of 5 % % 7"), styles=("style.css",))
    assert "<p>88.1\N{NO-BREAK SPACE}% of 5\N{NO-BREAK SPACE}% % 7</p>" in page


def test_dark_stands_once_for_whoevers_system_is_dark() -> None:
    """A file knows no choice: its dark colours go by the system, and are those of the served page."""
    text = (files("demerit.report") / TOKENS).read_text(encoding="utf-8")
    block = text.partition(DARK)[2].partition("\n}")[0]
    page = document("A", tag("p", "said"), styles=("style.css",))
    assert 1 == page.count(block) == text.count(block)
    assert f"@media (prefers-color-scheme: dark) {{\n:root {{{block}\n}}\n}}\n@media print" in page
    assert "data-theme" not in page.partition("</style>")[0].partition("*/")[2]


def test_only_what_ships_with_the_page_runs() -> None:
    """The policy names the one script and the one style by their hashes; nothing inline counts by itself."""
    page = document("A", tag("p", "said"), styles=("style.css", "annex.css"), script="script.js")
    (said,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    for name in ("style", "script"):
        (inner,) = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in unescape(said)
    assert "unsafe" not in said
    assert "default-src 'none'; style-src 'sha256-" in policy("p {}", None)
    assert "script-src" not in policy("p {}", None)


def test_no_part_of_a_page_carries_a_style_of_its_own() -> None:
    """An inline style would be refused by the policy: colours are attributes or classes."""
    assert [] == re.findall(r"<[^>]* style=", bars([Bar(label="a", value=1.0)], "x", plain))
    assert [] == re.findall(r"<[^>]* style=", hundreds([("a", (0.5, 0.5))], ["a", "b"], "x"))
