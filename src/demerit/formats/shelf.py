"""A package with a library of files: called, it lists their ids, as `dm.schemes()` does."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType


class Shelf(ModuleType):
    """The class of such a package: `dm.schemes` is both the package and, called, the list of what it holds.

    See https://docs.python.org/3/reference/datamodel.html#customizing-module-attribute-access.
    """

    def __call__(self) -> list[str]:
        """The ids of the files that come with the package, in order."""
        return sorted(file.stem for file in (Path(self.__path__[0]) / "library").glob("*.yaml"))
