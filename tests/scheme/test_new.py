"""A scheme to start from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demerit.errors import WrongUse
from demerit.formats.schemas import schema_text
from demerit.scheme.loading import load_scheme, scheme_from_text
from demerit.scheme.model import Scheme
from demerit.scheme.new import schema_beside, start, starter


def test_the_starter_is_valid_and_carries_its_id() -> None:
    """It passes `check`, and nothing of the template's name is left."""
    assert "my-town" == scheme_from_text(starter("my-town")).model.id
    assert "id: my-scheme" not in starter("my-town")


def test_the_starter_explains_every_section() -> None:
    """Every part that a run acts on stands in it, each under a comment."""
    lines = starter("x").splitlines()
    for part in ("use", "sources", "score", "bands", "channels", "data", "conducts", "treatments", "assumes"):
        assert part in Scheme.model_fields
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{part}:"))
        assert lines[at - 1].startswith("#")


def test_starting_writes_the_scheme_and_its_schema(tmp_path: Path) -> None:
    """The first line names the schema beside it: editors need no network; a schema that is there stays."""
    file = tmp_path / "mine.yaml"
    assert (file, tmp_path / "scheme.schema.json") == start(file, "mine")
    assert "mine" == load_scheme(file).model.id
    named = file.read_text().splitlines()[0].split("$schema=")[1]
    assert json.loads(schema_text("scheme")) == json.loads((tmp_path / named).read_text())
    assert (tmp_path / "other.yaml",) == start(tmp_path / "other.yaml", "other")
    assert (tmp_path / named, schema_text("scheme")) == schema_beside(file)


def test_starting_never_overwrites(tmp_path: Path) -> None:
    """The file stays as it was; a folder that is not there is told."""
    file = tmp_path / "mine.yaml"
    file.write_text("precious")
    with pytest.raises(WrongUse, match="exists"):
        start(file, "mine")
    assert "precious" == file.read_text()
    with pytest.raises(WrongUse, match="cannot be written"):
        start(tmp_path / "no" / "mine.yaml", "mine")
