"""The first screen: what this is, three sentences, a hundred refusals, one life, assumptions, contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.findings.catalogue import in_headline, words_of
from demerit.findings.jackknife import FEWEST_DISTRICTS
from demerit.findings.wording import OF_DELAYS, OF_REFUSALS, is_finite, missing
from demerit.report.charts.figures import dataless
from demerit.report.document import status_card
from demerit.report.folder import PERSON
from demerit.report.life.story import main_kind
from demerit.report.markup import Markup, tag
from demerit.report.natural import Natural, natural
from demerit.report.put_in import mark
from demerit.report.scored import how_many, scored
from demerit.report.second import draws, leaders
from demerit.report.sections.backing import cohort
from demerit.report.sections.besides import besides
from demerit.report.sections.kinds import count_by_kind
from demerit.report.sections.refusals import refusals
from demerit.report.sections.scores import began_lowest, whom_of
from demerit.report.words import many, percent, years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.report.folder import RunFolder
    from demerit.report.life.story import SubjectLife

RANGES = "95 %: by chance; and over all draws of the assumed numbers, where there were some"
PICTURED = (OF_REFUSALS, OF_DELAYS)
"""What other parts of the first screen show, cause by cause."""


def headlines(run: RunFolder) -> tuple[str, ...]:
    """The findings of the first screen's sentences; of a scheme that is not about persons, of whom it is."""
    kind = main_kind(run.scheme.model)
    named = (q.id for q in in_headline() if q.said_as.of and q.said_as.whom not in PICTURED)
    if kind == PERSON:
        return tuple(name for name in named if "<" not in name)
    return tuple(name.replace("<kind>", kind) for name in named if "<kind>" in name)


def counted_in(run: RunFolder, name: str) -> Natural | None:
    """A finding as a count; of organisations, among all where there are few of them."""
    kind = main_kind(run.scheme.model)
    whole = None if kind == PERSON else count_by_kind(run).get(kind)
    return natural(run, name, words_of(name).of, whole=whole)


def plain_sentence(run: RunFolder, name: str) -> str:
    """'Of 1,000 people, 212 (208-216) got a record …', or that it is not measurable here and why."""
    counted, words = counted_in(run, name), words_of(name, run.called)
    if counted is None:
        why = missing(run.finding(name))
        return f"How many {words.whom[1]} {words.what[1]}: not measurable here, because {why}."
    return f"{counted.sentence(words)}{mark(run, name)}.{_started(run, name)}"


def _started(run: RunFolder, name: str) -> str:
    """How many were in the lowest band before anything happened; '' where nobody was."""
    if "lowest" not in name:
        return ""
    share = began_lowest(run, main_kind(run.scheme.model))
    if not share:
        return ""
    return f" {'Everybody' if share == 1 else f'{percent(share)} of all'} started there."


def with_caveat(run: RunFolder, sentence: str, assumed: int) -> str:
    """The sentence as it may be quoted: with what it is about, its assumptions and the run's hash."""
    title = run.scheme.model.title
    society = f"a synthetic society of {many(run.people, 'made-up person', 'made-up people')}"
    whom = how_many(run)
    some = f" {whom}" if whom else ""
    return (
        f"In {society}, under {many(assumed, 'assumed number')}, after {years(run.days)} of a simulation of "
        f"“{title}” (nobody real was scored): {sentence}{some} {chance(run)} [demerit run {run.hash}]"
    )


def chance(run: RunFolder) -> str:
    """What ranges in brackets are, or why there are none."""
    findings = [run.finding(name) for name in headlines(run)]
    if any(finding is not None and is_finite(finding.low) for finding in findings):
        if draws(run):
            return (
                f"In brackets: 95 % by chance; and 95 % of {draws(run):,} draws of all assumed numbers, each "
                "within its range."
            )
        return "Ranges in brackets are chance only; assumed ranges: not drawn (--assumed 0)."
    districts = run.manifest.get("districts")
    if not isinstance(districts, int) or districts >= FEWEST_DISTRICTS:
        return "There are no ranges."
    least = f"they take {FEWEST_DISTRICTS} districts or more"
    return f"There are no ranges: {least}, and this run has {districts}."


def _extent(ends: str) -> Markup:
    """Both ranges in brackets, the wider one first and set strong; or the one there is."""
    chance, between, assumed = ends.partition(" · ")
    if not between:
        return tag("span", f" ({ends})", class_="ends", title=RANGES)
    return tag("span", " (", tag("b", assumed), f" · {chance})", class_="ends both", title=RANGES)


