"""Schemes by id and from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.formats.problems import Problems
from demerit.formats.setting import with_set
from demerit.schemes.loading import LIBRARY, library, load_scheme, scheme_from_text
from demerit.schemes.new import starter


def test_every_shipped_scheme_is_valid_and_found_by_its_id() -> None:
    """The file's name is the scheme's id."""
    found = library()
    assert {"as-described", "brackwater-standing"} <= {document.model.id for document in found}
    for document in found:
        assert document.model == load_scheme(document.model.id).model
        assert LIBRARY == document.folder


def test_a_copy_of_a_shipped_scheme_reads_as_the_same_model(tmp_path: Path) -> None:
    """What a run copies into its folder can be rerun."""
    document = load_scheme("brackwater-standing")
    (tmp_path / "scheme.yaml").write_text(document.text)
    copy = load_scheme(tmp_path / "scheme.yaml")
    assert (document.model, document.sha256) == (copy.model, copy.sha256)


def test_an_unknown_scheme_is_told_with_the_nearest() -> None:
    """And with the list."""
    with pytest.raises(Problems, match="did you mean 'as-described'") as raised:
        load_scheme("as-describd")
    assert 3 == raised.value.exit_code
    assert "brackwater-standing" in str(raised.value)


def test_a_text_is_called_as_asked() -> None:
    """Messages carry the name."""
    with pytest.raises(Problems, match=r"^mine:1:1"):
        scheme_from_text("", "mine")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("conducts.jaywalking.to_band", {"id": "barred", "days": 2**31}),
        ("conducts.jaywalking.repeat_factor", 1e155),
        ("assumes.opportunities.jaywalking.spread", 1e155),
        ("assumes.opportunities.jaywalking.spread", 1e-300),
        ("assumes.opportunities.jaywalking.per_year", 1e9),
        ("redress.lapse", {"days": 10**12}),
        ("bands.barred.weight", 1e308),
    ],
)
def test_numbers_that_the_engine_does_not_hold_are_refused_at_their_line(path: str, value: object) -> None:
    """Too large or too small: said of the number itself, with its range."""
    starting = scheme_from_text(starter("mine"), "mine.yaml")
    with pytest.raises(
        Problems, match=r"mine.yaml.*:\d+:\d+ .*expected (a number|a whole number|0, or at least)"
    ):
        with_set(starting, path, value)
