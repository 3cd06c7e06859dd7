"""What reading a file refuses: all of its problems, each in words, and the one that there should be."""

from __future__ import annotations

from collections.abc import Callable

from demerit.formats.problems import Problem, Problems


def problems_in(read: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems for which something is not read; none where it is. Any other error goes through."""
    try:
        read()
    except Problems as refused:
        return refused.problems
    return ()


def worded(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Place and sentence of each."""
    return [(problem.place, f"{problem.says()} {problem.remedy()}") for problem in problems]


def assert_only(told: list[tuple[str, str]], place: str, words: str) -> None:
    """There is one problem, at this place and with these words."""
    assert [place] == [found for found, _ in told]
    assert words in told[0][1]
