"""What each rule adds to what differs, as said: the whole, the rules, and what they do not add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from demerit.findings.catalogue import in_headline, words_of
from demerit.findings.wording import Words, few, plain
from demerit.report.charts.figures import Rows, dataless, figure
from demerit.report.charts.plots import Bar, bars
from demerit.report.comparison.apart import Paired, shown, signed
from demerit.report.life.story import main_kind
from demerit.report.markup import Child, tag
from demerit.report.words import listed, many

if TYPE_CHECKING:
    from demerit.findings.compare import Difference
    from demerit.report.folder import RunFolder

MOST_DRAWN: Final = 10
"""Rules that stand in a picture; all stand in its table."""
ONE_RULE = "It is the only rule that differs, so all of it is this rule's."
TOO_FEW = "Too little happened for any headline to be taken apart; compare.json has every finding."
NO_RULE = "No rule differs, so there is none to leave out."


@dataclass(frozen=True, kw_only=True)
class Added(Paired):
    """What a rule adds to a finding, and why where that is no number."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A finding's difference taken apart: the rules, the largest first, those without a number last.

    `value`: the finding under the scheme with all its rules, in its base.
    """

    name: str
    words: Words
    value: float
    whole: Added
    rules: tuple[Added, ...]
    interaction: Added

    @property
    def title(self) -> str:
        """What is taken apart: 'Of 1,000 people got a record for something they did not do: 212'."""
        return f"{self.words.label}: {plain(self.value)} {self.words.phrase()}"

    @property
    def shown(self) -> list[Added]:
        """The rules worth telling: those beyond chance; where there is no interval, all that add anything."""
        return shown(self.rules)

    @property
    def rest(self) -> str:
        """What of the rules is not shown; '' for nothing."""
        known = [rule for rule in self.rules if rule.difference is not None]
        within = sum(rule.low is not None and not rule.beyond for rule in known)
        still = 0 if any(rule.low is not None for rule in known) else len(known) - len(self.shown)
        without = [rule for rule in self.rules if rule.difference is None]
        parts = [f"{many(within, 'rule')} within chance"] if within else []
        parts += [f"{many(still, 'rule')} that add{'s' if still == 1 else ''} nothing"] if still else []
        parts += [f"{many(len(without), 'rule')} without a number ({without[0].reason})"] if without else []
        return f"Not shown: {listed(parts)}." if parts else ""


def parts_of(run: RunFolder, differences: Mapping[str, Difference]) -> list[Parts]:
    """Every headline finding of the second run, taken apart; nothing where that was not asked for.

    What has few events behind it is left to compare.json: its parts would be cases.
    """
    kind = main_kind(run.scheme.model)
    names = [question.id.replace("<kind>", kind) for question in in_headline()]
    parts: list[Parts] = []
    for name in names:
        entry = differences[name].get("by_rule") if name in differences else None
        words = words_of(name, run.called)
        finding = run.finding(name)
        if entry is not None and finding is not None and not (few(finding) and entry["rules"]):
            parts.append(_parts(name, words, entry))
    return parts


def _parts(name: str, words: Words, entry: Mapping[str, Any]) -> Parts:
    """One finding's parts from compare.json."""
    rules = [_added(rule, words, part) for rule, part in cast("dict[str, Any]", entry["rules"]).items()]
    rules.sort(key=lambda rule: (rule.difference is None, -abs(rule.difference or 0.0), rule.name))
    return Parts(
        name=name,
        words=words,
        value=words.scaled(entry["b"]),
        whole=_added("all of them together", words, entry["whole"]),
        rules=tuple(rules),
        interaction=_added("interaction: what they do not add up to", words, entry["interaction"]),
    )


def _added(name: str, words: Words, part: Mapping[str, Any]) -> Added:
    """A part in the base of its finding."""
    times = words.of or 1
    difference, low, high = (
        None if part[key] is None else part[key] * times for key in ("difference", "low", "high")
    )
    return Added(name=name, difference=difference, low=low, high=high, reason=part.get("reason", ""))


def explained_parts(run: RunFolder, differences: Mapping[str, Difference]) -> tuple[str, list[Parts]]:
    """What the numbers below are, in words before any of them, and the numbers; '' where nobody asked."""
    asked = [entry["by_rule"] for entry in differences.values() if "by_rule" in entry]
    if not asked:
        return "", []
    parts = parts_of(run, differences) if asked[0]["rules"] else []
    words = _explained(asked[0]["people"], len(asked[0]["rules"]))
    return words if parts or not asked[0]["rules"] else f"{words} {TOO_FEW}", parts


def _explained(people: int, rules: int) -> str:
    """What is told of so many rules, each world lived by so many people."""
    if not rules:
        return NO_RULE
    lived = f"As {people:,} people live it"
    if rules == 1:
        return f"{lived}. {ONE_RULE}"
    return (
        f"{lived}: what each of {rules:,} rules adds, found by leaving it out while all others stay. Rules "
        "that do nothing without each other each have all that they do together; interaction sets that off."
    )


def by_rule_body(run: RunFolder, differences: Mapping[str, Difference]) -> list[Child]:
    """The section of the page: a picture and a table for each headline finding; [] where nobody asked."""
    words, all_parts = explained_parts(run, differences)
    body: list[Child] = [tag("p", words)] if words else []
    for parts in all_parts:
        adding = parts.shown
        if not adding:
            body.append(dataless(f"{parts.title}. No rule adds anything beyond chance. {parts.rest}"))
            continue
        more = len(adding) - MOST_DRAWN
        cut = f" {many(more, 'more rule')} beyond chance stand in the table." if more > 0 else ""
        body.append(
            figure(
                bars([_bar(part) for part in (parts.whole, *adding[:MOST_DRAWN], parts.interaction)],
                     f"{parts.title}. {_spoken(parts)}", signed),
                title=f"{parts.title}.",
                caption=f"What each rule adds. Whiskers: 95 %, chance only.{cut} {parts.rest}",
                data=Rows(
                    head=("rule", "adds", "95 % interval (chance only)"),
                    rows=[
                        (part.name, part.signed, part.ends or part.reason or "no range")
                        for part in (parts.whole, *parts.rules, parts.interaction)
                    ],
                ),
            )
        )  # fmt: skip
    return body


def _bar(part: Added) -> Bar:
    """A part as a bar."""
    return Bar(label=part.name, value=part.difference, low=part.low, high=part.high, words=part.signed)


def _spoken(parts: Parts) -> str:
    """The picture in words."""
    return "; ".join(f"{part.name} {part.signed}" for part in (*parts.shown[:MOST_DRAWN], parts.interaction))
