"""The page is built where its sources have changed, and what is built is in the wheel alone."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def builder() -> ModuleType:
    """hatch_build.py as a module."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_that_is_built_is_committed() -> None:
    """Neither the built page nor what npm has fetched is in the history."""
    tracked = subprocess.run(
        ["git", "ls-files", "src/demerit/web/static", "frontend/node_modules"],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "" == tracked.stdout


def test_the_lock_of_the_front_end_names_no_host_and_every_hash() -> None:
    """Every package of the lock has a hash, whole as it is asked for, and none says from where it comes."""
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text("utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert [] == [name for name, each in packages.items() if "resolved" in each or "integrity" not in each]
    held = {name.rpartition("node_modules/")[2] for name in packages}
    asked = {name for each in lock["packages"].values() for name in each.get("optionalDependencies", {})}
    assert set() == asked - held


def test_a_hash_sees_every_change(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed byte, a new name: another hash; the same files: the same."""
    monkeypatch.setattr(builder, "SOURCES", tmp_path)
    one, other = tmp_path / "a.ts", tmp_path / "b.ts"
    one.write_text("1", encoding="utf-8")
    first = builder.hash_of([one])
    assert first == builder.hash_of([one])
    one.write_text("2", encoding="utf-8")
    assert first != builder.hash_of([one])
    other.write_text("1", encoding="utf-8")
    assert first != builder.hash_of([other])


def test_without_sources_nothing_is_built(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package whose front end is not there is built without it, and no Node is asked for."""
    monkeypatch.setattr(builder, "SOURCES", tmp_path)
    monkeypatch.setattr(builder, "npm", None)
    assert not builder.build()


def test_what_npm_says_is_told(builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that fails names itself, with npm's own words."""
    monkeypatch.setattr(builder, "SOURCES", tmp_path)
    with pytest.raises(builder.Failed, match="npm run nothing failed"):
        builder.npm("run", "nothing")


def test_the_program_ends_well_where_nothing_changed() -> None:
    """A second call builds nothing and says nothing."""
    call = [sys.executable, str(ROOT / "hatch_build.py")]
    first = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
    if first.returncode:
        pytest.skip("the front end cannot be built here: " + first.stderr[:200])
    second = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
    assert (0, "") == (second.returncode, second.stderr)
