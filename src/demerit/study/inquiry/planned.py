"""From a study's file to its worlds: base, what varies, the design, and a key over all they depend on."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from demerit.errors import WrongUse
from demerit.formats.reading import Document
from demerit.study.ensemble.hypercube import hypercube
from demerit.study.ensemble.varied import Varies
from demerit.study.inquiry.axes import Axis, axes_of, base_job, varied
from demerit.study.inquiry.designs import Design, grid, hypercube_design, morris, sobol
from demerit.study.inquiry.model import MOST_WORLDS, SAMPLES, Study, load_study
from demerit.study.plan import Options
from demerit.world.job import Job, job_key

Setting = Callable[[Mapping[str, Any], int], Job]
"""What is set in a world by name, and its seed, to its job."""


@dataclass(frozen=True, kw_only=True)
class PlannedStudy:
    """Worlds to be lived: the base, the design with its groups' names, what varies, how it becomes a world.

    `text` is the study's file, '' where there is none; `first` the number of its first world, where other
    designs come before it.
    """

    id: str
    title: str
    base: Job
    design: Design
    groups: tuple[str, ...]
    vary: Sequence[Varies]
    setting: Setting
    seeds: tuple[int, ...]
    outcomes: tuple[str, ...]
    text: str = ""
    first: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of what varies, as tables have them."""
        return tuple(one.name for one in self.vary)

    @property
    def worlds(self) -> int:
        """How many worlds there are."""
        return len(self.design.shares) * len(self.seeds)

    @property
    def key(self) -> str:
        """A hash over all that the contents depend on: the same key, the same worlds and answers."""
        shares = self.design.shares.tobytes()
        content = (version("demerit"), job_key(self.base), self.text, self.design.method, self.design.samples,
                self.columns, self.seeds, self.outcomes)  # fmt: skip
        return hashlib.sha256(repr(content).encode() + shares).hexdigest()


def planned(
    file: Document[Study],
    options: Options,
    samples: int | None = None,
    seeds: tuple[int, ...] | None = None,
) -> PlannedStudy:
    """A study ready to be lived; `options` say people, days and workers, the others what replaces its own.

    Raises:
        Problems: files that do not go together, paths that name nothing, values that cannot be.
        WrongUse: options out of range, or more worlds than a study may have.
    """
    study = file.model
    seeds = seeds or study.seeds
    base = base_job(file, options)
    axes = axes_of(file, base)
    count = samples or study.samples or SAMPLES[study.method]
    design = _design(study, axes, count, seeds[0])
    worlds = len(design.shares) * len(seeds)
    if worlds > MOST_WORLDS:
        raise WrongUse(f"{file.name}: {worlds:,} worlds, and a study may have {MOST_WORLDS:,}")
    return PlannedStudy(
        id=study.id,
        title=study.title,
        base=base,
        design=design,
        groups=tuple(axis.name for axis in axes),
        vary=axes,
        setting=partial(varied, base, axes),
        seeds=seeds,
        outcomes=tuple(dict.fromkeys(study.outcomes)),
        text=file.text,
    )


def _design(study: Study, axes: Sequence[Axis], count: int, seed: int) -> Design:
    """The design that a file asks for, of so many samples."""
    groups = range(len(axes))
    if study.method == "grid":
        worlds = math.prod(count if axis.values is None else len(axis.values) for axis in axes)
        if worlds > MOST_WORLDS:
            raise WrongUse(f"a grid of {worlds:,} worlds, and a study may have {MOST_WORLDS:,}")
        return grid([axis.shares(count) for axis in axes])
    if study.method == "latin-hypercube":
        return hypercube_design(hypercube([axis.name for axis in axes], count, seed))
    return (morris if study.method == "morris" else sobol)(groups, count, seed)


def checked_study(path: Path) -> Document[Study]:
    """A study from its file, with the files that it is about and everything that it varies.

    Raises:
        Problems: everything that is wrong with it, each at its line.
    """
    file = load_study(path)
    base = file.model.base
    planned(file, Options(people=base.people, days=base.days, seed=file.model.seeds[0], workers=1, assumed=0))
    return file
