"""A replication: a folder of files that the engine runs as it runs any others, and settings made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any, Final

from demerit.errors import WrongUse
from demerit.formats.problems import Problem, Problems, all_made, nearest
from demerit.formats.reading import Document, refuse
from demerit.formats.setting import FILES, with_set
from demerit.formats.typed_paths import typed_path
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.loading import load_behaviour, load_society
from demerit.societies.model import Society
from demerit.study.expect import Expect, Figure, load_expect
from demerit.study.measured import Request
from demerit.study.plan import Options, plan
from demerit.world.run import Job

PACKAGE: Final = Path(str(resources.files("demerit")))
EXPECT: Final = "expect"
NAMED: Final = tuple(f"{name}.yaml" for name in (*FILES, EXPECT))


@dataclass(frozen=True, kw_only=True)
class Variant:
    """The four files of a replication as one variant has them."""

    scheme: Document[Scheme]
    society: Document[Society]
    behaviour: Document[Behaviour]
    expect: Document[Expect]

    def job(self, seed: int, days: int | None = None) -> Job:
        """A run of this setting under a seed; `days` other than its own only to try it out.

        Raises `FileInvalid` for files that do not go together, `WrongUse` for what the machine cannot hold.
        """
        options = Options(**self.expect.model.run.model_dump(), workers=1).but(days=days, seed=seed)
        return plan([self.scheme], self.society, self.behaviour, options)[0]


@dataclass(frozen=True, kw_only=True)
class Replication:
    """A folder that was read: its name, what it expects, and a setting for each variant that is measured."""

    name: str
    folder: Path
    expect: Document[Expect]
    settings: dict[str | None, Variant]

    def figures(self, variant: str | None) -> list[tuple[int, Figure]]:
        """The figures that a variant is measured for, with their places in the file."""
        return [(i, figure) for i, figure in enumerate(self.expect.model.expect) if figure.variant == variant]

    def asked(self, place: int) -> Request:
        """What the figure at a place of the file asks of a run."""
        figure = self.expect.model.expect[place]
        where = (EXPECT, place)
        return Request(document=self.expect, where=where, finding=figure.finding, sql=figure.sql)


def shipped_folder() -> Path:
    """Where the replications are: inside an installed package, at the root of a checkout."""
    inside = PACKAGE / "replications"
    return inside if inside.is_dir() else PACKAGE.parent.parent / "replications"


def shipped() -> dict[str, Path]:
    """The replications that come with demerit, by name."""
    folder = shipped_folder()
    folders = sorted(path.parent for path in folder.glob("*/expect.yaml")) if folder.is_dir() else []
    return {path.name: path for path in folders}


def folder_of(ref: str | Path) -> Path:
    """The folder that `ref` means: a path, or the name of a replication that comes with demerit.

    A single word is a name; a folder of that name here is meant by `./name`.

    Raises:
        Problems: no such name.
        WrongUse: a name that may mean either.
    """
    path = Path(ref)
    if isinstance(ref, Path) or len(path.parts) != 1 or ref.startswith((".", "~")) or ref.endswith("/"):
        return typed_path(ref)
    known = shipped()
    if ref in known and path.is_dir() and not path.samefile(known[ref]):
        both = f"'{ref}' comes with demerit, and a folder of that name lies here"
        raise WrongUse(f"{both}: say ./{ref} for the folder, or go elsewhere for what comes with demerit")
    if ref in known:
        return known[ref]
    if path.is_dir():
        return path
    expected = f"a folder, or one of: {', '.join(known) or 'none'}"
    return refuse(ref, "no replication that comes with demerit", expected, nearest(ref, known))


def read_replication(ref: str | Path) -> Replication:
    """Read a replication's folder in full, with all its variants.

    Raises:
        Problems: no such replication, files that are missing, everything that is wrong with those there.
    """
    folder = folder_of(ref)
    loaders: dict[str, Callable[[Path], Any]] = {
        "scheme": load_scheme, "society": load_society, "behaviour": load_behaviour, EXPECT: load_expect,
    }  # fmt: skip
    there = {path: load for name, load in loaders.items() if (path := folder / f"{name}.yaml").exists()}
    makings = (partial(load, path) for path, load in there.items())
    made: list[Any] = all_made([partial(_refuse_missing, folder), *makings])
    base = Variant(**dict(zip(loaders, made[1:], strict=True)))
    variants = dict.fromkeys(figure.variant for figure in base.expect.model.expect)
    settings = all_made(partial(_varied, base, variant) for variant in variants)
    return Replication(
        name=folder.resolve().name, folder=folder, expect=base.expect,
        settings=dict(zip(variants, settings, strict=True)),
    )  # fmt: skip


def read_all(refs: Sequence[str | Path]) -> list[Replication]:
    """Several replications; all that come with demerit where none is named.

    Raises:
        Problems: everything that is wrong with any of them.
    """
    named = list(dict.fromkeys(refs)) or list(shipped())
    if not named:
        raise WrongUse(f"no replications in {shipped_folder()}; name a folder")
    return all_made(partial(read_replication, ref) for ref in named)


def _refuse_missing(folder: Path) -> None:
    """Raise `Problems` with one for each file that a folder lacks, one for a folder that is none."""
    if not folder.is_dir():
        expected = f"a folder with {', '.join(NAMED)}"
        value = "a file" if folder.exists() else "no such folder"
        raise Problems([Problem(file=str(folder), value=value, expected=expected)])
    expected = "a file that exists: a replication needs all four"
    missing = [
        Problem(file=str(folder / name), value="no such file", expected=expected)
        for name in NAMED
        if not (folder / name).exists()
    ]
    if missing:
        raise Problems(missing)


def _varied(base: Variant, variant: str | None) -> Variant:
    """The base files with a variant's changes.

    Raises:
        Problems: a path that leads nowhere or a value that cannot be, at its line of the expectation.
    """
    setting = base
    for path, value in base.expect.model.variants.get(variant or "", {}).items():
        name, _, rest = path.partition(".")
        try:
            if name == "run":
                setting = replace(setting, expect=with_set(setting.expect, path, value))
            else:
                setting = replace(setting, **{name: with_set(getattr(setting, name), rest, value)})
        except (Problems, WrongUse) as refused:
            raise Problems(_at_its_line(base.expect, str(variant), path, refused)) from refused
    return setting


def _at_its_line(
    expect: Document[Expect], variant: str, path: str, refused: Problems | WrongUse
) -> list[Problem]:
    """What is wrong with a change, said where the expectation makes it."""
    where = ("variants", variant, path)
    line, column = expect.place(*where)
    if isinstance(refused, WrongUse):
        expected = "a path such as scheme.conducts.jaywalking.points"
        return [expect.problem(where, value=path, expected=expected)]
    return [
        replace(
            problem, file=expect.name, line=line, column=column, place=f"variants.{variant}.{path}",
            source_line=expect.sheet.line(line),
        )
        for problem in refused.problems
    ]  # fmt: skip
