"""Small files of facts: four that come out differently in a run, parts for others, and a town."""

from __future__ import annotations

from pathlib import Path

from demerit.formats.writing import flow
from uncertain import CAMERA, life
from worlds import SCHEME, SOCIETY, Part, conduct

REST = "unit: u, population: p, period: q, source: report, status: published"
"""What every fact says besides."""
HEAD = """format: demerit/facts/1
id: small
title: A small one
run: {scheme: brackwater-standing, society: brackwater, people: 2000, days: 5, seeds: 2, baseline: false}
sources: {report: {title: A report}}
facts:
"""


def facts_text(*facts: str) -> str:
    """A file of facts, one a line from line 7 on."""
    return HEAD + "".join(f"  - {{{fact}, {REST}}}\n" for fact in facts)


TEXT = facts_text(
    "id: start, fact: Mean score, value: 1000, low: 900, high: 1100, finding: score.mean",
    'id: days, fact: Days lived, value: 6, sql: "SELECT COUNT(DISTINCT day) * 1.0 AS x FROM days"',
    "id: put, fact: Start, value: 7, sql: SELECT AVG(score) AS x FROM people, put_in: [scheme.score.start]",
    "id: no, fact: Something, value: 1, unheld: Nobody counted.",
)
"""Hit, miss, put in, held against nothing."""


def town(folder: Path, *facts: str) -> str:
    """A folder with the honking town, its groups large, and facts about it; the facts' path."""
    parts: Part = {
        **SCHEME,
        "channels": [CAMERA],
        "conducts": [conduct("honking", points=-30, channels=["camera"])],
    }
    society = {key: value for key, value in SOCIETY.items() if key not in ("groups", "error_tables")}
    society["life"] = life()
    for name, said in (("rules", parts), ("town", society)):
        text = "".join(f"{key}: {flow(value)}\n" for key, value in said.items())
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    head = (
        "format: demerit/facts/1\nid: honks\ntitle: Honks\n"
        "run: {scheme: rules.yaml, society: town.yaml, people: 600, days: 60, seeds: 2, baseline: false}\n"
        "sources: {report: {title: A report}}\nfacts:\n"
    )
    lines = "".join(f"  - {{{fact}, {REST}}}\n" for fact in facts)
    (folder / "honks.yaml").write_text(head + lines, encoding="utf-8")
    return str(folder / "honks.yaml")


FEW = "id: few, fact: Wrongly recorded, value: 0.02, low: 0.015, high: 0.025, finding: wrong.people_share"
RIGHT = (
    "id: right, fact: Right records, value: 2, low: 0.5, high: 3.5, "
    'sql: "SELECT COUNT(*) / 600.0 AS x FROM ledger WHERE did_it"'
)
