"""What each mechanism of behaviour, ties and redress moves: runs with all of them, and with one switched off.

    python benchmarks/ablation.py [--people 6000] [--days 1095] [--seeds 8] [--only MECHANISM]

Each mechanism is switched off where it should act, on shared luck, seed by seed; a finding is moved where the
mean difference over the seeds is beyond chance (Student's t, two-sided, 5 % over all findings together).
Writes docs/ablation.md; with --only one mechanism's row is printed, and no page is written.
"""

from __future__ import annotations

import argparse
import io
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import mean, stdev
from typing import Any, Final

import polars as pl
from ruamel.yaml import YAML
from scipy import stats

import demerit as dm
from demerit.api import Run, run_job
from demerit.formats.reading import Document, read_text
from demerit.report.words import plain
from demerit.schemes.loading import load_scheme, scheme_from_text
from demerit.schemes.model import Scheme
from demerit.societies.life import catalogue
from demerit.societies.loading import SOCIETY_RULES, load_society
from demerit.societies.model import Society
from demerit.study.plan import Options, plan

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
SHOWN: Final = 3
LEVEL: Final = 0.05
MONTH: Final = 30
"""Days at the launch and at the end over which what is withheld is counted."""
Tree = dict[str, Any]
Edit = Callable[[Tree], None]


@dataclass(frozen=True, kw_only=True)
class Mechanism:
    """A mechanism, where it should act, and how it is switched off: by settings or by an edit."""

    title: str
    off: str
    scheme: str = "as-described"
    society: str = "china-2020"
    days: int | None = None
    sets: tuple[str, ...] = ()
    of_scheme: Edit | None = field(default=None)
    of_society: Edit | None = field(default=None)


def without(*path: str) -> Edit:
    """An edit that takes a part out."""

    def edit(tree: Tree) -> None:
        for step in path[:-1]:
            tree = tree[step]
        del tree[path[-1]]

    return edit


def unfollowed(society: Tree) -> None:
    """Everybody acts by themselves."""
    for opportunity in society["life"]["opportunities"].values():
        opportunity.pop("follows", None)


def untaught(society: Tree) -> None:
    """Everybody asks on, whatever was refused."""
    tree = YAML(typ="safe").load(catalogue().text)
    for name, need in tree["needs"].items():
        if need.pop("refused", None) is not None:
            society["life"].setdefault("needs", {})[name] = need


MECHANISMS: Final[dict[str, Mechanism]] = {
    "certainty": Mechanism(
        title="perceived certainty is learned and forgotten",
        off="as sure as at launch, always",
        sets=(
            *(f"certainty.{key}=0.0" for key in ("own", "unseen", "tie", "tie_unseen")),
            "certainty.half_life_days=1000000",
        ),
    ),
    "caution": Mechanism(
        title="caution", off="no record makes more careful", sets=("caution.own=0.0", "caution.tie=0.0")
    ),
    "across": Mechanism(
        title="news crosses families", off="`across_families` 0", sets=("across_families=0.0",)
    ),
    "surveillance": Mechanism(
        title="being watched silences",
        off="`surveillance` 0",
        sets=("families.expression.surveillance=0.0", "families.belief.surveillance=0.0"),
    ),
    "awareness": Mechanism(title="few know of the scheme", off="everybody knows", sets=("aware=1.0",)),
    "hardship": Mechanism(
        title="hardship presses",
        off="no refusal, exposure or loss of work is felt",
        scheme="as-documented",
        sets=("hardship.denial=0.0", "hardship.exposure=0.0", "hardship.job_loss=0.0"),
    ),
    "lessons": Mechanism(
        title="refusals teach",
        off="everybody asks on",
        scheme="access-pass",
        society="germany-2020",
        of_society=untaught,
    ),
    "exposure": Mechanism(
        title="exposure",
        off="being shown neither hurts nor costs friends",
        society="brackwater",
        sets=("hardship.exposure=0.0", "friends.cut_when_exposed=0.0"),
    ),
    "friends": Mechanism(
        title="friends drop who fell",
        off="nobody is dropped",
        society="brackwater",
        sets=("friends.cut_when_fallen=0.0", "friends.cut_when_exposed=0.0"),
    ),
    "followed": Mechanism(
        title="followed thresholds",
        off="everybody acts by themselves",
        society="brackwater",
        of_society=unfollowed,
    ),
    "influence": Mechanism(
        title="influence", off="friends' records count for nothing", of_scheme=without("influence")
    ),
    "lapse": Mechanism(
        title="lapse",
        off="nothing lapses",
        days=2_190,
        scheme="welfare-fraud-flag",
        society="usa-2020",
        of_scheme=without("redress", "lapse"),
    ),
    "appeal": Mechanism(
        title="appeal",
        off="nobody can appeal",
        scheme="credit-file",
        society="usa-2020",
        of_scheme=without("redress", "appeal"),
    ),
}


