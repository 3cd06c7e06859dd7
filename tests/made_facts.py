"""Small files of facts: four that come out differently in a run, and the parts that others are made of."""

from __future__ import annotations

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
