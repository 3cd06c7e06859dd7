"""YAML text as plain data with the place of every key and value.

Read from the parser's events, not through ruamel's own loaders: those keep no places for plain data, stop at
the first doubled key, recurse without limit, and take twice the time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, NamedTuple, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from demerit.errors import FileInvalid
from demerit.formats.plain import is_number, is_unicode
from demerit.formats.problems import Place, dotted, shown
from demerit.formats.scalars import MOST_DIGITS, TooLong, plain_scalar

DEEPEST = 40
MOST_REPEATED = 50_000
"""Values that aliases may stand for, all together: more is a file made to exhaust memory."""

MOST_VALUES = 50_000
"""Keys and values of a file; the largest that the laboratory knows has 4,000."""

OWN_TAGS = frozenset({None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


class Complaint(NamedTuple):
    """What is wrong with a text: line and column (from 0), dotted place, culprit and expectation."""

    line: int
    column: int
    place: str
    value: str
    expected: str


@dataclass(kw_only=True, slots=True)
class Node:
    """A value of a file: plain data, where it stands (from 0), its text's span, and its parts."""

    data: Any
    line: int
    column: int
    start: int
    end: int
    flow: bool = False
    parts: dict[str | int | float, Node] = field(default_factory=dict[str | int | float, "Node"])
    keys: dict[str | int | float, Node] = field(default_factory=dict[str | int | float, "Node"])
    size: int = 1
    aliased: bool = False

    def at(self, path: Place) -> Node | None:
        """The value at a path, None if there is none."""
        node: Node | None = self
        for step in path:
            node = node.parts.get(step) if node else None
        return node


class _Malformed(Exception):
    """The text is not YAML; line and column count from 0."""

    def __init__(self, line: int, column: int, expected: str, value: str) -> None:
        super().__init__(expected)
        self.complaint = Complaint(line, column, "", value, expected)


def compose(text: str) -> tuple[Node | None, list[Complaint]]:
    """The tree of a text, and what is wrong with it: doubled keys and the like leave a tree.

    None for an empty text, which is nothing wrong, and for one that is not YAML 1.2, nests too deeply or
    holds several documents: the last complaint says so.
    """
    composer = _Composer(_events(text))
    try:
        return composer.document(), composer.wrong
    except _Malformed as error:
        return None, [*composer.wrong, error.complaint]


def tree_of(text: str) -> Node | None:
    """The tree of a text that has nothing wrong; None for an empty one too."""
    tree, wrong = compose(text)
    return None if wrong else tree


def shipped(package: str, name: str) -> Any:
    """What a file of the package says. Raises `FileInvalid` for one that was shipped wrongly."""
    tree, wrong = compose((resources.files(package) / name).read_text(encoding="utf-8"))
    if wrong:
        line, column, _, value, expected = wrong[0]
        raise FileInvalid(f"{name}:{line}:{column} {value}: expected {expected}")
    if tree is None:
        raise FileInvalid(f"{name}: an empty file")
    return tree.data


def _is_key(name: object) -> bool:
    """Whether a mapping may have this key: a word or a number."""
    return isinstance(name, str) or (is_number(name) and not math.isnan(name))


