"""The annex's first page: what it is, who deploys it, which clauses, three harms, what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demerit.report.annex.clause import field, links, mark
from demerit.report.markup import Child, Markup, table, tag
from demerit.report.sections.section import Section, sentence

if TYPE_CHECKING:
    from demerit.law.audit import Audit
    from demerit.law.clauses import Clause
    from demerit.law.evidence import ClauseEvidence

MOST_HARMS: Final = 3
MOST_OPEN: Final = 5


def summary(audit: Audit) -> Section:
    """One page, to be read alone."""
    return Section.of("summary", "Summary", _form(audit), _clauses(audit), _harms(audit), _open(audit))


def _form(audit: Audit) -> Markup:
    """Who deploys what, and who assesses it when: to be filled in, with what the file says."""
    model, use = audit.scheme.model, audit.scheme.model.use
    known = ", ".join(part for part in (model.authority, use.place) if part)
    rows = [
        field("Deployer", known), field("System", model.title), field("Version", ""),
        field("Purpose", use.purpose or ""),
        field("Author of the assessment", ""), field("Date of the assessment", ""),
    ]  # fmt: skip
    return table("What it is and who deploys it", ("of the assessment", "answer"), rows, numbers_from=2)


def _clauses(audit: Audit) -> Markup:
    """The clauses that are indicated, the prohibitions first, with what applies on the day of the audit."""
    levels = ("prohibited", "high-risk", "right", "safeguard")
    indicated = audit.with_status("indicated")
    rows: list[list[Child]] = []
    for level in levels:
        some = [clause for clause in indicated if clause.provision.severity == level]
        now = [clause for clause in some if audit.applies(clause)]
        later = [clause for clause in some if not audit.applies(clause)]
        rows.append([level, links(now, briefly=True) or "none", _dated(later) or "none"])
    head = ("indicated", f"applies on {audit.day.isoformat()}", "applies later")
    return table("Clauses that the file shows", head, rows, numbers_from=3)


def _dated(clauses: list[Clause]) -> list[Child]:
    """Clauses with the day from which they apply."""
    days = sorted({clause.provision.applies_from for clause in clauses})
    return [
        [*links([c for c in clauses if c.provision.applies_from == day], briefly=True), f" (from {day}) "]
        for day in days
    ]


def harms(audit: Audit, most: int = MOST_HARMS) -> list[ClauseEvidence]:
    """What a run measured beside the heaviest clauses, each finding once; nothing that was zero."""
    by_finding: dict[str, ClauseEvidence] = {}
    for clause in audit.with_status("indicated", "needs-facts"):
        for evidence in clause.evidence:
            if evidence.value:
                by_finding.setdefault(evidence.finding, evidence)
    return list(by_finding.values())[:most]


def _harms(audit: Audit) -> list[Markup]:
    """Three harms with chance alone and the assumed ranges; without a run, how to measure them."""
    heaviest = harms(audit)
    if not heaviest:
        how = "No harm is measured here: a run of this very file, named with --run, adds it."
        return [sentence(how if audit.measured is None else "The run measured none; that clears nothing.")]
    return [tag("p", harm.sentence, class_="measured") for harm in heaviest]


def questions(audit: Audit, most: int | None = None) -> list[str]:
    """What would have to be known, heaviest clauses first, each question once with the first that asks it."""
    asked: dict[str, str] = {}
    for clause in audit.with_status("needs-facts", "indicated"):
        for question in clause.questions:
            asked.setdefault(question, clause.provision.id)
    return [f"{text} ({name})" for text, name in asked.items()][:most]


def _open(audit: Audit) -> list[Markup]:
    """The first open questions, and how many more there are."""
    every = questions(audit)
    if not every:
        return [sentence("The file leaves no element open.")]
    more = len(every) - MOST_OPEN
    rest = [sentence(f"{more:,} more stand under (d) and in the appendix.")] if more > 0 else []
    first = tag("ul", [tag("li", words) for words in every[:MOST_OPEN]])
    return [sentence("Open questions first:"), first, *rest]


def shortly(audit: Audit) -> list[Markup]:
    """A row for each clause that is indicated: what decides it, told once, and from when it applies.

    Clauses of which all is told already are named below, together.
    """
    earlier: set[str] = set()
    rows: list[list[Child]] = []
    alike: list[Clause] = []
    for clause in audit.with_status("indicated"):
        if clause.provision.severity == "none":
            continue
        own = [
            seen.reason
            for name, seen in clause.elements.items()
            if name not in earlier and seen.status == "shown"
        ]
        earlier.update(clause.elements)
        if not own:
            alike.append(clause)
            continue
        name: list[Child] = [*links([clause]), f" {clause.provision.title}"]
        day = tag("span", clause.provision.applies_from, class_="day")
        rows.append([name, mark(clause.provision.severity), day, " ".join(own[-2:])])
    head = ("clause", "severity", "from", "what decides it")
    parts = [table("Clauses that are indicated", head, rows, numbers_from=len(head))] if rows else []
    if alike:
        parts.append(tag("p", "By elements that are told above: ", links(alike, briefly=True), "."))
    return parts
