"""The format of studies: what can be said, and what is refused at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.formats.problems import Problems
from demerit.study.inquiry.model import is_finding, load_study
from studies import DETECTS, a_file


def test_a_study_is_read(tmp_path: Path) -> None:
    """The parts are as written, and what is absent has its default."""
    study = load_study(a_file(tmp_path, seeds=None)).model
    assert (1,) == study.seeds
    assert ["grid", 2, 2] == [study.method, study.samples, len(study.vary)]


@pytest.mark.parametrize(
    ("parts", "line", "said"),
    [
        ({"outcomes": ["wrong.people_shares"]}, 9, "wrong.people_share"),
        ({"vary": [{"path": DETECTS, "range": [0.5, 0.1]}]}, 6, "low below high"),
        ({"vary": [{"path": DETECTS, "range": [0.0, 0.1], "scale": "log"}]}, 6, "above 0"),
        ({"vary": [{"path": DETECTS}]}, 6, "values or range"),
        ({"vary": [{"path": DETECTS, "range": [0.1, 0.2], "values": [1, 2]}]}, 6, "values or range"),
        ({"vary": [{"path": DETECTS, "range": [0.1, 0.2]}] * 2}, 6, "varies once"),
        (
            {"vary": [{"path": DETECTS, "values": ["a", "b"]}], "method": "morris", "samples": 4},
            6,
            "a number",
        ),
        ({"method": "sobol", "samples": 48}, 8, "a power of two, such as 32 or 64"),
        ({"method": "sobol", "samples": 8}, 8, "16 or more"),
        ({"method": "sobols"}, 7, "sobol"),
        ({"seeds": [1, 1]}, 5, "named once"),
    ],
)
def test_what_cannot_be_is_refused_at_its_line(
    tmp_path: Path, parts: dict[str, Any], line: int, said: str
) -> None:
    """Each problem names its line, and what was expected or the nearest name."""
    with pytest.raises(Problems) as refused:
        load_study(a_file(tmp_path, **parts))
    assert [line] == [each.line for each in refused.value.problems]
    assert said in str(refused.value)


def test_findings_are_known_by_id() -> None:
    """Findings by key, gaps between groups, and nothing else."""
    known = ["wrong.people_share", "access.denied.travel", "group.gap.wrong.people_share"]
    assert [True, True, True] == [is_finding(name) for name in known]
    assert not is_finding("obedience.share")
