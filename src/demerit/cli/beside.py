"""Schemes side by side: what differs between them, in words that fit a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from demerit.cli.lines import APART, columns, table, wrapped
from demerit.findings.wording import plain, spoken
from demerit.formats.values import bare, every_number
from demerit.report.words import listed, percent

if TYPE_CHECKING:
    from demerit.schemes.model import Channel, Redress, Scheme

Said = str | list[str]
"""What is said of a scheme: words, or names of which several schemes may have the same."""
NONE = "none"
LABEL = 11
"""Columns for what is compared."""
COLUMN = 22
"""A scheme's column is at least so wide; where there is less room they stand below each other."""


def authority(scheme: Scheme) -> Said:
    """Who runs it, and whether anybody does."""
    return f"{scheme.authority or 'unknown'}; {scheme.status or 'status unknown'}"


def subjects(scheme: Scheme) -> Said:
    """Who is scored."""
    return list(dict.fromkeys(conduct.subject for conduct in scheme.conducts))


def score(scheme: Scheme) -> Said:
    """Start, least and most."""
    start = scheme.score.start
    begins = f"starts at {start:,}" if isinstance(start, int) else f"starts by {spoken(start.by)}"
    return f"{begins}, from {scheme.score.min:,} to {scheme.score.max:,}"


def bands(scheme: Scheme) -> Said:
    """The bands, worst first, with where they begin."""
    edges = ((band.id, bare(band.from_)) for band in scheme.bands)
    return "; ".join(f"{name} {'differs' if edge is None else f'from {edge:,.0f}'}" for name, edge in edges)


def conducts(scheme: Scheme) -> Said:
    """How many conducts cost points, how many of these are lawful acts; how many gain some or set a band."""
    costing = [c for c in scheme.conducts if min(every_number(c.points)) < 0]
    lawful = sum(conduct.lawful is True for conduct in costing)
    gaining = sum(max(every_number(conduct.points)) > 0 for conduct in scheme.conducts)
    setting = sum(conduct.to_band is not None for conduct in scheme.conducts)
    acts = f" ({lawful} of them lawful acts)" if lawful else ""
    counts = (
        (len(costing), "costing points" + acts),
        (gaining, "gaining points"),
        (setting, "setting the band"),
    )
    return f"{len(scheme.conducts)}: {listed(f'{count} {what}' for count, what in counts if count)}"


def contexts(scheme: Scheme) -> Said:
    """The parts of life that conduct is drawn from."""
    return sorted({spoken(conduct.context) for conduct in scheme.conducts})


def treatments(scheme: Scheme) -> Said:
    """Treatments by effect."""
    counts = Counter(treatment.effect for treatment in scheme.treatments)
    return ", ".join(f"{count} {effect}" for effect, count in sorted(counts.items())) or NONE


def reach(scheme: Scheme) -> Said:
    """The parts of life in which a band means something."""
    return sorted({spoken(treatment.context) for treatment in scheme.treatments})


def channels(scheme: Scheme) -> Said:
    """Channels with their errors."""
    return [f"{spoken(channel.id)} ({_errors(channel)})" for channel in scheme.channels]


def _errors(channel: Channel) -> str:
    """How a channel errs, what stops it, and whether it tells faces."""
    misnames, review = bare(channel.misnames), bare(channel.review.share)
    named = "misnames differ" if misnames is None else f"misnames {percent(misnames)}" if misnames else ""
    parts = [
        named,
        "alarms" if channel.alarms else "",
        f"review {percent(review)}" if review else "",
        "patrols" if channel.allocation != "even" else "",
        "" if channel.biometric == "none" else "biometric",
    ]
    return ", ".join(filter(None, parts)) or "no error"


def redress(scheme: Scheme) -> Said:
    """Notice, appeal and repair."""
    return NONE if scheme.redress is None else listed(_ways(scheme.redress)) or NONE


def _ways(rules: Redress) -> Iterator[str]:
    """The ways back that are open, lapse aside."""
    notice = bare(rules.notice)
    if notice is None or notice > 0:
        yield f"notice {'differs' if notice is None else percent(notice)}"
    if rules.appeal is not None:
        yield f"appeal (decided in {rules.appeal.decided_days:,} days)"
    if rules.repair is not None:
        yield f"repair ({rules.repair.points:,} points each {rules.repair.after_days:,} days)"


def lapse(scheme: Scheme) -> Said:
    """After how long which records stop counting."""
    rule = scheme.redress.lapse if scheme.redress is not None else None
    return NONE if rule is None else f"{rule.of} after {rule.days:,} days"


