"""Which findings there are: each file of questions declares its own, and so may anybody else.

@question("appeals.per_person", unit="appeals", direction="neutral",
definition="Appeals lodged for each person.", nothing="there are no people")
def appeals_per_person(run: Coded) -> Sums:
return Sums(sums=abreast(run.summed(run.column("appeals")), run.heads), law="rate")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from demerit.findings.coded import Coded
from demerit.findings.finding import Direction
from demerit.findings.needs import Lack
from demerit.findings.pooled import Answer, joined
from demerit.findings.wording import KEY, Words, alike, spoken

Ask = Callable[[Coded], Answer | Mapping[str, Answer]]
Keys = Callable[[Coded], Sequence[str]]

NOTHING: Final = "nothing of the kind happened in this run"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One finding: its question, with the finding's key in its texts, and the answer.

    `reason`: which need of the question the run lacks.
    """

    question: Question
    answer: Answer
    reason: str | None


@cache
def _ends(of: str) -> tuple[str, str, str]:
    """What stands before and after the key in a question's id, and whether it has one."""
    return KEY.sub("<>", of).partition("<>")


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a finding asks, and what it needs; called, it registers a function as the answer.

    `id` may hold one key in angle brackets ("channel.ppv.<channel>"): then `ask` answers a mapping
    from keys, and the key is put into id, definition and `nothing`; `keys` are those that a run has, also
    where it lacks a need. `needs`: what a run must have for the question to be asked, the first lack being
    the reason for a null. `nothing`: the reason where all is there and there is no value all the same.
    `gap`: also compare the groups, as `group.gap.<id>`. `words`: how it is said wherever a finding is said.
    """

    id: str = field(kw_only=False)
    unit: str
    definition: str
    direction: Direction
    needs: tuple[Lack, ...] = ()
    nothing: str = NOTHING
    keys: Keys | None = None
    gap: bool = False
    words: Words | None = None

    def __call__(self, ask: Ask) -> Ask:
        """Register the function below. Raises ValueError for an id that is taken."""
        if self.id in QUESTIONS:
            raise ValueError(f"a finding {self.id!r} is registered already")
        QUESTIONS[self.id] = Question(ask=ask, **vars(self))
        return ask


@dataclass(frozen=True, kw_only=True)
class Question(Declared):
    """A question with the function that answers it."""

    ask: Ask

    @property
    def said_as(self) -> Words:
        """The words, or those that id and unit make where none were declared."""
        words = spoken(self.id.replace(".", " "))
        return self.words or Words(label=words[:1].upper() + words[1:], what=alike(f"{self.unit}: {words}"))

    def key_of(self, name: str) -> str | None:
        """What stands in a finding's id for the question's key; '' where it has none, None for another's id.

        Of a finding whose value is a table, the key is the place in it.
        """
        before, between, after = _ends(self.id)
        if not between and name == before:
            return ""
        start = before if between else f"{before}."
        inside = name.startswith(start) and name.endswith(after)
        return name[len(start) :].removesuffix(after) if inside else None

    def answers_to(self, name: str) -> bool:
        """Whether a finding of this id is the question's own, or the gap between groups in one of its own."""
        start, key, end = _ends(self.id)
        name = name.removeprefix("group.gap.") if self.gap else name
        return name.startswith(start) and name.endswith(end) if key else name == start

    def answers(self, run: Coded) -> Iterator[Reply]:
        """The question's findings in this run."""
        lack = next((need.reason for need in self.needs if need.lacking(run)), None)
        if lack is None:
            asked = self.ask(run)
        else:
            asked = None if self.keys is None else dict.fromkeys(self.keys(run))
        answers = asked if isinstance(asked, Mapping) else {None: asked}
        for key, answer in answers.items():
            texts = {name: getattr(self, name) for name in ("id", "definition", "nothing")}
            if key is not None:
                texts = {name: KEY.sub(key, text) for name, text in texts.items()}
            yield Reply(question=replace(self, **texts), answer=answer, reason=lack)


def of_all(replies: Sequence[Reply]) -> Reply:
    """One reply of the replies of all blocks of districts, in their order, to one question.

    A block that lacks what others have, as one without persons, adds nothing.
    """
    answered = [reply for reply in replies if reply.reason is None] or replies[:1]
    return (
        answered[0]
        if len(answered) == 1
        else replace(answered[0], answer=joined([r.answer for r in answered]))
    )


question = Declared
QUESTIONS: Final[dict[str, Question]] = {}
"""All that are asked in measuring, by id."""
