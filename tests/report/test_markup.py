"""Markup escapes by default."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from demerit.report.markup import Markup, safe, table, tag


class Reader(HTMLParser):
    """Collects the tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag and its attributes."""
        self.tags.append(tag)
        self.attributes.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.words += data


READABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@given(words=READABLE, value=READABLE)
def test_nothing_breaks_out(words: str, value: str) -> None:
    """Whatever the text, an element holds exactly it, and its attribute exactly that."""
    read = Reader(tag("p", words, title=value))
    assert (["p"], words, value) == (read.tags, read.words, read.attributes[0]["title"])


def test_markup_passes_once() -> None:
    """Markup inside markup is not escaped again; plain text beside it is."""
    assert "<b>1 &lt; 2</b>&lt;" == safe([tag("b", "1 < 2"), "<"])


def test_none_and_false_are_left_out() -> None:
    """An attribute that is None or False is not written, True stands alone, 0 is a value."""
    assert '<p hidden data-n="0"></p>' == tag("p", hidden=True, title=None, lang=False, data_n=0)


def test_void_elements_have_no_end() -> None:
    """Elements that hold nothing are written without an end tag, drawings' self-closed."""
    assert ('<meta charset="utf-8">', '<circle r="2"/>') == (tag("meta", charset="utf-8"), tag("circle", r=2))


def test_table_cells_have_headings() -> None:
    """A table has a caption, heads of columns and rows, and can be reached by keyboard where it scrolls."""
    made = table("Caption", ("a", "b"), [("x", "1")])
    read = Reader(made)
    assert ["div", "table", "caption", "thead", "tr", "th", "th", "tbody", "tr", "th", "td"] == read.tags
    assert ["col", "col", "row"] == [a["scope"] for a in read.attributes if "scope" in a]
    assert ("0", "region", "Caption") == tuple(
        read.attributes[0][k] for k in ("tabindex", "role", "aria-label")
    )
    assert isinstance(made, Markup)
