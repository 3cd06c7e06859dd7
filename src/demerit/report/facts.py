"""The page of facts: published figures beside ours, misses first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from demerit.facts.verdict import HeldFact
from demerit.report.replications import figure
from demerit.study.holding import FactRow

VERDICTS: Final = {"miss": "Missed", "hit": "Hit", "put-in": "Put in"}
"""The verdicts in the order of the page, each with its heading."""
MEANING: Final = (
    "A fact is missed where what its publication leaves open meets neither our chance range (95 %, over "
    "seeds) nor, where it was drawn, the range over all assumed numbers. A hit is wide where chance does not "
    "make it, only what is assumed: the more that leaves open, the less the hit says. What is put in is an "
    "input of the run already: it checks the engine, and no assumption."
)
HEAD: Final = """# Facts

What has been measured of real schemes and of life under them, beside what societies give here. No number was
fitted to come out; a miss is left a miss. The facts are [files](../src/demerit/facts/library) of the format
`demerit/facts/1`; `demerit facts FILE` holds one's own.

This page is what `{command}` writes."""


def page_text(rows: Sequence[FactRow], names: Sequence[str] = (), draws: int = 0) -> str:
    """The page as Markdown."""
    asked = [f"--assumed {draws}"] if draws else []
    command = " ".join(["demerit facts", *names, *asked, "--page docs/facts.md"])
    held = {v: [row for row in rows if row.held is not None and row.held.verdict == v] for v in VERDICTS}
    counts = ", ".join(f"{len(own)} {verdict}{_wide(own)}" for verdict, own in held.items())
    parts = [HEAD.format(command=command), f"{counts}. {MEANING}"]
    for verdict, own in held.items():
        if own:
            parts += [f"## {VERDICTS[verdict]}", "\n".join(_table(own)), "\n".join(_notes(own))]
    if unheld := [row for row in rows if row.held is None]:
        lines = [
            f"- **{row.name}**: {row.fact.fact}, {figure(row.fact.value)} {row.fact.unit} "
            f"({row.fact.population}, {row.fact.period}). {row.fact.unheld}"
            for row in unheld
        ]
        parts += ["## Not held", "No run can be held against these, and why.", "\n".join(lines)]
    parts += ["## Sources", "\n".join(dict.fromkeys(map(_source, rows)))]
    return "\n\n".join(part for part in parts if part) + "\n"


def span(held: HeldFact) -> str:
    """Our ranges in words: chance, and assumptions where they were drawn."""
    return "; ".join(filter(None, (chance(held), assumed(held))))


def chance(held: HeldFact) -> str:
    """What chance leaves of our figure."""
    return f"{figure(held.low)} to {figure(held.high)}"


def assumed(held: HeldFact) -> str:
    """What comes of our figure if assumptions err; '' where none were drawn."""
    if held.assumed_low is None or held.assumed_high is None:
        return ""
    return f"if assumptions err {figure(held.assumed_low)} to {figure(held.assumed_high)}"


def published(row: FactRow) -> str:
    """The published figure, with what its publication leaves open."""
    low, high = row.fact.ends
    value = figure(row.fact.value)
    return value if low == high else f"{value} ({figure(low)} to {figure(high)})"


def _wide(rows: Sequence[FactRow]) -> str:
    """How many of some rows are wide, in brackets; '' for none."""
    wide = sum(row.held is not None and row.held.wide for row in rows)
    return f" ({wide} of them wide)" if wide else ""


def _table(rows: Sequence[FactRow]) -> Iterator[str]:
    """A row a fact."""
    yield "| fact | measured of | published | here | range | unit |"
    yield "|---|---|---:|---:|---|---|"
    for row in rows:
        if row.held is not None:
            cells = (
                f"{row.fact.fact} (`{row.name}`){'; wide' if row.held.wide else ''}",
                f"{row.fact.population}, {row.fact.period}",
                published(row),
                figure(row.held.ours),
                span(row.held),
                row.fact.unit,
            )
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _notes(rows: Sequence[FactRow]) -> Iterator[str]:
    """What has to be known of some facts, and which inputs contain them."""
    for row in rows:
        put_in = f"Put in by {', '.join(f'`{path}`' for path in row.fact.put_in)}." if row.fact.put_in else ""
        note = " ".join(filter(None, (row.fact.note, put_in)))
        if note:
            yield f"- `{row.name}`: {note}"


def _source(row: FactRow) -> str:
    """A fact's source, with the status of what it says."""
    source = row.file.model.sources[row.fact.source]
    note = f" {source.note}" if source.note else ""
    return f"- `{row.file.model.id}`: {source.title} ({source.kind or 'source'}).{note}"
