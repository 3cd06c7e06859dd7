"""Ways back: who hears of a record, who appeals and with what success, what lapses, what is repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.findings.wording import few, is_finite, plain
from demerit.formats.values import bare
from demerit.report.folder import nested
from demerit.report.life.story import touches_persons
from demerit.report.markup import Child, Markup, folded, table, tag
from demerit.report.sections.section import (
    Section,
    absent,
    bar_figure,
    bracketed,
    by_group,
    resting_on,
    sentence,
)
from demerit.report.words import listed, many, percent

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder
    from demerit.report.sections.section import Place
    from demerit.schemes.model import Redress

APPEALS, UPHELD, CORRECTED = "redress.appeals_per_100_losses", "redress.upheld_share", "wrong.corrected_share"
STEPS = (
    (APPEALS, "records that cost: appealed", 0.01),
    (UPHELD, "appeals decided: upheld", 1.0),
    (CORRECTED, "wrong records: corrected", 1.0),
)
"""Finding, what it is a share of, and what makes it a share."""
OF_PERSONS = "How far appeals carry is measured for persons only; what ledgers gave back is counted for all."
GAVE_BACK = {
    "redress": "corrections after an appeal, those to ties included",
    "lapse": "records that stopped counting by lapse, holds in a band that ended, both to ties, points that "
    "faded, and who no longer stood among the lowest",
    "repair": "points given back after a time without a loss",
    "turnover": "newcomers who began with the start score",
}


def ways_back(run: RunFolder) -> Section | None:
    """The section; None where the scheme has no way back."""
    redress = run.scheme.model.redress
    if redress is None:
        return None
    measured: list[Child] = [sentence(OF_PERSONS)]
    if touches_persons(run.scheme.model):
        title = "Appeals for 100 records that cost, by group."
        measured = [*_days(run), _steps(run, redress), by_group(run, APPEALS, title, fewest=2)]
    body: list[Child] = [
        tag("ul", [tag("li", rule) for rule in rules(redress)]),
        *measured,
        _entries(run),
        resting_on(run.assumed, "scheme.redress"),
    ]
    return Section(anchor="redress", question="Is there a way back?", body=tuple(body))


def rules(redress: Redress) -> list[str]:
    """What the scheme grants, in a sentence each; what it does not, in one."""
    sentences: list[str] = []
    notice, appeal = bare(redress.notice), redress.appeal
    missing = [] if notice is None or notice > 0 else ["notice of a record"]
    if notice is None:
        sentences.append("How likely somebody is to hear of a record differs between people.")
    elif notice > 0:
        sentences.append(f"Of 100 records, their subjects hear of {plain(notice * 100)}.")
    if appeal is None:
        missing.append("appeal")
    else:
        right, wrong = bare(appeal.upheld_if_right), bare(appeal.upheld_if_wrong)
        chance = (
            f", upheld for {percent(wrong)} of wrong records and {percent(right)} of right ones"
            if right is not None and wrong is not None
            else ""
        )
        sentences.append(
            f"Who hears of one that costs may appeal within {many(appeal.within_days, 'day')}; it is decided "
            f"{many(appeal.decided_days, 'day')} later{chance}."
        )
    if redress.lapse is None:
        missing.append("lapse")
    else:
        what = "Losses stop" if redress.lapse.of == "losses" else "Records stop"
        sentences.append(f"{what} counting after {many(redress.lapse.days, 'day')}.")
    if redress.repair is None:
        missing.append("repair")
    else:
        back, after = many(redress.repair.points, "point"), redress.repair.after_days
        gives = "gives" if after == 1 else "give"
        sentences.append(f"Each {many(after, 'day')} without a loss {gives} {back} back, up to the start.")
    unknown = listed(f"no {way}" for way in missing)
    return [*sentences, f"The scheme knows {unknown}."] if missing else sentences


def _days(run: RunFolder) -> list[Markup]:
    """How long a wrong record stood before it was corrected."""
    days = run.number("wrong.correction_days")
    if days is None:
        return [absent(run, "wrong.correction_days", "How long wrong records stand until they are corrected")]
    return [
        sentence(f"Half of the wrong records that were corrected stood for {bracketed(days)} days or more.")
    ]


def _steps(run: RunFolder, redress: Redress) -> Markup | None:
    """Of a hundred records that cost, those appealed; of appeals, upheld; of wrong ones, corrected."""
    if redress.appeal is None:
        return None
    rows: list[Place] = []
    rare: list[str] = []
    for name, label, scale in STEPS:
        finding = run.number(name)
        if finding is None:
            continue
        low, high = (end * scale if is_finite(end) else None for end in (finding.low, finding.high))
        rows.append((label, finding.value * scale, low, high))
        if few(finding):
            rare.append(f"“{label}” on {finding.events}")
    if not rows:
        return absent(run, UPHELD, "How many appeals succeed")
    resting = f" Resting on few: {listed(rare)}." if rare else ""
    return bar_figure(
        rows,
        title="How far appeals carry, each as a share of what stands before it.",
        caption="Appealed: of records that lost points or set a band, ties' left out. Upheld: corrections "
        "over appeals decided. Corrected: of records of somebody else's act or of nobody's. Unit: share. "
        f"Whiskers: 95 %, chance only.{resting}",
        unit="share",
        first="step",
        limits=(0.0, 1.0),
    )


def _entries(run: RunFolder) -> Markup | None:
    """How many entries of the ledger gave something back, by cause."""
    fired = run.finding("rules.fired")
    causes = nested(nested(fired.value).get("causes")) if fired is not None else {}
    rows = [(words, f"{causes[cause]:,}") for cause, words in GAVE_BACK.items() if causes.get(cause)]
    if not rows:
        return None
    numbers = table(
        "What the ledger gave back", ("with the first provider, all kinds of subject", "entries"), rows
    )
    return folded("What the ledger gave back", numbers)
