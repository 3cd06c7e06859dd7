"""What the scheme is said to be for, and what it costs, measured as carefully as its harms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.report.folder import nested, numbered
from demerit.report.markup import Child, Markup
from demerit.report.sections import Row, Section, absent, bar_figure, define, ends_of, measured, sentence
from demerit.report.words import is_number, listed, percent, spoken
from demerit.study.benefit import Benefit, claimed_benefit

if TYPE_CHECKING:
    from demerit.findings.finding import Finding
    from demerit.report.folder import RunFolder


def benefits(run: RunFolder) -> Section:
    """Change of each family of conduct against the same lives without the scheme."""
    changes = measured(run.family("conduct.change"))
    body: list[Child] = [
        sentence("Each kind of conduct is counted with the scheme and without it; the bar is the change.")
    ]
    benefit = claimed_benefit(run.scheme.model, run.findings)
    if benefit is not None:
        body.append(_claimed(run, benefit))
    missing = [spoken(name) for name, finding in run.family("conduct.change") if not is_number(finding.value)]
    if changes:
        clear = [
            (n, f)
            for n, f in changes
            if is_number(f.low) and is_number(f.high) and (f.low or 0) * (f.high or 0) > 0
        ]
        said = listed(f"{spoken(name)} {_signed(f)}" for name, f in clear)
        body.append(sentence(f"Beyond chance: {said}." if said else "No change here is beyond chance."))
        rows = [(spoken(name), float(f.value), f.low, f.high) for name, f in changes]
        body.append(
            bar_figure(
                rows,
                title="Change in conduct against the same lives without the scheme.",
                caption=define(changes[0][1], f"the family {changes[0][0]}", "each kind"),
                unit=changes[0][1].unit,
                first="kind of conduct",
                write=lambda v: percent(v, signed=True),
            )
        )
    else:
        body.append(absent(run, "conduct.change", "The change in conduct"))
    if changes and missing:
        body.append(
            sentence(
                f"For {listed(missing)} it is not measurable here, because nothing of the kind happened in "
                "one of the worlds."
            )
        )
    return Section(anchor="claims", question="Does it deliver what it promises?", body=tuple(body))


def _claimed(run: RunFolder, benefit: Benefit) -> Markup:
    """What such a scheme is usually defended with: fewer of the gravest acts that the general law forbids."""
    ends = ""
    if is_number(benefit.low) and is_number(benefit.high):
        ends = f" ({percent(benefit.low, signed=True)} to {percent(benefit.high, signed=True)})"
    change = percent(benefit.change, signed=True)
    return sentence(
        f"The gravest of what the general law forbids, “{run.title(benefit.conduct.id)}”: {change}{ends}."
    )


def _signed(finding: Finding) -> str:
    """A change in per cent with sign and interval."""
    low, high = percent(finding.low or 0.0, signed=True), percent(finding.high or 0.0, signed=True)
    return f"{percent(finding.value, signed=True)} ({low} to {high})"


def by_decile(finding: Finding) -> list[Row]:
    """(decile, value, low, high) of a finding whose value is a table by income decile."""
    cells = finding.parts or {key: {"value": cell} for key, cell in nested(finding.value).items()}
    ranges = [(decile, ends_of(cell)) for decile, cell in numbered(cells.items())]
    return [(decile, *found) for decile, found in ranges if found is not None]


def costs(run: RunFolder) -> Section:
    """What dearer services and taxes take of incomes, tenth by tenth."""
    finding = run.finding("cost.income_share")
    rows = by_decile(finding) if finding is not None else []
    body: list[Child] = []
    if finding is None or not rows:
        body.append(absent(run, "cost.income_share", "Extra costs by income"))
    else:
        first, last = rows[0], rows[-1]
        words = f"Of income, prices and taxes {_takes(first[1])} in the lowest tenth"
        minus = " Below nothing means that people gain." if any(value < 0 for _, value, _, _ in rows) else ""
        body.append(sentence(f"{words} and {_takes(last[1])} in the highest.{minus}"))
        named = [(_tenth(decile, len(rows)), value, low, high) for decile, value, low, high in rows]
        body.append(
            bar_figure(
                named,
                title="Extra costs as a share of income.",
                caption=define(finding),
                unit="share of income",
                first="tenth of incomes",
            )
        )
    return Section(anchor="costs", question="Who pays for it?", body=tuple(body))


def _takes(share: float) -> str:
    """What becomes of a share of income: 'take 1 %', 'give back 0.2 %'."""
    return f"take {percent(share)}" if share >= 0 else f"give back {percent(-share)}"


def _tenth(decile: str, count: int) -> str:
    """An income decile as read: '1 (lowest)', '10 (highest)'."""
    return {"1": "1 (lowest tenth)", str(count): f"{count} (highest tenth)"}.get(decile, decile)
