"""What a study varies: values or a range at a dotted path of one of the three files, and jobs with others.

Both ends of a range, and each of some values, are set in the file and read in full before any world is lived.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from pydantic import ValidationError

from demerit.errors import FileInvalid, WrongUse
from demerit.formats.problems import Place, Problem, Problems
from demerit.formats.reading import Document
from demerit.formats.setting import FILES, file_of, place_of, with_set, with_value
from demerit.formats.sheet import Part
from demerit.study.ensemble.assumed import small
from demerit.study.inquiry.model import Study, Vary
from demerit.study.plan import Options, plan, plan_beside
from demerit.world.job import Job

SIGNIFICANT: Final = 6
"""Digits of a number that is drawn: it is read in messages and tables."""


@dataclass(frozen=True, kw_only=True)
class Axis:
    """What varies: which file, where in it, and the values or the range; `whole`: only whole numbers.

    It is called by its path, as the study has it.
    """

    name: str
    file: str
    place: Place
    values: tuple[Any, ...] | None
    ends: tuple[float, float]
    log: bool = False
    whole: bool = False

    def at(self, share: float) -> Any:
        """The value at a share of the way, 0 to 1: of values each has an equal part of it."""
        if self.values is not None:
            return self.values[min(len(self.values) - 1, int(share * len(self.values)))]
        low, high = self.ends
        if self.whole and not self.log:
            return min(int(high), int(low + share * (high - low + 1)))
        if self.log:
            value = math.exp(math.log(low) + share * (math.log(high) - math.log(low)))
        else:
            value = low + share * (high - low)
        if self.whole:
            return round(value)
        return min(high, max(low, float(f"{value:.{SIGNIFICANT}g}")))

    def shares(self, points: int) -> list[float]:
        """Where a grid has its points: in the middle of each value's part, or evenly along the range."""
        if self.values is not None:
            return [(place + 0.5) / len(self.values) for place in range(len(self.values))]
        return [place / (points - 1) for place in range(points)]


def base_job(file: Document[Study], options: Options) -> Job:
    """The world that a study's worlds are changes of; as small as those of draws, where no size is said.

    Raises `FileInvalid` for files that do not go together, `WrongUse` for options out of range.
    """
    base = file.model.base
    job = plan_beside(file, base.scheme, base.society, base.behaviour, options)
    return small(job) if options.people is None else job


def axes_of(file: Document[Study], job: Job) -> list[Axis]:
    """What varies, both ends of each range and each value tried in the files by itself.

    Raises:
        Problems: paths that name nothing, values that the files do not take, each at its line of the study.
    """
    problems: list[Problem] = []
    axes: list[Axis] = []
    for number, vary in enumerate(file.model.vary):
        try:
            axis = _axis(vary, job)
            for value in axis.values or axis.ends:
                one = int(value) if axis.whole and axis.values is None else value
                document = with_set(getattr(job, axis.file), file_of(axis.name)[1], one)
                _planned(replace(job, **{axis.file: document}))
            axes.append(axis)
        except (Problems, WrongUse) as refused:
            problems += _at_line(file, number, vary, refused)
    if problems:
        raise Problems(problems)
    return axes


def _axis(vary: Vary, job: Job) -> Axis:
    """What an entry of the study varies, its path looked up in the file it names."""
    name, rest = file_of(vary.path, FILES[0])
    document: Document[Any] = getattr(job, name)
    place = place_of(document, rest)
    ends = vary.range or (0, 1)
    own = document.sheet.raw(place)
    whole = all(isinstance(end, int) for end in ends) and isinstance(own, int)
    return Axis(
        name=vary.path,
        file=name,
        place=place,
        values=None if vary.values is None else tuple(vary.values),
        ends=(float(ends[0]), float(ends[1])),
        log=vary.scale == "log",
        whole=whole,
    )


def _planned(job: Job) -> Job:
    """A job whose files were changed, planned anew: what they say together is checked."""
    options = Options(
        people=job.people, days=job.days, seed=job.seed, ledger=job.ledger, baseline=job.baseline,
        frozen_behaviour=job.frozen, workers=1, assumed=0,
    )  # fmt: skip
    (planned,) = plan([job.scheme], job.society, job.behaviour, options)
    return planned


def _at_line(
    file: Document[Study], number: int, vary: Vary, refused: Problems | WrongUse
) -> Iterator[Problem]:
    """What is wrong with a path or a value, said at its line of the study."""
    if isinstance(refused, WrongUse):
        yield file.problem(("vary", number, "path"), expected=f"what a run can be made of ({refused})")
        return
    for problem in refused.problems:
        unknown = not problem.line
        where = "path" if unknown else "values" if file.model.vary[number].values is not None else "range"
        line, column = file.place("vary", number, where)
        yield replace(
            problem,
            file=file.name,
            line=line,
            column=column,
            place=f"vary[{number}].{where}: {vary.path}" if not unknown else f"vary[{number}].path",
            source_line=file.sheet.line(line),
        )


def varied(job: Job, axes: Sequence[Axis], values: Mapping[str, Any], seed: int) -> Job:
    """The job of one world, with these values by name, under a seed.

    Raises `FileInvalid` for values that the files do not take together.
    """
    changed: dict[str, Any] = {}
    for name in FILES:
        own = [axis for axis in axes if axis.file == name]
        if own:
            document: Document[Any] = getattr(job, name)
            changed[name] = _document(document, own, values)
    return _planned(replace(job, **changed, seed=seed))


def _document(document: Document[Any], axes: Sequence[Axis], values: Mapping[str, Any]) -> Document[Any]:
    """A document with other values in some places; FileInvalid says what they cannot be together.

    Its text stays that of the base: only its numbers are others.
    """
    data: Any = document.sheet.tree.data
    for axis in axes:
        data = with_value(data, axis.place, values[axis.name])
    try:
        model = cast("Any", type(document.model)).model_validate(data)
    except ValidationError as refused:
        raise FileInvalid("; ".join(error["msg"] for error in refused.errors())) from refused
    wrong = [part.says() for part in document.rules.parts(Part(document.sheet, (), data))]
    if wrong:
        raise FileInvalid("; ".join(wrong))
    return replace(document, model=model)
