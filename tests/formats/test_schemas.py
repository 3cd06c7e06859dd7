"""The JSON Schemas that ship are those of the models, and take what the loader takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from demerit.formats import schemas
from demerit.formats.reading import Document
from demerit.formats.schemas import MODELS, generated, schema_text, write_all
from demerit.schemes.loading import library, scheme_from_text
from demerit.schemes.model import Scheme
from demerit.schemes.new import starter
from demerit.societies.loading import load_behaviour, societies


def keyed(raw: Any) -> Any:
    """Data as JSON has it: every key text."""
    if isinstance(raw, dict):
        return {str(key): keyed(value) for key, value in raw.items()}
    return [keyed(each) for each in raw] if isinstance(raw, list) else raw


@pytest.mark.parametrize("kind", MODELS)
def test_shipped_schemas_have_not_drifted(kind: str) -> None:
    """`python -m demerit.formats.schemas` would change nothing."""
    assert generated(kind) == schema_text(kind)


def test_writing_writes_what_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file a format."""
    monkeypatch.setattr(schemas, "FOLDER", tmp_path / "new")
    write_all()
    assert {f"{kind}.schema.json": schema_text(kind) for kind in MODELS} == {
        file.name: file.read_text() for file in (tmp_path / "new").iterdir()
    }


def errors(kind: str, document: Document[Any]) -> list[str]:
    """What a validator finds in a document's data."""
    validator: Any = jsonschema.Draft202012Validator(json.loads(schema_text(kind)))
    return [error.message for error in validator.iter_errors(keyed(document.sheet.tree.data))]


def test_whatever_loads_is_valid_in_an_editor(small: Document[Scheme]) -> None:
    """Every shipped file and the starter."""
    for document in (small, scheme_from_text(starter("x")), *library()):
        assert [] == errors("scheme", document)
    for society in societies():
        assert [] == errors("society", society)
    assert [] == errors("behaviour", load_behaviour())


@pytest.mark.parametrize(
    "wrong",
    [{"titel": "x"}, {"score": {"start": "a", "min": 0, "max": 1}}, {"authority": "stat"}, {"bands": []}],
)
def test_an_editor_sees_what_is_wrong(small: Document[Scheme], wrong: dict[str, Any]) -> None:
    """A wrong key, type, word and length are errors of the schema too."""
    validator: Any = jsonschema.Draft202012Validator(json.loads(schema_text("scheme")))
    assert list(validator.iter_errors(keyed(small.sheet.tree.data | wrong)))
