"""Tables on their way to disk: parts as they come, and what an interruption leaves."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.world.contents import ContentHash
from demerit.world.store import PARTS, PROGRESS, Store, districts_done

DISTRICTS = 7
TABLE = pl.DataFrame({"day": list(range(3 * DISTRICTS)), "name": [f"n{i}" for i in range(3 * DISTRICTS)]})


def feed(store: Store, low: int, high: int) -> None:
    """Districts from `low` to below `high`, three rows and one count each."""
    part = TABLE[3 * low : 3 * high]
    days = {"": np.full((2, 2), high - low, np.int64), "baseline": np.ones((2, 2), np.int64)}
    store.add({"ledger": part, "baseline/people": part.reverse()}, days, high - low)


def finished(store: Store) -> dict[str, dict[str, object]]:
    """Close a store with the daily tallies of both worlds."""
    return store.finish({"days": pl.DataFrame({"n": store.days[""].ravel()})})


def content(frame: pl.DataFrame) -> str:
    """A table's hash."""
    made = ContentHash()
    made.add(frame)
    return made.digest()


@given(cuts=st.sets(st.integers(1, DISTRICTS - 1)), stop=st.integers(0, DISTRICTS))
def test_parts_join_to_the_whole(tmp_path_factory: pytest.TempPathFactory, cuts: set[int], stop: int) -> None:
    """Cut anywhere, stopped after any part and taken up again: the same tables, hashes and tallies."""
    out = tmp_path_factory.mktemp("store")
    edges = list(pairwise([0, *sorted(cuts), DISTRICTS]))
    store = Store(out, "key")
    for n, (low, high) in enumerate(edges):
        if n == stop:
            store = Store(out, "key")
            assert low == store.districts
        feed(store, low, high)
    said = finished(store)
    assert TABLE.equals(pl.read_parquet(out / "ledger.parquet"))
    assert {"rows": TABLE.height, "sha256": content(TABLE)} == said["ledger.parquet"]
    assert [DISTRICTS] * 4 == pl.read_parquet(out / "days.parquet")["n"].to_list()
    assert ["baseline/people.parquet", "days.parquet", "ledger.parquet"] == list(said)
    assert not (out / PARTS).exists()


def test_a_part_that_was_not_noted_is_lived_again(tmp_path: Path) -> None:
    """Rows written before the note was do not count twice."""
    store = Store(tmp_path, "key")
    feed(store, 0, 2)
    kept = (tmp_path / PARTS / PROGRESS).read_text("utf-8")
    feed(store, 2, 4)
    (tmp_path / PARTS / PROGRESS).write_text(kept, "utf-8")
    noted = json.loads(kept)["days"]
    for file, count in ((noted[""], 2), (noted["baseline"], 1)):
        np.save(tmp_path / PARTS / file, np.full((2, 2), count, np.int64))
    again = Store(tmp_path, "key")
    assert 2 == again.districts
    feed(again, 2, DISTRICTS)
    finished(again)
    assert TABLE.equals(pl.read_parquet(tmp_path / "ledger.parquet"))


def test_another_job_begins_anew(tmp_path: Path) -> None:
    """What a run of another key left is taken away."""
    feed(Store(tmp_path, "one"), 0, 3)
    assert ("one", 3) == districts_done(tmp_path)
    other = Store(tmp_path, "other")
    assert (0, {}) == (other.districts, other.days)
    feed(other, 0, DISTRICTS)
    finished(other)
    assert TABLE.equals(pl.read_parquet(tmp_path / "ledger.parquet"))


@pytest.mark.parametrize("note", [None, "", "{", "[]", '{"key": "k"}', '{"key": "k", "districts": "x"}'])
def test_a_torn_note_is_no_progress(tmp_path: Path, note: str | None) -> None:
    """Nothing is made of it."""
    if note is not None:
        (tmp_path / PARTS).mkdir()
        (tmp_path / PARTS / PROGRESS).write_text(note, "utf-8")
    assert ("", 0) == districts_done(tmp_path)


FULL = """
import resource, signal, sys
from pathlib import Path
import polars as pl
from demerit.world.store import asking_again
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))
path = Path(sys.argv[1])
for rows in range(300, 600, 5):
    table = pl.DataFrame({"row": list(range(rows)), "name": [f"n{i}" for i in range(rows)]})
    try:
        with asking_again(path):
            table.write_parquet(path, compression="uncompressed", statistics=False)
    except OSError as error:
        assert "File too large" in str(error), error
    except pl.exceptions.ComputeError as error:
        assert "os error 27" in str(error), error
"""


def test_wherever_a_disk_is_full_the_system_says_so(tmp_path: Path) -> None:
    """A file that outgrows its limit in a column or in the footer is refused in the system's words."""
    call = [sys.executable, "-c", FULL, str(tmp_path / "table.parquet")]
    done = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
    assert 0 == done.returncode, done.stderr
