"""Errors own their exit codes."""

from __future__ import annotations

import pytest

from demerit.errors import DemeritError, FileInvalid, Missed, WrongUse


@pytest.mark.parametrize(
    ("code", "error"),
    [(1, DemeritError), (2, WrongUse), (3, FileInvalid), (5, Missed)],
)
def test_exit_codes_are_the_documented_ones(code: int, error: type[DemeritError]) -> None:
    """A script tells a wrong call from an invalid file and a missed figure by the exit code alone."""
    assert code == error.exit_code


def test_every_error_is_caught_at_one_door() -> None:
    """Whatever the package raises on purpose is a DemeritError, so no traceback reaches a user."""
    assert {DemeritError} == {error.__base__ for error in (WrongUse, FileInvalid, Missed)}
