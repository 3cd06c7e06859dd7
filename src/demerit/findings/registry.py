"""Which findings there are: each file of questions declares its own, and so may anybody else.

@question("appeals.per_person", unit="appeals", direction="neutral",
definition="Appeals lodged for each person.")
def appeals_per_person(run: Coded) -> Sums:
return Sums(sums=np.stack([run.summed(run.column("appeals")), run.heads], -1), statistic=ratio)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from demerit.findings.coded import Coded
from demerit.findings.finding import Direction
from demerit.findings.jackknife import Estimate, Sums

Answer = Sums | Estimate | None
"""None: this run cannot answer (no ledger, no world without the scheme)."""
Ask = Callable[[Coded], Answer | Mapping[str, Answer]]

KEY: Final = re.compile(r"<[a-z]+>")


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a finding asks, and how it is worked out.

    `id` may hold one key in angle brackets ("channel.ppv.<channel>"): then `ask` answers a mapping
    from keys, and the key is put into id and definition. `gap`: also compare the groups, as
    `group.gap.<id>`.
    """

    id: str
    unit: str
    definition: str
    direction: Direction
    ask: Ask
    gap: bool = False

    def answers(self, run: Coded) -> dict[str, tuple[str, Answer]]:
        """Finding id to (definition, answer)."""
        found = self.ask(run)
        if not isinstance(found, Mapping):
            return {self.id: (self.definition, found)}
        return {
            KEY.sub(key, self.id): (KEY.sub(key, self.definition), answer) for key, answer in found.items()
        }


QUESTIONS: Final[dict[str, Question]] = {}


def register(asked: Question) -> None:
    """Add a question to all later measuring. Raises ValueError for an id that is taken."""
    if asked.id in QUESTIONS:
        raise ValueError(f"a finding {asked.id!r} is registered already")
    QUESTIONS[asked.id] = asked


def question(
    name: str, *, unit: str, definition: str, direction: Direction, gap: bool = False
) -> Callable[[Ask], Ask]:
    """Register the function below as the answer to a question; see `Question` for the words."""

    def kept(ask: Ask) -> Ask:
        register(Question(id=name, unit=unit, definition=definition, direction=direction, ask=ask, gap=gap))
        return ask

    return kept
