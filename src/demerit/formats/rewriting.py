"""A file's text led to say something else, by as few edits as say it: comments and all else stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from demerit.formats.compose import Node, tree_of
from demerit.formats.plain import is_list, is_mapping
from demerit.formats.sheet import Sheet
from demerit.formats.writing import flow

NAMES: Final = ("id", "ties")
"""What entries of lists are known by."""
Edit = tuple[int, int, str]
"""From where to where in a text something else stands."""


class TooMuch(Exception):
    """The change cannot be said by edits of the text."""


def rewritten(sheet: Sheet, data: Mapping[str, Any]) -> str | None:
    """The sheet's text so that it says `data`; None where no simple edits do.

    Values that change are written over; keys and entries that go take their own lines with them, and the
    comments that stand at their end. What comes of it is read and compared, as aliases may say otherwise.
    """
    try:
        edits = sorted(_edits(sheet.text, sheet.tree, data), reverse=True)  # what is edited last stands first
    except TooMuch:
        return None
    text = sheet.text
    for start, end, words in edits:
        text = f"{text[:start]}{words}{text[end:]}"
    tree = tree_of(text)
    return text if tree is not None and tree.data == data else None


def _edits(text: str, node: Node, new: Any) -> Iterator[Edit]:
    """What to write where, so that a node says something else. Raises `TooMuch`."""
    old = node.data
    if old == new:
        return
    if not node.flow and old and new and is_mapping(old) and is_mapping(new):
        yield from _of_mapping(text, node, new)
    elif not node.flow and old and new and is_list(old) and is_list(new):
        yield from _of_list(text, node, new)
    else:
        # A block may stand as far left as its key, which a value on one line may not.
        apart = text[node.start - 1] == ":" or (not node.flow and bool(node.parts))
        yield node.start, _end(text, node), f"{' ' if apart else ''}{flow(new)}"


def _of_mapping(text: str, node: Node, new: Mapping[Any, Any]) -> Iterator[Edit]:
    """A mapping whose keys stand on lines of their own."""
    for key in node.data:
        child = _child(node, key)
        if key in new:
            yield from _edits(text, child, new[key])
        else:
            yield _lines(text, node.keys[key].start, _end(text, child))
    added = [key for key in new if key not in node.data]
    if added:
        first = min(node.keys.values(), key=lambda key: key.start)
        words = "".join(f"{flow(key)}: {flow(new[key])}\n{' ' * first.column}" for key in added)
        yield first.start, first.start, words


def _of_list(text: str, node: Node, new: Sequence[Any]) -> Iterator[Edit]:
    """A list whose entries stand on lines of their own, in their order; none may be new."""
    left = list(new)
    for place, entry in enumerate(node.data):
        child = _child(node, place)
        if left and (entry == left[0] or _name(entry) == _name(left[0]) is not None):
            yield from _edits(text, child, left.pop(0))
        else:
            yield _lines(text, child.start, _end(text, child), "-")
    if left:
        raise TooMuch


def _name(entry: Any) -> Any:
    """What an entry is known by; None where it has no name."""
    named = [entry[key] for key in NAMES if key in entry] if is_mapping(entry) else []
    return named[0] if named else None


def _child(node: Node, key: Any) -> Node:
    """What stands under a key or at a place. Raises `TooMuch` where it has no text of its own."""
    child = node.parts.get(key)
    if child is None or child.aliased:
        raise TooMuch
    return child


def _end(text: str, node: Node) -> int:
    """Where a node's own text ends: the comments that follow it are not its own."""
    if node.parts and not node.flow:
        return max(_end(text, child) for child in node.parts.values())
    return node.start + len(text[node.start : node.end].rstrip())


def _lines(text: str, start: int, end: int, before: str = "") -> Edit:
    """The whole lines from a key or entry to its end, to be gone; only `before` may stand in front of it.

    Raises `TooMuch` where something else does.
    """
    first = text.rfind("\n", 0, start) + 1
    if text[first:start].strip(" ") != before:
        raise TooMuch
    after = text.find("\n", end)
    return first, len(text) if after < 0 else after + 1, ""
