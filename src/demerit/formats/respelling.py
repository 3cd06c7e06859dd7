"""The tree of a text in which one value was written over by a number, without reading the text again.

A dial of the page turns one number of a file of a thousand lines; reading such a file takes a tenth of a
second. What stands before the number stays as it is, what stands after it is moved.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from demerit.formats.compose import Node
from demerit.formats.plain import is_list, is_number
from demerit.formats.problems import Place
from demerit.formats.writing import flow


@dataclass(frozen=True, kw_only=True)
class _Written:
    """A node that a number was written over, and the number as a node.

    `around` are the nodes that hold it, by identity; what follows is `longer` letters and `lower` lines
    further on, and on the line where the old text ended it stands behind the new one.
    """

    old: Node
    new: Node
    around: frozenset[int]
    longer: int
    lower: int


def respelt(tree: Node, text: str, where: Place, value: Any) -> Node | None:
    """The tree of `text`, whose tree is `tree`, with the value at a place written over as `with_set` does.

    None where that is not simple, and the text has to be read: no finite number, a list line by line, nothing
    there, an alias anywhere.
    """
    path = [tree.at(where[:depth]) for depth in range(len(where) + 1)]
    node = path[-1]
    if node is None or not is_number(value) or not math.isfinite(value) or _any_alias(tree):
        return None
    old, spelt = text[node.start : node.end].rstrip(), flow(value)
    if not old or text[node.start - 1] == ":" or (is_list(node.data) and not node.flow):
        return None
    end = node.start + len(spelt)
    over = _Written(
        old=node,
        new=Node(data=value, line=node.line, column=node.column, start=node.start, end=end),
        around=frozenset(map(id, path[:-1])),
        longer=len(spelt) - len(old),
        lower=-old.count("\n"),
    )
    return _now(tree, over)


def _any_alias(node: Node) -> bool:
    """Whether a node or anything in it stands for something elsewhere."""
    if node.aliased:
        return True
    return any(map(_any_alias, node.parts.values())) or any(key.aliased for key in node.keys.values())


def _now(node: Node, over: _Written) -> Node:
    """A node where it stands now: one before the number as it is, one after it or around it made anew."""
    if node is over.old:
        return over.new
    if id(node) not in over.around:
        return node if node.start < over.old.start else _after(node, over)
    keys = {name: _now(key, over) for name, key in node.keys.items()}
    parts = {name: _now(part, over) for name, part in node.parts.items()}
    last = max(span.end for span in (*keys.values(), *parts.values()))
    return replace(
        node,
        data=_data(node, parts),
        end=node.end + over.longer if node.flow else last,
        parts=parts,
        keys=keys,
        size=node.size + over.new.size - over.old.size,
    )


def _after(node: Node, over: _Written) -> Node:
    """A node behind the number, moved with all that is in it."""
    start = node.start + over.longer
    same = node.line == over.old.line - over.lower  # where the old text ended
    return replace(
        node,
        line=node.line + over.lower,
        column=start - (over.old.start - over.old.column) if same else node.column,
        start=start,
        end=node.end + over.longer,
        parts={name: _after(part, over) for name, part in node.parts.items()},
        keys={name: _after(key, over) for name, key in node.keys.items()},
    )


def _data(node: Node, parts: dict[str | int | float, Node]) -> Any:
    """What a list or a mapping says with these parts."""
    if is_list(node.data):
        return [part.data for part in parts.values()]
    return {name: part.data for name, part in parts.items()}
