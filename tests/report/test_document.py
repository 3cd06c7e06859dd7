"""A page is one file that asks nothing of anybody."""

from __future__ import annotations

from demerit.report.document import document
from demerit.report.markup import tag


def test_no_script_unless_one_is_asked_for() -> None:
    """The policy lets no script run where there is none, and nothing is fetched either way."""
    bare = document("A & B", tag("p", "said"), styles=("style.css", "annex.css"))
    lively = document("A", tag("p", "said"), styles=("style.css",), script="script.js")
    assert "<title>A &amp; B</title>" in bare
    assert [False, True] == ["script-src" in page for page in (bare, lively)]
    assert [False, True] == [page.rstrip().endswith("</script></body></html>") for page in (bare, lively)]
    assert [] == [mark for mark in ("<link", "src=", "@import") if mark in bare]
