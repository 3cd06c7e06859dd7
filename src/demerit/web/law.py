"""The law as the page tells it: clause by clause, with the words, the lines of the file, and what to ask."""

from __future__ import annotations

from typing import Any, Final

from demerit.findings.wording import spoken
from demerit.formats.reading import Document
from demerit.law.audit import Audit, audit_scheme
from demerit.law.measured import FinishedRun
from demerit.schemes.model import Scheme
from demerit.web.findings import finding_words
from demerit.web.in_memory import NOWHERE
from demerit.web.world import AskedWorld

SAID: Final = (
    "An audit holds a scheme's file against the words of the law. It says what is indicated and what would "
    "have to be known, never that something is legal or illegal; it gives no total."
)


def audit_told(document: Document[Scheme], world: AskedWorld | None) -> dict[str, Any]:
    """An audit of a scheme; `world`, one of the same file, adds evidence and changes no status."""
    measured = None
    if world is not None and world.job.scheme.sha256 == document.sha256:
        world.whole()
        setting = f"{world.job.society.model.title} · {world.job.people:,} synthetic people"
        measured = FinishedRun(folder=NOWHERE, setting=setting, findings=world.findings)
    audit = audit_scheme(document, measured)
    fields = audit.as_json()
    return {
        **fields, "run": None, "title": document.model.title, "said": SAID,
        "clauses": [_clause(clause, world if measured else None) for clause in fields["clauses"]],
        "contexts": _matrix(audit), "relations": fields["contexts"], "questions": _questions(audit),
        "measured": measured is not None,
    }  # fmt: skip


def _clause(clause: dict[str, Any], world: AskedWorld | None) -> dict[str, Any]:
    """A clause with the words of the law as one text, and in sentences what a world measured."""
    evidence = {
        name: {**ends, "sentence": _sentence(world, name)} for name, ends in clause["evidence"].items()
    }
    words = " … ".join(map(str, clause["quotes"]))
    elements = [{**element, "words": spoken(element["id"])} for element in clause["elements"]]
    return {**clause, "text": words, "elements": elements, "evidence": evidence}


def _sentence(world: AskedWorld | None, name: str) -> str | None:
    """A finding of a world as a sentence, with its ranges; None where it is no number."""
    if world is None:
        return None
    words = finding_words(world.folder, name, world.findings[name])
    ranges = f" ({words['ranges']})" if words["ranges"] else ""
    return f"{words['sentence'].rstrip('.')}{ranges}." if words["sentence"] else None


def _matrix(audit: Audit) -> dict[str, Any]:
    """From which contexts data come into which treatments, how the two are related, and by how many ways."""
    sources = list(audit.contexts)
    treated = sorted({name for row in audit.contexts.values() for name in row})
    ways: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for path in audit.case.paths:
        for source in path.generated:
            if path.treated is not None:
                rules = ways.setdefault((source, path.treated), set())
                rules.add((path.conduct.id, path.treatment.id))
    cells = [
        [{"relation": audit.contexts[a].get(b), "rules": len(ways.get((a, b), ()))} for b in treated]
        for a in sources
    ]
    return {"from": sources, "to": treated, "cells": cells}


def _questions(audit: Audit) -> list[dict[str, Any]]:
    """What would have to be known, each question once, with the provisions that wait for it."""
    questions: dict[str, dict[str, Any]] = {}
    for clause in audit.with_status("needs-facts"):
        for name, seen in clause.open.items():
            entry = questions.setdefault(name, {"id": name, "text": seen.reason, "provisions": []})
            entry["provisions"].append(clause.provision.id)
    return sorted(questions.values(), key=lambda question: -len(question["provisions"]))
