"""A tree after one number was written over is the tree of the text that came of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.compose import Node, tree_of
from demerit.formats.problems import Place
from demerit.formats.reading import Document
from demerit.formats.respelling import respelt
from demerit.formats.writing import flow
from demerit.schemes.loading import library
from demerit.schemes.model import Scheme

MANY = 12
TEXT = """\
a: 1
b: {c: 0.25, d: [1, 2, 30], e: {value: 3, range: [1, 9]}}   # words & signs
list:
  - {id: x, points: -4}
  - id: y
    points: 17
deep: {by: age, values: {18: 1, 65: 2}}
one:
  inside: 6
told:
  value: 0.02
  note: >-
    Two lines
    of words.
  # and a word beside
spread: {here: {value: 1,
  range: [0, 2]}, there: 3}
last: 5
"""


def places(node: Node, at: Place = ()) -> Iterator[tuple[Place, Node]]:
    """Every value below a node, and where it is."""
    for name, part in node.parts.items():
        yield (*at, name), part
        yield from places(part, (*at, name))


def written(text: str, node: Node, spelt: str) -> str:
    """A text with a value written over."""
    end = node.start + len(text[node.start : node.end].rstrip())
    return text[: node.start] + spelt + text[end:]


NUMBERS = st.one_of(st.integers(-(10**6), 10**6), st.floats(0, 1), st.sampled_from([0, -1, 1e-7, 123.456]))


@given(st.data(), NUMBERS)
def test_it_is_the_tree_of_the_new_text(data: st.DataObject, value: float) -> None:
    """Whatever number is written over whatever value: each key and value stands where the text has it."""
    tree = tree_of(TEXT)
    assert tree is not None
    where, node = data.draw(st.sampled_from(list(places(tree))))
    found = respelt(tree, TEXT, where, value)
    if found is None:
        assert isinstance(node.data, list)
        assert not node.flow
        return
    assert tree_of(written(TEXT, node, flow(value))) == found
    assert tree_of(TEXT) == tree  # what was there is as it was


@pytest.mark.parametrize("scheme", library()[::4], ids=lambda scheme: scheme.model.id)
def test_so_it_is_in_the_library(scheme: Document[Scheme]) -> None:
    """In files as people write them, a number here and there."""
    tree, text = scheme.sheet.tree, scheme.sheet.text
    numbers = [(where, node) for where, node in places(tree) if isinstance(node.data, int | float)]
    tried = 0
    for where, node in numbers[:: max(1, len(numbers) // MANY)]:
        found = respelt(tree, text, where, 0.125)
        if found is not None:
            tried += 1
            assert tree_of(written(text, node, "0.125")) == found, where
    assert tried >= MANY // 2 or "*" in text


@pytest.mark.parametrize(
    ("text", "where", "value"),
    [
        ("a: &x 1\nb: *x\n", ("a",), 2), ("a:\n- 1\n- 2\n", ("a",), 3),
        ("a: 1\n", ("a",), True), ("a: 1\n", ("a",), "x"), ("a: 1\n", ("a",), float("nan")),
        ("a: 1\n", ("b",), 2), ("a: \n", ("a",), 2),
    ],
)  # fmt: skip
def test_what_is_not_simple_is_left_to_the_reader(text: str, where: Place, value: object) -> None:
    """Aliases, several lines, nothing there, and what is no number: the text is read instead."""
    tree = tree_of(text)
    assert tree is not None
    assert respelt(tree, text, where, value) is None