def influence(scheme: Scheme) -> Said:
    """Through which ties others' records count, and how much."""
    shares = [(rule.ties, bare(rule.share)) for rule in scheme.influence]
    return ", ".join(f"{ties} {'share differs' if s is None else percent(s)}" for ties, s in shares) or NONE


def providers(scheme: Scheme) -> Said:
    """How many score, and what of their luck is common."""
    rule = scheme.providers
    return "1" if rule.count == 1 else f"{rule.count}, of whose luck {plain(rule.shared * 100)} % is common"


def rollout(scheme: Scheme) -> Said:
    """Phases, and how far they go."""
    phases = scheme.rollout
    if not phases:
        return "at once"
    covered = f"{percent(phases[0].districts)} to {percent(phases[-1].districts)} of districts"
    return f"{len(phases)} phases in {phases[-1].from_day:,} days, {covered}"


def data(scheme: Scheme) -> Said:
    """What it draws on; a star marks what data protection law calls special."""
    return [f"{spoken(entry.id)}{'*' if entry.special else ''}" for entry in scheme.data]


FACTS: tuple[Callable[[Scheme], Said], ...] = (
    authority, subjects, score, bands, conducts, contexts, treatments, reach, channels, redress, lapse,
    influence, providers, rollout, data,
)  # fmt: skip


def facts_of(scheme: Scheme) -> dict[str, Said]:
    """All that is compared of a scheme, by what it is called."""
    return {fact.__name__: fact(scheme) for fact in FACTS}


def beside_lines(schemes: Sequence[Scheme]) -> list[str]:
    """What differs, fact by fact; then what is the same. One scheme alone is told in full."""
    facts = [facts_of(scheme) for scheme in schemes]
    names, alone = [scheme.id for scheme in schemes], len(schemes) == 1
    by_name = {name: [f[name] for f in facts] for name in facts[0]}
    alike = {name: shared(values) for name, values in by_name.items()}
    rows = {
        name: [_apart(one, alike[name]) for one in values]
        for name, values in by_name.items()
        if alone or any(one != values[0] for one in values)
    }
    lines = [line for scheme in schemes for line in wrapped(f"{scheme.id}: {scheme.title}", 2)]
    lines += [
        "",
        *(_abreast(names, rows) if (columns() - LABEL - 1) // len(names) >= COLUMN else _below(names, rows)),
    ]
    same = {name: _joined(common) for name, common in alike.items() if common}
    if same:
        lines += ["", "The same in all", *_listed(same)]
    return lines + (["", "* of a special kind by data protection law"] if any(map(_special, facts)) else [])


def shared(values: Sequence[Said]) -> Said:
    """What all of several schemes have: the words, where they are the same, or those names that all have."""
    first = values[0]
    if len(values) == 1:
        return []
    if isinstance(first, str):
        return first if all(value == first for value in values) else []
    return [name for name in first if all(name in value for value in values)] or (
        NONE if all(value == first for value in values) else []
    )


def _apart(value: Said, common: Said) -> str:
    """Words as they are; of names their number and those that not all have: '9: the 7 below, care, civic'."""
    if isinstance(value, str) or isinstance(common, str) or not common:
        return _joined(value)
    own = [name for name in value if name not in common]
    below = f"the {len(common)} below" if len(common) > 1 else "that below"
    return f"{len(value)}: {', '.join([below, *own])}" if own else f"only {below}"


def _joined(value: Said) -> str:
    """Words as they are; names with their number, where there are several."""
    if isinstance(value, str):
        return value
    count = f"{len(value)}: " if len(value) > 1 else ""
    return f"{count}{', '.join(value)}" if value else NONE


def _special(facts: Mapping[str, Said]) -> bool:
    """Whether anything is starred."""
    return any(name.endswith("*") for name in facts["data"])


def _abreast(names: Sequence[str], rows: Mapping[str, Sequence[str]]) -> list[str]:
    """A column a scheme."""
    wide = (columns() - LABEL - 1) // len(names)
    widths = {0: LABEL - 1} | dict.fromkeys(range(1, len(names) + 1), wide - APART)
    return table([("", *names), *((name, *words) for name, words in rows.items())], widths=widths)


def _below(names: Sequence[str], rows: Mapping[str, Sequence[str]]) -> list[str]:
    """Schemes below each other, fact by fact."""
    lines: list[str] = []
    for name, words in rows.items():
        lines += [name, *_listed(dict(zip(names, words, strict=True)), 2)]
    return lines


def _listed(words: Mapping[str, str], indent: int = 0) -> list[str]:
    """Names with what each has, beside them."""
    return table([*words.items()], whole=(0,), indent=indent)
