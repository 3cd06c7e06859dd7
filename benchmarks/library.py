"""What the library's schemes do on two societies, and which parts of `as-described` take effect.

    python benchmarks/library.py [--people 20000] [--fired-people 400000] [--only SCHEME]

Runs each scheme on china-2020 and germany-2020 for five years (one with a rollout for sixteen), and writes
docs/library.md; then `as-described` with more people, and writes docs/fired.md. Some ten
minutes on two cores. With --only one scheme's rows are printed, and no page is written.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import demerit as dm
from demerit.findings.wording import is_finite, plain
from demerit.schemes.loading import library

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
SOCIETIES: Final = ("china-2020", "germany-2020")
YEARS_DAYS: Final = 1_825
ROLLOUT_DAYS: Final = 5_840
KINDS: Final = ("company", "government", "organisation")

PERSONS: Final = {
    "recorded for nothing, of 1,000": ("wrong.people_share", 1_000),
    "entered the lowest band, of 1,000": ("band.entered_lowest_share", 1_000),
    "refusals a year, of 1,000": ("access.denied", 1),
    "but for wrong records, of 100 refusals": ("access.but_for_wrong", 100),
    "but for unrelated conduct": ("access.but_for_unrelated", 100),
    "but for speech, belief, protest": ("access.but_for_expressive", 100),
    "posts, prayers, protests withheld, of 100": ("silence.withheld_share", 100),
    "appeals upheld, of 100": ("redress.upheld_share", 100),
}
OTHERS: Final = {
    "mean score": ("kind.score", 1),
    "in the lowest band, of 1,000": ("kind.lowest_band_share", 1_000),
    "recorded for nothing, of 1,000": ("kind.wrong_share", 1_000),
    "refusals a year, of 1,000": ("kind.denied", 1),
}
FINDINGS_PAGE: Final = """# What each scheme does

Made by `python benchmarks/library.py`. Each scheme was lived by {people:,} synthetic people, seed 1,
with the behaviour `everyday`, for five years; `as-described-rollout` for sixteen. In brackets: 95 %
intervals of chance alone; what is assumed was not varied, and no number here was measured on anybody.
A dash: the scheme has nothing that the question could be asked about, or too little happened.
Definitions: [findings](findings.md). “Of 1,000” counts everybody, also where a scheme scores but some
(claimants, drivers, jobseekers). Scores of two schemes mean different things; refusals are of the needs
that a scheme names, so one that bars a rare service and one that bars nine everyday ones differ in what a
refusal is.

{tables}
"""
FIRED_PAGE: Final = """# Which parts of `as-described` take effect

Made by `python benchmarks/library.py`: `as-described` on china-2020, {people:,} synthetic people, five
years, seed 1, finding `rules.fired`. Conducts, channels, data and kinds count records; treatments count
needs refused, delayed or put first, and where they make prices, taxes or exposure, days that subjects spent
in their bands; causes count entries of the ledger. `name` feeds nothing: synthetic subjects have none.

{tables}
"""


def main() -> None:
    """Run the library, write both pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--fired-people", type=int, default=400_000)
    parser.add_argument("--only", metavar="SCHEME")
    words = parser.parse_args()
    ids = sorted(document.model.id for document in library())
    if words.only:
        runs = {(s, words.only): lived(words.only, s, words.people) for s in SOCIETIES}
        print(side_by_side(runs, [words.only]))
        return
    runs = {(s, name): lived(name, s, words.people) for name in ids for s in SOCIETIES}
    write("library", FINDINGS_PAGE.format(people=words.people, tables=side_by_side(runs, ids)))
    found = lived("as-described", "china-2020", words.fired_people)
    tables = fired(found["rules.fired"].value)
    write("fired", FIRED_PAGE.format(people=words.fired_people, tables=tables))


def lived(scheme: str, society: str, people: int) -> Mapping[str, Any]:
    """The findings of one scheme on one society."""
    days = ROLLOUT_DAYS if dm.scheme(scheme).model.rollout else YEARS_DAYS
    # The page shows chance alone and says so: draws of what is assumed would take most of the time.
    run = dm.run(scheme, dm.society(society, people=people), days=days, seed=1, ledger=True, assumed=0)
    print(f"{scheme} on {society}: {len(run.findings)} findings", flush=True)
    return run.findings


def side_by_side(runs: Mapping[tuple[str, str], Mapping[str, Any]], ids: list[str]) -> str:
    """A table of persons and one of organisations for each society."""
    parts: list[str] = []
    for society in SOCIETIES:
        rows = [[linked(name), *cells(runs[society, name], PERSONS)] for name in ids]
        parts.append(f"## Persons, {society}\n\n{table(['scheme', *PERSONS], rows)}")
        others = [
            [linked(name), kind, *cells(runs[society, name], OTHERS, f".{kind}")]
            for name in ids
            for kind in KINDS
            if scores(name, kind)
        ]
        if others:
            parts.append(f"## Organisations, {society}\n\n{table(['scheme', 'kind', *OTHERS], others)}")
    return "\n\n".join(parts)


def scores(name: str, kind: str) -> bool:
    """Whether a scheme counts conducts of this kind of subject."""
    return any(conduct.subject == kind for conduct in dm.scheme(name).model.conducts)


def linked(name: str) -> str:
    """A scheme's id, leading to its page."""
    return f"[{name}](schemes/{name}.md)"


def cells(found: Mapping[str, Any], asked: Mapping[str, tuple[str, int]], key: str = "") -> list[str]:
    """One cell a question: the value with its interval."""
    return [cell(found.get(name + key), times) for name, times in asked.values()]


def cell(finding: Any, times: int) -> str:
    """A value with its interval in brackets."""
    if finding is None or not is_finite(finding.value):
        return "–"
    value = plain(finding.value * times)
    if not is_finite(finding.low) or not is_finite(finding.high):
        return value
    return f"{value} ({plain(finding.low * times)} to {plain(finding.high * times)})"


def fired(value: Mapping[str, Mapping[str, int]]) -> str:
    """A table for each sort of part."""
    parts = [
        f"## {name.capitalize()}\n\n{table(['part', 'times'], [[i, f'{n:,}'] for i, n in counts.items()])}"
        for name, counts in value.items()
    ]
    return "\n\n".join(parts)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(name: str, text: str) -> None:
    """Put a page among the documents."""
    text = re.sub(r"(?<=[^|\n])\n(?=[^|\n#])", " ", text)  # a paragraph a line
    (DOCS / f"{name}.md").write_text(text.rstrip() + "\n", encoding="utf-8")
    print(f"docs/{name}.md written", flush=True)


if __name__ == "__main__":
    main()
