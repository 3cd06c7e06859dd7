"""A section of the page: a question as heading, an answer in plain sentences, then evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from demerit.findings.catalogue import words_of
from demerit.findings.wording import is_finite, missing, plain
from demerit.report.charts.figures import Rows, dataless, figure
from demerit.report.charts.plots import UNMEASURED, Bar, bars
from demerit.report.folder import nested
from demerit.report.markup import Child, Markup, tag
from demerit.report.natural import natural
from demerit.report.put_in import mark
from demerit.report.words import amount, both_intervals, interval, is_share, listed, many, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from demerit.findings.finding import Finding
    from demerit.formats.assumptions import Assumption
    from demerit.report.folder import RunFolder


Range: TypeAlias = "tuple[float, float | None, float | None]"
"""A value with the ends of its interval."""
Place: TypeAlias = "tuple[str, float | None, float | None, float | None]"
"""The same with a name before it; where its value is None it says that it was not measured."""
MOST_DRAWN = 40
"""So many rows are drawn as bars; of more, the first, and it is said."""


SHARE_ALSO = re.compile(r"; share: [^.;]*")
"""What a definition says of a second number, which no chart shows."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A question with its anchor and everything under it."""

    anchor: str
    question: str
    body: tuple[Child, ...]

    @classmethod
    def of(cls, anchor: str, question: str, *body: Child) -> Section:
        """A section by its parts."""
        return cls(anchor=anchor, question=question, body=body)

    def markup(self) -> Markup:
        """The section as it stands on the page."""
        heading = tag("h2", self.question, id=f"{self.anchor}-heading")
        return tag(
            "section",
            heading,
            self.body,
            id=self.anchor,
            aria_labelledby=f"{self.anchor}-heading",
            class_="part",
        )


def sentence(words: Child) -> Markup:
    """A sentence of the answer."""
    return tag("p", words)


def absent(run: RunFolder, name: str, what: str) -> Markup:
    """'What: not measurable here, because …' for a finding without a value."""
    return dataless(f"{what}: not measurable here, because {missing(run.finding(name))}.")


def row(run: RunFolder, name: str) -> Markup:
    """'Of 100 …, 12 (11-13) …' for a share, or why it is not measurable."""
    words = words_of(name, run.called)
    frequency = natural(run, name, words.of)
    if frequency is None:
        return absent(run, name, words.label)
    caveat = f" {words.caveat}" if words.caveat else ""
    return sentence(f"{frequency.sentence(words)}{mark(run, name)}.{caveat}")


def lacking(parts: Sequence[tuple[str, str, Finding]]) -> list[Markup]:
    """'For x and y this is not measurable here, because …': of (title, key, finding) those without a number.

    Those that lack it for the same reason are said together.
    """
    reasons: dict[str, list[str]] = {}
    for title, key, finding in parts:
        if not is_finite(finding.value):
            why = missing(finding).replace(f"the family {key}", "the kind").replace(f"the band {key}", "it")
            reasons.setdefault(why, []).append(title)
    return [
        sentence(f"For {listed(titles)} this is not measurable here, because {why}.")
        for why, titles in reasons.items()
    ]


def resting_on(assumptions: Sequence[tuple[str, Assumption]], *parts: str) -> Markup | None:
    """How many of a run's assumed numbers a section rests on: those below `parts`, as 'scheme.redress'."""
    names = [f"{file}.{item.path}" for file, item in assumptions]
    below = [name for name in names if any(f"{name}.".startswith((f"{part}.", f"{part}[")) for part in parts)]
    if not below:
        return None
    lead = many(len(below), "number behind this is", "numbers behind this are")
    ranges = tag("a", "See their ranges" if len(below) > 1 else "See its range", href="#assumptions")
    return tag("p", f"{lead} assumed, not measured. ", ranges, ".", class_="quiet")


def bracketed(finding: Finding) -> str:
    """A finding's value with its interval in brackets, in its unit: '12 % (11 %-13 %)'."""
    ends = both_intervals(finding)
    words = amount(finding.value, finding.unit)
    return words if ends in {"no range", words} else f"{words} ({ends})"


