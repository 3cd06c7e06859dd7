"""Shapes of plain data."""

from __future__ import annotations

from demerit.formats.plain import is_list, is_mapping, is_series


def test_shapes_are_told_apart() -> None:
    """A mapping, a list, a list or tuple; text is none of them."""
    shapes = [(is_mapping(raw), is_list(raw), is_series(raw)) for raw in ({}, [], (), "ab", None)]
    no = (False, False, False)
    assert [(True, False, False), (False, True, True), (False, False, True), no, no] == shapes
