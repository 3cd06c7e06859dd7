"""How wrong an input would have to be to be found, held against what a wrong one does."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from demerit.formats.problems import Problems
from demerit.study.power import STEP, input_changes
from demerit.study.replicate import replicate
from demerit.study.replication import Replication, read_replication
from replicas import EXPECT, a_replication

ACT = "society.life.opportunities.walk.act"


def asking(folder: Path, *inputs: str | None) -> Replication:
    """The small replication whose figures test these inputs, in order."""
    parts = EXPECT.split("    paper_place: p. ")
    lines = (f"    input: {path}\n" if path else "" for path in inputs)
    text = parts[0] + "".join(
        f"{line}    paper_place: p. {part}" for line, part in zip(lines, parts[1:], strict=True)
    )
    return read_replication(a_replication(folder / "walkers", text))


def test_a_mean_that_is_its_input_times_five_moves_as_much(tmp_path: Path) -> None:
    """Five days at a chance of a half: the input must be off by as large a share as the figure."""
    read = asking(tmp_path, ACT, None, None, None)
    rows = replicate([read])
    first, *rest = input_changes([read], rows)
    assert first == pytest.approx(rows[0].power / 2.5, rel=0.2)
    assert [None, None, None] == rest


def test_an_input_so_wrong_is_missed_and_a_smaller_error_is_not(tmp_path: Path) -> None:
    """Twice the change is missed; a tenth of it is met."""
    read = asking(tmp_path, ACT, None, None, None)
    (change, *_) = input_changes([read], replicate([read]))
    assert change is not None
    for share, verdict in ((2.0, "missed"), (0.1, "met")):
        folder = a_replication(tmp_path / f"off-{share}")
        society = folder / "society.yaml"
        text = society.read_text(encoding="utf-8")
        assert '"act": 0.5' in text
        society.write_text(
            text.replace('"act": 0.5', f'"act": {0.5 * (1 + share * change)}'), encoding="utf-8"
        )
        assert verdict == replicate([read_replication(folder)])[0].verdict


def test_what_moves_nothing_is_never_found(tmp_path: Path) -> None:
    """Points move no walk."""
    read = asking(tmp_path, "scheme.conducts.walk.points", None, None, None)
    assert math.inf == input_changes([read], replicate([read]))[0]


def test_where_no_more_is_possible_less_is_tried(tmp_path: Path) -> None:
    """A chance of 1 cannot rise; five walks of five days are exact, so any change is found."""
    read = asking(tmp_path, None, ACT, None, None)
    change = input_changes([read], replicate([read]))[1]
    assert change is not None
    assert 0 <= change < STEP


@pytest.mark.parametrize("path", ["society.life", "society.lif.x", "run.days", "scheme.score.start.x"])
def test_an_input_that_is_none_is_told_at_its_line(tmp_path: Path, path: str) -> None:
    """A table, a misspelt path, a part that is no input."""
    read = asking(tmp_path, path, None, None, None)
    rows = replicate([read])
    with pytest.raises(Problems) as caught:
        input_changes([read], rows)
    (problem,) = caught.value.problems
    assert problem.place == "expect[0].input"
    assert "a number other than 0" in problem.text()
