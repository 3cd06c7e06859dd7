"""A scheme to start from."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.schemas import schema_text
from demerit.schemes.loading import scheme_from_text
from demerit.schemes.model import Scheme
from demerit.schemes.new import id_from, schema_beside, starter


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


def test_the_first_line_names_the_schema_beside_it(tmp_path: Path) -> None:
    """Editors need no network: the shipped schema goes where the scheme's first line looks for it."""
    named = starter("x").splitlines()[0].split("$schema=")[1]
    file, text = schema_beside(tmp_path / "mine.yaml")
    assert tmp_path / named == file
    assert json.loads(schema_text("scheme")) == json.loads(text)


@given(st.one_of(st.text(), st.sampled_from(["A_B", "1", "0x1f", "1e5", "true", "null", "-", "9" * 40])))
def test_any_name_gives_an_id_that_passes(name: str) -> None:
    """Whatever a file is called, its scheme's id is a word of small letters, digits and hyphens."""
    assert id_from(name) == scheme_from_text(starter(id_from(name))).model.id


def test_a_plain_name_is_its_own_id() -> None:
    """Nothing is changed where nothing must be."""
    assert ("my-town", "a-b") == (id_from("my-town"), id_from("A_B"))


def test_a_name_that_looks_like_a_number_of_somebody_is_left_aside() -> None:
    """No file may hold it, so the scheme keeps the template's id."""
    assert ("my-scheme", "my-scheme") == (id_from("0000000"), id_from("+49 170 1234567"))
