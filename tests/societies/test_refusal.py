"""A refusal stands at the line it is about."""

from __future__ import annotations

from collections.abc import Callable

from demerit.formats.reading import Document
from demerit.societies.model import Society
from demerit.societies.refusal import refusal


def test_place_culprit_and_remedy(town: Callable[..., Document[Society]]) -> None:
    """File, line, place, value, expectation and the nearest known name."""
    problems = refusal(town(), ("groups", 0, "id"), value="majorty", expected="a group", known=("majority",))
    (problem,) = problems.problems
    assert ("town.yaml", "groups[0].id", "majority") == (problem.file, problem.place, problem.near)
    assert '"id": "majority"' in problem.source_line
    assert 3 == problems.exit_code
