"""The headline of every scheme of the library with both its ranges, and what drives it.

    python benchmarks/headlines.py [--people 32000] [--days 730] [--draws 64] [--only SCHEME]

Lives each scheme once on the society that its place suggests, and its assumed numbers in draws; writes
docs/headlines.md. Some eight minutes of one core. With --only one scheme's rows are printed, and no page is
written.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import demerit as dm
from demerit.findings.finding import Finding
from demerit.findings.wording import few, is_finite, plain
from demerit.report.folder import PERSON, read_folder
from demerit.report.life.story import main_kind
from demerit.report.scored import how_many
from demerit.report.second import leaders
from demerit.schemes.loading import library, load_scheme

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
NOTHING: Final = "–"
DEFAULT: Final = "germany-2020"
PLACES: Final = {
    "brackwater-standing": "brackwater",
    "credit-file": "usa-2020",
    "tenant-score": "usa-2020",
    "welfare-fraud-flag": "usa-2020",
} | dict.fromkeys(
    (
        "as-described",
        "as-described-rollout",
        "as-documented",
        "company-credit",
        "volunteer-rewards",
        "zhima-like",
    ),
    "china-2020",
)
"""The society that a scheme is lived on where it is not the default."""
BEHAVIOURS: Final = {"driving-licence-points": "drivers"}
PERSONS: Final = {
    "wrong.people_share": (1_000, "of 1,000 people, recorded for something they did not do"),
    "band.entered_lowest_share": (1_000, "of 1,000 people, entered the lowest band"),
    "access.denied": (1, "refusals a year among 1,000 people"),
    "access.but_for_wrong": (100, "of 100 refusals, not but for a wrong record"),
    "access.but_for_expressive": (100, "of 100 refusals, not but for speech, belief or protest"),
    "silence.withheld_share": (100, "of 100 posts, prayers and protests, withheld"),
}
OTHERS: Final = {
    "kind.wrong_share": (1_000, "of 1,000, recorded for something they did not do"),
    "kind.lowest_band_share": (1_000, "of 1,000, in the lowest band"),
}
PAGE: Final = """# The headline of each scheme, with both ranges

Made by `python benchmarks/headlines.py`: each scheme was lived by {people:,} synthetic people for {days:,} days, seed 1, and again in {draws} draws of all its assumed numbers, each over its own range, on common luck. The first range is chance alone (95 %); the second is what comes of it if the assumptions err (2.5 to 97.5 % of the draws). The wider one is the one to quote. “Of 1,000 people” counts everybody, also where a scheme scores but some. A number that nothing assumed can move has equal ends; a dash: too little of it happened, in the run or in the small worlds of the draws, to say. What leads is said of the first row of each scheme: shares of the variance over the draws, with 95 % intervals, which {draws} draws leave wide; `demerit study --assumed SCHEME` measures them with Sobol's indices. Definitions: [findings](findings.md). A claim that turns, one that does not, and what facts rule out: [what an answer turns on](turning.md).

{tables}
"""  # noqa: E501


def main() -> None:
    """Live each scheme, and write the page or print one scheme's part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=32_000)
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--draws", type=int, default=64)
    parser.add_argument("--only", metavar="SCHEME")
    words = parser.parse_args()
    names: list[str] = [words.only] if words.only else sorted(each.model.id for each in library())
    tables: list[str] = []
    for name in names:
        tables.append("\n".join(part_of(name, words.people, words.days, words.draws)))
        print(tables[-1], flush=True)
    if not words.only:
        text = PAGE.format(
            people=words.people, days=words.days, draws=words.draws, tables="\n\n".join(tables)
        )
        (DOCS / "headlines.md").write_text(text, encoding="utf-8")


def part_of(name: str, people: int, days: int, draws: int) -> Iterator[str]:
    """A scheme's heading, its table, and what leads the first number of it that has both ranges."""
    place = PLACES.get(name, DEFAULT)
    society = dm.society(place, people=people)
    behaviour = dm.behaviour(BEHAVIOURS.get(name, "everyday"))
    run = dm.run(name, society, behaviour, days=days, seed=1, assumed=draws)
    kind = main_kind(load_scheme(name).model)
    wanted = PERSONS if kind == PERSON else {f"{each}.{kind}": words for each, words in OTHERS.items()}
    found = {each: run.findings[each] for each in wanted if each in run.findings}
    known = {each: finding for each, finding in found.items() if is_finite(finding.value) and _ever(finding)}
    yield f"## [{name}](schemes/{name}.md)"
    yield ""
    whom = how_many(read_folder(run.stored))
    yield f"On {place}{'' if kind == PERSON else f', of {kind}'}.{whom and f' {whom}'}"
    yield ""
    if not known:
        yield "Nothing of what a headline counts happened, in the run or in any draw."
        return
    yield "| number | | chance | if assumptions err |"
    yield "|---:|---|---:|---:|"
    for each, finding in known.items():
        yield row_of(finding, *wanted[each])
    yield ""
    yield leaders(read_folder(run.stored), next(iter(known)))


def row_of(finding: Finding, times: float, words: str) -> str:
    """A number with both its ranges; small counts stay counts."""
    held = [finding.value, finding.low, finding.high, finding.assumed_low, finding.assumed_high]
    value, low, high, least, most = (
        plain(float(each) * times, 3) if is_finite(each) else None for each in held
    )
    counted = f" ({finding.events:,} in all)" if few(finding) else ""
    chance = NOTHING if low is None or high is None else f"{low} to {high}"
    second = NOTHING if least is None or most is None else f"{least} to {most}"
    return f"| {value}{counted} | {words} | {chance} | {second} |"


def _ever(finding: Finding) -> bool:
    """Whether anything was counted, in the run or in a draw."""
    return bool(finding.value or finding.assumed_high)


if __name__ == "__main__":
    main()
