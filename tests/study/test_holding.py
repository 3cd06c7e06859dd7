"""Facts held: runs lived under their seeds, figures measured in each."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.facts.loading import load_facts
from demerit.facts.model import Facts
from demerit.formats.problems import Problems
from demerit.formats.reading import Document
from demerit.schemes.loading import LIBRARY
from demerit.study.holding import hold, input_problems, job_of
from made_facts import TEXT, facts_text


def small(folder: Path, *changes: tuple[str, str]) -> Document[Facts]:
    """A small file of facts, changed."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "facts.yaml").write_text(text, encoding="utf-8")
    return load_facts(folder / "facts.yaml")


def test_each_fact_is_measured_in_every_run_and_judged(tmp_path: Path) -> None:
    """In the file's order, in the contract's words; the same for any number of workers."""
    file = small(tmp_path)
    rows = hold([file], workers=2)
    assert ["hit", "miss", "put-in", None] == [row.held and row.held.verdict for row in rows]
    entry = rows[1].as_json()
    assert ("small.days", 6.0, 5.0, 5.0, 5.0) == tuple(
        entry[k] for k in ("fact", "published", "ours", "low", "high")
    )
    keys = ["fact", "published", "ours", "low", "high", "assumed_low", "assumed_high", "verdict"]
    assert keys == list(entry)
    assert [row.as_json() for row in rows] == [row.as_json() for row in hold([file], workers=1)]


def test_draws_of_what_is_assumed_give_a_second_range(tmp_path: Path) -> None:
    """What no assumption moves has equal ends; what some move has a range."""
    file = small(tmp_path, ("scheme: brackwater-standing", "scheme: as-documented"))
    rows = hold([file], draws=39, workers=2)
    start, days, *_ = (row.held for row in rows)
    assert start is not None
    assert days is not None
    assert (5.0, 5.0) == (days.assumed_low, days.assumed_high)
    assert None not in (start.assumed_low, start.assumed_high)
    assert (start.assumed_low or 0) < (start.assumed_high or 0)


def test_nothing_to_hold_lives_nothing(tmp_path: Path) -> None:
    """A file whose facts are all unheld has its rows."""
    text = facts_text("id: no, fact: Something, value: 1, unheld: Nobody counted.")
    (tmp_path / "facts.yaml").write_text(text, encoding="utf-8")
    (row,) = hold([load_facts(tmp_path / "facts.yaml")])
    assert row.held is None


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("scheme.score.start", "scheme.score.stat", 9, "an input of the run ('stat'"),
        ("scheme.score.start", "scheme", 9, "an input of the run"),
        ("scheme.score.start", "schemes.score.start", 9, "begins with scheme, society or behaviour"),
        ("finding: score.mean", "finding: score.men", 7, "did you mean 'score.mean'"),
        ("FROM days", "FROM day", 8, "relation 'day' was not found"),
        ("finding: score.mean", "finding: silence.net", 7, "a number from every run"),
    ],
)
def test_what_cannot_be_held_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    """Inputs, findings and tables that do not exist, and figures that a run has not."""
    with pytest.raises(Problems) as caught:
        hold([small(tmp_path, (old, new))])
    (problem,) = caught.value.problems
    assert line == problem.line
    assert said in problem.text()


def test_files_beside_the_facts_are_found(tmp_path: Path) -> None:
    """A path is one from where the file lies, wherever one stands."""
    own = (LIBRARY / "brackwater-standing.yaml").read_text(encoding="utf-8")
    (tmp_path / "own.yaml").write_text(own, encoding="utf-8")
    file = small(tmp_path, ("scheme: brackwater-standing", "scheme: own.yaml"))
    assert [] == input_problems(file, job_of(file))
