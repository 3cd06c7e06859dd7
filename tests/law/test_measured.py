"""A run of the scheme that is audited, and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demerit.errors import FileInvalid, WrongUse
from demerit.law.measured import measured
from demerit.schemes.loading import load_scheme


def test_the_run_of_the_scheme(finished_run: Path) -> None:
    """Its findings are read."""
    run = measured(finished_run, load_scheme("as-described"))
    assert "wrong.people_share" in run.findings
    assert run.setting.endswith("4,000 synthetic people · 365 days · seed 1")


def test_a_run_of_another_scheme_is_refused_by_hash(finished_run: Path) -> None:
    """The message has both hashes, and says what to do."""
    other = load_scheme("tenant-score")
    with pytest.raises(WrongUse, match="a run of another scheme") as refusal:
        measured(finished_run, other)
    assert other.sha256[:12] in str(refusal.value)
    assert load_scheme("as-described").sha256[:12] in str(refusal.value)


def test_one_byte_makes_another_scheme(finished_run: Path, tmp_path: Path) -> None:
    """A space at the end is enough: what was run is what is audited, to the byte."""
    document = load_scheme("as-described")
    copy = tmp_path / "copy.yaml"
    copy.write_text(document.text, encoding="utf-8")
    assert measured(finished_run, load_scheme(copy)).findings
    copy.write_text(document.text + " ", encoding="utf-8")
    with pytest.raises(WrongUse, match="another scheme"):
        measured(finished_run, load_scheme(copy))


def test_what_is_no_run(tmp_path: Path) -> None:
    """An empty folder is wrong use, a spoilt manifest an invalid file."""
    with pytest.raises(WrongUse, match="no finished run"):
        measured(tmp_path, load_scheme("tenant-score"))
    (tmp_path / "findings.json").write_text("{}")
    for spoilt in ("[]", "{", json.dumps({"inputs": {}})):
        (tmp_path / "manifest.json").write_text(spoilt)
        with pytest.raises(FileInvalid, match=r"manifest\.json"):
            measured(tmp_path, load_scheme("tenant-score"))
