"""The room that is a package and, called, lives a study."""

from __future__ import annotations

from pathlib import Path

import demerit as dm
from demerit.errors import WrongUse
from studies import DETECTS, MISNAMES, WRONG, a_file


def test_called_it_lives_a_study(tmp_path: Path) -> None:
    """`dm.study(file)` gives worlds, indices and a page; a seed replaces the file's."""
    found = dm.study(a_file(tmp_path), seed=4, workers=2, out=tmp_path / "out")
    assert {4} == set(found.worlds["seed"])
    assert {DETECTS, MISNAMES} == set(found.sensitivity[WRONG])
    assert [] == found.failed
    assert found.report.is_file()


def test_too_few_draws_are_wrong_use(tmp_path: Path) -> None:
    """As the file would be refused with so few."""
    refused = ""
    try:
        dm.study(a_file(tmp_path), draws=1)
    except WrongUse as error:
        refused = str(error)
    assert "--draws 1: expected 2 or more" in refused
