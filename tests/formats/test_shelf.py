"""A package that lists its library when it is called."""

from __future__ import annotations

import sys
from pathlib import Path

import demerit as dm
from demerit.formats.shelf import Shelf


def test_a_called_package_lists_its_library() -> None:
    """Ids in order, those of the library's files; the package stays a package whose modules are imported."""
    for name in ("schemes", "societies"):
        package = sys.modules[f"demerit.{name}"]
        assert isinstance(package, Shelf)
        assert package() == sorted(file.stem for file in (Path(package.__path__[0]) / "library").iterdir())
        assert package is getattr(dm, name)


def test_every_listed_id_opens() -> None:
    """A scheme or a society of that id."""
    assert dm.schemes() == [dm.scheme(name).model.id for name in dm.schemes()]
    assert dm.societies() == [dm.society(name).document.model.id for name in dm.societies()]
