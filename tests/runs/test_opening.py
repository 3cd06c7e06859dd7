"""A finished run is read only as it was written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import FileInvalid, WrongUse
from demerit.runs.opening import is_lived, read_manifest, refuse_altered
from demerit.runs.store import MANIFEST
from demerit.study.living import simulate
from demerit.study.result import open_run
from demerit.world.job import job_key
from worlds import a_job, a_scheme, a_society, channel, conduct

LIFE = {"opportunities": {"cross": {"per_year": 90, "act": 0.5}}}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small finished run."""
    job = a_job(
        a_scheme(conducts=[conduct("cross", channels=["camera"])], channels=[channel()]),
        a_society(LIFE, district_people=10),
        people=30, days=3,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("opening") / "run"
    simulate(job, folder)
    return folder


@pytest.fixture
def copy(run: Path, tmp_path: Path) -> Path:
    """The run, to spoil."""
    return shutil.copytree(run, tmp_path / "run")


def files_of(folder: Path) -> list[str]:
    """Every file of a run but its manifest."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if name != MANIFEST)


def delete(path: Path) -> None:
    """It is gone."""
    path.unlink()


def empty(path: Path) -> None:
    """Nothing is in it."""
    path.write_bytes(b"")


def truncate(path: Path) -> None:
    """The second half is gone."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """One bit is another."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def append(path: Path) -> None:
    """A byte is added."""
    path.write_bytes(path.read_bytes() + b" ")


def a_folder(path: Path) -> None:
    """Something else stands there."""
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [delete, empty, truncate, flip, append, a_folder])
def test_any_damage_to_any_file_is_named(copy: Path, run: Path, damage: Callable[[Path], None]) -> None:
    """Whatever happens to a table, an input or the findings, the message names that file and no other."""
    for name in files_of(run):
        damage(copy / name)
        with pytest.raises(FileInvalid) as refused:
            open_run(copy)
        assert [f"{copy / name}"] == [line.split(": ")[0] for line in str(refused.value).splitlines()]
        if (copy / name).is_dir():
            (copy / name).rmdir()
        shutil.copy2(run / name, copy / name)
    assert "score.mean" in open_run(copy).findings


def test_a_table_of_another_run_is_refused(copy: Path) -> None:
    """Tables that were not written together, and ones that nobody named, do not make a run."""
    shutil.copy(copy / "baseline" / "people.parquet", copy / "people.parquet")
    shutil.copy(copy / "days.parquet", copy / "providers.parquet")
    with pytest.raises(
        FileInvalid, match=r"people\.parquet: has changed(.|\n)*providers\.parquet: not of this"
    ):
        open_run(copy)


def says_the_same(one: bytes, other: bytes) -> bool:
    """Whether two texts are the same JSON."""
    try:
        return json.loads(one) == json.loads(other)
    except ValueError:
        return False


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_manifest_is_never_believed(
    tmp_path_factory: pytest.TempPathFactory, run: Path, place: int, bit: int
) -> None:
    """Whatever one bit of it becomes, the run is refused, and the manifest is named."""
    copy = tmp_path_factory.mktemp("flipped") / "run"
    shutil.copytree(run, copy)
    content = bytearray((copy / MANIFEST).read_bytes())
    place %= len(content)
    content[place] ^= 1 << bit
    (copy / MANIFEST).write_bytes(content)
    if says_the_same(bytes(content), (run / MANIFEST).read_bytes()):
        open_run(copy)  # one kind of blank for another
        return
    with pytest.raises(FileInvalid, match=r"manifest\.json"):
        open_run(copy)


def altered(run: Path, change: Callable[[dict[str, Any]], object]) -> str:
    """A run's manifest with something changed, as text."""
    manifest = json.loads((run / MANIFEST).read_text(encoding="utf-8"))
    change(manifest)
    return json.dumps(manifest)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda said: said["options"].update(people="many"),
            "options.people: Input should be a valid",
        ),
        (lambda said: said.update(options=None), "options: "),
        (lambda said: said["tables"].update(x=3), "tables.x: "),
        (lambda said: said.pop("seed"), "seed: Field required"),
        (
            lambda said: said["inputs"]["data"].append({"file": "../x", "sha256": ""}),
            r"outside of the run: \.\./x",
        ),
    ],
)
def test_a_manifest_of_another_shape_is_told(
    copy: Path, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    """What it lacks or says wrongly is named by its path in it."""
    (copy / MANIFEST).write_text(altered(copy, change), encoding="utf-8")
    with pytest.raises(FileInvalid, match=rf"manifest\.json: .*{said}"):
        read_manifest(copy / MANIFEST)


def test_what_is_no_file_is_no_manifest(tmp_path: Path) -> None:
    """A folder, a device or a nest of brackets is told as such, none is read without end."""
    with pytest.raises(FileInvalid, match=r"a folder, expected a run's manifest\.json"):
        read_manifest(tmp_path)
    with pytest.raises(FileInvalid, match=r"expected a run's manifest\.json"):
        read_manifest(Path("/dev/zero"))
    (tmp_path / "deep.json").write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(FileInvalid, match=r"deep\.json: "):
        read_manifest(tmp_path / "deep.json")
    with pytest.raises(WrongUse, match=r"none\.json: "):
        read_manifest(tmp_path / "none.json")


def test_an_older_run_is_held_by_its_contents(copy: Path) -> None:
    """A manifest without hashes of files has those of the tables' contents."""
    (copy / MANIFEST).write_text(
        altered(copy, lambda said: [said.pop(part) for part in ("files", "seal", "key")]), encoding="utf-8"
    )
    refuse_altered(copy, read_manifest(copy / MANIFEST))
    shutil.copy(copy / "baseline" / "people.parquet", copy / "people.parquet")
    (copy / "days.parquet").write_bytes(b"PAR1")
    (copy / "needs.parquet").unlink()
    with pytest.raises(FileInvalid) as refused:
        refuse_altered(copy, read_manifest(copy / MANIFEST))
    for said in (
        "people.parquet: its contents have changed",
        "days.parquet: not readable",
        "needs.parquet: missing",
    ):
        assert said in str(refused.value)


def test_only_whole_tables_of_the_same_job_are_lived(copy: Path) -> None:
    """What was lived is gone on with where it is whole and the job's own."""
    key = read_manifest(copy / MANIFEST)["key"]
    assert is_lived(copy, key)
    assert not is_lived(copy, "other")
    flip(copy / "people.parquet")
    assert not is_lived(copy, key)
    assert not is_lived(copy / "none", key)


def test_the_key_is_that_of_the_job(run: Path) -> None:
    """A manifest carries the key of the job that it was lived by."""
    job = a_job(
        a_scheme(conducts=[conduct("cross", channels=["camera"])], channels=[channel()]),
        a_society(LIFE, district_people=10),
        people=30, days=3,
    )  # fmt: skip
    assert job_key(job) == read_manifest(run / MANIFEST)["key"]
