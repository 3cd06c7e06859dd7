"""Why a need was refused: back from the refusal to the band's edge, and to the records that led below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demerit.findings.wording import spoken
from demerit.formats.values import bare
from demerit.report.folder import RunFolder
from demerit.report.life.entry import conduct_of, how_long, on_day, points, returns, tied
from demerit.report.life.story import WRONG, Row, SubjectLife
from demerit.report.markup import Markup, tag
from demerit.report.words import listed, many
from demerit.schemes.contexts import relation
from demerit.schemes.treatments import REFUSING, does

LOSING = ("own", "misnamed", "alarm", "association")
REPLAYED = {
    "wrong": "without the wrong records",
    "association": "without records of their ties",
    "expressive": "without records of speech, belief or protest",
    "unrelated": "without losses from conduct unrelated to the service",
}

BUT_FOR = {
    "wrong": "a wrong record",
    "association": "a tie's record",
    "expressive": "a record of speech, belief or protest",
    "unrelated": "losses from conduct unrelated to the service",
}
MOST_TOLD = 3
MOST_LOSSES = 40
"""How many refusals are told in full, and how many losses of each."""


@dataclass(frozen=True, kw_only=True)
class Why:
    """A refusal's reasons in words, part by part; a part that does not apply is empty.

    `standing` says band, score and edge; `losses` are (day, sentence) of the records that cost points, and
    `head` how many they are; `parts` says which of those points were for what; `replays` are what was left
    out of the ledger when it was lived again, and what came of it.
    """

    question: str
    asked: str
    standing: str
    head: str
    losses: tuple[tuple[int, str], ...]
    returned: str
    parts: str
    replays: tuple[tuple[str, str], ...]


def why(run: RunFolder, life: SubjectLife, refusal: Row) -> Why:
    """Why a need was refused, or came late: by whom, in which band, for which records, and but for which."""
    asked = int(refusal.get("provider") or 0)
    before = life.every[: int(refusal["after_record"])]
    standing = _of_this_one([record for record in before if int(record.get("provider") or 0) == asked])
    edges = life.replays.edges if life.replays else _edges(run)
    losses = [record for record in standing if record["points"] < 0 and str(record["cause"]) in LOSING]
    done = does(str(refusal["effect"])).done
    return Why(
        question=f"Why was {run.title(str(refusal['need']))} {done} on {on_day(refusal['day'])}?",
        asked=_asked(run, life, refusal),
        standing=_band(run, life, refusal, standing, edges),
        head=_head(losses),
        losses=tuple(_losses(run, life, losses, refusal)),
        returned=_returned(standing),
        parts=_of_these(losses, str(refusal["context"])),
        replays=tuple(_replays(life, refusal)),
    )


def granted(life: SubjectLife, refusal: Row) -> Mapping[str, bool] | None:
    """By question of REPLAYED, whether the replay grants what was refused; None where none was lived."""
    if life.replays is None or refusal["effect"] not in REFUSING:
        return None
    return life.replays.granted[life.denied.index(refusal)]


def _of_this_one(entries: list[Row]) -> list[Row]:
    """The entries since the last newcomer came, whose arrival they begin with: what was before is void."""
    arrivals = [place for place, entry in enumerate(entries) if entry["cause"] == "turnover"]
    return entries[arrivals[-1] :] if arrivals else entries


def _edges(run: RunFolder) -> tuple[int, ...]:
    """The scores at which bands begin, worst first; empty where they differ from subject to subject."""
    edges = [bare(band.from_) for band in run.scheme.model.bands]
    return tuple(int(edge) for edge in edges if edge is not None) if None not in edges else ()


def _asked(run: RunFolder, life: SubjectLife, refusal: Row) -> str:
    """Which of several providers was asked, and how many would have refused; '' where there is one."""
    count = run.scheme.model.providers_on(refusal["day"])
    if not life.providers or refusal["effect"] not in REFUSING:
        return ""
    if count == 1:
        return "One provider was there to be asked."
    denying = int(refusal["denied_by"])
    would = (
        "no other would have refused it" if denying == 1 else f"{denying} of {count} would have refused it"
    )
    return f"They asked provider {refusal['provider']} of {count} (numbered from 0); {would}."


def _band(
    run: RunFolder, life: SubjectLife, refusal: Row, standing: Sequence[Row], edges: Sequence[int]
) -> str:
    """The band, what it does, and how far below its edge the score was."""
    band, treatment = str(refusal["band"]), str(refusal["treatment"])
    score = int(standing[-1]["score"]) if standing else int(life.lived["score_start"])
    done = does(str(refusal["effect"])).doing
    opening = f"Their band was “{run.title(band)}”, and “{run.title(treatment)}” {done} to that band."
    bands = run.scheme.model.bands
    place = next(n for n, entry in enumerate(bands) if entry.id == band)
    rule = next((t for t in run.scheme.model.treatments if t.id == treatment), None)
    better = [n for n in range(place + 1, len(bands)) if rule is None or bands[n].id not in rule.bands]
    after = f"{many(len(standing), 'entry', 'entries')}"
    if not better or not edges:
        return f"{opening} Their score was {score:,} after {after}."
    edge, held = edges[better[0]], _override(run, life, refusal)
    if score >= edge:
        return f"{opening} Their score of {score:,} did not matter: {held or 'a rule'} put them in it."
    better_title = run.title(bands[better[0]].id)
    besides = f" Besides, {held} held them in it." if held else ""
    return (
        f"{opening} Their score was {score:,} after {after}, "
        f"{edge - score:,} below {edge:,}, where “{better_title}” begins.{besides}"
    )


def _override(run: RunFolder, life: SubjectLife, refusal: Row) -> str:
    """The latest record of a conduct that sets the band outright, and that still held them; '' for none."""
    number = life.holds.in_band(str(refusal["band"]), refusal) if life.holds else None
    record = next((entry for entry in life.every if entry["record"] == number), None)
    conduct = conduct_of(run, record) if record else None
    if record is None or conduct is None or conduct.to_band is None:
        return ""
    end = how_long(run, conduct.to_band)
    wrongly = ", which they had not done" if str(record["cause"]) in WRONG else ""
    return f"the record of {on_day(record['day'])} for {run.title(conduct.id)}{wrongly}, {end},"


def _head(losses: Sequence[Row]) -> str:
    """How many records had cost how much."""
    if not losses:
        return "No record had cost them points by then."
    total = -sum(record["points"] for record in losses)
    return f"{many(len(losses), 'record')} had cost them {many(total, 'point')}"


def _losses(
    run: RunFolder, life: SubjectLife, losses: Sequence[Row], refusal: Row
) -> Iterator[tuple[int, str]]:
    """The records that made up the loss, each with its day and what is to be said against it."""
    back = {root["record"]: entry for root, entry in returns(life)}
    for record in losses:
        about = " Unrelated to the service." if unrelated(record, str(refusal["context"])) else ""
        loss = f"{points(record['points'])}: {run.title(str(record['conduct']))}, {whose(run, life, record)}."
        yield record["day"], f"{loss}{about}{_undone(record, back, refusal)}"


def _undone(record: Row, back: Mapping[int, Row], refusal: Row) -> str:
    """Whether a record was given back, and whether that came in time for the service."""
    entry = back.get(record["record"])
    if entry is None:
        return ""
    how = "Corrected" if entry["cause"] == "redress" else "Lapsed"
    if entry["record"] <= refusal["after_record"]:
        return f" {how} by then, {many(entry['day'] - record['day'], 'day')} after it was entered."
    return f" {how} only {many(entry['day'] - refusal['day'], 'day')} after this."


def whose(run: RunFolder, life: SubjectLife, record: Row) -> str:
    """Whose act a record is about, and through which tie it came."""
    source = f", done by {record['source']}" if record.get("source") else ""
    other = record.get("of_subject")
    tie = f"for a record of {other}, {tied(run, life, str(other))}" if other else "for a tie's record"
    wrongly = ", of what that one had not done" if other and record.get("source") != other else ""
    return {
        "misnamed": f"somebody else's act entered against them{source}",
        "alarm": "an alarm: nobody did it",
        "association": f"{tie}{wrongly}",
    }.get(str(record["cause"]), "their own act")


def unrelated(record: Row, context: str) -> bool:
    """Whether a record's context is unrelated to the service's (the table of context pairs)."""
    known = record.get("context")
    return known is not None and relation(known, context) == "unrelated"  # type: ignore[arg-type]


def _returned(standing: Sequence[Row]) -> str:
    """What had come back by then."""
    gained = sum(record["points"] for record in standing if record["points"] > 0)
    return f"By then {points(gained)} had been gained or given back." if gained else ""


def _of_these(losses: Sequence[Row], context: str) -> str:
    """Which part of the loss was for what they did not do, and which had nothing to do with the service."""
    total = -sum(record["points"] for record in losses)
    if not total:
        return ""
    wrong = -sum(record["points"] for record in losses if str(record["cause"]) in WRONG)
    ties = -sum(record["points"] for record in losses if str(record["cause"]) == "association")
    beside = -sum(record["points"] for record in losses if unrelated(record, context))
    parts = [f"{wrong:,} for what they did not do"]
    parts += [f"{ties:,} for what their ties did"] if ties else []
    parts += [f"{beside:,} for conduct unrelated to {spoken(context)}"]
    return f"Of {many(total, 'point')} lost: {listed(parts)}."


def _replays(life: SubjectLife, refusal: Row) -> Iterator[tuple[str, str]]:
    """What the ledger, lived again without some records, would have given."""
    answers = granted(life, refusal) or {}
    for name, without in REPLAYED.items() if answers else ():
        yield without, "granted" if answers[name] else "refused all the same"


# ---------------------------------------------------------------- on the page


def hangs(life: SubjectLife, refusal: Row) -> bool:
    """Whether the replay without wrong records grants what was refused."""
    answers = granted(life, refusal)
    return answers is not None and answers["wrong"]


def by_service(life: SubjectLife, needs: Sequence[Row]) -> list[tuple[Row, int]]:
    """Each service once, with how often: the first time that hangs on a wrong record, else the first time."""
    alike: dict[str, list[Row]] = {}
    for need in needs:
        alike.setdefault(str(need["need"]), []).append(need)
    return [
        (next((need for need in rows if hangs(life, need)), rows[0]), len(rows)) for rows in alike.values()
    ]


def because(run: RunFolder, life: SubjectLife) -> Markup | None:
    """What refusals would not have happened but for, and how some came about; None where nothing was refused.

    Where nothing was refused, the same of what came late.
    """
    needs = life.denied or life.needs
    if not needs:
        return None
    order = sorted(by_service(life, needs), key=lambda pair: (not hangs(life, pair[0]), pair[0]["day"]))
    opened = [_opened(why(run, life, need)) for need, _ in order[:MOST_TOLD]]
    return tag("div", tag("p", but_for(life)) if life.denied else None, opened, class_="why")


def but_for(life: SubjectLife) -> str:
    """'Of 12 refusals, 3 would not have happened but for a wrong record, …'; counted, not estimated."""
    answers = [answer for need in life.denied if (answer := granted(life, need)) is not None]
    if not answers:
        return "What these refusals hang on is not known: no ledger was lived again."
    counts = [
        f"{sum(replayed[name] for replayed in answers):,} but for {cause}" for name, cause in BUT_FOR.items()
    ]
    whole = many(len(answers), "refusal")
    return f"Of {whole}, so many would not have happened: {listed(counts)}. One can hang on several."


def _opened(reasons: Why) -> Markup:
    """A refusal's reasons in a part that opens."""
    losses = [
        tag("li", tag("span", on_day(day), class_="when"), tag("span", words))
        for day, words in reasons.losses[:MOST_LOSSES]
    ]
    left = len(reasons.losses) - MOST_LOSSES
    more = tag("p", f"And {many(left, 'record')} more.", class_="quiet") if left > 0 else None
    answers = [
        tag("li", f"The same ledger, lived again {without}: {answer}.") for without, answer in reasons.replays
    ]
    return tag(
        "details",
        tag("summary", reasons.question),
        [
            tag("p", words)
            for words in (
                reasons.asked,
                reasons.standing,
                f"{reasons.head.rstrip('.')}{':' if losses else '.'}",
            )
            if words
        ],
        tag("ol", losses, class_="events") if losses else None,
        more,
        [tag("p", words) for words in (reasons.returned, reasons.parts) if words],
        tag("ul", answers) if answers else None,
    )
