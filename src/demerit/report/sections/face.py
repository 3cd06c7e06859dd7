"""What a match is worth: a hundred people flagged, at each base rate and list; street trials; groups."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from demerit.findings.face import (
    LEAST,
    MEDIAN,
    MOST,
    STATED_LIST,
    STATED_ONE_IN,
    anchor,
    groups,
    published,
    search_of,
    times_as_often,
)
from demerit.findings.wording import between, plain, spoken
from demerit.report.charts.dots import HUNDRED, hundred, key_mark, whole_dots
from demerit.report.charts.figures import Rows, figure
from demerit.report.folder import nested
from demerit.report.markup import Child, Markup, folded, table, tag
from demerit.report.sections.section import Section, bar_figure, ends_of, sentence
from demerit.report.words import one_in, percent
from demerit.schemes.face_tables import Trial, false_matches, operating_points, trials

if TYPE_CHECKING:
    from demerit.findings.face import Search
    from demerit.findings.finding import Finding
    from demerit.report.folder import RunFolder

RIGHT, WRONG = "who the machine says", "somebody else"
SIMILARITY = (
    "A similarity: how alike two pictures look to a machine, on its own scale. Above a threshold it flags "
    "whoever passes as somebody on its watch-list. It is not the chance that this is the person: that "
    "depends on how long the list is, and on how many of those who pass are on it. No published table ties "
    "90.2 to a rate of error, so what follows takes rates that were published."
)
NOT_PUBLISHED = "not published"


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A hundred people flagged, with a list of so many faces and so many of those who pass on it."""

    size: str
    rate: str
    share: float

    @property
    def dots(self) -> list[int]:
        """How many are who the machine says, and how many are not."""
        return whole_dots([self.share, 1 - self.share], HUNDRED)

    @property
    def label(self) -> str:
        """The picture in words."""
        where = f"Watch-list of {self.size}, {self.rate} of those who pass on it"
        return f"{where}: of 100 people flagged, {are(count(self.share))} {RIGHT}."


def worth_of_a_match(run: RunFolder) -> Section | None:
    """The section; None for a scheme without a channel that tells faces from afar."""
    worth, grouped = (_tables(run, name) for name in ("face.flagged_right", "face.flagged_right_by_group"))
    if not worth:
        return None
    searches = {channel.id: search_of(channel) for channel in run.scheme.model.channels}
    body: list[Child] = [sentence(SIMILARITY)]
    for name, finding in worth:
        body += _pictured(run.title(name), finding, searches[name])
    body += _in_the_street()
    for name, finding in grouped:
        body += _by_group(run.title(name), finding, searches[name])
    body.append(_points())
    return Section(anchor="face", question="What does “90.2 %” beside a face mean?", body=tuple(body))


def _tables(run: RunFolder, name: str) -> list[tuple[str, Finding]]:
    """Channel and finding, of a finding that is a table for each channel."""
    return [(channel, finding) for channel, finding in run.family(name) if nested(finding.value)]


def count(share: float) -> str:
    """How many of a hundred: '84'; 'fewer than 1', 'more than 99' where rounding would say none or all."""
    dots = whole_dots([share, 1 - share], HUNDRED)[0]
    if dots == 0 and share > 0:
        return "fewer than 1"
    return "more than 99" if dots == HUNDRED and share < 1 else str(dots)


def are(number: str) -> str:
    """'84 are', '1 is', 'fewer than 1 is'."""
    return f"{number} {'is' if number == '1' or number.endswith(' 1') else 'are'}"


def tiles(finding: Finding) -> list[list[Tile]]:
    """The finding's table row by row, its keys as read: '10000' is '10,000'."""

    def read(key: str) -> str:
        return re.sub(r"\d+", lambda digits: f"{int(digits[0]):,}", key)

    return [
        [Tile(size=read(size), rate=read(rate), share=share) for rate, share in nested(row).items()]
        for size, row in nested(finding.value).items()
    ]


