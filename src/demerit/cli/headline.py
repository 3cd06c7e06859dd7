"""The headline of a run: natural frequencies, what it is not, how to go on."""

from __future__ import annotations

from demerit.cli.harms import organisations, others, people, treated, withheld, worst_group
from demerit.cli.lines import named, wrapped
from demerit.findings.jackknife import FEWEST_DISTRICTS
from demerit.findings.wording import between, few, spoken
from demerit.report.folder import PERSON, RunFolder
from demerit.report.life.story import main_kind
from demerit.report.scored import scored
from demerit.report.second import draws, leaders, second_range
from demerit.report.words import NOT_A_SYSTEM, clause, in_force, years
from demerit.schemes.model import Scheme
from demerit.study.benefit import claimed_benefit


def headline_lines(run: RunFolder) -> list[str]:
    """Title, status, people, refusals, speech, groups, benefit, what the ranges are.

    Of a scheme that persons have nothing to do with: whom it is about instead.
    """
    kind = main_kind(run.scheme.model)
    if kind != PERSON:
        return [*title_lines(run), "", *organisations(run, kind), *_ranges(run)]
    return [
        *title_lines(run),
        *wrapped(scored(run)),
        "",
        *people(run),
        *treated(run),
        *withheld(run),
        *others(run),
        *worst_group(run),
        *_benefit(run),
        *_ranges(run),
    ]


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
        claim = "somebody described it; nobody is known to run it"
        if scheme.disputed:
            first = clause(scheme.disputed[0])
            claim = f"{first[:1].lower()}{first[1:]}"
        return f"{NOT_A_SYSTEM}: {claim}.{disputed}"
    if scheme.status == "hypothetical":
        return f"{NOT_A_SYSTEM}: a made-up scheme and synthetic people.{disputed}"
    known = {
        "enacted": "the scheme is in force",
        "piloted": "the scheme was tried out",
        "ended": f"the scheme {in_force(scheme.years)}",
    }
    stated = known.get(scheme.status or "", "whether anybody runs the scheme is not stated")
    return f"A SIMULATION: {stated}; the people are synthetic, and no number is about anybody.{disputed}"


def _benefit(run: RunFolder) -> list[str]:
    """The claimed conduct's change, in per cent; of acts too few for a share, their number."""
    benefit = claimed_benefit(run.scheme.model, run.findings)
    if benefit is None:
        return []
    title = spoken(benefit.conduct.id)
    finding = run.finding(f"conduct.acts_change.{benefit.conduct.id}")
    if finding is not None and few(finding):
        acts = f"{finding.events:,} act{'' if finding.events == 1 else 's'} of {title}"
        return named("Claimed benefit", f"{acts}, too few to tell")
    low, high = benefit.low, benefit.high
    ends = "" if low is None or high is None else between(_percent(low), _percent(high))
    return named("Claimed benefit", f"{title} {_percent(benefit.change)} %", ends)


def _percent(change: float) -> str:
    """A change in whole per cent where it is over 1 %, with its sign: '-4', '+0.3'."""
    rounded = f"{change * 100:+.0f}" if abs(change) >= 0.01 else f"{change * 100:+.1f}"  # noqa: PLR2004
    return "0" if float(rounded) == 0 else rounded


def _ranges(run: RunFolder) -> list[str]:
    """What the ranges hold, and what they leave out; where there are none, why not."""
    kind = main_kind(run.scheme.model)
    count = len(run.assumed)
    name = "wrong.people_share" if kind == PERSON else f"kind.wrong_share.{kind}"
    finding = run.finding(name)
    chance = "First range: chance, 95 %" if draws(run) else "Ranges are chance only"
    if finding is not None and finding.low is None:
        chance = f"No ranges: {finding.reason or _lack(run)}"
    return wrapped(f"{chance}. {second_range(run, count)} {leaders(run, name)}".rstrip())


def _lack(run: RunFolder) -> str:
    """Why a run has no interval, where its findings do not say it themselves."""
    size = run.society.model.district_people
    districts = max(1, -(-run.people // size))
    if districts < FEWEST_DISTRICTS:
        return f"{districts} district{'' if districts == 1 else 's'}, and they take {FEWEST_DISTRICTS}"
    return "too little happened for one"
