"""Studies as the page tells them: from a folder that a command left, or from what was asked for here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from demerit.errors import FileInvalid, WrongUse
from demerit.study.inquiry.studied import live_study
from demerit.web.studied import claims_told, in_words, moves_told, read_studies, read_study
from studies import DETECTS, MISNAMES, WRONG, an_inquiry

CLAIM: dict[str, Any] = {
    "holds_share": 0.75, "low": 0.66, "high": 0.82, "draws": 128, "fails": 32,
    "coverage": 0.5, "density": 0.8,
    "box": [{"path": "scheme:channels.street-camera.misnames", "from": 0.001, "to": 0.02}],
}  # fmt: skip


def test_a_study_that_was_lived_is_told(tmp_path: Path) -> None:
    """Its indices are those of `sensitivity.json`, what moves a finding most comes first."""
    live_study(an_inquiry(tmp_path), tmp_path / "out")
    told = read_study(tmp_path / "out")
    (outcome,) = told["outcomes"]
    known = json.loads((tmp_path / "out" / "sensitivity.json").read_text(encoding="utf-8"))[WRONG]
    assert {DETECTS, MISNAMES} == {row["path"] for row in outcome["rows"]}
    for row in outcome["rows"]:
        assert known[row["path"]]["index"] == row["index"]
    indices = [row["index"] for row in outcome["rows"]]
    assert sorted(indices, reverse=True) == indices
    assert outcome["said"].startswith(f"Most moved by {outcome['rows'][0]['words']}")
    assert "how often street camera takes one for another" in outcome["said"]
    assert "4 worlds of 2,000 synthetic people" in told["about"]


def test_claims_of_a_folder_are_told(tmp_path: Path) -> None:
    """How often each holds, where it fails, in words and numbers."""
    (tmp_path / "claims.json").write_text(json.dumps({"wrong.people_share > 0.1": CLAIM}), encoding="utf-8")
    (claim,) = read_study(tmp_path)["claims"]
    assert "holds in 96 of 128 draws (75 %, 66-82)" == claim["held"]
    assert "Wrong records: more than 100 of 1,000" == claim["words"]
    assert "lies between 0.001 and 0.02" in claim["where"]
    assert (
        "16 of the 20 draws there fail (80 %), and only 16 of all 32 that fail lie there (50 %)"
        in claim["where"]
    )


def test_a_claim_without_a_box_says_why() -> None:
    """Nothing, everything, too few: the reason stands in place of a box."""
    bare = {**CLAIM, "box": [], "coverage": None, "density": None, "reason": "it fails nowhere"}
    unknown = {**bare, "holds_share": None, "low": None, "high": None, "draws": 3, "reason": "too few"}
    told = claims_told({"a.x < b.x": bare, "score.mean > 1": unknown})["claims"]
    assert ["It fails nowhere.", "Too few."] == [each["where"] for each in told]
    assert "cannot be told: only 3 draws have a value" == told[1]["held"]
    assert [] == claims_told({})["claims"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("wrong.people_share > 0.1", "Wrong records: more than 100 of 1,000"),
        ("score.mean<=990", "The mean score: at most 990"),
        ("a.access.denied < b.access.denied", ""),
        ("no.such.finding > 1", ""),
        ("conduct.change.traffic > 0.1", ""),
    ],
)
def test_simple_claims_have_words(text: str, words: str) -> None:
    """One finding against one number is said; of anything else the claim itself is shown."""
    assert words == in_words(text)


def test_nothing_that_moves_is_said() -> None:
    """Indices of nothing, and of what cannot be measured, are no lead."""
    row = {"index": 0.0, "low": 0.0, "high": 0.0}
    none = {"index": None, "low": None, "high": None}
    raw = {
        "title": "t", "method": "sobol", "worlds": 1, "people": 1, "days": 365,
        "sensitivity": {WRONG: {"x": row, "y": none}},
    }  # fmt: skip
    (outcome,) = moves_told(raw)["outcomes"]
    assert outcome["said"].startswith("Nothing that varies here moves it")
    assert ["0 %", "not measurable"] == [each["shown"] for each in outcome["rows"]]
    assert "1 world of 1 synthetic person over 1 year" in moves_told(raw)["about"]


def test_a_folder_is_listed_once(tmp_path: Path) -> None:
    """However often and by whatever way it is named."""
    (tmp_path / "claims.json").write_text("{}", encoding="utf-8")
    assert ["folder-1"] == [*read_studies([tmp_path, tmp_path / ".." / tmp_path.name])]


def test_what_is_no_study_is_refused(tmp_path: Path) -> None:
    """An empty folder is wrong use; a file that is off is named with what is wrong in it."""
    with pytest.raises(WrongUse, match=r"no finished study is there.*demerit study"):
        read_study(tmp_path)
    for text, expected in [
        ("{", "not readable"), ("[]", "a JSON object"), ('{"score.mean > 1": {}}', "holds_share"),
    ]:  # fmt: skip
        (tmp_path / "claims.json").write_text(text, encoding="utf-8")
        with pytest.raises(FileInvalid, match=expected):
            read_study(tmp_path)
    (tmp_path / "study.json").write_text('{"title": 3}', encoding="utf-8")
    with pytest.raises(FileInvalid, match=r"study.json: title"):
        read_study(tmp_path)
