"""The first screen: what this is, three sentences, a hundred refusals, one life, assumptions, contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demerit.findings.jackknife import FEWEST_DISTRICTS
from demerit.report.charts.figures import dataless
from demerit.report.folder import PERSON
from demerit.report.life.story import main_kind
from demerit.report.life.subject import NOUNS, PLURALS
from demerit.report.markup import Markup, tag
from demerit.report.natural import PEOPLE, Natural, Noun, alike, natural
from demerit.report.put_in import PUT_IN, put_in
from demerit.report.sections.backing import cohort
from demerit.report.sections.besides import besides
from demerit.report.sections.kinds import count_by_kind
from demerit.report.sections.refusals import refusals
from demerit.report.sections.scores import began_lowest
from demerit.report.words import is_number, many, percent, status_line, why_missing, years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.report.folder import RunFolder
    from demerit.report.life.story import Life

RECORDED = "got a record for something they did not do"


@dataclass(frozen=True, kw_only=True)
class Headline:
    """A sentence on a share: finding id, base to count in, who is counted, what happened to so many."""

    finding: str
    of: int
    whom: Noun
    what: Noun


HEADLINES = (
    Headline(finding="wrong.people_share", of=1_000, whom=PEOPLE, what=alike(RECORDED)),
    Headline(
        finding="band.entered_lowest_share", of=1_000, whom=PEOPLE,
        what=alike("fell into the lowest band at some time"),
    ),
    Headline(
        finding="silence.withheld_share", of=100, what=("was withheld", "were withheld"),
        whom=("post, prayer or protest", "posts, prayers and protests"),
    ),
)  # fmt: skip


def headlines(run: RunFolder) -> tuple[Headline, ...]:
    """The sentences of the first screen; of a scheme that is not about persons, on whom it is about."""
    kind = main_kind(run.scheme.model)
    if kind == PERSON:
        return HEADLINES
    there = ("is in the lowest band on the last day", "are in the lowest band on the last day")
    told = (("kind.lowest_band_share", there), ("kind.wrong_share", alike(RECORDED)))
    whom = (NOUNS[kind], PLURALS[kind])
    return tuple(Headline(finding=f"{name}.{kind}", of=1_000, whom=whom, what=what) for name, what in told)


def counted_in(run: RunFolder, line: Headline) -> Natural | None:
    """The headline's share as a count; of organisations, among all where there are few of them."""
    kind = main_kind(run.scheme.model)
    return natural(run, line.finding, line.of, whole=None if kind == PERSON else count_by_kind(run).get(kind))


def plain_sentence(run: RunFolder, line: Headline) -> str:
    """'Of 1,000 people, 212 (208-216) got a record …', or that it is not measurable here and why."""
    found = counted_in(run, line)
    if found is None:
        why = why_missing(line.finding, run.finding(line.finding), run.options)
        return f"How many {line.whom[1]} {line.what[1]}: not measurable here, because {why}."
    return f"{found.sentence(line.whom, line.what)}{_mark(run, line)}.{_started(run, line)}"


def _mark(run: RunFolder, line: Headline) -> str:
    """What is said of a number that the scheme's file states; '' for what was found."""
    return f" ({PUT_IN})" if put_in(run, line.finding) else ""


def _started(run: RunFolder, line: Headline) -> str:
    """How many were in the lowest band before anything happened; '' where nobody was."""
    if "lowest" not in line.finding:
        return ""
    share = began_lowest(run, main_kind(run.scheme.model))
    if not share:
        return ""
    return f" {'Everybody' if share == 1 else f'{percent(share)} of all'} started there."


def with_caveat(run: RunFolder, sentence: str, assumed: int) -> str:
    """The sentence as it may be quoted: with what it is about, its assumptions and the run's hash."""
    title = run.scheme.model.title
    society = f"a synthetic society of {many(run.people, 'made-up person', 'made-up people')}"
    return (
        f"In {society}, under {many(assumed, 'assumed number')}, after {years(run.days)} of a simulation of "
        f"“{title}” (nobody real was scored): {sentence} {chance(run)} [demerit run {run.hash}]"
    )


def chance(run: RunFolder) -> str:
    """What ranges in brackets are, or why there are none."""
    found = [run.finding(line.finding) for line in headlines(run)]
    if any(finding is not None and is_number(finding.low) for finding in found):
        return "Ranges in brackets are chance only."
    districts = run.manifest.get("districts")
    few_of_them = isinstance(districts, int) and districts < FEWEST_DISTRICTS
    why = (
        f": they take {FEWEST_DISTRICTS} districts or more, and this run has {districts}"
        if few_of_them
        else ""
    )
    return f"There are no ranges{why}."


def _sentence(run: RunFolder, line: Headline, assumed: int) -> Markup:
    """One sentence with its number set large and its copy button."""
    sentence, found = plain_sentence(run, line), counted_in(run, line)
    shown: Markup = tag("span", sentence)
    if found is not None:
        extent = f" ({found.ends})" if found.ends else None
        ends = tag("span", extent, class_="ends", title="95 % interval, chance only") if extent else None
        after = f" {found.verb(line.what)}{_mark(run, line)}.{_started(run, line)}"
        shown = tag("span", f"{found.among(line.whom)}, ", tag("strong", found.count), ends, after)
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
    label, meaning = status_line(model.status, model.disputed, model.years)
    which = tag("a", "See which", href="#disputed") if model.disputed else None
    built = f" It rests on {many(assumed, 'assumed number')}. " if assumed else " "
    ranges = tag("a", "See their ranges" if assumed != 1 else "See its range", href="#assumptions")
    said = tag("span", meaning, " " if which else "", which, "." if which else "", built, ranges, ".")
    return tag("aside", tag("strong", label), " ", said, class_="card", aria_label="What this is")


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
    run: RunFolder, lives: Sequence[Life], assumed: int, contents: Sequence[tuple[str, str]]
) -> Markup:
    """Everything that fits on the first screen of a small laptop."""
    society, scheme = run.society.model, run.scheme.model
    people = many(run.people, "synthetic person", "synthetic people")
    lived = f"{people} · {years(run.days)} · seed {run.manifest.get('seed')}"
    setting = f"{scheme.title} · {society.title} · {lived}"
    sentences = tag("ul", [_sentence(run, line, assumed) for line in headlines(run)], class_="sentences")
    note = tag("p", f"{against(run)} {chance(run)}", class_="quiet")
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
            "friendships stay within a district. ",
            tag("a", "See each with its range", href="#assumptions"),
            ".",
        ),
        class_="box",
    )
    links = [tag("li", tag("a", question, href=f"#{anchor}")) for anchor, question in contents]
    index = tag(
        "nav", tag("h2", "In this report"), tag("ol", links), class_="box contents", aria_label="Contents"
    )
    kind = main_kind(scheme)
    whom = "people" if kind == PERSON else PLURALS[kind]
    lead = tag("div", tag("h1", f"What would this scheme do to {whom}?"), sentences, note, class_="lead-text")
    top = tag("div", lead, refusals(run) if kind == PERSON else _not_of_persons(), class_="top")
    return tag(
        "header",
        card(run, assumed),
        tag("p", setting, class_="setting"),
        top,
        tag("div", follow, built, index, class_="boxes"),
        beside if other else None,
    )
