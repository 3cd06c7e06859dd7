"""Tables on their way to disk: parts as they come, and what an interruption leaves."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.runs.contents import ContentHash
from demerit.runs.store import PARTS, PROGRESS, Encoded, Store, clear_parts, districts_done, encoded
from demerit.world.run import Batch

DISTRICTS = 7
TABLE = pl.DataFrame({"day": list(range(3 * DISTRICTS)), "name": [f"n{i}" for i in range(3 * DISTRICTS)]})


def feed(store: Store, low: int, high: int) -> None:
    """Districts from `low` to below `high`, three rows and one count each."""
    part = TABLE[3 * low : 3 * high]
    days = {"": np.full((2, 2), high - low, np.int64), "baseline": np.ones((2, 2), np.int64)}
    frames = {"ledger": part, "baseline/people": part.reverse()}
    store.keep(encoded(Batch(frames=frames, days=days, first=low, districts=high - low)))


def finished(store: Store) -> dict[str, dict[str, object]]:
    """Close a store with the daily tallies of both worlds."""
    return store.finish({"days": pl.DataFrame({"n": store.days[""].ravel()})}, {})


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


def test_a_part_that_was_not_noted_is_lived_again(tmp_path: Path) -> None:
    """Rows written before the note was do not count twice."""
    store = Store(tmp_path, "key")
    feed(store, 0, 2)
    kept = (tmp_path / PARTS / PROGRESS).read_text("utf-8")
    feed(store, 2, 4)
    (tmp_path / PARTS / PROGRESS).write_text(kept, "utf-8")
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


@pytest.mark.parametrize("note", [None, "", "{", "[]", '{"key": "k"}', '{"key": "k", "batches": 3}'])
def test_a_torn_note_is_no_progress(tmp_path: Path, note: str | None) -> None:
    """Nothing is made of it."""
    if note is not None:
        (tmp_path / PARTS).mkdir()
        (tmp_path / PARTS / PROGRESS).write_text(note, "utf-8")
    assert ("", 0) == districts_done(tmp_path)


EDGES = list(pairwise([0, 2, 3, 5, DISTRICTS]))


def kept_whole(out: Path) -> Store:
    """A store with all districts in four batches."""
    store = Store(out, "key")
    for low, high in EDGES:
        feed(store, low, high)
    return store


def delete(path: Path, _other: Path) -> None:
    """It is gone."""
    path.unlink()


def empty(path: Path, _other: Path) -> None:
    """Nothing is in it."""
    path.write_bytes(b"")


def truncate(path: Path, _other: Path) -> None:
    """The second half is gone."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def flip(path: Path, _other: Path) -> None:
    """One bit is another."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def swap(path: Path, other: Path) -> None:
    """Two have each other's content."""
    mine, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(mine)


def a_folder(path: Path, _other: Path) -> None:
    """Something else stands there."""
    path.unlink()
    path.mkdir()


Damage = Callable[[Path, Path], None]


@pytest.mark.parametrize("damage", [delete, empty, truncate, flip, swap, a_folder])
@pytest.mark.parametrize("table", ["ledger@", "baseline+people@", "days-of-@", "days-of-baseline@"])
@given(place=st.integers(0, len(EDGES) - 1))
@settings(max_examples=4)
def test_a_damaged_part_is_lived_again(
    tmp_path_factory: pytest.TempPathFactory, damage: Damage, table: str, place: int
) -> None:
    """Whatever happens to a part, its districts are asked for again, and only they (or those swapped)."""
    out = tmp_path_factory.mktemp("store")
    kept_whole(out)
    parts = sorted((out / PARTS).glob(f"{table}*"))
    other = (place + 1) % len(EDGES)
    damage(parts[place], parts[other])
    hurt = {place}
    if damage is swap:  # tallies of two batches may be the same
        hurt = set() if parts[place].read_bytes() == parts[other].read_bytes() else {place, other}
    store = Store(out, "key")
    wanted = list(store.missing(DISTRICTS, DISTRICTS))
    lost = {district for number in hurt for district in range(*EDGES[number])}
    assert lost == {district for first, count in wanted for district in range(first, first + count)}
    for first, count in wanted:
        feed(store, first, first + count)
    said = finished(store)
    assert TABLE.equals(pl.read_parquet(out / "ledger.parquet"))
    assert content(TABLE) == said["ledger.parquet"]["sha256"]
    assert [DISTRICTS] * 4 == pl.read_parquet(out / "days.parquet")["n"].to_list()


