"""The pages on the library's schemes say what the files say: none missing, no table that has drifted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import pytest

from demerit.formats.values import By, Sourced
from demerit.formats.vocabulary import Context, Kind
from demerit.law.case import level, neutral
from demerit.schemes.loading import library
from demerit.schemes.model import Scheme
from demerit.schemes.treatments import Treatment

PAGES = Path(__file__).resolve().parents[2] / "docs" / "schemes"
SCHEMES = {document.model.id: document.model for document in library()}
SECTIONS = (
    "Who runs it", "What it scores", "What it means", "Sources", "What is assumed",
    "How it differs from its popular picture",
)  # fmt: skip
MANY = 5
"""More contexts than this are counted in the table, not named."""


def numbers(value: Any) -> list[float]:
    """All plain numbers of a value of a file."""
    if isinstance(value, Sourced):
        return numbers(value.value)
    if isinstance(value, By):
        return [number for each in value.values.values() for number in numbers(each)]
    if isinstance(value, tuple):
        return [float(each) for each in value]
    return [] if value is None else [float(value)]


def takes_away(treatment: Treatment) -> bool:
    """Whether some band is refused, kept waiting, shown up or charged more by a treatment."""
    return any(level(treatment, band)[1] > neutral(treatment) for band in treatment.bands)


def contexts(named: Iterable[str | None]) -> str:
    """Parts of life in a cell: named where they are few, counted where they are many."""
    found = sorted({name for name in named if name})
    if len(found) > MANY:
        return f"{len(found)} of {len(get_args(Context))}"
    return ", ".join(found) or "none"


def errors(scheme: Scheme) -> str:
    """Which channels enter acts against somebody else, and which enter what nobody did."""
    misnaming = [channel for channel in scheme.channels if any(numbers(channel.misnames))]
    alarms = [channel.id for channel in scheme.channels if channel.alarms]
    told = f"misnames: {len(misnaming)} of {len(scheme.channels)} channels"
    return f"{told}; alarms: {', '.join(alarms) or 'none'}"


def redress(scheme: Scheme) -> str:
    """Which ways back there are."""
    if scheme.redress is None:
        return "none"
    ways = {
        "notice": any(numbers(scheme.redress.notice)),
        "appeal": scheme.redress.appeal,
        "repair": scheme.redress.repair,
        "lapse": scheme.redress.lapse,
    }
    return ", ".join(name for name, there in ways.items() if there) or "none"


def row(scheme: Scheme) -> list[str]:
    """A scheme's row of the table."""
    subjects = {rule.subject for rule in (*scheme.conducts, *scheme.treatments)}
    return [
        f"[{scheme.id}]({scheme.id}.md)",
        scheme.authority or "unknown",
        scheme.status or "unknown",
        ", ".join(kind for kind in get_args(Kind) if kind in subjects),
        contexts(data.context for data in scheme.data),
        contexts(treatment.context for treatment in scheme.treatments if takes_away(treatment)),
        errors(scheme),
        redress(scheme),
    ]


def rows() -> list[list[str]]:
    """The rows that the index shows, cell by cell."""
    lines = (PAGES / "README.md").read_text("utf-8").splitlines()
    return [[c.strip() for c in line.strip("|").split("|")] for line in lines if line.startswith("| [")]


def test_the_table_is_what_the_files_say() -> None:
    """The side-by-side table has every scheme once, in order, each cell as its file has it."""
    assert [row(scheme) for scheme in SCHEMES.values()] == rows()


def test_each_scheme_has_a_page_and_each_page_a_scheme() -> None:
    """One page a scheme, named after its id, and no other beside the index."""
    assert sorted([*SCHEMES, "README"]) == sorted(page.stem for page in PAGES.glob("*.md"))


@pytest.mark.parametrize("name", SCHEMES)
def test_a_page_tells_what_it_must(name: str) -> None:
    """Title, status and authority as in the file, all sections, every source with its status."""
    scheme = SCHEMES[name]
    text = (PAGES / f"{name}.md").read_text("utf-8")
    told = f"`{name}` · status: {scheme.status} · authority: {scheme.authority}"
    assert [f"# {scheme.title}", "", told] == text.splitlines()[:3]
    assert [] == [section for section in SECTIONS if f"\n## {section}\n" not in text]
    assert 25 <= len(text.splitlines()) <= 60
    listed = dict(re.findall(r"^\| `([a-z0-9-]+)` \| .+ \| ([a-z-]+) \|$", text, re.MULTILINE))
    assert {source: entry.status for source, entry in scheme.sources.items()} == listed