def _pictured(title: str, finding: Finding, search: Search) -> list[Markup]:
    """A sentence on the stated cell and on the last, and the picture of all."""
    rows = tiles(finding)
    stated = nested(finding.value)[str(STATED_LIST)][f"1 in {STATED_ONE_IN}"]
    last, right = rows[-1][-1], count(stated)
    paragraph = tag(
        "p",
        "Of 100 people flagged, ",
        tag("strong", right),
        f"{are(right).removeprefix(right)} {RIGHT}, with {STATED_LIST:,} faces on the watch-list and 1 in "
        f"{STATED_ONE_IN:,} of those who pass on it; {count(last.share)}, with {last.size} faces and "
        f"{last.rate}.",
    )
    data = Rows(
        head=("watch-list", "of those who pass, on it", f"dots: {RIGHT}", f"dots: {WRONG}", "share right"),
        rows=[(t.size, t.rate, *map(str, t.dots), percent(t.share)) for row in rows for t in row],
    )
    picture = tag("div", _tiles(rows), _key())
    name = f"Of 100 people flagged, how many are {RIGHT}: {title}."
    return [paragraph, figure(picture, title=name, caption=_rates(search), data=data)]


def _tiles(rows: list[list[Tile]]) -> Markup:
    """Tiles in rows by the length of the list, in columns by the base rate."""
    heads = [tag("p", tile.rate, class_="tile") for tile in rows[0]]
    lines = [tag("div", tag("p", "on the list, of those who pass", class_="row-head"), heads)]
    for row in rows:
        head = tag("p", f"watch-list of {row[0].size}", class_="row-head")
        lines.append(tag("div", head, [_tile(tile) for tile in row]))
    return tag("div", lines, class_="tiles")


def _tile(tile: Tile) -> Markup:
    """A hundred dots with their number under them."""
    right, wrong = tile.dots
    short = count(tile.share).replace("fewer than ", "<").replace("more than ", ">")
    dots = hundred([("disc", right), ("cross", wrong)], tile.label)
    return tag("div", dots, tag("p", tag("strong", short), aria_hidden="true"), class_="tile")


def _key() -> Markup:
    """What the two kinds of dots are."""
    kinds = (("disc", RIGHT), ("cross", WRONG))
    return tag("ul", [tag("li", key_mark(shape), words) for shape, words in kinds], class_="keys beside")


def _rates(search: Search) -> str:
    """Which rates a picture takes, and from where."""
    point, _ = anchor()
    whose = "the scheme's own figure" if search.own else "the same test"
    return (
        f"Each dot is one person flagged. Of those on the list, {count(search.tpir)} of 100 are found "
        f"({point.system}, threshold {point.threshold}; {point.source}). Of the others, about "
        f"{one_in(search.fpir)} is flagged against {search.at_list:,.0f} faces ({whose}), in proportion to "
        "the list. How many of those who pass are on a list, nobody publishes: hence the columns. Worked "
        "out, not counted in this run."
    )


# ---------------------------------------------------------------- in the street


def _in_the_street() -> list[Markup]:
    """Published trials: how many of a hundred alerts were right, and how rare true alerts are."""
    shares = [(trial, trial.right) for trial in trials() if trial.right is not None]
    head = ("trial", "faces or crowd", "alerts", "true", "false", "share right")
    picture = bar_figure(
        [(trial.name, right, None, None) for trial, right in shares],
        title="Alerts confirmed as right, in street trials.",
        caption="Share of alerts. Each trial had its own list, threshold and crowd. Not drawn: trials that "
        "published no true alerts, or counts that contradict each other.",
        unit="share of alerts",
        first="trial",
        limits=(0.0, 1.0),
        data=Rows(head=head, rows=[_trial_row(trial) for trial in trials()]),
    )
    return [sentence(_trials_said(shares)), picture]


def _trials_said(shares: list[tuple[Trial, float]]) -> str:
    """The worst and the best trial, and the base rate that the largest suggests."""
    worst, best = (extreme(shares, key=lambda pair: pair[1]) for extreme in (min, max))
    largest = max((trial for trial, _ in shares), key=lambda trial: trial.passed or 0)
    faces = (largest.passed or 0) / (largest.true or 1)
    return (
        f"In the street, {count(worst[1])} of 100 alerts were confirmed as right in one trial "
        f"({worst[0].name}) and {count(best[1])} in another ({best[0].name}). In the largest there was one "
        f"true alert among {plain(faces)} faces."
    )