DETECTION: Final[Mapping[str, float | None]] = {
    "nothing is detected, and no machine raises an alarm": None,
    "a tenth of each detection": 0.1,
    "as the file has it": 1.0,
    "ten times each detection, certainty at most": 10.0,
}
"""By how much each chance that a channel sees an act is multiplied; None takes detection and alarms away."""


def detecting(times: float | None) -> Edit:
    """An edit that multiplies every detection of every channel; None leaves no record and no alarm."""

    def edit(tree: Tree) -> None:
        for channel in tree["channels"]:
            seen: Tree = channel["detects"]["values"]
            rates = {name: multiplied(each, times or 0.0) for name, each in seen.items()}
            channel["detects"]["values"] = rates
            if times is None:
                channel.pop("alarms", None)
                channel.pop("alarm_conduct", None)

    return edit


def multiplied(number: float | Mapping[str, Any], times: float) -> float:
    """A chance of a file, plain or with its source, multiplied; at most 1."""
    return min(1.0, times * float(number["value"] if isinstance(number, Mapping) else number))


def main() -> None:
    """Run everything and write the page, or print one mechanism's rows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=6_000)
    parser.add_argument("--days", type=int, default=1_095)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--only", choices=sorted(MECHANISMS))
    words = parser.parse_args()
    chosen = [words.only] if words.only else list(MECHANISMS)
    rows: list[str] = []
    for name in chosen:
        rows.append(row_of(MECHANISMS[name], words.people, words.days, words.seeds))
        print(rows[-1], flush=True)
    if not words.only:
        seen = [detection_row(name, words.people, words.days, words.seeds) for name in DETECTION]
        text = page(rows, seen, words.people, words.days, words.seeds)
        (DOCS / "ablation.md").write_text(text, encoding="utf-8")


def detection_row(name: str, people: int, days: int, seeds: int) -> str:
    """What is withheld and what becomes of drunk driving under a multiple of all detection."""
    known = MECHANISMS["awareness"].sets
    mechanism = Mechanism(title=name, off="", sets=known, of_scheme=detecting(DETECTION[name]))
    lived = [run_of(mechanism, seed, people, days) for seed in range(1, seeds + 1)]
    first, last = (
        mean(withheld(run.days, since, since + MONTH) for run in lived) for since in (0, days - MONTH)
    )
    driving = mean(float(run.findings["conduct.acts_change.drunk-driving"].value or 0.0) for run in lived)
    return f"| {name} | {100 * first:.2f} | {100 * last:.2f} | {100 * driving:.2f} |"


def withheld(days: pl.DataFrame, since: int, until: int) -> float:
    """Of all acts that persons and organisations would have done from a day to before another, who let go."""
    some = days.filter(pl.col("day").is_between(since, until, closed="left"))
    let_go, done = int(some["withheld"].sum()), int(some["acts"].sum())
    return let_go / (let_go + done)


def row_of(mechanism: Mechanism, people: int, days: int, seeds: int) -> str:
    """A row of the table: how many findings are moved, and the clearest of them."""
    whole = Mechanism(title="", off="", scheme=mechanism.scheme, society=mechanism.society)
    days = mechanism.days or days
    on = [values(whole, seed, people, days) for seed in range(1, seeds + 1)]
    off = [values(mechanism, seed, people, days) for seed in range(1, seeds + 1)]
    moved = moves(on, off)
    shown = "; ".join(
        f"`{name}` {plain(before, 4)} → {plain(after, 4)}" for name, before, after, _ in moved[:SHOWN]
    )
    longer = f", {days:,} days" if mechanism.days else ""
    where = f"`{mechanism.scheme}` on `{mechanism.society}`{longer}"
    return f"| {mechanism.title} | {mechanism.off} | {where} | {len(moved)} | {shown or 'nothing'} |"


def moves(
    on: list[Mapping[str, float]], off: list[Mapping[str, float]]
) -> list[tuple[str, float, float, float]]:
    """Findings moved beyond chance, the clearest first: id, mean with, mean without, p."""
    names = [name for name in on[0] if all(name in each for each in (*on, *off))]
    found: list[tuple[str, float, float, float]] = []
    for name in names:
        apart: list[float] = [b[name] - a[name] for a, b in zip(on, off, strict=True)]
        spread = stdev(apart) / math.sqrt(len(apart))
        if spread > 0:
            p = 2 * float(stats.t.sf(abs(mean(apart)) / spread, len(apart) - 1))
            if p * len(names) < LEVEL:
                found.append((name, mean(a[name] for a in on), mean(b[name] for b in off), p))
    return sorted(found, key=lambda each: each[3])


@cache
def values(mechanism: Mechanism, seed: int, people: int, days: int) -> Mapping[str, float]:
    """The findings that are numbers of one run."""
    run = run_of(mechanism, seed, people, days)
    numbers = {name: each.value for name, each in run.findings.items() if not name.startswith("group.")}
    return {name: float(each) for name, each in numbers.items() if isinstance(each, int | float)}


def run_of(mechanism: Mechanism, seed: int, people: int, days: int) -> Run:
    """A run with a mechanism switched off, its baseline beside it."""
    # No second range is shown here, so none is lived.
    options = Options(people=people, days=days, seed=seed, assumed=0)
    behaviour = dm.behaviour("everyday", mechanism.sets)
    scheme, society = edited_scheme(mechanism), edited_society(mechanism)
    (job,) = plan([scheme], society, behaviour, options, floored=False)
    return run_job(job, None)


def edited_scheme(mechanism: Mechanism) -> Document[Scheme]:
    """The scheme, with the mechanism taken out where it is the scheme's."""
    document = load_scheme(mechanism.scheme)
    return scheme_from_text(edited(document, mechanism.of_scheme)) if mechanism.of_scheme else document


