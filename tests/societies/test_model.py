"""Societies as models: aggregates, and no place for a person."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from demerit.societies.model import FileMargin, Society, TableMargin

LEAST: dict[str, Any] = {"format": "demerit/society/1", "id": "x", "title": "t"}


def test_margins_are_told_by_their_shape() -> None:
    """A file, or rows in place."""
    margins = {"age_sex": {"file": "a.csv"}, "joint": {"b": {"columns": ["group"], "rows": [["g", 20]]}}}
    read = Society.model_validate(LEAST | {"margins": margins}).margins
    assert isinstance(read.age_sex, FileMargin)
    assert isinstance(read.joint["b"], TableMargin)


@pytest.mark.parametrize("people", [[{"age": 30}], {"file": "people.csv"}, "people.csv", 0, -1, 2.5])
def test_people_is_a_number(people: object) -> None:
    """No list and no file of persons."""
    with pytest.raises(ValidationError):
        Society.model_validate(LEAST | {"people": people})


def test_columns_of_margins_are_traits_that_are_modelled() -> None:
    """No name, no number, no address."""
    for column in ("name", "id", "address", "phone"):
        with pytest.raises(ValidationError):
            Society.model_validate(
                LEAST | {"margins": {"joint": {"j": {"columns": [column], "rows": [["x", 10]]}}}}
            )
