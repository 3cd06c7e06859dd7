"""The headline of a run: natural frequencies, what it is not, how to go on."""

from __future__ import annotations

from dataclasses import dataclass

from demerit.cli.lines import ACROSS, row, wrapped
from demerit.findings.finding import Finding
from demerit.formats.vocabulary import Kind
from demerit.report.folder import PERSON, RunFolder, read_folder
from demerit.report.story import main_kind
from demerit.report.subject import PLURALS
from demerit.report.words import (
    NOT_A_SYSTEM,
    between,
    clause,
    interval,
    is_number,
    per_thousand,
    plain,
    spoken,
    why_missing,
    years,
)
from demerit.scheme.model import Scheme
from demerit.study.assumed import assumed_in
from demerit.study.benefit import Benefit, claimed_benefit
from demerit.study.result import Run

BUT_FOR = (
    ("access.but_for_wrong", "would not have happened but for a wrong record"),
    ("access.but_for_unrelated", "… but for conduct unrelated to the service"),
    ("access.but_for_expressive", "… but for speech, belief or protest"),
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that the headline says, so that wording can be tested without a run."""

    run: RunFolder
    benefit: Benefit | None
    assumed: int


def facts_of(lived: Run) -> Facts:
    """What there is to say of a finished run."""
    run = read_folder(lived.folder)
    assumed = assumed_in(run.scheme, run.society, run.behaviour)
    return Facts(run=run, benefit=claimed_benefit(run.scheme.model, run.findings), assumed=len(assumed))


def headline_lines(facts: Facts) -> list[str]:
    """Title, status, people, refusals, speech, groups, benefit, what the ranges are.

    Of a scheme that persons have nothing to do with: whom it is about instead.
    """
    run = facts.run
    kind = main_kind(run.scheme.model)
    if kind != PERSON:
        return [*title_lines(run), "", *_organisations(run, kind), *_ranges(run, facts.assumed)]
    return [
        *title_lines(run),
        "",
        *_people(run),
        *_refusals(run),
        *_withheld(run),
        *_worst_group(run),
        *_benefit(facts.benefit),
        *_ranges(run, facts.assumed),
    ]


def _organisations(run: RunFolder, kind: Kind) -> list[str]:
    """Of 1,000 companies: how many were wronged, how many are at the bottom, what they are refused."""
    shares = (
        ("wrong_share", "got a record for something they did not do"),
        ("lowest_band_share", "are in the lowest band on the last day"),
    )
    found = [(run.number(f"kind.{name}.{kind}"), said) for name, said in shares]
    lines = [row(*_spread(finding, said, 1_000)) for finding, said in found if finding is not None]
    denied = run.number(f"kind.denied.{kind}")
    if denied is not None:
        ends = interval(denied.low, denied.high, denied.unit) if is_number(denied.low) else ""
        lines.append(row(plain(denied.value), "services a year were refused to them", ends))
    return [f"Of 1,000 {PLURALS[kind]} (the scheme scores no persons)", *lines] if lines else []


def title_lines(run: RunFolder) -> list[str]:
    """What was lived, and what it is not."""
    scheme, society = run.scheme.model, run.society.model
    parts = [
        f"{scheme.id} on {society.id}",
        f"{run.people:,} synthetic people",
        years(run.days),
        f"seed {run.manifest['seed']}",
    ]
    parts += ["behaviour frozen"] if run.options.get("frozen_behaviour") else []
    changed = [f"with {change}" for change in run.options.get("sets") or ()]
    return [*wrapped(" · ".join(parts)), *changed, *wrapped(status(scheme))]


def status(scheme: Scheme) -> str:
    """'NOT A REAL SYSTEM: …' or 'A SIMULATION: …', and how much of the scheme is disputed."""
    count = len(scheme.disputed)
    disputed = (
        f" Sources dispute {count} point{'' if count == 1 else 's'} of it (see the report)." if count else ""
    )
    if scheme.status == "described":
        claim = (
            _lowered(clause(scheme.disputed[0]))
            if scheme.disputed
            else "somebody described it; nobody is known to run it"
        )
        return f"{NOT_A_SYSTEM}: {claim}.{disputed}"
    if scheme.status == "hypothetical":
        return f"{NOT_A_SYSTEM}: a made-up scheme and synthetic people.{disputed}"
    known = {"enacted": "the scheme is in force", "piloted": "the scheme was tried out"}
    stated = known.get(scheme.status or "", "whether anybody runs the scheme is not stated")
    return f"A SIMULATION: {stated}; the people are synthetic, and no number is about anybody.{disputed}"


def _lowered(words: str) -> str:
    """A sentence as part of another: its first letter small."""
    return words[:1].lower() + words[1:]


def _people(run: RunFolder) -> list[str]:
    """Of 1,000 people: wrong records, the lowest band."""
    against = ", against the same lives without the scheme" if run.options.get("baseline") else ""
    lines: list[str] = []
    wrong = run.finding("wrong.people_share")
    if wrong is not None and is_number(wrong.value):
        lines.append(
            row(per_thousand(wrong)[0], "got a record for something they did not do", per_thousand(wrong)[1])
        )
    entered = run.finding("band.entered_lowest_share")
    there = run.finding(f"band.share.{run.scheme.model.bands[0].id}")
    still = per_thousand(there)[0] if there is not None and is_number(there.value) else None
    if entered is not None and is_number(entered.value):
        count, ends = per_thousand(entered)
        words = "are still there" if entered.value >= there_value(there) else "are in it on the last day"
        stayed = f"; {still} {words}" if still and count != "0" else ""
        said = f"entered the lowest band{stayed}"
        lines.append(row(count, said, ends))
    elif there is not None and still:
        lines.append(row(still, "are in the lowest band on the last day", per_thousand(there)[1]))
    return [f"Of 1,000 people{against}", *lines] if lines else []


def there_value(there: Finding | None) -> float:
    """The share in the lowest band on the last day, those who began there included; 0 where unknown."""
    return float(there.value) if there is not None and is_number(there.value) else 0.0


def _refusals(run: RunFolder) -> list[str]:
    """Of 100 refusals: what each would not have happened but for."""
    found = [(run.finding(name), said) for name, said in BUT_FOR]
    lines = [
        row(*_spread(finding, said))
        for finding, said in found
        if finding is not None and is_number(finding.value)
    ]
    if lines:
        return ["Of 100 refusals", *lines]
    asked = run.finding("access.denied")
    if asked is not None and asked.value == 0:
        return ["Nobody was refused anything."]
    why = why_missing(BUT_FOR[0][0], found[0][0], run.options)
    return wrapped(f"Refusals are not traced to causes: {why}.")


def _spread(finding: Finding, said: str, of: int = 100) -> tuple[str, str, str]:
    """Count of 100 or so many, words, interval."""
    count, ends = per_thousand(finding, of)
    return count, said, ends


def _withheld(run: RunFolder) -> list[str]:
    """Of 100 expressive acts: how many were withheld."""
    finding = run.finding("silence.withheld_share")
    if finding is None or not is_number(finding.value):
        return []
    said = f"{per_thousand(finding, 100)[0]} were withheld"
    return [f"{'Of 100 posts, prayers and protests':<{ACROSS - len(said)}}{said}"]


def _worst_group(run: RunFolder) -> list[str]:
    """Share with wrong records, the worst-hit group over the least-hit; nothing where events are too few."""
    finding, gap = run.finding("wrong.people_share"), run.finding("group.gap.wrong.people_share")
    if finding is None or gap is None or gap.value is None:
        return []
    shares = [float(share) for ends in finding.groups.values() if (share := ends.get("value")) is not None]
    if len(shares) < 2 or max(shares) == 0:  # noqa: PLR2004  a worst and a least
        return []
    said = (
        f"{max(shares) / min(shares):.1f} times the least-hit"
        if min(shares) > 0
        else "while the least-hit had none"
    )
    return [f"{'Worst-hit group':<23}wrong records {said}"]


def _benefit(benefit: Benefit | None) -> list[str]:
    """The claimed conduct's change, in per cent."""
    if benefit is None:
        return []
    low, high = benefit.low, benefit.high
    ends = "" if low is None or high is None else between(_percent(low), _percent(high))
    said = f"{spoken(benefit.conduct.id)} {_percent(benefit.change)} %"
    return [f"{'Claimed benefit':<23}{said:<{ACROSS - 23 - len(ends)}}{ends}".rstrip()]


def _percent(change: float) -> str:
    """A change in whole per cent where it is over 1 %, with its sign: '-4', '+0.3'."""
    rounded = f"{change * 100:+.0f}" if abs(change) >= 0.01 else f"{change * 100:+.1f}"  # noqa: PLR2004
    return "0" if float(rounded) == 0 else rounded


def _ranges(run: RunFolder, count: int) -> list[str]:
    """What the ranges hold, and what they leave out."""
    kind = main_kind(run.scheme.model)
    wrong = run.finding("wrong.people_share" if kind == PERSON else f"kind.wrong_share.{kind}")
    none = wrong is None or wrong.low is None
    chance = "No ranges: they take 8 districts or more" if none else "Ranges are chance only"
    return wrapped(f"{chance}; {count:,} assumed number{'' if count == 1 else 's'} not varied.")
