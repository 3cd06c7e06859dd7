"""What the second range is, what leads it, and that it says so where there is none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demerit.report.folder import RunFolder, read_folder
from demerit.report.second import draws, leaders, number_words, second_range


def drawn_run(run: Path, tmp_path: Path, leading: dict[str, Any], **options: Any) -> RunFolder:
    """The run as one whose assumed numbers were drawn."""
    read = read_folder(run)
    said = {"draws": 64, "numbers": ["a"] * 394, "failed": [], "leading": leading}
    (tmp_path / "assumed.json").write_text(json.dumps(said))
    manifest = read.manifest | {"options": read.options | {"assumed": 64, **options}}
    return replace(read, path=tmp_path, manifest=manifest)


LEADER = {
    "number": "scheme:channels.street-camera.alarms.looks_per_year",
    "share": 0.62,
    "low": 0.4,
    "high": 0.8,
}


def test_what_was_not_drawn_says_so(finished_run: Path) -> None:
    """No run without a word on its second range."""
    read = read_folder(finished_run)
    assert 0 == draws(read)
    assert "Assumed ranges: not drawn (--assumed 0); 1 assumed number not varied." == second_range(read, 1)
    assert "" == leaders(read, "wrong.people_share")


def test_what_was_drawn_says_of_how_many(finished_run: Path, tmp_path: Path) -> None:
    """How many numbers, how many draws, and what leads, with how sure that is."""
    read = drawn_run(finished_run, tmp_path, {"wrong.people_share": [LEADER]})
    assert "Second range: if the 394 assumed numbers err within theirs (64 draws)." == second_range(read, 394)
    assert "Second range: if the assumed number errs within its (64 draws)." == second_range(read, 1)
    said = leaders(read, "wrong.people_share")
    assert "Most of it comes from how many looks street camera takes (62 %, 40-80)." == said
    few = drawn_run(finished_run, tmp_path, {"wrong.people_share": [{**LEADER, "share": 0.3}]})
    assert leaders(few, "wrong.people_share").startswith("Part of it comes from")
    assert "Among 394 numbers none stands out in 64 draws." == leaders(few, "silence.net")


def test_a_file_of_draws_that_is_none_leads_nothing(finished_run: Path, tmp_path: Path) -> None:
    """A report is made without it."""
    read = drawn_run(finished_run, tmp_path, {})
    for text in ("[]", "{", ""):
        (tmp_path / "assumed.json").write_text(text)
        assert "" == leaders(read, "wrong.people_share")


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("how often life brings fare dodging", "life:opportunities.fare-dodging.per_year"),
        ("the points of praise", "scheme:conducts.praise.points"),
        ("detects of giving (self report)", "scheme:channels.self-report.detects.values.giving"),
        ("aware", "behaviour:aware"),
        ("reward (belief)", "behaviour:families.belief.reward"),
        ("own (caution)", "behaviour:caution.own"),
    ],
)
def test_numbers_are_called_by_what_they_are_of(called: str, name: str) -> None:
    """A key alone says little."""
    assert called == number_words(name)
