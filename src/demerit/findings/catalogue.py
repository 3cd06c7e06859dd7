"""All questions there are, with the words of each finding by its id."""

from __future__ import annotations

from collections.abc import Callable

from demerit.findings import (
    access,
    allocation,
    bands,
    butfor,
    circles,
    delays,
    exposure,
    face,
    fired,
    groups,
    investigations,
    kinds,
    points,
    population,
    providers,
    redress,
    scores,
    silence,
    work,
    wrong,
)
from demerit.findings.registry import QUESTIONS, Question
from demerit.findings.wording import KIND_NOUNS, Noun, Words, alike, spoken

Title = Callable[[str], Noun]
"""What a key is called, one and several of it."""

ROOMS = (
    scores, points, bands, wrong, population, redress, face, silence, access, butfor, delays, providers,
    exposure, investigations, circles, work, kinds, allocation, fired, groups,
)  # fmt: skip
"""The files of questions: importing them registers what they ask."""
GAP = "group.gap."


def questions() -> list[Question]:
    """Every question: in the order of their files, whoever imported them first; strangers' come last."""
    names = [room.__name__ for room in ROOMS]

    def place(question: Question) -> int:
        room = question.ask.__module__
        return names.index(room) if room in names else len(names)

    return sorted(QUESTIONS.values(), key=place)


def owner(name: str) -> tuple[Question, str] | None:
    """The question that a finding answers, the most particular one, and the key in its id ('' for none)."""
    owners = [(q, key) for q in QUESTIONS.values() if (key := q.key_of(name)) is not None]
    return max(owners, key=lambda owned: (owned[1] == "", len(owned[0].id)), default=None)


def in_words(key: str) -> Noun:
    """A key as words, where nothing else is known of it."""
    return KIND_NOUNS.get(key) or alike(spoken(key))


def words_of(name: str, title: Title = in_words) -> Words:
    """How a finding is said, its key called as `title` says; of a gap between groups too.

    A finding of nobody's (of a run by a stranger who is not here) is said by its id.
    """
    if name.startswith(GAP):
        inner = words_of(name.removeprefix(GAP), title)
        subject = inner.those or inner.label
        sentence = f"times as much in the worst-off group as in the rest: {subject[:1].lower()}{subject[1:]}"
        return Words(
            label=subject, what=alike(sentence), section="Between groups", bears_on=inner.gap_bears_on
        )
    owned = owner(name)
    if owned is None:
        return Words(label=f"“{spoken(name.replace('.', ' '))}”", what=alike(spoken(name.replace(".", ": "))))
    question, key = owned
    return question.said_as.filled(key, title) if key else question.said_as


def in_headline() -> list[Question]:
    """The questions that stand in the headline, by their rank there."""
    return sorted(
        (q for q in questions() if q.said_as.headline is not None), key=lambda q: q.said_as.headline or 0
    )


def as_table() -> list[str]:
    """The table of docs/findings.md: each question's id, its words and its definition, in Markdown."""
    rows = [f"| `{q.id}` | … {q.said_as.phrase()} | {q.definition} |" for q in questions()]
    gap = "the worst ratio of a group against the rest, with ratio, difference and interval for each group; "
    flagged = "flagged only if the interval excludes 0.8 (favourable) or 1.25 (harm)"
    last = f"| `group.gap.<finding>` | … {words_of(f'{GAP}<finding>').phrase()} | {gap}{flagged} |"
    return ["| id | in words | definition |", "|---|---|---|", *rows, last]
