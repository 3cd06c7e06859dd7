"""A study as the page tells it: what moves each finding, and in which part of the draws a claim fails.

Told from what `demerit study` leaves in a folder (`study.json`, `claims.json`); a study that was asked for on
the page is first put in that shape, so that both are told by the same words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from demerit.errors import FileInvalid, WrongUse
from demerit.findings.catalogue import owner, words_of
from demerit.findings.wording import plain
from demerit.formats.files import Unreadable, json_of
from demerit.report.second import number_words
from demerit.report.study.words import (
    HEADS,
    MEANING,
    METHODS,
    driven,
    interval_of,
    ordered,
    shown,
)
from demerit.report.turning.claims import boxless_words, fails_where, holds_in
from demerit.report.words import listed, many, years
from demerit.study.inquiry.studied import RESULT

CLAIMS: Final = "claims.json"
NO_STUDY: Final = (
    "{folder}: no finished study is there, neither {result} nor {claims}: `demerit study` leaves one of them"
)
MOST_SAID: Final = 3
SIGNS: Final = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}
SIMPLE: Final = re.compile(
    r"(?P<name>[a-z][\w.-]*)\s*(?P<sign><=|>=|<|>)\s*(?P<number>\d+(?:\.\d+)?(?:[eE]-?\d+)?)"
)
"""A claim of one finding and one number."""


class _Read(BaseModel):
    """A part of a study's file; what this page does not tell may stand beside it."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Moved(_Read):
    """How much one thing moves a finding, with its 95 % interval."""

    index: float | None
    low: float | None
    high: float | None
    first: float | None = None


class Found(_Read):
    """What `study.json` says."""

    title: str
    method: str
    worlds: int
    people: int
    days: int
    sensitivity: dict[str, dict[str, Moved]]
    screening: list[dict[str, Any]] = []
    failed: list[str] = []


class BoxSide(_Read):
    """A number of a box, and between what it lies; as a part of its path's name it has words."""

    path: str
    low: float = Field(alias="from")
    high: float = Field(alias="to")


class Turned(_Read):
    """What `claims.json` says of one claim."""

    holds_share: float | None
    low: float | None
    high: float | None
    box: list[BoxSide]
    draws: int
    fails: int
    coverage: float | None = None
    density: float | None = None
    reason: str = ""
    noisy: bool = False


def read_study(folder: Path) -> dict[str, Any]:
    """A finished study's folder as the page tells it.

    Raises `WrongUse` where no study lies there, `FileInvalid` for a file that cannot be read as one.
    """
    results, claims = folder / RESULT, folder / CLAIMS
    if not (results.is_file() or claims.is_file()):
        raise WrongUse(NO_STUDY.format(folder=folder, result=RESULT, claims=CLAIMS))
    moved = moves_told(_json(results)) if results.is_file() else {}
    turned = claims_told(_json(claims)) if claims.is_file() else {}
    return {"title": folder.resolve().name, "lead": "", **moved, **turned}