def _joined(text: str) -> str:
    """A text whose pairs of surrogates, as JSON spells letters, are one letter each."""
    if is_unicode(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _unreadable(text: str, error: Any) -> _Malformed:
    """The character that no YAML text has."""
    at = int(error.position)
    line, column = text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
    return _Malformed(line, column, "text without control characters", shown(text[at : at + 1]))


def _malformed(error: Any) -> _Malformed:
    """The parser's complaint, at the parser's mark."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    words = " ".join(str(part) for part in (error.context, error.problem) if part)
    return _Malformed(line, column, f"YAML ({words})", "this is not YAML")


def _events(text: str) -> Iterator[Event]:
    """The parser's events for a text.

    Raises:
        _Malformed: whatever the parser raises.
    """
    yaml: Any = YAML(typ="safe", pure=True)
    try:
        yield from yaml.parse(text)
    except MarkedYAMLError as error:
        raise _malformed(error) from error
    except ReaderError as error:
        raise _unreadable(text, error) from error
    except Exception as error:
        # Some odd texts trip the parser itself (an escape beyond the last character).
        raise _Malformed(0, 0, f"YAML ({type(error).__name__})", "this is not YAML") from error


def _node_of(event: Any, *, aliased: bool = False) -> Node:
    """A node for an event's text, with nothing in it yet."""
    mark, end = event.start_mark, event.end_mark.index
    return Node(data=None, line=mark.line, column=mark.column, start=mark.index, end=end, aliased=aliased)


class _Composer:
    """Builds nodes from events; keeps what anchors name."""

    def __init__(self, events: Iterator[Event]) -> None:
        self.events = events
        self.wrong: list[Complaint] = []
        self.anchors: dict[str, Node | None] = {}
        self.repeated = 0
        self.values = 0

    def document(self) -> Node | None:
        """The one document of the stream."""
        root: Node | None = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                if root is not None:
                    mark = cast("Any", event).start_mark
                    raise _Malformed(mark.line, mark.column, "one document a file", "'---'")
                root = self.node(next(self.events), ())
        empty = root is not None and root.data is None and root.start == root.end
        return None if empty else root

    def node(self, event: Any, path: Place) -> Node:
        """The value that begins with an event."""
        mark = event.start_mark
        if len(path) > DEEPEST:
            raise _Malformed(mark.line, mark.column, f"values nested at most {DEEPEST} deep", "this")
        self.values += 1
        if self.values > MOST_VALUES:
            raise _Malformed(mark.line, mark.column, f"at most {MOST_VALUES:,} keys and values", "this")
        if isinstance(event, AliasEvent):
            return self.alias(event, path)
        node = _node_of(event)
        anchor = cast("str | None", event.anchor)
        if anchor is not None:
            self.anchors[anchor] = None
        if isinstance(event, ScalarEvent):
            node.data = self.scalar(event, node, path)
        else:
            if event.tag not in OWN_TAGS:
                self.say(node, path, shown(event.tag), "no tag")
            (self.sequence if isinstance(event, SequenceStartEvent) else self.mapping)(event, node, path)
        if anchor is not None:
            self.anchors[anchor] = node
        return node

    def alias(self, event: Any, path: Place) -> Node:
        """What an alias stands for, as a node of its own place."""
        mark = event.start_mark
        target = self.anchors.get(event.anchor)
        here = _node_of(event, aliased=True)
        if target is None:
            self.say(here, path, f"'*{event.anchor}'", "an alias of something that is complete above it")
            return here
        self.repeated += target.size
        if self.repeated > MOST_REPEATED:
            raise _Malformed(mark.line, mark.column, f"aliases for at most {MOST_REPEATED:,} values", "this")
        here.data, here.parts, here.keys, here.size = target.data, target.parts, target.keys, target.size
        return here

    def scalar(self, event: Any, node: Node, path: Place) -> Any:
        """A scalar's value; quoted text stays text, and nothing stands in for what is complained of."""
        tag, text = cast("str | None", event.tag), cast("str", event.value)
        if tag is not None and tag not in {"!", "tag:yaml.org,2002:str"}:
            return self.say(node, path, shown(tag), "no tag")
        text = _joined(text)
        if not is_unicode(text):
            return self.say(node, path, shown(text), "text that is valid Unicode")
        if tag is not None or not event.implicit[0]:
            return text
        try:
            return plain_scalar(text)
        except TooLong:
            return self.say(node, path, shown(text)[1:-1], f"a number of at most {MOST_DIGITS} digits")

    def sequence(self, start: Any, node: Node, path: Place) -> None:
        """Fill a node with a list's entries."""
        node.data, node.flow = [], bool(start.flow_style)
        while not isinstance(event := next(self.events), SequenceEndEvent):
            index = len(node.data)
            part = self.node(event, (*path, index))
            node.data.append(part.data)
            node.parts[index] = part
            node.size += part.size
        self.close(node, event)

    def mapping(self, start: Any, node: Node, path: Place) -> None:
        """Fill a node with a mapping's entries; of a doubled key the first holds."""
        node.data, node.flow = {}, bool(start.flow_style)
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.node(event, (*path, "?"))
            name = key.data
            part = self.node(next(self.events), (*path, name if isinstance(name, str | int | float) else "?"))
            if not _is_key(name):
                self.say(key, (*path, "?"), shown(name), "a key that is a word or a number")
            elif name in node.data:
                expected = f"once, but it stands on line {node.keys[name].line + 1} already"
                self.say(key, (*path, name), f"the key {shown(name)}", expected)
            else:
                node.data[name], node.parts[name], node.keys[name] = part.data, part, key
                node.size += part.size + 1
        self.close(node, event)

    def close(self, node: Node, event: Any) -> None:
        """Where a collection's text ends: at its bracket, or with its last part, without what follows."""
        last = [*node.keys.values(), *node.parts.values()]
        node.end = event.end_mark.index if node.flow or not last else max(part.end for part in last)

    def say(self, node: Node, path: Place, value: str, expected: str) -> None:
        """Complain at a node."""
        self.wrong.append(Complaint(node.line, node.column, dotted(path), value, expected))
