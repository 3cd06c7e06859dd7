"""Schemes by id and from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.formats.problems import Problems
from demerit.scheme.loading import LIBRARY, library, load_scheme, scheme_from_text


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
