"""The assessment annex: one printable page in the order of AI Act Article 27(1)(a)-(f), offline.

Filled where the scheme file and a run allow; what they leave open stands there as a question for the assessor.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from demerit.audit.law import timeline
from demerit.audit.needs import title_of
from demerit.audit.proportion import safeguards
from demerit.audit.reach import numbers
from demerit.report.clause import ask, brief, card, links, mark
from demerit.report.markup import Child, Markup, safe, table, tag
from demerit.report.proportion import curve, proportion_table
from demerit.report.sections import Section, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.audit.audit import Audit
    from demerit.audit.clauses import Clause

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What the page may load: nothing; only what stands in it."""
ASSESSMENT = "ai-act:27"


def render(audit: Audit) -> str:
    """The whole page."""
    sections = (
        _applies(audit),
        _processes(audit),
        _period(audit),
        _people(audit),
        _risks(audit),
        _oversight(audit),
        _measures(audit),
        _rest(audit),
        _sources(audit),
    )
    main = tag("main", _head(audit), [section.markup() for section in sections], id="top")
    return _document(audit, main)


def _quote(audit: Audit, number: int) -> Markup:
    """What Article 27(1) asks for under (a) to (f), 1 to 6."""
    return tag("blockquote", f"“{audit.clause(ASSESSMENT).provision.quotes[number]}”")


def _head(audit: Audit) -> Markup:
    """Title, what it is and is not, what it was made from, disputed claims."""
    model = audit.scheme.model
    made = f"{audit.scheme.name} · SHA-256 {audit.scheme.sha256}"
    run = f"Evidence: {audit.measured.folder}" if audit.measured else "No run: nothing here is measured."
    disputed = [
        tag("p", "Published sources contradict what this scheme is said to be:"),
        tag("ul", [tag("li", words) for words in model.disputed], class_="disputed"),
    ]
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
            " It names clauses, elements and lines. It is no legal advice; no status clears a scheme, and whatever "
            "was measured was measured in a synthetic society.",
            class_="card",
        ),
        tag("p", made, tag("br"), run, class_="setting"),
        disputed if model.disputed else None,
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
    return Section(
        anchor="applies",
        question="Does Article 27 apply?",
        body=(
            sentence([mark(clause.status), " ", clause.reason]),
            sentence(
                "It applies to a high-risk system of Annex III (point 2 aside) that a body governed by public law or "
                "a private entity providing public services uses, or that serves points 5(b) or 5(c)."
            ),
            sentence(cure),
            [ask(seen.reason) for seen in clause.open.values()],
        ),
    )


def _facts(caption: str, facts: Mapping[str, str | None]) -> Markup:
    """What the file says, what it leaves out said as such."""
    rows = [
        [name, said if said is not None else tag("em", "the file does not say")]
        for name, said in facts.items()
    ]
    return table(caption, ("fact", "as the file has it"), rows, numbers_from=2)


def _processes(audit: Audit) -> Section:
    """(a) Who uses it for what, on which data."""
    model, use = audit.scheme.model, audit.scheme.model.use
    public = None if use.public_function is None else "yes" if use.public_function else "no"
    facts = {
        "Authority": model.authority, "Status": model.status, "Purpose": use.purpose, "Place": use.place,
        "Public function": public, "Legal basis": use.legal_basis, "AI in it": use.ai, "Decided by": use.decided_by,
        "Score": f"from {model.score.min:,} to {model.score.max:,}",
        "Classes": ", ".join(band.title or band.id for band in model.bands),
    }  # fmt: skip
    data = [
        [
            each.id,
            each.generated_in or tag("em", "unsaid"),
            each.collected_for or tag("em", "unsaid"),
            each.about or tag("em", "unsaid"),
            ", ".join(each.special)
            or ("none" if "special" in each.model_fields_set else tag("em", "unsaid")),
            ", ".join(each.conducts) or tag("em", "no rule"),
        ]
        for each in model.data
    ]
    head = ("data", "generated in", "collected for", "about", "special categories", "read for")
    return Section(
        anchor="processes",
        question="(a) The deployer’s processes",
        body=(
            _quote(audit, 1),
            _facts("The scheme", facts),
            table("Data that are drawn on", head, data, numbers_from=len(head)) if data else None,
            ask(
                "Which of your processes use the score, at which step, and what is it compared with before a decision?"
            ),
            ask("What does the provider’s own statement say the system is intended for (Article 13)?"),
        ),
    )


def _period(audit: Audit) -> Section:
    """(b) For how long, how often."""
    model = audit.scheme.model
    phases = "; ".join(f"day {p.from_day:,}: {p.districts * 100:.0f} % of districts" for p in model.rollout)
    looks = [c for c in model.channels if c.alarms is not None and c.alarms.looks_per_year is not None]
    often = "; ".join(
        f"{c.id}: {' to '.join(f'{n:,.0f}' for n in numbers(c.alarms.looks_per_year))} looks a person and year"
        for c in looks
        if c.alarms
    )
    lapse = model.redress.lapse if model.redress else None
    facts = {
        "Phases": phases or None,
        "How often people are looked at": often or None,
        "How long a record counts": f"{lapse.days:,} days" if lapse else "for ever: nothing lapses",
    }
    return Section(
        anchor="period",
        question="(b) Period and frequency of use",
        body=(
            _quote(audit, 2),
            _facts("Time", facts),
            ask(
                "From when until when is it to be used, how often is the score made anew, and who ends its use?"
            ),
        ),
    )


