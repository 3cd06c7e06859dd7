"""The front door: what `import demerit` shows, and that it costs nothing."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import demerit as dm
from studies import DETECTS, MISNAMES, WRONG, a_file


def test_the_public_surface_is_what_is_shown() -> None:
    """`__all__` is what `dir` shows, sorted, and every name is there."""
    assert sorted(dm.__all__) == dm.__all__ == dir(dm)
    assert [] == [name for name in dm.__all__ if getattr(dm, name) is None]


ROOMS = ("schemes", "societies", "study")


def test_public_functions_are_plain_functions() -> None:
    """All in lower case are functions with words and typed parameters, those that share a room's name too."""
    functions = [name for name in dm.__all__ if name.islower()]
    assert [] == [name for name in functions if not inspect.isfunction(getattr(dm, name))]
    for name in functions:
        function = getattr(dm, name)
        assert inspect.getdoc(function)
        signature = inspect.signature(function)
        given = [*(each.annotation for each in signature.parameters.values()), signature.return_annotation]
        assert inspect.Signature.empty not in given
    assert {*ROOMS} < {*functions}
    assert "StudyResult" == inspect.signature(dm.study).return_annotation


@pytest.mark.parametrize("first", [*(f"import_module('demerit.{name}')" for name in ROOMS), "demerit.study"])
def test_functions_keep_the_names_of_rooms(first: str) -> None:
    """Whatever is imported from a room, and whichever way comes first; its modules are found and pickled."""
    code = f"""
import demerit, pickle
from importlib import import_module, resources
{first}
from demerit.study.plan import Options
from demerit.study import plan
import demerit.schemes.loading
import_module("demerit.societies.loading")
assert plan.Options is Options is pickle.loads(pickle.dumps(Options))
assert demerit.study is pickle.loads(pickle.dumps(demerit.study))
assert (resources.files("demerit.schemes") / "library").is_dir()
print([type(getattr(demerit, name)).__name__ for name in {ROOMS}])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert "['function', 'function', 'function']\n" == done.stdout


def test_every_listed_id_opens() -> None:
    """A scheme or a society of that id, in order."""
    assert sorted(dm.schemes()) == [dm.scheme(name).model.id for name in dm.schemes()]
    assert sorted(dm.societies()) == [dm.society(name).document.model.id for name in dm.societies()]
    assert "as-described" in dm.schemes()


def test_a_study_in_one_call(tmp_path: Path) -> None:
    """`dm.study(file)` gives worlds, indices and a page; a seed replaces the file's."""
    heard: list[int] = []
    found = dm.study(
        a_file(tmp_path),
        seed=4,
        workers=2,
        out=tmp_path / "out",
        on_progress=lambda _s, n, _t: heard.append(n),
    )
    assert {4} == set(found.worlds["seed"])
    assert {DETECTS, MISNAMES} == set(found.sensitivity[WRONG])
    assert [] == found.failed
    assert found.report.is_file()
    assert heard


def test_too_few_draws_are_wrong_use(tmp_path: Path) -> None:
    """As the file would be refused with so few."""
    with pytest.raises(dm.WrongUse, match="--draws 1: expected 2 or more"):
        dm.study(a_file(tmp_path), draws=1)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that is not public is missing in the usual way."""
    with pytest.raises(AttributeError, match="module 'demerit' has no attribute 'score_me'"):
        dm.score_me  # noqa: B018


def test_importing_fetches_nothing_heavy() -> None:
    """`import demerit` loads neither numba nor polars nor pydantic."""
    code = "import sys, demerit; print(sorted({'numba', 'polars', 'pydantic', 'click'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert "[]\n" == done.stdout
