"""Living worlds and comparing them: runs, comparisons, studies, replications; called, it lives a study."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any


class Room(ModuleType):
    """The class of this package: `dm.study` is both the package and, called, what `demerit.api.study` is.

    See https://docs.python.org/3/reference/datamodel.html#customizing-module-attribute-access.
    """

    def __call__(self, *given: Any, **options: Any) -> Any:
        """Live a study, through the front door that is above this room."""
        return importlib.import_module("demerit.api").study(*given, **options)


sys.modules[__name__].__class__ = Room
