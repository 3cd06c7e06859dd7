"""Why something was refused, in the terminal's lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.cli.why import refusal_of, why_lines
from demerit.errors import WrongUse
from demerit.report.folder import read_folder
from demerit.report.life.followed import one_life
from demerit.report.life.roles import chosen
from demerit.report.life.story import SubjectLife


def made_up(needs: list[dict[str, Any]]) -> SubjectLife:
    """A life with some needs."""
    return SubjectLife(role="", why="", subject="0-0001", lived={}, without=None, every=[], needs=needs)


def test_the_first_refusal_is_told_before_a_delay() -> None:
    """Without a need named: the first denial, else the first delay, else nothing."""
    late = {"need": "loan", "effect": "wait"}
    denied = {"need": "flight", "effect": "denial"}
    assert denied == refusal_of(made_up([late, denied]), None)
    assert late == refusal_of(made_up([late]), None)
    assert refusal_of(made_up([]), None) is None
    with pytest.raises(WrongUse, match="'flght' was never refused to 0-0001: did you mean 'flight'"):
        refusal_of(made_up([late, denied]), "flght")


def test_lines_keep_to_the_page(finished_run: Path) -> None:
    """Every line fits the terminal; the question first, the replays last."""
    run = read_folder(finished_run)
    life = one_life(run, chosen(run)[0][0])
    lines = why_lines(run, life, life.denied[0])
    assert lines[0].startswith("Why was ")
    assert lines[-5] == "The same ledger, lived again"
    assert max(map(len, lines)) <= 80