@given(place=st.integers(0, 5_000), bit=st.integers(0, 7))
def test_a_flipped_note_loses_rows_never(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    """Whatever one bit of the note becomes, the tables end whole: what it cannot vouch for is lived again."""
    out = tmp_path_factory.mktemp("store")
    kept_whole(out)
    note = out / PARTS / PROGRESS
    content_of_note = bytearray(note.read_bytes())
    content_of_note[place % len(content_of_note)] ^= 1 << bit
    note.write_bytes(content_of_note)
    store = Store(out, "key")
    for first, count in list(store.missing(DISTRICTS, 2)):
        feed(store, first, first + count)
    finished(store)
    assert TABLE.equals(pl.read_parquet(out / "ledger.parquet"))
    assert [DISTRICTS] * 4 == pl.read_parquet(out / "days.parquet")["n"].to_list()


@given(cuts=st.sets(st.integers(1, DISTRICTS - 1)))
def test_a_table_from_memory_is_that_of_its_parts(
    tmp_path_factory: pytest.TempPathFactory, cuts: set[int]
) -> None:
    """Written from the rows at hand or from the parts that lie there: the same bytes."""
    written: list[bytes] = []
    for at_hand in (False, True):
        out = tmp_path_factory.mktemp("store")
        store, parts = Store(out, "key"), list(pairwise([0, *sorted(cuts), DISTRICTS]))
        for low, high in parts:
            feed(store, low, high)
        rows = pl.concat([TABLE[3 * low : 3 * high] for low, high in parts], rechunk=False)
        store.finish({}, {"ledger": rows} if at_hand else {})
        written.append((out / "ledger.parquet").read_bytes())
    assert written[0] == written[1]


def test_finishing_takes_nothing_away(tmp_path: Path) -> None:
    """Until a manifest stands, the parts do, so that finishing may be ended at any moment."""
    finished(kept_whole(tmp_path))
    assert DISTRICTS == Store(tmp_path, "key").districts
    clear_parts(tmp_path)
    assert ("", 0) == districts_done(tmp_path)


FULL = """
import resource, signal, sys
from pathlib import Path
import polars as pl
from demerit.runs.store import asking_again
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


def test_what_is_sent_is_read_back_whole(tmp_path: Path) -> None:
    """A batch that another process encoded is its bytes alone, and leaves the same as one from here."""
    days = {"": np.arange(4, dtype=np.int64).reshape(2, 2)}
    here = encoded(Batch(frames={"ledger": TABLE}, days=days, first=0, districts=DISTRICTS))
    sent: Encoded = pickle.loads(pickle.dumps(here))  # noqa: S301 - our own bytes
    assert sent.checksums == here.checksums
    assert sent.batch is not here.batch
    assert sent.batch.frames["ledger"].equals(TABLE)
    assert np.array_equal(sent.batch.days[""], days[""])
    said: list[dict[str, dict[str, object]]] = []
    for name, each in (("here", here), ("sent", sent)):
        (tmp_path / name).mkdir()
        store = Store(tmp_path / name, "key")
        store.keep(each)
        said.append(finished(store))
    assert said[0] == said[1]


def test_tallies_of_an_earlier_process_are_counted(tmp_path: Path) -> None:
    """Whoever goes on adds its own to them."""
    feed(Store(tmp_path, "key"), 0, 3)
    again = Store(tmp_path, "key")
    feed(again, 3, DISTRICTS)
    assert again.days[""].tolist() == np.full((2, 2), DISTRICTS).tolist()
