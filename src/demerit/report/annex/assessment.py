"""What Article 27(1) asks for, point by point, as far as file and run can say; the rest are questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.law.needs import title_of
from demerit.law.proportion import safeguards
from demerit.law.reach import numbers
from demerit.report.annex.clause import ask, mark
from demerit.report.markup import Markup, table, tag
from demerit.report.sections.section import Section, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.findings.finding import Finding
    from demerit.law.audit import Audit

ASSESSMENT = "ai-act:27"
POINTS = "abcdef"
"""Points of Article 27(1): the last quotes of the provision."""


def quote(audit: Audit, number: int) -> Markup:
    """What Article 27(1) asks for under (a) to (f), 1 to 6."""
    return tag("blockquote", f"“{audit.clause(ASSESSMENT).provision.quotes[number - 1 - len(POINTS)]}”")


def after(audit: Audit) -> Section:
    """Article 27(2) to (5): first use and changes, notification, what is assessed already, the template."""
    quotes = audit.clause(ASSESSMENT).provision.quotes[-len(POINTS) - 4 : -len(POINTS)]
    asked = (
        "(2) Is this the first use? Which earlier assessment is relied on, and what changed since?",
        "(3) When and how is the market surveillance authority told of the results?",
        "(4) Which sections of the data protection impact assessment answer points above?",
        "(5) Is the template of the AI Office out, and is it filled in?",
    )
    return Section.of(
        "after",
        "Article 27(2) to (5): first use, notification, cross-references, template",
        *(
            part
            for question, words in zip(asked, quotes, strict=True)
            for part in (tag("blockquote", f"“{words}”"), ask(question))
        ),
    )


def facts(caption: str, stated: Mapping[str, str | None]) -> Markup:
    """What the file says, what it leaves out said as such."""
    rows = [
        [name, statement if statement is not None else tag("em", "the file does not say")]
        for name, statement in stated.items()
    ]
    return table(caption, ("fact", "as the file has it"), rows, numbers_from=2)


def processes(audit: Audit) -> Section:
    """(a) Who uses it for what, on which data."""
    model, use = audit.scheme.model, audit.scheme.model.use
    public = None if use.public_function is None else "yes" if use.public_function else "no"
    stated: dict[str, str | None] = {
        "Authority": model.authority, "Status": model.status, "Purpose": use.purpose, "Place": use.place,
        "Public function": public, "Legal basis": use.legal_basis, "AI in it": use.ai,
        "Decided by": use.decided_by,
        "Score": f"from {model.score.min:,} to {model.score.max:,}",
        "Bands": ", ".join(band.title or band.id for band in model.bands),
    }  # fmt: skip
    data = [
        [
            entry.id,
            entry.generated_in or tag("em", "unsaid"),
            entry.collected_for or tag("em", "unsaid"),
            entry.about or tag("em", "unsaid"),
            ", ".join(entry.special)
            or ("none" if "special" in entry.model_fields_set else tag("em", "unsaid")),
            ", ".join(entry.conducts) or tag("em", "no rule"),
        ]
        for entry in model.data
    ]
    head = ("data", "generated in", "collected for", "about", "special categories", "read for")
    return Section.of(
        "processes",
        "(a) The deployer’s processes",
        quote(audit, 1),
        facts("The scheme", stated),
        [
            tag("p", "Published sources contradict what this scheme is said to be:"),
            tag("ul", [tag("li", words) for words in model.disputed], class_="disputed"),
        ]
        if model.disputed
        else None,
        tag(
            "div",
            table("Data that are drawn on", head, data, numbers_from=len(head)),
            class_="whole-words",
        )
        if data
        else None,
        ask("Which of your processes use the score, at which step, and what else is looked at?"),
        ask("What does the provider’s own statement say the system is intended for (Article 13)?"),
    )


def period(audit: Audit) -> Section:
    """(b) For how long, how often."""
    model = audit.scheme.model
    phases = "; ".join(f"day {p.from_day:,}: {p.districts * 100:.0f} % of districts" for p in model.rollout)
    looks = [c for c in model.channels if c.alarms is not None and c.alarms.looks_per_year is not None]
    often = "; ".join(
        f"{c.id}: {' to '.join(f'{n:,.0f}' for n in numbers(c.alarms.looks_per_year))} looks a year"
        for c in looks
        if c.alarms
    )
    lapse = model.redress.lapse if model.redress else None
    stated: dict[str, str | None] = {
        "Phases": phases or None,
        "How often people are looked at": often or None,
        "How long a record counts": f"{lapse.days:,} days" if lapse else "for ever: nothing lapses",
    }
    return Section.of(
        "period",
        "(b) Period and frequency of use",
        quote(audit, 2),
        facts("Time", stated),
        ask("From when until when is it used, how often is the score made anew, and who ends its use?"),
    )


def people(audit: Audit) -> Section:
    """(c) Who is affected, and how unequally in a run."""
    case, model = audit.case, audit.scheme.model
    kinds = sorted({rule.subject for rule in (*model.conducts, *model.treatments)})
    ties = sorted({influence.ties for influence in model.influence})
    needs = sorted({t.need for t in case.treatments if t.need})
    stated: dict[str, str | None] = {
        "Who is scored or treated": ", ".join(kinds) or None,
        "Whose records count for others": ", ".join(ties) or "nobody’s",
        "What people need, and the band bears on": "; ".join(title_of(model, need) for need in needs) or None,
    }
    traits = sorted({trait.column.replace("_", " ") for trait in case.traits})
    groups = sorted({name for finding in _gaps(audit).values() for name in finding.groups or {}})
    stated |= {
        "Told apart by the file itself": ", ".join(traits) or "by nothing but what they do",
        "Groups in the run": ", ".join(groups) or ("no run" if audit.measured is None else "none"),
        "Who does what counts": "; ".join(sorted({c.family for c in case.conducts})) or None,
    }
    gaps = [
        evidence.sentence
        for name in ("group.gap.wrong.people_share", "group.gap.group.records_given_acts")
        for clause in audit.clauses
        for evidence in clause.evidence
        if evidence.finding == name
    ]
    return Section.of(
        "people",
        "(c) Who is likely to be affected",
        quote(audit, 3),
        facts("People", stated),
        _group_table(audit),
        [tag("p", words, class_="measured") for words in dict.fromkeys(gaps)],
        ask("Which groups are affected, and on which does the system err, by its provider’s tests?"),
        ask("Who depends on them: children, relatives, employees? Were they heard?"),
    )


def _gaps(audit: Audit) -> dict[str, Finding]:
    """The run's gaps between groups of persons, by what they are of."""
    if audit.measured is None:
        return {}
    findings = audit.measured.findings
    return {
        name.removeprefix("group.gap."): finding
        for name, finding in findings.items()
        if name.startswith("group.gap.")
    }