def define(finding: Finding, one: str = "", instead: str = "") -> str:
    """The finding's definition and unit, as a caption says them; every range is chance only.

    For a chart of several findings, the `one` that the definition speaks of is said as `instead`.
    """
    definition = SHARE_ALSO.sub("", finding.definition.replace(one, instead) if one else finding.definition)
    definition = definition.rstrip(".")
    return f"{definition[:1].upper()}{definition[1:]}. Unit: {finding.unit}. Whiskers: 95 %, chance only."


def ends_of(cell: Mapping[str, Any]) -> Range | None:
    """(value, low, high) of a {value, low, high}; None where there is no value."""
    value, low, high = (cell.get(key) for key in ("value", "low", "high"))
    if not is_finite(value):
        return None
    return value, low if is_finite(low) else None, high if is_finite(high) else None


def numbered(finding: Finding | None) -> list[tuple[int, Range | None]]:
    """(number, (value, low, high)) of a table by decile or day, in order; None where one has no value."""
    if finding is None:
        return []
    cells = finding.parts or {key: {"value": cell} for key, cell in nested(finding.value).items()}
    return [(int(number), ends_of(cells[number])) for number in sorted(cells, key=int)]


def group_rows(run: RunFolder, finding: Finding | None) -> list[Place]:
    """(group's title, value, low, high) of each of a finding's groups, without a value where it has none."""
    if finding is None:
        return []
    rows = ((group, ends_of(ends) or (None, None, None)) for group, ends in finding.groups.items())
    return [(run.title(group), value, low, high) for group, (value, low, high) in rows]


def ranges_table(rows: Sequence[Place], unit: str, first: str) -> Rows:
    """A data table of values with intervals in one unit."""
    body = [(name, amount(value, unit), interval(low, high, unit)) for name, value, low, high in rows]
    return Rows(head=(first, unit, "95 % interval (chance only)"), rows=body)


def bar_figure(
    rows: Sequence[Place],
    *,
    title: str,
    caption: str,
    unit: str,
    first: str,
    write: Callable[[float], str] | None = None,
    reference: tuple[float, str] | None = None,
    limits: tuple[float, float] | None = None,
    data: Rows | None = None,
) -> Markup:
    """A bar chart of rows with title, caption and table (`data`: another than that of the rows).

    `write` says a value in words.
    """
    say = write or (percent if is_share(unit) else plain)
    drawn = [
        Bar(
            label=name,
            value=value,
            low=low,
            high=high,
            words=UNMEASURED if value is None else say(value),
        )
        for name, value, low, high in rows[:MOST_DRAWN]
    ]
    label = f"{title} {'; '.join(f'{bar.label}: {bar.words}' for bar in drawn)}."
    picture = bars(drawn, label, say, reference=reference, limits=limits)
    more = len(rows) > MOST_DRAWN
    cut = f" Drawn are the first {MOST_DRAWN} of {len(rows):,}; the numbers have all." if more else ""
    numbers = data or ranges_table(rows, unit, first)
    return figure(picture, title=title, caption=f"{caption}{cut}", data=numbers)


def by_group(
    run: RunFolder, name: str, title: str, *, fewest: int = 1, reference: tuple[float, str] | None = None
) -> Markup | None:
    """A finding's groups as bars; None where fewer of them than `fewest` could be measured."""
    finding = run.finding(name)
    rows = group_rows(run, finding)
    if finding is None or sum(value is not None for _, value, _, _ in rows) < fewest:
        return None
    caption = f"{define(finding)}{_lacking_groups(run, finding)}"
    return bar_figure(
        rows, title=title, caption=caption, unit=finding.unit, first="group", reference=reference
    )


def _lacking_groups(run: RunFolder, finding: Finding) -> str:
    """Which of the society's groups have no number: nobody is in them, or nothing happened to them."""
    named = {group for group, ends in finding.groups.items() if ends_of(ends) is not None}
    lack = [f"“{run.title(group.id)}”" for group in run.society.model.groups if group.id not in named]
    return f" No number here for {listed(lack)}." if lack else ""


def measured(findings: Sequence[tuple[str, Finding]]) -> list[tuple[str, Finding]]:
    """Those of some findings whose value is a number."""
    return [(name, finding) for name, finding in findings if is_finite(finding.value)]
