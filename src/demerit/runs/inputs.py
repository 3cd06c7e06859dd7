"""What a run was made from: handed on by whoever lived it, or read from the copies in its folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from demerit.formats.reading import Document
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.life import FixedLife, read_life
from demerit.societies.loading import load_behaviour, load_society
from demerit.societies.model import Society
from demerit.world.job import Job

INPUTS: Final = "inputs"


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Scheme, society and behaviour as they were lived, and the life that they fix."""

    scheme: Document[Scheme]
    society: Document[Society]
    behaviour: Document[Behaviour]
    life: FixedLife


def inputs_of(job: Job) -> Inputs:
    """What a job is made from: the same as `read_inputs` finds in the folder that it was lived into."""
    return Inputs(scheme=job.scheme, society=job.society, behaviour=job.behaviour, life=job.life)


def read_inputs(folder: Path) -> Inputs:
    """What the run in `folder` was made from. Raises FileInvalid where a file is off."""
    inputs = folder / INPUTS
    return Inputs(
        scheme=load_scheme(inputs / "scheme.yaml"),
        society=load_society(inputs / "society.yaml"),
        behaviour=load_behaviour(inputs / "behaviour.yaml"),
        life=read_life(inputs / "life.json"),
    )
