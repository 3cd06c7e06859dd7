"""The page's own tables."""

from __future__ import annotations

from demerit.schemes.loading import library
from demerit.web.data import shipped


def test_every_scheme_has_a_setting_and_no_other_name_has() -> None:
    """Where schemes are shown is said for each of the library, once."""
    assert [each.model.id for each in library()] == list(shipped("settings"))
