"""Provisions as data: what the law says, word for word, when it applies, and which elements a clause has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from demerit.formats.problems import Problem
from demerit.formats.reading import Document, Rules, read
from demerit.formats.values import Model
from demerit.law import law

Severity = Literal["prohibited", "high-risk", "right", "safeguard", "none"]
SEVERITIES: tuple[Severity, ...] = ("prohibited", "high-risk", "right", "safeguard", "none")
"""From the heaviest to the lightest."""

FOLDER = Path(str(resources.files("demerit.law"))) / "provisions"
ORDER = ("ai-act", "gdpr", "led", "ccd", "dsa", "charter", "echr", "iccpr", "icescr", "us", "reg-b", "canada")

NonEmpty = Annotated[str, Field(min_length=1)]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Reading(Model):
    """A court's reading of a provision: the judgment, what it decided, and how surely that is known."""

    case: NonEmpty
    says: NonEmpty
    status: NonEmpty


class Dated(Model):
    """Where the law gives the date of application, word for word."""

    article: NonEmpty
    words: NonEmpty


class Provision(Model):
    """A provision with its quotes, its date, and the elements that must all be there.

    `scope` are elements that no scheme file can settle. Left out in a file, it is the instrument's, and so
    are the dates; one that is loaded has them.
    """

    id: Annotated[
        str,
        Field(pattern=r"^(ai-act|gdpr|led|ccd|dsa|charter|echr|iccpr|icescr|fcra|reg-b|canada-adm):\S.*$"),
    ]
    article: NonEmpty
    paragraph: str | int | None
    title: NonEmpty
    severity: Severity
    applies_from: Date = ""
    dated: Dated | None = None
    dated_by: NonEmpty = ""
    scope: tuple[str, ...] = ()
    elements: Annotated[tuple[str, ...], Field(min_length=1)]
    quotes: Annotated[tuple[NonEmpty, ...], Field(min_length=1)]
    read_with: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    later: tuple[str, ...] = ()
    remedy: NonEmpty


class Instrument(Model):
    """An instrument's provisions, all from one file of texts."""

    format: Literal["demerit/provisions/1"]
    instrument: NonEmpty
    short: NonEmpty
    texts: NonEmpty
    source: NonEmpty
    scope: tuple[str, ...]
    applies_from: Date | None = None
    dated: Dated | None = None
    dated_by: NonEmpty | None = None
    provisions: Annotated[tuple[Provision, ...], Field(min_length=1)]


def _problems(document: Document[Instrument]) -> Iterable[Problem]:
    """Each provision has its date; quotes stand in the text word for word, later events in the timeline."""
    articles = law.texts(document.model.texts)
    for index, provision in enumerate(document.model.provisions):
        place = ("provisions", index)
        shared = document.model
        if not (provision.applies_from or shared.applies_from):
            yield document.problem(
                (*place, "applies_from"), expected="a date, here or for the whole instrument"
            )
        if not (provision.dated or provision.dated_by or shared.dated or shared.dated_by):
            yield document.problem(
                (*place, "dated"), expected="where the law gives the date, here or for all"
            )
        dated, day = provision.dated or shared.dated, provision.applies_from or shared.applies_from
        if dated is not None and not _gives(dated, day or "", articles):
            expected = f"words of Article {dated.article} that stand there and give {day}"
            yield document.problem((*place, "applies_from"), expected=expected)
        if provision.article not in articles:
            expected = f"an article of {document.model.texts}"
            yield document.problem((*place, "article"), expected=expected, known=articles)
            continue
        text = articles[provision.article]
        for number, quote in enumerate(provision.quotes):
            if law.plain(quote) not in text:
                expected = f"words of Article {provision.article} as they stand in {document.model.texts}"
                yield document.problem((*place, "quotes", number), expected=expected)
        for number, event in enumerate(provision.later):
            if event not in law.timeline():
                expected = "an event of timeline.csv"
                yield document.problem((*place, "later", number), expected=expected)


def _gives(dated: Dated, day: str, articles: Mapping[str, str]) -> bool:
    """Whether an article has the words, and the words give the day."""
    given = date.fromisoformat(day or "0001-01-01")
    written = (f"{given.day} {given:%B} {given.year}", f"{given:%B} {given.day}, {given.year}")
    words = law.plain(dated.words)
    return words in articles.get(dated.article, "") and any(form in words for form in written)


RULES: Rules[Instrument] = Rules(document=_problems)


def load_instrument(path: Path) -> Instrument:
    """An instrument's provisions from a file.

    Raises:
        Problems: a provision lacks its quote or its date, quotes what is not there, or is otherwise off.
    """
    read_in_full = read(path, Instrument, rules=RULES, name=path.name).model
    shared = {key: getattr(read_in_full, key) for key in ("scope", "applies_from", "dated", "dated_by")}

    def whole(provision: Provision) -> Provision:
        left_out = shared.keys() - provision.model_fields_set
        return provision.model_copy(update={key: shared[key] for key in left_out})

    return read_in_full.model_copy(update={"provisions": tuple(map(whole, read_in_full.provisions))})


@cache
def instruments() -> tuple[Instrument, ...]:
    """All instruments that ship with demerit, in order."""
    return tuple(load_instrument(FOLDER / f"{name}.yaml") for name in ORDER)
