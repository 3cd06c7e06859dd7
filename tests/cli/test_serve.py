"""`demerit serve`, as far as it goes without serving."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from demerit.cli.commands import demerit
from demerit.web import serving


def test_without_a_page_it_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout whose page was not built gets one message that names the command that builds it."""
    monkeypatch.setattr(serving.resources, "files", lambda _room: tmp_path)
    found = CliRunner().invoke(demerit, ["serve", "--no-browser"])
    assert 2 == found.exit_code
    assert "python3 dev.py serve" in found.output


def test_a_port_that_is_none_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what a port is."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "index.html").write_text("", encoding="utf-8")
    monkeypatch.setattr(serving.resources, "files", lambda _room: tmp_path)
    found = CliRunner().invoke(demerit, ["serve", "--no-browser", "--port", "99999"])
    assert (2, True) == (found.exit_code, "expected 0 to 65,535" in found.output)


def test_a_folder_that_is_no_study_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said which folder, and what leaves a study, before anything is served."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "index.html").write_text("", encoding="utf-8")
    monkeypatch.setattr(serving.resources, "files", lambda _room: tmp_path)
    found = CliRunner().invoke(demerit, ["serve", "--no-browser", "--study", str(tmp_path / "static")])
    assert (2, True) == (found.exit_code, "no finished study is there" in found.output)
