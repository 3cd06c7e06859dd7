"""Who else is scored: companies, government entities and social organisations, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from demerit.findings.catalogue import words_of
from demerit.findings.wording import few
from demerit.report.charts.figures import Rows
from demerit.report.folder import OTHERS, PERSON, nested
from demerit.report.life.story import scored, touches_persons
from demerit.report.life.subject import NOUNS, PLURALS
from demerit.report.markup import Child, Markup
from demerit.report.natural import natural
from demerit.report.sections.scores import began_lowest
from demerit.report.sections.section import Section, bar_figure, bracketed, define, resting_on, sentence
from demerit.report.words import listed, many, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.findings.finding import Finding
    from demerit.formats.vocabulary import OrganisationKind
    from demerit.report.folder import RunFolder
    from demerit.schemes.model import Conduct
    from demerit.schemes.treatments import Treatment


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is measured of each kind: the finding's id, that for persons, and the column's heading."""

    name: str
    of_persons: str
    head: str


MEASURES = (
    Measure(name="kind.score", of_persons="score.mean", head="mean score on the last day"),
    Measure(name="kind.lowest_band_share", of_persons="", head="in the lowest band on the last day"),
    Measure(
        name="kind.wrong_share",
        of_persons="wrong.people_share",
        head="ever recorded for what they did not do",
    ),
    Measure(
        name="kind.denied", of_persons="access.denied", head="services refused to 1,000 of them in a year"
    ),
)
LOWEST, WRONG, DENIED = MEASURES[1:]


def others(run: RunFolder) -> list[OrganisationKind]:
    """The kinds other than persons that the scheme scores or treats, and that live in this society."""
    ruled = scored(run.scheme.model)
    return [kind for kind in OTHERS if kind in ruled and run.finding(f"kind.score.{kind}") is not None]


def finding_of(run: RunFolder, measure: Measure, kind: str) -> Finding | None:
    """A measure of a kind, None where it has no number; persons' findings are the run's own."""
    lowest = f"band.share.{run.scheme.model.bands[0].id}"
    name = (measure.of_persons or lowest) if kind == PERSON else f"{measure.name}.{kind}"
    return run.number(name)


def who_else(run: RunFolder) -> Section | None:
    """The section; None where the scheme is for persons only."""
    kinds = others(run)
    if not kinds:
        return None
    counts = count_by_kind(run)
    there = listed(many(counts.get(kind, 0), NOUNS[kind], PLURALS[kind]) for kind in kinds)
    alone = not touches_persons(run.scheme.model)
    body: list[Child] = [
        sentence(
            f"This scheme scores {'no persons, but ' if alone else 'not only persons, but also '}{there}."
        ),
        *(sentence(text) for kind in kinds if (text := one_kind(run, kind, counts.get(kind, 0)))),
        _pictured(run, kinds if alone else [PERSON, *kinds], counts),
        resting_on(run.assumed, *(f"society.organisations.{kind}" for kind in kinds)),
    ]
    question = "Who is scored?" if alone else "Who else is scored?"
    return Section(anchor="kinds", question=question, body=tuple(body))


def count_by_kind(run: RunFolder) -> dict[str, int]:
    """How many subjects of each kind live in the run."""
    people = run.table("people")
    if people is None:
        return {}
    return dict(people.group_by(pl.col("kind").cast(pl.String)).len().collect(engine="streaming").iter_rows())


def one_kind(run: RunFolder, kind: str, count: int) -> str:
    """'Companies: 38 (20-57) of 1,000 are in the lowest band on the last day, …' in a sentence."""
    parts = _shares(run, kind, count)
    denied = finding_of(run, DENIED, kind)
    if denied is not None and few(denied):
        parts.append(
            f"{many(denied.events, 'service')} in all {'was' if denied.events == 1 else 'were'} refused"
        )
    elif denied is not None:
        parts.append(f"{bracketed(denied)} services a year are refused to 1,000 of them")
    if not parts:
        return ""
    name = PLURALS[kind]
    start = began_lowest(run, kind)
    began = f" {'All' if start == 1 else percent(start)} started in the lowest band." if start else ""
    return f"{name[:1].upper()}{name[1:]}: {listed(parts)}.{began}"


def _shares(run: RunFolder, kind: str, count: int) -> list[str]:
    """What share of a kind is at the bottom, and was wronged: '38 (20-57) of 1,000 are …'."""
    parts: list[str] = []
    for name in (f"{measure.name}.{kind}" for measure in (LOWEST, WRONG)):
        share, words = natural(run, name, whole=count), words_of(name, run.called)
        if share and share.of:
            parts.append(f"{share.shown} of {share.of:,} {words.verb(share.count, share.of)}")
    return parts


def _pictured(run: RunFolder, kinds: Sequence[str], counts: dict[str, int]) -> Markup | None:
    """The share in the lowest band, kind by kind; all measures and the rules for each stand in the table."""
    lowest = [(kind, f) for kind in kinds if (f := finding_of(run, LOWEST, kind)) is not None]
    organisations = [(kind, finding) for kind, finding in lowest if kind != PERSON]
    if not organisations:
        return None
    kind, shown = organisations[0]
    return bar_figure(
        [(PLURALS[kind], float(f.value), f.low, f.high) for kind, f in lowest],
        title="In the lowest band on the last day, by kind of subject.",
        caption=define(shown, f"the kind {kind}", "each kind"),
        unit=shown.unit,
        first="kind",
        data=_table(run, kinds, counts),
    )


def _table(run: RunFolder, kinds: Sequence[str], counts: dict[str, int]) -> Rows:
    """How many there are of each kind, its rules, its records, and all that was measured of it."""
    fired = run.finding("rules.fired")
    records = nested(nested(fired.value).get("kinds")) if fired is not None else {}
    scheme = run.scheme.model
    rows = [
        ("how many", *(f"{counts.get(kind, 0):,}" for kind in kinds)),
        ("conducts that score them", *(_rules_of(scheme.conducts, kind) for kind in kinds)),
        ("treatments", *(_rules_of(scheme.treatments, kind) for kind in kinds)),
        ("records", *(f"{records.get(kind, 0):,}" if records else "not kept" for kind in kinds)),
    ]
    for measure in MEASURES:
        row = [finding_of(run, measure, kind) for kind in kinds]
        rows.append((measure.head, *("not measurable" if f is None else bracketed(f) for f in row)))
    return Rows(head=("", *(PLURALS[kind] for kind in kinds)), rows=rows)


def _rules_of(entries: Sequence[Conduct | Treatment], kind: str) -> str:
    """How many of some rules are for a kind."""
    return f"{sum(entry.subject == kind for entry in entries)}"
