"""What a run was made from: handed on, or read from its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import FileInvalid
from demerit.runs.inputs import INPUTS, inputs_of, read_inputs
from demerit.runs.manifest import write_inputs
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour, load_society
from demerit.study.plan import Options, plan


@pytest.mark.parametrize("scheme", ["as-described", "brackwater-standing"])
def test_what_is_handed_on_is_what_would_be_read(tmp_path: Path, scheme: str) -> None:
    """Models, life and text of the copies are those that were lived: findings depend on neither way."""
    options = Options(people=40_000, days=30)
    (job,) = plan([load_scheme(scheme)], load_society("brackwater"), load_behaviour("everyday"), options)
    write_inputs(job, tmp_path)
    handed, read = inputs_of(job), read_inputs(tmp_path)
    assert handed.life == read.life
    for one, other in (
        (handed.scheme, read.scheme),
        (handed.society, read.society),
        (handed.behaviour, read.behaviour),
    ):
        assert (one.model, one.text) == (other.model, other.text)


def test_an_input_that_is_gone_is_named(tmp_path: Path) -> None:
    """A folder without its inputs is refused at the first of them."""
    (tmp_path / INPUTS).mkdir()
    with pytest.raises(FileInvalid, match=r"scheme\.yaml"):
        read_inputs(tmp_path)
