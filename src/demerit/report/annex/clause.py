"""A clause on the page: the law's words, elements with their lines, evidence, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.report.markup import Child, Markup, table, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from demerit.law.audit import Audit
    from demerit.law.clauses import Clause

MOST_LINES = 4
LETTERS = 96
STATUS_WORDS = {
    "needs-facts": "needs facts",
    "not-applicable": "not applicable",
}


def anchor(clause: Clause) -> str:
    """A clause's anchor on the page: its id with hyphens."""
    return "".join(letter if letter.isalnum() else "-" for letter in clause.provision.id).strip("-")


def mark(status: str) -> Markup:
    """A status as a mark that reads without colour."""
    return tag("span", STATUS_WORDS.get(status, status), class_=f"status {status}")


def ask(words: str) -> Markup:
    """An open question for the assessor, marked, with room for the answer: by pen, or on the screen."""
    answer = tag("textarea", rows="2", aria_label=f"Answer: {words}")
    return tag("div", tag("p", tag("strong", "For the assessor "), words), answer, class_="ask")


A_ROW = 70
"""Letters of an answer that a row of its box holds, on paper."""


def field(name: str, given: str = "") -> list[Child]:
    """A row of a table to be filled in, with what is known in it."""
    return [name, tag("textarea", given, rows=str(1 + len(given) // A_ROW), aria_label=name)]


def card(audit: Audit, clause: Clause, above: dict[str, Clause]) -> Markup:
    """A clause in full; elements that `above` has from earlier clauses are only named, the others join it."""
    provision = clause.provision
    opened = [ask(seen.reason) for name, seen in clause.open.items() if name not in above]
    elements = _elements(audit, clause, above)
    above.update({name: clause for name in clause.elements if name not in above})
    parts: list[Child] = [
        tag("h3", f"{provision.id} ", tag("span", provision.title, class_="quiet"), " ", mark(clause.status)),
        tag("p", _dates(clause), class_="setting"),
        [tag("blockquote", f"“{quote}”") for quote in provision.quotes],
        [tag("p", f"{reading.says} ({reading.case}; {reading.status})") for reading in provision.readings],
        tag("p", clause.condition) if clause.provided else None,
        elements,
        opened,
        [tag("p", evidence.sentence, class_="measured") for evidence in clause.evidence],
        tag("p", tag("strong", "What would change it: "), provision.remedy),
    ]
    return tag("article", *parts, id=anchor(clause), class_="clause")


def _dates(clause: Clause) -> list[Child]:
    """Instrument, severity, date of application and what happened later."""
    provision = clause.provision
    words = f"{clause.instrument.instrument} · {provision.severity} · applies from {provision.applies_from}"
    words = f"{words} ({clause.dated_by})"
    later = [
        [tag("br"), f"Later: {e['instrument']}: {e['event']}, {e['date']} ({e['status']})"]
        for e in clause.later
    ]
    return [words, later]


def _elements(audit: Audit, clause: Clause, above: Mapping[str, Clause]) -> list[Child]:
    """Element, status, sentence and lines, of those that no clause above has told; the others with a link."""
    before = [
        [tag("a", name, href=f"#{anchor(above[name])}"), f" {seen.status}, "]
        for name, seen in clause.elements.items()
        if name in above
    ]
    rows = [
        [name, mark(seen.status), seen.reason, lines_of(audit, seen.lines)]
        for name, seen in clause.elements.items()
        if name not in above
    ]
    head = ("element", "status", "what the file says, or what would have to be known", "lines")
    return [
        tag("p", "As above: ", before[:-1], before[-1][0], before[-1][1].rstrip(", "), ".")
        if before
        else None,
        table(f"Elements of {clause.provision.id}", head, rows, numbers_from=len(head)) if rows else None,
    ]


def lines_of(audit: Audit, lines: Sequence[int]) -> list[Markup]:
    """The first few lines as they stand in the file, and the numbers of the others."""
    shown = [
        tag("code", f"{number}  {shortened_line(audit.scheme.sheet.line(number))}")
        for number in lines[:MOST_LINES]
    ]
    rest = ", ".join(map(str, lines[MOST_LINES:]))
    return [*shown, *([tag("span", f"and {rest}", class_="quiet")] if rest else [])]


def shortened_line(line: str) -> str:
    """A line of the file without its indent, as far as there is room."""
    words = line.strip()
    return words if len(words) <= LETTERS else f"{words[: LETTERS - 1].rstrip()}…"


def brief(clauses: Iterable[Clause]) -> Markup:
    """Clauses in a list, a paragraph each."""
    return tag(
        "ul",
        [
            tag("li", tag("strong", c.provision.id), f" {c.provision.title}. ", c.reason, id=anchor(c))
            for c in clauses
        ],
    )


def links(clauses: Iterable[Clause], *, briefly: bool = False) -> list[Child]:
    """Links to clauses on the page, with commas; `briefly`: an instrument is named before its first alone."""
    parts: list[Child] = []
    before = ""
    for clause in clauses:
        law, article = clause.provision.id.split(":", maxsplit=1)
        parts += ([", "] if law == before or not briefly else ["; "]) if parts else []
        name = article if briefly and law == before else clause.provision.id
        parts.append(tag("a", name, href=f"#{anchor(clause)}"))
        before = law
    return parts
