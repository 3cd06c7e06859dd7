"""Channels that are sent where records were: how far that is from where acts are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from demerit.report.charts.figures import Rows, figure
from demerit.report.charts.lines import Line, lines
from demerit.report.markup import Child, Markup
from demerit.report.sections.section import Section, resting_on, sentence
from demerit.report.words import percent
from demerit.schemes.model import Prior

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder
    from demerit.schemes.model import Channel

DRAWN = 3
"""So many districts are drawn, each with two lines."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A district over time: (day, share of patrols so far); its share of records and of acts at the end."""

    district: int
    patrols: list[tuple[int, float]]
    records: float
    acts: float

    @property
    def last(self) -> float:
        """The share of all patrols that went there."""
        return self.patrols[-1][1]


def patrols(run: RunFolder) -> Section | None:
    """The section; None where every channel is everywhere alike."""
    channels = [c for c in run.scheme.model.channels if isinstance(c.allocation, Prior)]
    if not channels or run.table("allocation") is None:
        return None
    body: list[Child] = [
        sentence("Who looks where records were finds more records there, and looks there again.")
    ]
    for channel in channels:
        sent = where_sent(run, channel)
        if sent:
            body += _told(run, channel, sent)
    body.append(resting_on(run.assumed, *(f"scheme.channels.{c.id}.allocation" for c in channels)))
    return Section(anchor="patrols", question="Where does it look?", body=tuple(body))


def where_sent(run: RunFolder, channel: Channel) -> list[Sent]:
    """Each district, the one with most patrols first."""
    scan = run.table("allocation")
    if scan is None:
        return []
    table = scan.filter(pl.col("channel") == channel.id).sort("day", "district").collect()
    acts = true_shares(run, channel)
    sent: list[Sent] = []
    for (district,), rows in table.group_by("district", maintain_order=True):
        days = list(zip(rows["day"].to_list(), rows["patrols"].to_list(), strict=True))
        sent.append(
            Sent(
                district=int(district),  # type: ignore[arg-type]  # a column of whole numbers
                patrols=[(day, count / (day + 1)) for day, count in days],
                records=float(rows["share"][-1]),
                acts=acts.get(int(district), 0.0),  # type: ignore[arg-type]
            )
        )
    return sorted(sent, key=lambda row: (-row.last, row.district))


def true_shares(run: RunFolder, channel: Channel) -> dict[int, float]:
    """Each district's share of all acts, in the whole run, of the conducts that the channel looks for."""
    scan = run.table("tallies")
    conducts = [conduct.id for conduct in run.scheme.model.conducts if channel.id in conduct.channels]
    if scan is None:
        return {}
    acts = scan.filter(pl.col("id").is_in(conducts)).group_by("district").agg(pl.col("acts").sum())
    counts = {int(district): int(count) for district, count in acts.collect().iter_rows()}
    whole = sum(counts.values())
    return {district: count / whole for district, count in counts.items()} if whole else {}


def _told(run: RunFolder, channel: Channel, sent: list[Sent]) -> list[Markup]:
    """Where it went most, against what happens there, and the picture over time."""
    most, name = sent[0], run.title(channel.id)
    text = (
        f"One patrol a day ({name}) is sent to a district with the chance that past records give it: by the "
        f"last day {percent(most.last)} of its days were spent in district {most.district}, where "
        f"{percent(most.acts)} of what it looks for happens."
    )
    learns = isinstance(channel.allocation, Prior) and channel.allocation.learn == "thinned"
    mend = (
        "Of what it finds, only so much counts as others' share of past records: the mend that was proposed."
    )
    return [sentence(f"{text} {mend}" if learns else text), _pictured(run, name, sent)]


def _pictured(run: RunFolder, name: str, sent: list[Sent]) -> Markup:
    """The share of patrols so far in the districts with most, each against its share of acts."""
    drawn: list[Line] = []
    for tone, district in enumerate(sent[:DRAWN]):
        drawn.append(Line(name=f"sent to district {district.district}", points=district.patrols, tone=tone))
        level = [(0, district.acts), (run.days - 1, district.acts)]
        drawn.append(Line(name=f"acts in district {district.district}", points=level, tone=tone, thin=True))
    text = "; ".join(
        f"district {district.district}: {percent(district.last)} of patrols, {percent(district.acts)} of acts"
        for district in sent[:DRAWN]
    )
    head = ("district", "patrols", "past records, decayed", "acts of what it looks for")
    rows = [
        (f"{district.district}", percent(district.last), percent(district.records), percent(district.acts))
        for district in sent
    ]
    caption = (
        f"Share of the days so far that the patrol spent in a district, for {len(sent[:DRAWN])} with most, "
        "against the district's share of all acts of the whole run. Unit: share. One run is one system of "
        "districts: there is no interval."
    )
    title = f"Where patrols go, and where acts are: {name}."
    picture = lines(drawn, f"{title} {text}.", percent, days=run.days)
    return figure(picture, title=title, caption=caption, data=Rows(head=head, rows=rows))