def _cited(name: str, note: str, source: str) -> Markup:
    """A row's heading with what its source adds, and the source."""
    return tag("span", name, tag("br"), tag("span", "; ".join(filter(None, (note, source))), class_="quiet"))


def _trial_row(trial: Trial) -> tuple[Child, ...]:
    """A trial's row of the table."""
    counts = (trial.passed, trial.alerts, trial.true, trial.false)
    right = NOT_PUBLISHED if trial.right is None else percent(trial.right)
    if trial.right is None and None not in (trial.true, trial.alerts):
        right = "counts contradict each other"
    cells = [NOT_PUBLISHED if number is None else f"{number:,}" for number in counts]
    return (_cited(trial.name, trial.note, trial.source), *cells, right)


# ---------------------------------------------------------------- by group


def _by_group(title: str, finding: Finding, search: Search) -> list[Markup]:
    """How many of a hundred flagged are right, group by group, with the span of the algorithms tested."""
    shares = nested(finding.value)
    worst, best = (extreme(shares, key=shares.__getitem__) for extreme in (min, max))
    ends = [(spoken(group), ends_of(cell)) for group, cell in (finding.parts or {}).items()]
    picture = bar_figure(
        [(group, *interval) for group, interval in ends if interval is not None],
        title=f"Of those flagged, the share who are {RIGHT}, by group: {title}.",
        caption=f"With {STATED_LIST:,} on the watch-list and 1 in {STATED_ONE_IN:,} of those who pass on it. "
        "Whiskers: from the ninth to the first tenth of algorithms, not chance. Assumed: false positives are "
        "those of white men, and all on the list are of the group; the numbers also show a list of the other "
        "race. Source: NIST FRVT 1:1, 2020.",
        unit=finding.unit,
        first="group",
        limits=(0.0, 1.0),
        data=_group_rows(search),
    )
    one, other = (are(count(shares[group])) for group in (best, worst))
    text = (
        f"A match is not worth the same for all: of 100 {spoken(best)} flagged, {one} {RIGHT}, of 100 "
        f"{spoken(worst)} {other.rsplit(' ', 1)[0]}, if the machine errs as the median of 240 algorithms. "
        f"The test of {anchor()[0].system} found no significant difference at its own setting, and one "
        "against Black people at a lower threshold."
    )
    return [sentence(text), picture]


def _group_rows(search: Search) -> Rows:
    """False match rates, and what a match is worth, on a list of one's own group and of the other race."""
    head = ("flagged", "false matches per 1,000 comparisons", "first to ninth tenth", "of 100 flagged, right")
    rows: list[tuple[str, ...]] = []
    for pair, rates in sorted(false_matches().items(), key=_own_first):
        one, other = map(spoken, pair)
        right = search.right(STATED_LIST, STATED_ONE_IN, times_as_often(pair))
        median, *ends = (plain(1_000 * rates[quantile], 4) for quantile in (MEDIAN, LEAST, MOST))
        rows.append((f"{one}, on a list of {other}", median, between(*ends), count(right)))
    return Rows(head=head, rows=rows)


def _own_first(entry: tuple[tuple[str, str], object]) -> tuple[int, bool]:
    """The place of a pair: group by group, its own list before that of the other race."""
    (one, other), _ = entry
    return groups().index(one), one != other


def _points() -> Markup:
    """Every published operating point, and what a match is worth at those with false positives."""
    rows: list[tuple[Child, ...]] = []
    for point in operating_points():
        search = published(point)
        worth = count(search.right(STATED_LIST, STATED_ONE_IN)) if search else "not known"
        worth += f", if {percent(search.tpir)} are found" if search and point.tpir is None else ""
        identified = NOT_PUBLISHED if point.tpir is None else percent(point.tpir)
        flagged = NOT_PUBLISHED if point.fpir is None else one_in(point.fpir)
        threshold = f", threshold {point.threshold}" if point.threshold else ""
        name = _cited(f"{point.system}{threshold}", point.note, point.source)
        rows.append((name, f"{point.at_list:,}", identified, flagged, worth))
    worth_head = f"of 100 flagged, right (list {STATED_LIST:,}, 1 in {STATED_ONE_IN:,})"
    head = ("system", "list", "on the list, found", "others, flagged (about)", worth_head)
    numbers = table("Published rates of searches against a list", head, rows)
    return folded("The published operating points", numbers)