def _people(audit: Audit) -> Section:
    """(c) Who is affected, and how unequally in a run."""
    case, model = audit.case, audit.scheme.model
    kinds = sorted({each.subject for each in (*model.conducts, *model.treatments)})
    ties = sorted({each.ties for each in model.influence})
    needs = sorted({t.need for t in case.treatments if t.need})
    facts = {
        "Who is scored or treated": ", ".join(kinds) or None,
        "Whose records count for others": ", ".join(ties) or "nobody’s",
        "What people need, and the class bears on": "; ".join(title_of(model, need) for need in needs)
        or None,
    }
    gaps = [
        each.sentence
        for name in ("group.gap.wrong.people_share", "group.gap.group.records_given_acts")
        for clause in audit.clauses
        for each in clause.evidence
        if each.finding == name
    ]
    return Section(
        anchor="people",
        question="(c) Who is likely to be affected",
        body=(
            _quote(audit, 3),
            _facts("People", facts),
            [tag("p", words, class_="measured") for words in dict.fromkeys(gaps)],
            ask(
                "Which groups live in your area, and which of them does the system err on, by its provider’s tests?"
            ),
            ask("Who depends on them: children, relatives, employees? Were they heard?"),
        ),
    )


def _risks(audit: Audit) -> Section:
    """(d) The clauses, the contexts, proportion."""
    told: dict[str, Clause] = {}
    cards = [
        card(audit, c, told) for status in ("indicated", "needs-facts") for c in audit.with_status(status)
    ]
    return Section(
        anchor="risks",
        question="(d) Specific risks of harm, clause by clause",
        body=(
            _quote(audit, 4),
            contexts_table(audit),
            curve(audit),
            tag("div", proportion_table(audit), class_="whole-words") if audit.proportion else None,
            cards,
        ),
    )


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


def _relation(said: str | None) -> Child:
    """A relation as a mark; nothing where no act leads there."""
    return tag("span", said, class_=f"relation {said}") if said else ""


def _oversight(audit: Audit) -> Section:
    """(e) Who looks, and at what."""
    use = audit.scheme.model.use
    rows = [
        [c.id, c.kind, c.biometric, _shares(numbers(c.review.share)), _shares(numbers(c.review.catches))]
        for c in audit.scheme.model.channels
    ]
    head = ("channel", "kind", "biometric", "entries that somebody reviews", "wrong ones found among them")
    clause = audit.clause("ai-act:14")
    return Section(
        anchor="oversight",
        question="(e) Human oversight",
        body=(
            _quote(audit, 5),
            _facts("Decision", {"Decided by": use.decided_by}),
            table("Review before entry", head, rows, numbers_from=len(head)) if rows else None,
            sentence([mark(clause.status), " Article 14. ", clause.reason]),
            ask(
                "Who may overrule the score, how much time have they for a case, and how often did they do so?"
            ),
        ),
    )


def _shares(values: list[float]) -> str:
    """A share in per cent, from least to most where it differs."""
    ends = sorted({f"{value * 100:.0f}" for value in (values[0], values[-1])}, key=int) if values else []
    return f"{' to '.join(ends)} %" if ends else "unsaid"


def _measures(audit: Audit) -> Section:
    """(f) Ways back, complaints, and what would change the clauses."""
    ways = {name.capitalize(): said for name, said in safeguards(audit.case).items()}
    remedies: dict[str, list[str]] = {}
    for clause in audit.with_status("indicated"):
        remedies.setdefault(clause.provision.remedy, []).append(clause.provision.id)
    return Section(
        anchor="measures",
        question="(f) Measures if the risks materialise",
        body=(
            _quote(audit, 6),
            _facts("Ways back that the file has", ways),
            sentence(
                "What would change the clauses that are indicated, each a change in what happens to people:"
            )
            if remedies
            else None,
            tag(
                "ul",
                [
                    tag("li", remedy, tag("span", f" ({', '.join(ids)})", class_="quiet"))
                    for remedy, ids in remedies.items()
                ],
            ),
            ask(
                "Who answers for the system inside, where do people complain, and when is its use suspended?"
            ),
        ),
    )


def _rest(audit: Audit) -> Section:
    """Clauses that are absent or not applicable, each with its reason."""
    absent, others = audit.with_status("absent"), audit.with_status("not-applicable")
    return Section(
        anchor="rest",
        question="Clauses that this file does not show",
        body=(
            sentence(
                "Absent means that the file says the contrary of an element, if the file is right. It clears nothing."
            ),
            brief(absent),
            [sentence("Clauses that protect nobody whom the file scores or treats:"), brief(others)]
            if others
            else None,
        ),
    )


def _sources(audit: Audit) -> Section:
    """Where the law's words come from, and what is known of later amendments."""
    instruments = list(dict.fromkeys((c.instrument.instrument, c.instrument.source) for c in audit.clauses))
    dates = [[event, row["instrument"], row["date"], row["status"]] for event, row in timeline().items()]
    return Section(
        anchor="sources",
        question="Texts and dates",
        body=(
            tag("ul", [tag("li", f"{name}: {source}") for name, source in instruments]),
            table(
                "Dates and later events",
                ("event", "instrument", "date", "how surely known"),
                dates,
                numbers_from=4,
            ),
        ),
    )


def _asset(name: str) -> Markup:
    """A style sheet that ships with the report, to stand in the page as it is."""
    return Markup((files("demerit.report") / name).read_text(encoding="utf-8"))


def _document(audit: Audit, *body: Markup) -> str:
    """Head and body; nothing in the head points anywhere."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"Assessment annex: {audit.scheme.model.title}"),
        tag("style", _asset("style.css"), _asset("annex.css")),
    )
    return f"<!doctype html>\n{tag('html', head, tag('body', safe(list(body))), lang='en')}\n"
