"""What a terminal shows of a study: rows of ten at most, failures counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from demerit.cli.moved import moved_lines
from demerit.study.ensemble.failing import Failed
from demerit.study.inquiry.studied import live_study
from studies import WRONG, an_inquiry


def test_lines_are_short_and_say_what_failed(tmp_path: Path) -> None:
    """No line is longer than a terminal; more than ten rows are counted; a failure is told."""
    studied = live_study(an_inquiry(tmp_path), tmp_path / "out")
    index = {"index": 0.1, "low": 0.0, "high": 0.2}
    rows = {WRONG: {f"channels.some-camera.number-{n}": index for n in range(14)}}
    lived = replace(studied.last.lived, failed=Failed(failures=("world 1: of no use",)))
    stage = replace(studied.last, sensitivity=rows, lived=lived)
    lines = moved_lines(replace(studied, stages=(stage,)), tmp_path / "out")
    assert max(map(len, lines)) <= 80 or str(tmp_path) in max(lines, key=len)
    assert "and 4 more, in sensitivity.json" in lines
    assert any("1 of 4 worlds failed" in line for line in lines)
