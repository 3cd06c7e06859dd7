"""What the second range is, what leads it, and that it says so where there is none."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demerit.report.folder import RunFolder, read_folder
from demerit.report.second import draws, failing_words, if_they_err, leaders, number_words, second_range
from demerit.runs.stored import Stored


def drawn_run(run: Path, tmp_path: Path, leading: dict[str, Any], **more: Any) -> RunFolder:
    """The run as one whose assumed numbers were drawn; `more`: what its file of draws says besides."""
    read = read_folder(run)
    said = {"draws": 64, "numbers": ["a"] * 394, "failed": [], "leading": leading, **more}
    (tmp_path / "assumed.json").write_text(json.dumps(said))
    manifest = read.manifest | {"options": read.options | {"assumed": 64}}
    return replace(read, stored=Stored(tmp_path), manifest=manifest)


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
    assert "Second range: if the 394 assumed numbers err within theirs (64 draws)." == second_range(read, 395)
    one = drawn_run(finished_run, tmp_path, {}, numbers=["a"])
    assert "Second range: if the assumed number errs within its (64 draws)." == second_range(one, 2)
    read = drawn_run(finished_run, tmp_path, {"wrong.people_share": [LEADER]})
    said = leaders(read, "wrong.people_share")
    assert "Most of it comes from how many looks street camera takes (62 %, 40-80)." == said
    few = drawn_run(finished_run, tmp_path, {"wrong.people_share": [{**LEADER, "share": 0.3}]})
    assert leaders(few, "wrong.people_share").startswith("Part of it comes from")
    assert "Among 394 numbers none stands out in 64 draws." == leaders(few, "silence.net")


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        (None, "No second range: 9 of 64 draws failed: assumed.json says why."),
        (
            {"path": "life:opportunities.honking.per_year", "from": 246_505.0, "failed": 9, "others": 3},
            (
                "No second range: 9 of 64 draws failed. All 9 that failed have how often life brings honking "
                "at 246,505 or more, as have 3 that were lived. assumed.json has each."
            ),
        ),
        (
            {"path": "behaviour:aware", "to": 0.01, "failed": 9, "others": 0},
            (
                "No second range: 9 of 64 draws failed. All 9 that failed have aware at 0.01 or less. "
                "assumed.json has each."
            ),
        ),
    ],
)
def test_draws_that_fail_leave_no_range_and_say_where(
    finished_run: Path, tmp_path: Path, failing: dict[str, Any] | None, said: str
) -> None:
    """Beyond one in twenty nothing is said of ranges, nor of what leads them: what failed is named."""
    more = {} if failing is None else {"failing": failing}
    read = drawn_run(finished_run, tmp_path, {"wrong.people_share": [LEADER]}, failed=["x"] * 9, **more)
    assert said == second_range(read, 394)
    assert "" == leaders(read, "wrong.people_share")
    few = drawn_run(finished_run, tmp_path, {}, failed=["x"] * 3, **more)
    assert "(64 draws, of which 3 failed: assumed.json says why)" in second_range(few, 394)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (1, "the assumed number of both errs within its, the same for both (64 draws)."),
        (31, "the 31 assumed numbers of both err within theirs, the same for both (64 draws)."),
    ],
)
def test_of_two_worlds_it_is_the_same_numbers(numbers: int, words: str) -> None:
    """Of one number and of several, it says that each draw is the same for both."""
    assert f"Second range: if {words}" == if_they_err(numbers, 64, "", both=True)


def test_the_only_one_that_failed() -> None:
    """One is not all."""
    found = {"path": "behaviour:aware", "from": 1.0, "failed": 1, "others": 1}
    assert "The one that failed has aware at 1 or more, as has one that was lived." == failing_words(found)


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