def _group_table(audit: Audit) -> Markup | None:
    """Each group of the run beside the rest, in wrong records: how many times as often, with its interval."""
    gap = _gaps(audit).get("wrong.people_share")
    if gap is None or not gap.groups:
        return None
    rows = [[name, *_times(row)] for name, row in sorted(gap.groups.items())]
    head = ("group of persons", "wrong records, times the rest’s", "from", "to")
    return table("Groups in the synthetic society", head, rows)


def _times(row: Mapping[str, float | None]) -> list[str]:
    """A ratio and its ends; a dash where it was not measured."""
    return [f"{value:.2f}" if value is not None else "–" for value in map(row.get, ("ratio", "low", "high"))]


def oversight(audit: Audit) -> Section:
    """(e) Who looks, and at what."""
    use = audit.scheme.model.use
    rows = [
        [c.id, c.kind, c.biometric, _shares(numbers(c.review.share)), _shares(numbers(c.review.catches))]
        for c in audit.scheme.model.channels
    ]
    head = ("channel", "kind", "biometric", "entries that somebody reviews", "wrong ones found among them")
    clause = audit.clause("ai-act:14")
    return Section.of(
        "oversight",
        "(e) Human oversight",
        quote(audit, 5),
        facts("Decision", {"Decided by": use.decided_by}),
        table("Review before entry", head, rows, numbers_from=len(head)) if rows else None,
        sentence([mark(clause.status), " Article 14. ", clause.reason]),
        ask("Who may overrule the score, how much time have they for a case, and how often do they do so?"),
    )


def _shares(values: list[float]) -> str:
    """A share in per cent, from least to most where it differs."""
    ends = sorted({f"{value * 100:.0f}" for value in (values[0], values[-1])}, key=int) if values else []
    return f"{' to '.join(ends)} %" if ends else "unsaid"


def measures(audit: Audit) -> Section:
    """(f) Ways back, complaints, and what would change the clauses."""
    ways = {name.capitalize(): way for name, way in safeguards(audit.case).items()}
    remedies: dict[str, list[str]] = {}
    for clause in audit.with_status("indicated"):
        remedies.setdefault(clause.provision.remedy, []).append(clause.provision.id)
    return Section.of(
        "measures",
        "(f) Measures if the risks materialise",
        quote(audit, 6),
        facts("Ways back that the file has", ways),
        sentence("What would change the clauses that are indicated, each a change in what happens to people:")
        if remedies
        else None,
        tag(
            "ul",
            [
                tag("li", remedy, tag("span", f" ({', '.join(ids)})", class_="quiet"))
                for remedy, ids in remedies.items()
            ],
        ),
        ask("Who answers for the system inside, where do people complain, and when is its use suspended?"),
    )
