"""Which facts are matched: those that names mean and that can rule something out, some of them held out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from demerit.errors import WrongUse
from demerit.facts.loading import LIBRARY, load_facts
from demerit.facts.model import Fact, Facts
from demerit.findings.catalogue import owner
from demerit.formats.problems import nearest
from demerit.formats.reading import ENDINGS, Document

HELD_OUT: Final = 3
"""One fact of so many is held out."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A fact with its file; `out`: held out, so that it rules nothing out."""

    file: Document[Facts]
    fact: Fact
    out: bool

    @property
    def name(self) -> str:
        """The file's id and the fact's."""
        return f"{self.file.model.id}.{self.fact.id}"


def matters(refs: Sequence[str], hold_out: Sequence[str] = ()) -> tuple[list[Matter], dict[str, str]]:
    """The facts that some names mean, and those of whole files that are left aside, with why.

    A name is a file of facts (of the library or a path), or one fact of the library's: 'courts-list.paid'.

    Raises:
        WrongUse: a name that is no fact, a fact that is an input, or nothing is left to match.
        FileInvalid: a file that is none of facts.
    """
    by_name: dict[str, Matter] = {}
    aside: dict[str, str] = {}
    for ref in refs:
        file, name = _file_of(ref)
        for fact in file.model.facts:
            if name is not None and fact.id != name:
                continue
            matter = Matter(file=file, fact=fact, out=False)
            why = _unfit(fact)
            if why is None:
                by_name[matter.name] = matter
            elif name is not None:
                raise WrongUse(f"--match {ref}: {why}")
            else:
                aside[matter.name] = why
    if not by_name:
        reasons = "".join(f"\n  {name}: {why}" for name, why in aside.items())
        raise WrongUse(f"no fact is left to match{reasons}")
    return _held_out(by_name, hold_out), aside


def _file_of(ref: str) -> tuple[Document[Facts], str | None]:
    """The file of facts that a name means, and which fact of it; None for all."""
    if Path(ref).suffix in ENDINGS or "." not in ref:
        return load_facts(ref), None
    file, _, name = ref.partition(".")
    if not (LIBRARY / f"{file}.yaml").is_file():
        if owner(ref) is not None:
            raise WrongUse(
                f"--match {ref}: this is a finding, and no fact; what is matched was measured of real life: "
                "nothing here searches for rules or numbers that achieve something"
            )
        return load_facts(ref), None
    document = load_facts(file)
    known = [fact.id for fact in document.model.facts]
    if name not in known:
        near = nearest(name, known)
        asks = f"; did you mean {file}.{near}?" if near else f", of which there are {', '.join(known)}"
        raise WrongUse(f"--match {ref}: expected a fact of {file}{asks}")
    return document, name


def _unfit(fact: Fact) -> str | None:
    """Why a fact rules nothing out; None where it can."""
    if fact.put_in:
        return f"this is an input, put in as {', '.join(fact.put_in)}: it can rule nothing out"
    return None if fact.unheld is None else f"no run is held against it: {fact.unheld}"


def _held_out(by_name: Mapping[str, Matter], asked: Sequence[str]) -> list[Matter]:
    """The facts, some of them held out: those asked for, else a third, by the hashes of their names."""
    if asked:
        names = {matter.fact.id: name for name, matter in by_name.items()} | {name: name for name in by_name}
        unknown = [name for name in asked if name not in names]
        if unknown:
            near = nearest(unknown[0], names)
            raise WrongUse(
                f"--hold-out {unknown[0]}: expected one of the facts that are matched"
                + (f"; did you mean {near}?" if near else f", {', '.join(by_name)}")
            )
        out = {names[name] for name in asked}
    else:
        order = sorted(by_name, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
        out = set(order[: len(order) // HELD_OUT])
    if len(out) == len(by_name):
        raise WrongUse("--hold-out: every fact is held out, so none is left to match")
    return [Matter(file=matter.file, fact=matter.fact, out=name in out) for name, matter in by_name.items()]
