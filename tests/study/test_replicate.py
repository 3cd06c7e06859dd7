"""The table: every setting under its seeds, every figure measured; what cannot be is said first."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import WrongUse
from demerit.formats.problems import Problems
from demerit.study.replicate import FigureRow, by_replication, replicate
from demerit.study.replication import read_all, read_replication
from demerit.world.run import JobEstimate
from replicas import EXPECT, a_replication


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[FigureRow]:
    """The table of the small replication."""
    folder = a_replication(tmp_path_factory.mktemp("small") / "walkers")
    return replicate([read_replication(folder)])


def test_rows_stand_in_the_file_s_order(rows: list[FigureRow]) -> None:
    """Whatever variant they are of; with the keys of the contract."""
    assert [
        "walks a person",
        "walks a person who always goes",
        "score after nine days",
        "scatter of that",
    ] == [row.figure for row in rows]
    keys = ["replication", "figure", "paper", "ours", "low", "high", "power", "verdict"]
    assert keys == list(rows[0].as_json())
    assert {"walkers"} == {row.replication for row in rows}


def test_variants_are_lived_as_they_say(rows: list[FigureRow]) -> None:
    """Half of five walks, all of five, and half of nine at three points; all as they should be."""
    assert 5.0 == rows[1].ours == rows[1].low == rows[1].high
    assert abs(2.5 - rows[0].ours) < 0.5
    assert abs(1013.5 - rows[2].ours) < 3
    assert {"met"} == {row.verdict for row in rows}


def test_workers_change_nothing(tmp_path: Path, rows: list[FigureRow]) -> None:
    """Nor does who else is in the table."""
    read = read_replication(a_replication(tmp_path / "walkers"))
    assert rows == replicate([read], workers=2)
    twice = replicate(read_all([a_replication(tmp_path / "again"), tmp_path / "walkers"]))
    assert rows == twice[4:]


def test_more_runs_go_on_under_the_next_seeds(tmp_path: Path, rows: list[FigureRow]) -> None:
    """The first seed is the file's; a spread takes three runs at least."""
    seeds: list[float] = []
    text = EXPECT.replace("runs: 2", "runs: 1").replace(
        "AVG(x) AS value, STDDEV(x) / SQRT(COUNT(*)) AS se", "AVG(x) AS v"
    )
    for seed in (7, 8):
        again = a_replication(tmp_path / str(seed), text.replace("seed: 7", f"seed: {seed}"))
        seeds.append(replicate([read_replication(again)])[0].ours)
    assert rows[0].ours == pytest.approx(sum(seeds) / 2)
    one = replicate([read_replication(a_replication(tmp_path / "walkers"))], runs=1)
    assert one[2].low == one[2].high
    assert one[3].low < one[3].high


def test_a_miss_is_a_miss(tmp_path: Path) -> None:
    """Six walks in five days are not met."""
    folder = a_replication(tmp_path / "walkers", EXPECT.replace("paper: 5\n", "paper: 6\n"))
    assert ["met", "missed", "met", "met"] == [row.verdict for row in replicate([read_replication(folder)])]


def test_all_that_cannot_be_measured_is_said_before_the_runs(tmp_path: Path) -> None:
    """Two queries of different variants, in one call, after a day of each and no more."""
    text = EXPECT.replace("FROM people\n    paper: 5", "FROM persons\n    paper: 5").replace(
        "finding: score.mean\n    runs: 3", "finding: score.men\n    runs: 3"
    )
    told: list[tuple[str, int]] = []
    with pytest.raises(Problems) as caught:
        replicate(
            [read_replication(a_replication(tmp_path / "walkers", text))],
            on_progress=lambda stage, done, _total: told.append((stage, done)),
        )
    assert [18, 24] == [each.line for each in caught.value.problems]
    assert {"trying"} == {stage for stage, _ in told}


def test_figures_without_a_number_are_said_at_their_lines(tmp_path: Path) -> None:
    """A finding that needs a ledger has none without, nor has a query that finds nothing: both at once."""
    text = EXPECT.replace(", ledger: true", "").replace(
        "finding: score.mean\n    runs: 3", "finding: band.trap_share\n    runs: 3"
    )
    text = text.replace("FROM people\n    paper: 5", "FROM people WHERE acts > 99\n    paper: 5")
    with pytest.raises(Problems, match=r"a number from every run .*run\.ledger") as caught:
        replicate([read_replication(a_replication(tmp_path / "walkers", text))])
    assert [18, 24] == [each.line for each in caught.value.problems]


def test_two_folders_of_one_name_are_told_apart(tmp_path: Path, rows: list[FigureRow]) -> None:
    """A copy keeps its name; its rows are its own."""
    text = EXPECT.replace("paper: 5\n", "paper: 6\n")
    read = read_all(
        [a_replication(tmp_path / "a" / "walkers"), a_replication(tmp_path / "b" / "walkers", text)]
    )
    (first, same), (second, other) = by_replication(read, replicate(read))
    assert (read[0], rows) == (first, same)
    assert (read[1], "missed") == (second, other[1].verdict)


def test_what_it_takes_is_said_once(tmp_path: Path) -> None:
    """Before the first long run."""
    said: list[JobEstimate] = []
    replicate([read_replication(a_replication(tmp_path / "walkers"))], announce=said.extend)
    (expected,) = said
    assert expected.seconds > 0
    assert expected.memory_bytes > 0


@pytest.mark.parametrize("runs", [0, -1, 10_001])
def test_no_runs_are_no_table(tmp_path: Path, runs: int) -> None:
    """A number of runs is at least one, and no slip of the finger."""
    with pytest.raises(WrongUse, match="expected 1 to 10,000"):
        replicate([read_replication(a_replication(tmp_path / "walkers"))], runs=runs)
