"""Which rules took effect, and how often; and what is drawn on for which conduct, through which channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demerit.findings.wording import plain, spoken
from demerit.report.charts.figures import Rows
from demerit.report.folder import nested
from demerit.report.life.subject import PLURALS
from demerit.report.markup import Child, Markup, folded, table
from demerit.report.sections.section import Section, bar_figure, sentence
from demerit.report.words import listed, many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from demerit.report.folder import RunFolder
    from demerit.report.sections.section import Place
    from demerit.schemes.model import Data

FIRED = "rules.fired"
MOST_BARS = 15


def fired(run: RunFolder) -> Section | None:
    """The section; None where the run kept no ledger to count in."""
    finding = run.finding(FIRED)
    counts = nested(finding.value) if finding is not None else {}
    if not counts:
        return None
    body: list[Child] = [
        *_conducts(run, nested(counts.get("conducts"))),
        *_treatments(run, nested(counts.get("treatments"))),
        *_data(run, nested(counts.get("data"))),
    ]
    return Section(anchor="rules", question="Which rules did anything?", body=tuple(body))


def idle(run: RunFolder, counts: Mapping[str, Any]) -> list[str]:
    """The titles of what never took effect."""
    return [f"“{run.title(name)}”" for name, count in counts.items() if not count]


def _share(count: int, of: int) -> str:
    """'all 12', 'none of 12' or '9 of 12'."""
    return f"all {of}" if count == of else f"none of {of}" if count == 0 else f"{count} of {of}"


def _most(run: RunFolder, counts: Mapping[str, Any]) -> list[Place]:
    """Up to MOST_BARS bars, the longest first; what never happened has none."""
    some = sorted(((n, c) for n, c in counts.items() if c), key=lambda pair: -pair[1])
    return [(run.title(name), float(count), None, None) for name, count in some[:MOST_BARS]]


def _conducts(run: RunFolder, counts: Mapping[str, Any]) -> list[Markup]:
    """Records of each conduct."""
    if not counts:
        return []
    silent = idle(run, counts)
    never = f" Never: {listed(silent)}." if silent else ""
    done = _share(len(counts) - len(silent), len(counts))
    text = f"Of the conducts, {done} {'was' if len(counts) == 1 else 'were'} recorded at least once.{never}"
    bars = _most(run, counts)
    if not bars:
        return [sentence(text)]
    cut = f" Drawn are the {MOST_BARS} with most." if len(counts) - len(silent) > MOST_BARS else ""
    subjects = {conduct.id: conduct.subject for conduct in run.scheme.model.conducts}
    rows = [
        (run.title(n), PLURALS[subjects[n]], f"{count:,}") for n, count in counts.items() if n in subjects
    ]
    picture = bar_figure(
        bars,
        title="Records by conduct.",
        caption="Records against whoever is scored, right or wrong, with the first provider; ties' do not "
        f"count. Unit: records in the whole run.{cut}",
        unit="records",
        first="conduct",
        write=plain,
        data=Rows(head=("conduct", "of", "records"), rows=rows, numbers_from=2),
    )
    return [sentence(text), picture]


def _treatments(run: RunFolder, counts: Mapping[str, Any]) -> list[Markup]:
    """What the bands meant, treatment by treatment."""
    treatments = [t for t in run.scheme.model.treatments if t.id in counts]
    if not treatments:
        return []
    silent = idle(run, {t.id: counts[t.id] for t in treatments})
    never = f" Never: {listed(silent)}." if silent else ""
    done = _share(len(treatments) - len(silent), len(treatments))
    rows = [
        (run.title(t.id), t.effect, PLURALS[t.subject], t.does.counted, f"{counts[t.id]:,}")
        for t in treatments
    ]
    head = ("treatment", "effect", "of", "what is counted", "times")
    numbers = table("What each treatment did", head, rows, numbers_from=4)
    return [
        sentence(f"Of the treatments, {done} took effect.{never}"),
        folded("Every treatment", numbers),
    ]


def _data(run: RunFolder, counts: Mapping[str, Any]) -> list[Markup]:
    """What is drawn on: how many records each kind of data fed, for what and through what."""
    entries = [data for data in run.scheme.model.data if data.id in counts]
    if not entries:
        return []
    most = max(entries, key=lambda data: counts[data.id])
    special = [f"“{spoken(data.id)}”" for data in entries if data.special]
    drawn = f"It draws on {many(len(entries), 'kind of data', 'kinds of data')}"
    text = f"{drawn}; “{spoken(most.id)}” feeds the most records."
    held = f" Of a special kind by data protection law: {listed(special)}." if special else ""
    if not counts[most.id]:
        return [sentence(f"{drawn}; none of them fed a record in this run.{held}")]
    head = ("data", "about", "collected for", "conducts it feeds", "through", "records")
    picture = bar_figure(
        [(spoken(name), value, low, high) for name, value, low, high in _most(run, counts)],
        title="Records by the kind of data that fed them.",
        caption="A record counts under each kind of data that feeds its conduct through its channel: they "
        "add up to more than there are. Which data feed what stands in the scheme's file. Unit: records.",
        unit="records",
        first="data",
        write=plain,
        data=Rows(head=head, rows=[_fed(data, counts[data.id]) for data in entries], numbers_from=5),
    )
    return [sentence(text + held), picture]


def _fed(data: Data, count: int) -> Sequence[str]:
    """A kind of data: what it is about, what for, and which conducts it feeds through which channels."""
    conducts = listed(spoken(name) for name in data.conducts) or "none here"
    channels = listed(spoken(name) for name in data.channels) or "none here"
    about = f"{data.about or 'not stated'}{f' ({listed(map(spoken, data.special))})' if data.special else ''}"
    return (spoken(data.id), about, data.collected_for or "not stated", conducts, channels, f"{count:,}")
