"""What the scheme is said to be for, and what it costs, measured as carefully as its harms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.findings.wording import is_finite, spoken
from demerit.report.life.subject import TENTHS
from demerit.report.markup import Child, Markup
from demerit.report.sections.section import (
    Section,
    absent,
    bar_figure,
    define,
    lacking,
    measured,
    numbered,
    sentence,
)
from demerit.report.words import changed, listed, percent
from demerit.schemes.treatments import CHARGING
from demerit.study.benefit import Benefit, claimed_benefit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.findings.finding import Finding
    from demerit.report.folder import RunFolder


def benefits(run: RunFolder) -> Section:
    """Change of each family of conduct against the same lives without the scheme."""
    changes = measured(run.family("conduct.change"))
    body: list[Child] = []
    if changes:
        how = "Each kind of conduct is counted with the scheme and without it; the bar is the change."
        body.append(sentence(how))
    benefit = claimed_benefit(run.scheme.model, run.findings)
    if benefit is not None:
        body.append(_claimed(run, benefit))
    families = [(spoken(name), name, finding) for name, finding in run.family("conduct.change")]
    if changes:
        body += [sentence(_beyond_chance(changes)), _pictured(changes)]
    if not families:
        body.append(sentence("This scheme counts no conduct of people but speech and belief."))
    body += lacking(families)
    return Section(anchor="claims", question="Does it deliver what it promises?", body=tuple(body))


def _beyond_chance(changes: Sequence[tuple[str, Finding]]) -> str:
    """The changes whose interval excludes none."""
    ranged = [(name, f) for name, f in changes if is_finite(f.low) and is_finite(f.high)]
    if not ranged:
        return "Without ranges it cannot be said which change is beyond chance."
    sure = [(name, f) for name, f in ranged if (f.low or 0) * (f.high or 0) > 0]
    beyond = listed(f"{spoken(name)} {changed(f.value, f.low, f.high)}" for name, f in sure)
    return f"Beyond chance: {beyond}." if beyond else "No change here is beyond chance."


def _pictured(changes: Sequence[tuple[str, Finding]]) -> Markup:
    """The changes as bars."""
    name, one = changes[0]
    return bar_figure(
        [(spoken(family), float(f.value), f.low, f.high) for family, f in changes],
        title="Change in conduct against the same lives without the scheme.",
        caption=define(one, f"the family {name}", "each kind"),
        unit=one.unit,
        first="kind of conduct",
        write=lambda v: percent(v, signed=True),
    )


def _claimed(run: RunFolder, benefit: Benefit) -> Markup:
    """What such a scheme is usually defended with: fewer of the gravest acts that the general law forbids."""
    change = changed(benefit.change, benefit.low, benefit.high)
    return sentence(
        f"The gravest of what the general law forbids, “{run.title(benefit.conduct.id)}”: {change}."
    )


def paid_between(finding: Finding | None) -> str:
    """'take 1 % in the lowest tenth and take 0.1 % in the highest': the outermost with people."""
    deciles = [(decile, ends[0]) for decile, ends in numbered(finding) if ends is not None]
    if not deciles:
        return ""
    if not any(share for _, share in deciles):
        return "take nothing"
    ends = dict.fromkeys((deciles[0], deciles[-1]))
    return listed(f"{_takes(share)} in the {TENTHS[decile]} tenth" for decile, share in ends)


def costs(run: RunFolder) -> Section:
    """What dearer services and taxes take of incomes, tenth by tenth."""
    finding = run.finding("cost.income_share")
    tenths = numbered(finding)
    rows = [(_tenth(decile), *ends) for decile, ends in tenths if ends is not None]
    body: list[Child] = []
    if not run.scheme.model.treating(CHARGING):
        body.append(sentence("This scheme makes nothing dearer for people, and takes no tax of them."))
    elif finding is None or not rows:
        body.append(absent(run, "cost.income_share", "Extra costs by income"))
    else:
        minus = " Below nothing means that people gain." if any(row[1] < 0 for row in rows) else ""
        body.append(sentence(f"Of income, prices and taxes {paid_between(finding)}.{minus}"))
        body.append(
            bar_figure(
                rows,
                title="Extra costs as a share of income.",
                caption=define(finding),
                unit="share of income",
                first="tenth of incomes",
            )
        )
    empty = [TENTHS[decile] for decile, ends in tenths if ends is None]
    if empty and rows:
        body.append(sentence(f"Nobody here has an income in the {listed(empty)} tenth."))
    return Section(anchor="costs", question="Who pays for it?", body=tuple(body))


def _takes(share: float) -> str:
    """What becomes of a share of income: 'take 1 %', 'give back 0.2 %'."""
    return f"take {percent(share)}" if share >= 0 else f"give back {percent(-share)}"


def _tenth(decile: int) -> str:
    """An income decile as read: '1 (lowest tenth)', '10 (highest tenth)'."""
    return f"{decile} ({TENTHS[decile]} tenth)" if decile in {min(TENTHS), max(TENTHS)} else f"{decile}"