def edited_society(mechanism: Mechanism) -> Document[Society]:
    """The society, with the mechanism taken out where it is the society's."""
    document = load_society(mechanism.society)
    if mechanism.of_society is None:
        return document
    return read_text(edited(document, mechanism.of_society), Society, name=document.name, rules=SOCIETY_RULES)


def edited(document: Document[Any], edit: Edit) -> str:
    """A file's text after an edit."""
    tree, out = YAML(typ="safe").load(document.text), io.StringIO()
    edit(tree)
    YAML(typ="safe").dump(tree, out)
    return out.getvalue()


def page(rows: list[str], seen: list[str], people: int, days: int, seeds: int) -> str:
    """docs/ablation.md."""
    lead = f"""Each row: a mechanism, switched off in a run where it should act ({people:,} people, {days:,} days, behaviour `everyday`, {seeds} seeds, each pair on shared luck). A finding counts as moved where the mean difference over the seeds is beyond chance (Student's t, 5 % over all findings together); group gaps are left aside. The clearest three are shown: with the mechanism → without it. A mechanism that moved nothing anywhere would be taken out. Written by `python benchmarks/ablation.py`."""  # noqa: E501
    head = ["| mechanism | switched off | where | findings moved | the clearest |", "|---|---|---|---|---|"]
    said = f"""Does the scheme deter, or its announcement? `as-described` on `china-2020`, every chance that a channel sees an act multiplied; everybody knows of the scheme here, so that the response is not drowned by who does not. The first two columns: of 100 acts that the scheme speaks of, how many were let go because of it, in the first {MONTH} days and in the last {MONTH} of {days:,}. With nothing ever detected, what the launch did fades at the rate that the behaviour file states (`certainty.half_life_days`). Means over {seeds} seeds."""  # noqa: E501
    change = "drunk driving against the world without, %"
    columns = [
        f"| detection | let go at the launch, of 100 | at the end | {change} |",
        "|---|---:|---:|---:|",
    ]
    table = ["## What detection does", "", said, "", *columns, *seen, ""]
    return "\n".join(["# What each mechanism moves", "", lead, "", *head, *rows, "", *table])


if __name__ == "__main__":
    main()