def read_studies(folders: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """The studies of some folders, each once, by the ids that the page asks for them with.

    Raises `WrongUse` and `FileInvalid` as `read_study`.
    """
    known = dict.fromkeys(folder.resolve() for folder in folders)
    return {f"folder-{number}": read_study(folder) for number, folder in enumerate(known, start=1)}


def _json(path: Path) -> Any:
    """What a file of a study holds. Raises `FileInvalid` where it is no JSON."""
    try:
        return json_of(path)
    except Unreadable as fault:
        raise FileInvalid(f"{path}: not readable as a study's result ({fault.says})") from fault


def moves_told(raw: Any, name: str = RESULT) -> dict[str, Any]:
    """What moves each finding, from what `study.json` has. Raises `FileInvalid` for another shape."""
    try:
        result = Found.model_validate(raw)
    except ValidationError as error:
        raise FileInvalid(_off(name, error)) from None
    method = result.method if result.method in HEADS else "grid"
    size = f"{many(result.people, 'synthetic person', 'synthetic people')} over {years(result.days)}"
    failed = f"; {result.failed and len(result.failed):,} of them failed" if result.failed else ""
    return {
        "title": result.title,
        "about": f"{METHODS[method]}: {many(result.worlds, 'world')} of {size}{failed}.",
        "heads": list(HEADS[method]), "meaning": MEANING[method], "method": method,
        "outcomes": [
            _outcome(outcome, {path: index.model_dump() for path, index in rows.items()}, result, method)
            for outcome, rows in result.sensitivity.items()
        ],
    }  # fmt: skip


def _outcome(outcome: str, rows: Mapping[str, Any], result: Found, method: str) -> dict[str, Any]:
    """One finding: what moves it, most first, as numbers and as they are read."""
    moving = [
        {
            "path": path, "words": called(path), **index,
            "shown": shown(index, method), "interval": interval_of(index, method),
        }
        for path, index in ordered(rows)
    ]  # fmt: skip
    lead = [name for name, index in ordered(rows) if (index.get("index") or 0) > 0][:MOST_SAID]
    if not lead:
        sentence = "Nothing that varies here moves it, or it has no number here."
    elif result.screening:
        sentence = driven(rows).strip()
    else:
        by = listed(f"{called(name)} ({shown(rows[name], method)})" for name in lead)
        sentence = f"Most moved by {by}."
    return {"id": outcome, "label": words_of(outcome).label, "said": sentence, "rows": moving}


def claims_told(raw: Any, name: str = CLAIMS) -> dict[str, Any]:
    """How often each claim holds and where it fails, from what `claims.json` has.

    Raises `FileInvalid` for another shape.
    """
    if not isinstance(raw, Mapping):
        raise FileInvalid(f"{name}: expected a JSON object of claims, found {type(raw).__name__}")
    claims: list[dict[str, Any]] = []
    for text, claim in raw.items():  # pyright: ignore[reportUnknownVariableType]
        try:
            claims.append(_claim(str(text), Turned.model_validate(claim)))  # pyright: ignore[reportUnknownArgumentType]
        except ValidationError as error:
            raise FileInvalid(_off(f"{name}: {text}", error)) from None
    return {"claims": claims}


def _claim(text: str, held: Turned) -> dict[str, Any]:
    """One claim."""
    sides = [
        {"path": side.path, "words": called(side.path), "from": side.low, "to": side.high}
        for side in held.box
    ]
    holds = holds_in((held.holds_share, held.low, held.high), held.draws, held.fails)
    return {
        "claim": text, **held.model_dump(include={"holds_share", "low", "high", "draws", "fails", "noisy"}),
        "words": in_words(text), "held": holds, "where": _where(held, sides), "sides": sides, "picture": None,
    }  # fmt: skip


def in_words(text: str) -> str:
    """'Wrong records: more than 30 of 1,000'; '' for a claim that is more than one finding and number."""
    match = SIMPLE.fullmatch(text.strip())
    if match is None or owner(match["name"]) is None:
        return ""
    words, number = words_of(match["name"]), float(match["number"])
    if words.change:
        return ""
    value = plain(words.scaled(number))
    of = f" of {words.of:,}" if words.of else ""
    return f"{words.label}: {SIGNS[match['sign']]} {value}{of}"


def called(name: str) -> str:
    """What varied, in words: by what it belongs to, where it is a number of a file."""
    return number_words(name if ":" in name else f":{name}") if "." in name and " " not in name else name


def _where(held: Turned, sides: list[dict[str, Any]]) -> str:
    """Where it fails, in a sentence; or why no box says so."""
    if not sides or not held.density or held.coverage is None:
        return boxless_words(held.reason)
    where = [f"{s['words']} lies between {plain(s['from'])} and {plain(s['to'])}" for s in sides]
    failing = round(held.coverage * held.fails)
    inside = round(failing / held.density)
    return fails_where(where, failing, (inside, held.density), (held.fails, held.coverage))


def _off(name: str, error: ValidationError) -> str:
    """What of a file is not as a study leaves it: the first place, what it has, what was expected."""
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"])) or "the whole"
    return f"{name}: {where}: {first['msg']} (found {str(first['input'])[:60]!r})"
