"""An audit in lines for a terminal: what is indicated, what needs facts, then the rest in brief."""

from __future__ import annotations

import textwrap
from functools import partial
from typing import TYPE_CHECKING

from demerit.cli.lines import WIDEST, columns, wrapped
from demerit.law.provisions import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.law.audit import Audit
    from demerit.law.clauses import Clause, ClauseStatus
    from demerit.law.proportion import Proportion

MOST_LINES = 8
MOST_ROWS = 12
HEADS: dict[ClauseStatus, str] = {
    "indicated": "INDICATED: the file shows every element that a file can show",
    "needs-facts": "NEEDS FACTS: what would have to be known",
    "absent": "ABSENT: the file says the contrary of some element",
    "not-applicable": "NOT APPLICABLE: the clause protects nobody here",
}
OPEN = ("indicated", "needs-facts")
"""Clauses that are told in full."""
LOOK_UP = "TO LOOK UP: named, as their text is not held here; nothing above judges them"
WHAT_IT_IS = (
    "An audit names clauses, elements and lines. It is no legal advice and no verdict; no status clears a "
    "scheme, nor does a run in which no harm shows."
)


def audit_lines(audit: Audit) -> list[str]:
    """Everything that a terminal shows of an audit."""
    model = audit.scheme.model
    lines = [
        *wrapped(f"{model.id}: {model.title}"),
        *wrapped(audit.scheme.name),
        f"SHA-256 {audit.scheme.sha256}",
    ]
    if audit.measured:
        lines += wrapped(f"evidence from {audit.measured.folder}: {audit.measured.setting}")
    lines += [*wrapped(WHAT_IT_IS), *_overview(audit)]
    explained: set[str] = set()
    for status, head in HEADS.items():
        tell = partial(_whole, explained=explained) if status in OPEN else _brief
        lines += _group(head, [line for clause in audit.with_status(status) for line in tell(clause)])
    return [*lines, *_proportion(audit.proportion), *_to_look_up(audit)]


def _to_look_up(audit: Audit) -> list[str]:
    """Instruments whose text is not held here, each with when it may apply."""
    sentences = [f"{law.instrument}: if {law.when}; {law.from_}" for law in audit.named]
    return _group(LOOK_UP, [line for sentence in sentences for line in _indented(sentence, 0)])


def _overview(audit: Audit) -> list[str]:
    """What is indicated by weight, Article 5 first, what applies later, and how much needs facts."""
    lines = ["", *wrapped(f"OVERVIEW on {audit.day.isoformat()}")]
    for level in SEVERITIES:
        indicated = [c for c in audit.with_status("indicated") if c.provision.severity == level]
        if level == "prohibited" and not indicated:
            lines += _indented("none indicated; see what needs facts", 2, "prohibited (Article 5): ")
        if level == "none" or not indicated:
            continue
        head = "prohibited (Article 5)" if level == "prohibited" else level
        lines += _indented(", ".join(_dated(audit, c) for c in indicated), 2, f"{head}: ")
    facts = [c.provision.id for c in audit.with_status("needs-facts")]
    if facts:
        more = f" and {len(facts) - MOST_LINES} more" if len(facts) > MOST_LINES else ""
        lines += _indented(", ".join(facts[:MOST_LINES]) + more, 2, "needs facts: ")
    return lines


def _dated(audit: Audit, clause: Clause) -> str:
    """A clause's id, with the day from which it applies where that is still to come."""
    later = "" if audit.applies(clause) else f" (from {clause.provision.applies_from})"
    return clause.provision.id + later


def _group(head: str, lines: Sequence[str]) -> list[str]:
    """Clauses under their heading; nothing where there are none."""
    return ["", *_indented(head, 0), *lines] if lines else []


def _indented(text: str, indent: int, first: str = "") -> list[str]:
    """A paragraph within the columns there are, indented, its first line begun with some words."""
    return textwrap.wrap(
        first + text, columns(), initial_indent=" " * indent, subsequent_indent=" " * (indent + 2),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def places(lines: Sequence[int]) -> str:
    """Lines of the file, the first few of many."""
    if not lines:
        return "no line"
    more = f" and {len(lines) - MOST_LINES} more" if len(lines) > MOST_LINES else ""
    return f"line{'' if len(lines) == 1 else 's'} {', '.join(map(str, lines[:MOST_LINES]))}{more}"


def _whole(clause: Clause, explained: set[str]) -> list[str]:
    """A clause with its date, elements, evidence and remedy; an element is told in full once."""
    provision = clause.provision
    date = f"{provision.severity} · applies from {provision.applies_from} ({clause.dated_by})"
    lines = ["", *wrapped(f"{provision.id}  {provision.title}", 2), *_indented(date, 2)]
    for event in clause.later:
        lines += _indented(
            f"{event['instrument']}: {event['event']}, {event['date']} ({event['status']})", 2, "later: "
        )
    if clause.provided:
        lines += _indented(clause.condition, 2)
    before = [f"{name} {seen.status}" for name, seen in clause.elements.items() if name in explained]
    lines += _indented(", ".join(before), 4, "as above: ") if before else []
    for name, seen in clause.elements.items():
        if name in explained:
            continue
        explained.add(name)
        lines += _indented(f"{seen.reason} ({places(seen.lines)})", 4, f"{seen.status:<8}{name}: ")
    for reading in provision.readings:
        lines += _indented(f"{reading.says} ({reading.case}; {reading.status})", 2, "read: ")
    for evidence in clause.evidence:
        lines += _indented(evidence.sentence, 2, f"measured, {evidence.finding}: ")
    return [*lines, *_indented(provision.remedy, 2, "what would change it: ")]


def _brief(clause: Clause) -> list[str]:
    """A clause in a paragraph."""
    return _indented(f"{clause.provision.title}. {clause.reason}", 0, f"{clause.provision.id}  ")


def _proportion(rows: Sequence[Proportion]) -> list[str]:
    """Acts beside the burdens that they lead to, the fewest acts first."""
    if not rows:
        return []
    lines = ["", *wrapped("PROPORTION: the fewest acts into a band, and the days until out again"), ""]
    wide = columns() == WIDEST
    lines.append(f"{'act':<26}{'gravity':<9}{'into':<16}{'acts':>6}{'  out again' if wide else ''}")
    for row in rows[:MOST_ROWS]:
        through = f" ({row.through})" if row.through else ""
        out = f"{row.out.days:,} days, {row.out.how}" if row.out.days is not None else row.out.how
        head = f"{row.conduct.id + through:<26.25}{row.conduct.gravity or 'unsaid':<9}"
        head += f"{row.band:<16.15}{row.acts:>6,}"
        lines += wrapped(f"{head}  {out}", len(head) + 2) if wide else [head, *wrapped(f"    out: {out}", 6)]
    left = len(rows) - MOST_ROWS
    return [*lines, *([f"… {left} more rows in --format json"] if left > 0 else [])]
