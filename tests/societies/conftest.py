"""A small town to change at will, read as a file would be."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from demerit.formats.reading import Document, read_text
from demerit.societies.model import Society

Town = Callable[..., Document[Society]]

GERMANY = {"file": "data/wpp2019_age5_sex_2020.csv", "area": "Germany"}
TABLE = "data/nist_frvt11_2020_mean_log10_fmr_by_region.csv"


@pytest.fixture(scope="session")
def town() -> Town:
    """`town(people=50)`: a society of German ages with two groups, any part of its file replaced."""

    def read(**parts: Any) -> Document[Society]:
        file: dict[str, Any] = {
            "format": "demerit/society/1",
            "id": "town",
            "title": "Town",
            "people": 20_000,
            "margins": {"age_sex": GERMANY, "income": {"gini": 0.32}},
            "groups": [
                {"id": "majority", "share": 0.9, "columns": {"camera": "EURO"}},
                {"id": "minority", "share": 0.1, "columns": {"camera": "SSAFRICA"}},
            ],
            "error_tables": {"camera": TABLE},
            "ties": {
                "friends": {"mean": 8, "clustering": 0.14, "homophily": 0.3},
                "household": {"mean_size": 2.1},
            },
            **parts,
        }
        return read_text(json.dumps(file, indent=1), Society, name="town.yaml")

    return read
