"""JSON Schemas of the formats, for editors; `python -m demerit.formats.schemas` writes them anew.

This room knows no format's model: they are found by name, only here and only when schemas are made.
"""

from __future__ import annotations

import json
import pkgutil
from importlib import resources
from pathlib import Path
from typing import Any

from demerit.formats.keys import described
from demerit.formats.reading import wanted_format

MODELS = {
    "scheme": "demerit.schemes.model:Scheme",
    "society": "demerit.societies.model:Society",
    "behaviour": "demerit.societies.behaviour:Behaviour",
    "expect": "demerit.study.expect:Expect",
    "facts": "demerit.facts.model:Facts",
    "study": "demerit.study.inquiry.model:Study",
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(str(resources.files("demerit.formats"))) / "schemas"


def schema_name(kind: str) -> str:
    """The name of a format's schema file."""
    return f"{kind}.schema.json"


def schema_text(kind: str) -> str:
    """The text of a format's JSON Schema as it ships.

    Raises:
        FileNotFoundError: no such format.
    """
    return (FOLDER / schema_name(kind)).read_text(encoding="utf-8")


def generated(kind: str) -> str:
    """The text of a format's JSON Schema, made from its model."""
    model: Any = pkgutil.resolve_name(MODELS[kind])
    described_schema = described(model.model_json_schema(), model.__name__)
    schema: dict[str, Any] = {"$schema": DIALECT, **described_schema, "title": wanted_format(model)}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def write_all() -> None:
    """Write every format's schema into the package."""
    FOLDER.mkdir(exist_ok=True)
    for kind in MODELS:
        (FOLDER / schema_name(kind)).write_text(generated(kind), encoding="utf-8")


if __name__ == "__main__":
    write_all()
