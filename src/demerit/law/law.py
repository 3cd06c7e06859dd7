"""The law's own texts, as shipped: what a provision may quote, and the dates that are known."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, cast

from pydantic import Field

from demerit.formats.reading import read
from demerit.formats.values import Model
from demerit.formats.vocabulary import Authority

DATA = Path(str(resources.files("demerit.law"))) / "data"


def plain(text: str) -> str:
    """A text with every run of white space as one space: how quotes are compared."""
    return re.sub(r"\s+", " ", text).strip()


@cache
def texts(file: str) -> dict[str, str]:
    """Article to text, from a JSON list of articles, or a JSON object that has them under `articles`."""
    raw = (DATA / file).read_text(encoding="utf-8")
    held: Any = json.loads(raw)
    if isinstance(held, list):
        listed = cast("list[dict[str, str]]", held)
        return {entry["article"]: plain(entry["text"]) for entry in listed}
    return {article: plain(entry["text"]) for article, entry in held["articles"].items()}


class Named(Model):
    """An instrument that is named without its text: when it may apply, from when, to whom (empty: all)."""

    instrument: str
    when: str
    from_: str = Field(alias="from")
    authorities: tuple[Authority, ...]


class NamedInstruments(Model):
    """All of them."""

    format: Literal["demerit/named/1"]
    instruments: tuple[Named, ...]


@cache
def named() -> tuple[Named, ...]:
    """Instruments whose text is not held here: to be looked up, and not judged."""
    return read(DATA / "named.yaml", NamedInstruments, name="named.yaml").model.instruments


def to_look_up(authority: Authority | None) -> tuple[Named, ...]:
    """Of what is named without text, what may apply to an authority; all of it where none is said."""
    return tuple(
        law for law in named() if authority is None or not law.authorities or authority in law.authorities
    )


@cache
def timeline() -> dict[str, dict[str, str]]:
    """Event to instrument, date, status and source."""
    raw = (DATA / "timeline.csv").read_text(encoding="utf-8")
    return {row["event"]: row for row in csv.DictReader(raw.splitlines())}
