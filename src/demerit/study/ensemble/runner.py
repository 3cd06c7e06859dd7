"""The one runner of ensembles: many worlds in one process, several at a time, each told by its number.

A world's answer depends on its job alone, so that any number of workers gives the same; files are parsed and
code is compiled once, before. A world that fails says so, with the numbers in it, and the others go on. What
is answered is kept as it comes, where asked, so that whoever was stopped goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, Final, Generic, TypeVar

from demerit.errors import DemeritError
from demerit.luck import ahead
from demerit.study.ensemble.kept import Answered, KeptAnswers
from demerit.world.crew import THREADS, Crew

A = TypeVar("A")
Progress = Callable[[int, int], None]
"""Told how many worlds of how many are done."""
AHEAD: Final = 2
"""Worlds a worker that are begun before their turn, so that nobody waits for a slow one."""
SHOWN: Final = 8
"""Numbers that a failure names."""


@dataclass(frozen=True, kw_only=True)
class Asked(Generic[A]):
    """A world that is asked for: how its answer is worked out, and what is set in it."""

    answer: Callable[[], A]
    sets: Mapping[str, Any] = field(default_factory=dict[str, Any])


def ensemble(
    asked: Sequence[Asked[A]],
    *,
    workers: int,
    crew: Crew = THREADS,
    kept: KeptAnswers[A] | None = None,
    first: int = 0,
    on_progress: Progress = lambda _done, _total: None,
) -> Iterator[Answered[A]]:
    """The answers of all worlds, in the order in which they are asked, numbered from `first` on.

    Those that `kept` has by their numbers are not lived again. Left before its end, it leaves what is not
    begun yet alone. A fault of the program itself is raised as it is, and no world's failure.
    """
    known = {} if kept is None else dict(kept.known)
    on_progress(0, len(asked))
    numbered = list(enumerate(asked, start=first))
    left = [partial(_answered, number, one) for number, one in numbered if number not in known]
    with closing(in_turn(left, workers=workers, crew=crew)) as answers:
        for number, _ in numbered:
            answer = known.get(number) or next(answers)
            if kept is not None and number not in known:
                kept.keep(answer)
            on_progress(number - first + 1, len(asked))
            yield answer


def in_turn(
    calls: Sequence[Callable[[], A]],
    *,
    workers: int,
    crew: Crew = THREADS,
    on_progress: Progress = lambda _done, _total: None,
) -> Generator[A, None, None]:
    """What each call gives, in their order, several at a time; what one raises is raised in its turn.

    Left before its end, it leaves what is not begun yet alone.
    """
    ahead.wait_for()  # here, as a thread that does is waited for on Ctrl-C
    with crew.pool(workers) as pool:
        waiting: list[Future[A]] = []
        left = iter(calls)
        try:
            for done in range(len(calls)):
                on_progress(done, len(calls))
                waiting += [pool.submit(call) for call in islice(left, AHEAD * workers - len(waiting))]
                yield waiting.pop(0).result()
            on_progress(len(calls), len(calls))
        finally:
            for future in waiting:
                future.cancel()


def _answered(number: int, asked: Asked[A]) -> Answered[A]:
    """One world's answer, or why it has none: with the numbers that are set in it where that names none."""
    try:
        return Answered(number=number, answer=asked.answer())
    except DemeritError as error:
        failure = str(error)
    named = any(f"{name} = " in failure for name in asked.sets)
    sets = [] if named else [f"{name} = {value}" for name, value in asked.sets.items()]
    more = f" and {len(sets) - SHOWN:,} more" if len(sets) > SHOWN else ""
    there = f" (with {', '.join(sets[:SHOWN])}{more})" if sets else ""
    return Answered(number=number, answer=None, failure=f"world {number}: {failure}{there}")
