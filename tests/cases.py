"""Small schemes for audits: one of its own, and changed ones of the library."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from demerit.formats.reading import Document
from demerit.formats.writing import dump
from demerit.law.audit import Audit, audit_scheme
from demerit.law.case import Case
from demerit.law.elements import ELEMENTS
from demerit.law.elements.element import Seen
from demerit.schemes.loading import load_scheme, scheme_from_text
from demerit.schemes.model import Scheme

Raw = dict[str, Any]

POSTS: Final[Raw] = {
    "format": "demerit/scheme/1",
    "id": "posts",
    "title": "Points for posts, tickets for points",
    "authority": "state",
    "use": {"public_function": True, "ai": "score", "decided_by": "machine", "place": "Spain"},
    "score": {"start": 100, "min": 0, "max": 200},
    "bands": [{"id": "low", "from": 0}, {"id": "plain", "from": 80}, {"id": "high", "from": 150}],
    "channels": [{"id": "web", "kind": "platform"}],
    "data": [{"id": "posts-read", "generated_in": "speech", "about": "conduct", "channels": ["web"]}],
    "conducts": [
        {
            "id": "post", "subject": "person", "family": "expression", "context": "politics", "points": -10,
            "lawful": True, "gravity": "minor", "channels": ["web"],
        },
    ],
    "treatments": [
        {
            "id": "no-trains", "subject": "person", "context": "travel", "bands": ["low"], "effect": "denial",
            "need": "rail-journey",
        },
    ],
}  # fmt: skip
"""A scheme on which both limbs of Article 5(1)(c) are indicated, and little else is said."""


def read(raw: Raw) -> Document[Scheme]:
    """Plain data as a file that was read."""
    return scheme_from_text(dump(raw), "made.yaml")


def audited(raw: Raw) -> Audit:
    """The audit of plain data, written as a file would be."""
    return audit_scheme(read(raw))


def posts(**parts: Any) -> Raw:
    """The small scheme with whole parts of it replaced; None takes a part away."""
    raw = copy.deepcopy(POSTS)
    for key, part in parts.items():
        raw[key] = {**raw[key], **part} if key in {"use", "score"} and part is not None else part
    return {key: part for key, part in raw.items() if part is not None}


def library(name: str, change: Callable[[Raw], object] = lambda _: None) -> Raw:
    """A library scheme as plain data, changed in place by a function."""
    raw = copy.deepcopy(load_scheme(name).sheet.tree.data)
    change(raw)
    return raw


def entry(raw: Raw, section: str, name: str) -> Raw:
    """An entry of a list by its id."""
    return next(each for each in raw[section] if each["id"] == name)


def seen(name: str, raw: Raw) -> Seen:
    """What one element's test says of plain data."""
    return ELEMENTS[name](Case(read(raw)))


def statuses(scheme: Raw | Document[Scheme]) -> dict[str, str]:
    """Provision to status."""
    document = scheme if isinstance(scheme, Document) else read(scheme)
    return {clause.provision.id: clause.status for clause in audit_scheme(document).clauses}


RANK: Final = {"not-applicable": 0, "absent": 0, "needs-facts": 1, "indicated": 2}


def milder(before: Raw, after: Raw) -> dict[str, tuple[str, str]]:
    """Clauses whose status is lower after a change."""
    old, new = statuses(before), statuses(after)
    return {name: (old[name], new[name]) for name in old if RANK[new[name]] < RANK[old[name]]}


def relabelled(document: Document[Scheme], section: str, name: str, **labels: Any) -> Document[Scheme]:
    """A scheme with other labels on one entry, without reading its file anew."""
    entries = getattr(document.model, section)
    changed = tuple(each.model_copy(update=labels) if each.id == name else each for each in entries)
    return replace(document, model=document.model.model_copy(update={section: changed}))
