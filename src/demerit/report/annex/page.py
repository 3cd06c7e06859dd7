"""The assessment annex: one printable page in the order of AI Act Article 27(1)(a)-(f), offline.

Filled where the scheme file and a run allow; what they leave open stands as a question for the assessor.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from demerit.law.law import timeline
from demerit.report.annex.assessment import (
    ASSESSMENT,
    after,
    measures,
    oversight,
    people,
    period,
    processes,
    quote,
)
from demerit.report.annex.clause import ask, brief, card, links, mark
from demerit.report.annex.proportion import curve, proportion_table
from demerit.report.annex.summary import questions, shortly, summary
from demerit.report.document import document
from demerit.report.markup import Child, Markup, table, tag
from demerit.report.sections.section import Section, sentence

if TYPE_CHECKING:
    from demerit.law.audit import Audit
    from demerit.law.clauses import Clause


MOST_ROWS: Final = 12
MOST_ASKED: Final = 8


def render(audit: Audit) -> str:
    """The whole page."""
    sections = (
        summary(audit),
        _applies(audit),
        processes(audit),
        period(audit),
        people(audit),
        _risks(audit),
        oversight(audit),
        measures(audit),
        after(audit),
        _appendix(audit),
        _rest(audit),
        _sources(audit),
    )
    main = tag("main", _head(audit), [section.markup() for section in sections], id="top")
    title = f"Assessment annex: {audit.scheme.model.title}"
    return document(title, main, styles=("style.css", "annex.css"), script="annex.js")


def _head(audit: Audit) -> Markup:
    """Title, what it is and is not, what it was made from, disputed claims."""
    model = audit.scheme.model
    name, day = PurePath(audit.scheme.name).name, audit.day.isoformat()
    made = f"{name} · SHA-256 {audit.scheme.sha256} · audited {day}"
    run = "No run: nothing here is measured."
    if audit.measured:
        setting, folder = audit.measured.setting, audit.measured.folder.name
        run = f"Evidence: {setting} ({folder}, whose report names every assumed number)"
    some = len(model.disputed)
    points = f"Sources dispute {some:,} point{'' if some == 1 else 's'} of what this is said to be: see (a)."
    return tag(
        "header",
        tag(
            "p",
            "Annex to a fundamental rights impact assessment, Regulation (EU) 2024/1689, Article 27",
            class_="setting",
        ),
        tag("h1", model.title),
        tag(
            "p",
            tag("strong", "AN AID, NO VERDICT."),
            " It names clauses, elements and lines. It is no legal advice; no status clears a scheme, and "
            "whatever was measured was measured in a synthetic society.",
            class_="card",
        ),
        tag("p", made, tag("br"), run, class_="setting"),
        tag("p", tag("strong", points)) if model.disputed else None,
    )


def _applies(audit: Audit) -> Section:
    """Whether Article 27 applies, and that it cures nothing."""
    clause = audit.clause(ASSESSMENT)
    prohibited = [c for c in audit.with_status("indicated") if c.provision.severity == "prohibited"]
    cure: list[Child] = (
        ["An indicator of Article 5 is not cured by an assessment. Indicated: ", links(prohibited), "."]
        if prohibited
        else ["No clause of Article 5 is indicated by this file; those that need facts stand under (d)."]
    )
    return Section.of(
        "applies",
        "Does Article 27 apply?",
        sentence([mark(clause.status), " ", clause.reason]),
        sentence(
            "It applies to a high-risk system of Annex III (point 2 aside) that a public body "
            "or a private entity providing public services uses, or that serves points 5(b) or 5(c)."
        ),
        sentence(cure),
        [ask(seen.reason) for seen in clause.open.values()],
    )


def _risks(audit: Audit) -> Section:
    """(d) The contexts, proportion, and what decides each clause that is indicated; more in the appendix."""
    return Section.of(
        "risks",
        "(d) Specific risks of harm",
        quote(audit, 4),
        fold("From which parts of life into which", contexts_table(audit)),
        curve(audit),
        fold(
            "What follows in a band, act by act",
            tag("div", proportion_table(audit, most=MOST_ROWS), class_="whole-words"),
        )
        if audit.proportion
        else None,
        fold("Clauses that are indicated", shortly(audit)),
        [ask(words) for words in questions(audit, MOST_ASKED)],
    )


def fold(title: str, body: Child) -> Markup:
    """What a phone folds away under its title, and a wide screen and paper show without."""
    return tag("details", tag("summary", title), body, open=True, class_="fold")


def _appendix(audit: Audit) -> Section:
    """Each clause that is indicated or needs facts in full: the law's words, elements, lines, evidence."""
    above: dict[str, Clause] = {}
    cards = [card(audit, clause, above) for clause in audit.with_status("indicated", "needs-facts")]
    return Section(anchor="clauses", question="Appendix: clause by clause", body=(cards,))


def contexts_table(audit: Audit) -> Markup | None:
    """Where data come from against what treatment is about; None where no act leads to a burden."""
    columns = sorted({treated for row in audit.contexts.values() for treated in row})
    if not columns:
        return None
    rows = [[source, *(_relation(row.get(c)) for c in columns)] for source, row in audit.contexts.items()]
    caption = "Data generated in (rows) that lead to treatment in (columns), by ways that acts can go"
    return tag(
        "div", table(caption, ("data from", *columns), rows, numbers_from=len(columns) + 1), class_="matrix"
    )


def _relation(relation: str | None) -> Child:
    """A relation as a mark; nothing where no act leads there."""
    return tag("span", relation, class_=f"relation {relation}") if relation else ""


def _rest(audit: Audit) -> Section:
    """Clauses that are absent or not applicable, each with its reason."""
    absent, others = audit.with_status("absent"), audit.with_status("not-applicable")
    return Section.of(
        "rest",
        "Clauses that this file does not show",
        sentence("Absent: the file says the contrary of an element. It clears nothing; a file may be wrong."),
        brief(absent),
        [sentence("Clauses that protect nobody whom the file scores or treats:"), brief(others)]
        if others
        else None,
    )


def _sources(audit: Audit) -> Section:
    """Where the law's words come from, and what is known of later amendments."""
    instruments = list(dict.fromkeys((c.instrument.instrument, c.instrument.source) for c in audit.clauses))
    dates = [[event, row["instrument"], row["date"], row["status"]] for event, row in timeline().items()]
    return Section.of(
        "sources",
        "Texts and dates",
        tag("ul", [tag("li", f"{name}: {source}") for name, source in instruments]),
        sentence("Named without their text, to be looked up; nothing here judges them:"),
        tag("ul", [tag("li", f"{law.instrument}: if {law.when}; {law.from_}") for law in audit.named]),
        table(
            "Dates and later events",
            ("event", "instrument", "date", "how surely known"),
            dates,
            numbers_from=4,
        ),
    )