def _sentence(run: RunFolder, name: str, assumed: int) -> Markup:
    """One sentence with its number set large and its copy button."""
    sentence, counted, words = plain_sentence(run, name), counted_in(run, name), words_of(name, run.called)
    shown: Markup = tag("span", sentence)
    if counted is not None:
        ends = _extent(counted.ends) if counted.ends else None
        after = f" {words.verb(counted.count, counted.of)}{mark(run, name)}.{_started(run, name)}"
        shown = tag("span", f"{words.among(counted.of)}, ", tag("strong", counted.count), ends, after)
    button = tag(
        "button",
        "copy this sentence",
        type="button",
        class_="copy",
        hidden=True,
        data_copy=with_caveat(run, sentence, assumed),
        aria_label=f"Copy this sentence with its caveat: {sentence}",
    )
    return tag("li", shown, " ", button)


def card(run: RunFolder, assumed: int) -> Markup:
    """What the reader must know before any number: no real system, what is disputed, how much is assumed."""
    model = run.scheme.model
    which = [" ", tag("a", "See which", href="#disputed"), "."] if model.disputed else None
    built = f" It rests on {many(assumed, 'assumed number')}. " if assumed else " "
    ranges = tag("a", "See their ranges" if assumed != 1 else "See its range", href="#assumptions")
    return status_card(model, which, built, ranges, ".")


def _not_of_persons() -> Markup:
    """What stands in place of persons' refusals where a scheme is not about persons."""
    words = (
        "This scheme scores no persons. Nothing here is about people, and refusals are not traced to causes: "
        "ledgers are lived again for persons only. See who is scored, and which rules did anything."
    )
    return tag("div", tag("p", words), class_="box")


def against(run: RunFolder) -> str:
    """What the world under the scheme is held against."""
    if run.options.get("baseline", True):
        return "Against the same lives without the scheme."
    return "This run lived no world without the scheme to hold this against."


def first_screen(
    run: RunFolder, lives: Sequence[SubjectLife], assumed: int, contents: Sequence[tuple[str, str]]
) -> Markup:
    """Everything that fits on the first screen of a small laptop."""
    society, scheme = run.society.model, run.scheme.model
    people = many(run.people, "synthetic person", "synthetic people")
    lived = f"{people} · {years(run.days)} · seed {run.manifest.get('seed')}"
    setting = f"{scheme.title} · {society.title} · {lived}"
    sentences = tag("ul", [_sentence(run, name, assumed) for name in headlines(run)], class_="sentences")
    note = tag("p", f"{against(run)} {chance(run)}", class_="quiet")
    about = scored(run)
    other = besides(run)
    beside = tag(
        "section",
        tag("h2", "Besides refusing"),
        tag("ul", [tag("li", sentence) for sentence in other]),
        class_="box besides",
    )
    buttons = [tag("a", life.role, href=f"#{life.anchor}", class_="button") for life in lives]
    follow = tag(
        "nav",
        tag("h2", "Follow one life"),
        buttons or dataless("Nobody whom this scheme is about lived in this run."),
        class_="box",
        aria_label="Follow one life",
    )
    built = tag(
        "section",
        tag("h2", "Built on assumptions"),
        tag(
            "p",
            tag("strong", f"{assumed:,}"),
            f" {'number is' if assumed == 1 else 'numbers are'} assumed, not measured. {cohort(run)}; "
            f"friendships stay within a district. {leaders(run, headlines(run)[0])} ",
            tag("a", "See each with its range", href="#assumptions"),
            ".",
        ),
        class_="box",
    )
    links = [tag("li", tag("a", question, href=f"#{anchor}")) for anchor, question in contents]
    index = tag(
        "nav", tag("h2", "In this report"), tag("ol", links), class_="box contents", aria_label="Contents"
    )
    whose = tag("p", about, class_="whose") if about else None
    title = tag("h1", f"What would this scheme do to {whom_of(run)}?")
    lead = tag("div", title, whose, sentences, note, class_="lead-text")
    pictured = refusals(run) if main_kind(scheme) == PERSON else _not_of_persons()
    top = tag("div", lead, pictured, class_="top")
    return tag(
        "header",
        card(run, assumed),
        tag("p", setting, class_="setting"),
        top,
        tag("div", follow, built, index, class_="boxes"),
        beside if other else None,
    )
