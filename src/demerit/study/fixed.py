"""Life, fixed before any world starts, for all the schemes that are compared."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.formats.reading import Document
from demerit.scheme.model import Scheme
from demerit.society.life import FixedLife, fix_life
from demerit.society.model import Society


def life_of(schemes: Sequence[Document[Scheme]], society: Document[Society]) -> FixedLife:
    """The society's own life, plus what all schemes compared assume and name.

    Raises `FileInvalid` where two schemes disagree or one names what nobody lives.
    """
    named = {
        name
        for scheme in schemes
        for name in (
            *(conduct.id for conduct in scheme.model.conducts),
            *(treatment.need for treatment in scheme.model.treatments if treatment.need is not None),
        )
    }
    assumed = [(scheme.name, scheme.model.assumes) for scheme in schemes]
    return fix_life(society, assumed, named, schemes=schemes)
