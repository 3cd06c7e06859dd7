"""Studies in one call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import demerit as dm
from studies import a_file


def test_a_study_in_one_call(tmp_path: Path) -> None:
    """Its worlds are a frame, a row a world and finding; its folder lasts as long as what was returned."""
    studied = dm.study(a_file(tmp_path), workers=1)
    assert {"world", "seed", "outcome", "value"} <= set(studied.worlds.columns)
    assert studied.sensitivity
    assert studied.report.exists()
    folder = studied.folder
    del studied
    assert not folder.exists()


def test_a_file_names_its_own_society(tmp_path: Path) -> None:
    """What a study's file says by itself cannot be said beside it, and is not passed over."""
    own: list[dict[str, Any]] = [
        {"society": "brackwater"}, {"behaviour": "everyday"}, {"sets": ["score.start=1"]},
    ]  # fmt: skip
    for more in own:
        with pytest.raises(dm.WrongUse, match="a study's file names its own"):
            dm.study(a_file(tmp_path), **more)


def test_all_that_is_assumed_in_one_call() -> None:
    """With `assumed`, a scheme is named in place of a file; too few samples are refused before a world."""
    with pytest.raises(dm.WrongUse, match=r"--draws 8: expected a power of two from 16 on"):
        dm.study("brackwater-standing", assumed=True, society="brackwater", people=600, days=5, draws=8)
