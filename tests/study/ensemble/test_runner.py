"""Many worlds, the same answers for any number of workers, and a failure is one world's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import FileInvalid
from demerit.study.ensemble.kept import KeptAnswers
from demerit.study.ensemble.runner import Asked, ensemble


def squares(count: int, lived: list[int], fails: int | None = None) -> list[Asked[int]]:
    """Worlds that answer the square of their number, and note that they were lived."""

    def answer(number: int) -> int:
        lived.append(number)
        if number == fails:
            raise FileInvalid("too many alarms")
        return number * number

    return [Asked(answer=lambda n=n: answer(n), sets={"alarms": n, "others": 2 * n}) for n in range(count)]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_any_number_of_workers_answers_alike(workers: int) -> None:
    """Answers come in the order in which they were asked."""
    found = list(ensemble(squares(20, []), workers=workers))
    assert [n * n for n in range(20)] == [each.answer for each in found]
    assert list(range(20)) == [each.number for each in found]


def test_a_world_that_fails_says_which_numbers_it_had() -> None:
    """The others go on."""
    found = list(ensemble(squares(5, [], fails=3), workers=2))
    assert [0, 1, 4, None, 16] == [each.answer for each in found]
    assert "world 3: too many alarms (with alarms = 3, others = 6)" == found[3].failure


def test_a_fault_of_the_program_is_no_worlds_failure() -> None:
    """What nobody foresaw is raised."""

    def broken() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(ensemble([Asked(answer=broken)], workers=1))


def test_a_study_that_was_stopped_goes_on(tmp_path: Path) -> None:
    """Worlds that were answered before are not lived again, and the answers are the same."""

    def file() -> KeptAnswers[int]:
        return KeptAnswers(tmp_path / "kept.jsonl", "squares", to_json=int, of_json=int)

    lived: list[int] = []
    for place, _ in enumerate(ensemble(squares(10, lived), workers=1, kept=file())):
        if place == 3:
            break
    again: list[int] = []
    found = list(ensemble(squares(10, again), workers=2, kept=file()))
    assert [n * n for n in range(10)] == [each.answer for each in found]
    assert {4, 5, 6, 7, 8, 9} == set(again)


def test_progress_counts_worlds() -> None:
    """It begins at none and ends at all."""
    told: list[tuple[int, int]] = []
    list(ensemble(squares(3, []), workers=1, on_progress=lambda done, total: told.append((done, total))))
    assert [(0, 3), (1, 3), (2, 3), (3, 3)] == told


def test_no_world_asked_is_no_world_lived() -> None:
    """An empty study is done at once."""
    assert [] == list(ensemble([], workers=2))
