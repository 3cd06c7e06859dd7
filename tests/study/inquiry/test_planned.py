"""From a file to worlds: how many, under which key, and what is too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import WrongUse
from demerit.formats.problems import Problems
from demerit.study.inquiry.planned import checked_study
from studies import DETECTS, MISNAMES, a_file, an_inquiry

RANGES = [{"path": DETECTS, "range": [0.1, 0.2]}, {"path": MISNAMES, "range": [0.0, 0.2]}]


@pytest.mark.parametrize(
    ("method", "samples", "worlds"),
    [("grid", 3, 9), ("latin-hypercube", 16, 16), ("morris", 4, 12), ("sobol", 16, 64)],
)
def test_worlds_are_counted(tmp_path: Path, method: str, samples: int, worlds: int) -> None:
    """Points to the power of axes; draws; trajectories times axes and one; samples times axes and two."""
    inquiry = an_inquiry(tmp_path, method=method, samples=samples, vary=RANGES, seeds=[1, 2])
    assert 2 * worlds == inquiry.worlds
    assert (DETECTS, MISNAMES) == inquiry.groups


def test_the_key_is_of_what_contents_depend_on(tmp_path: Path) -> None:
    """Another number of workers is the same study; another seed, range or outcome is not."""
    one = an_inquiry(tmp_path).key
    assert one == an_inquiry(tmp_path, workers=1).key
    assert 4 == len({one, an_inquiry(tmp_path, seeds=[2]).key, an_inquiry(tmp_path, vary=RANGES).key,
                     an_inquiry(tmp_path, outcomes=["score.mean"]).key})  # fmt: skip


def test_too_many_worlds_are_refused(tmp_path: Path) -> None:
    """A grid that nobody can wait for says how many worlds it would be."""
    with pytest.raises(WrongUse, match="1,000,000 worlds"):
        an_inquiry(tmp_path, vary=RANGES, samples=1000)


def test_a_study_is_checked_with_its_files(tmp_path: Path) -> None:
    """A scheme that is not there, as a path that leads nowhere, is said."""
    assert "cameras" == checked_study(a_file(tmp_path)).model.id
    with pytest.raises(Problems, match="brackwater-standing"):
        checked_study(a_file(tmp_path, base={"scheme": "brackwater-standin", "society": "brackwater"}))
