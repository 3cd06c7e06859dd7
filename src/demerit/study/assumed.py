"""Every assumed number that a run rests on: of its files, and of the catalogue as far as it is lived."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.formats.assumptions import Assumption, assumptions
from demerit.formats.reading import Document
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.life import catalogue
from demerit.societies.model import Society
from demerit.study.fixed import life_of


def assumed_in(
    scheme: Document[Scheme], society: Document[Society], behaviour: Document[Behaviour]
) -> list[tuple[str, Assumption]]:
    """What is assumed, with the name of the file: scheme, society, behaviour or catalogue.

    Raises `FileInvalid` where the scheme names what nobody lives.
    """
    files = (("scheme", scheme), ("society", society), ("behaviour", behaviour))
    named = [(name, assumption) for name, document in files for assumption in assumptions(document)]
    return named + [("catalogue", assumption) for assumption in _lived(scheme, society)]


def _lived(scheme: Document[Scheme], society: Document[Society]) -> Iterator[Assumption]:
    """The assumptions of those entries of the catalogue that this life takes from it."""
    life, own, assumes = life_of([scheme], society), society.model.life, scheme.model.assumes
    taken = {
        f"opportunities.{n}"
        for n in life.opportunities
        if n not in {*own.opportunities, *assumes.opportunities}
    }
    taken |= {f"needs.{n}" for n in life.needs if n not in {*own.needs, *assumes.needs}}
    for assumption in assumptions(catalogue()):
        if ".".join(assumption.path.split(".")[:2]) in taken:
            yield assumption
