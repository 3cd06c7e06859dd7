"""A hundred people flagged: the picture, the street trials and the groups."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.face import LISTS, ONE_IN
from demerit.findings.finding import Finding
from demerit.report.charts.figures import SHEETS
from demerit.report.folder import read_folder
from demerit.report.sections.face import Tile, count, worth_of_a_match

MakeRun = Callable[..., Path]


def section(folder: Path) -> str:
    """The section of a run's page."""
    found = worth_of_a_match(read_folder(folder))
    assert found is not None
    return re.sub(r' data-head="[^"]*"', "", found.markup())


def pictures(markup: str) -> list[tuple[str, int, int]]:
    """Of each hundred dots: the text alternative, discs and crosses."""
    drawn = re.findall(r'<svg role="img" aria-label="([^"]+)"[^>]*class="hundred">(.*?)</svg>', markup)
    return [(words, dots.count("dot disc"), dots.count("dot cross")) for words, dots in drawn]


def numbers(markup: str) -> list[list[str]]:
    """The rows of the section's first table."""
    body = markup.split("<tbody>", 2)[1].split("</tbody>", 1)[0]
    return [re.findall(r"<t[hd][^>]*>([^<]*)<", row) for row in body.split("</tr>")[:-1]]


# ---------------------------------------------------------------- the picture


@given(st.floats(0, 1))
def test_a_tile_is_a_hundred(share: float) -> None:
    """Discs and crosses add up to a hundred, each within one of its share."""
    right, wrong = Tile(size="1", rate="1 in 1", share=share).dots
    assert 100 == right + wrong
    assert abs(right - 100 * share) <= 0.5 + 1e-9


def test_some_is_never_none_and_most_never_all() -> None:
    """What rounding would hide is said as under one or over ninety-nine."""
    assert ["0", "fewer than 1", "84", "more than 99", "100"] == [
        count(share) for share in (0.0, 0.0005, 0.842, 0.998, 1.0)
    ]


def test_the_dots_are_those_of_the_table(run: Path) -> None:
    """Each tile's discs and crosses are the numbers of its row, and add up to a hundred."""
    drawn, rows = pictures(section(run)), numbers(section(run))
    assert [(84, 16), (5, 95), (5, 95), (0, 100)] == [(right, wrong) for _, right, wrong in drawn]
    assert [[str(right), str(wrong)] for _, right, wrong in drawn] == [row[2:4] for row in rows]
    assert ["84.2 %", "5.1 %", "5.1 %", "0.05 %"] == [row[4] for row in rows]


def test_every_tile_can_be_read_aloud(run: Path) -> None:
    """Its text alternative names list, base rate and number; the number beside it is not read twice."""
    first, *_, last = pictures(section(run))
    where = "Watch-list of 10,000, 1 in 1,000 of those who pass on it"
    assert f"{where}: of 100 people flagged, 84 are who the machine says." == first[0]
    assert last[0].endswith("of 100 people flagged, fewer than 1 is who the machine says.")
    assert '<p aria-hidden="true"><strong>&lt;1</strong></p>' in section(run)


def test_it_is_said_in_a_sentence(run: Path) -> None:
    """Before the picture stands what it says, and what the similarity is not."""
    before = re.sub("<[^>]+>", "", section(run).split("<figure")[0])
    assert "Of 100 people flagged, 84 are who the machine says, with 10,000 faces" in before
    assert (
        "1 in 1,000 of those who pass on it; fewer than 1, with 1,000,000 faces and 1 in 100,000." in before
    )
    assert "It is not the chance that this is the person" in before
    assert "No published table ties 90.2 to a rate of error" in before


def test_rates_name_their_source(run: Path) -> None:
    """A channel whose file gives no rates is pictured at the published test's, which is named."""
    said = section(run)
    assert "89 of 100 are found (NEC NeoFace V4 (NPL 2023), threshold 0.6; Computer Weekly" in said
    assert "about 1 in 5,900 is flagged against 10,000 faces (the same test)" in said


def test_no_such_channel_no_section(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """Without a finding, or without a value in it, nothing is said of faces."""
    none = {name: finding for name, finding in found.items() if not name.startswith("face.")}
    empty = {name: replace(finding, value=None, parts=None) for name, finding in found.items()}
    assert worth_of_a_match(read_folder(make_run("none", found=none))) is None
    assert worth_of_a_match(read_folder(make_run("empty", found=empty))) is None


# ---------------------------------------------------------------- what was published


def test_street_trials_are_reproduced(run: Path) -> None:
    """173 of 2,470 alerts were right in Cardiff in 2017, 2,067 of 2,077 in London in 2024-25."""
    said = section(run)
    assert "7 of 100 alerts were confirmed as right in one trial (South Wales Police, UCL final" in said
    assert "and more than 99 in another (Met Police Sept 2024 - Sept 2025)" in said
    assert "one true alert among 1,523 faces" in said
    for row in (("2,470", "173", "2,297", "7 %"), ("2,077", "2,067", "10", "99.5 %")):
        assert "".join(f'<td class="n">{cell}</td>' for cell in row) in said


def test_doubtful_counts_are_shown_and_not_drawn(run: Path) -> None:
    """Counts that contradict each other stand in the table with a reason, and have no bar."""
    said = section(run)
    assert "counts contradict each other" in said
    label, _ = re.findall(r'role="img" aria-label="(Alerts confirmed[^"]+)"', said)
    assert 3 == label.count(" %")
    assert "FOI 2025" not in label


def test_groups_stand_beside_each_other(run: Path) -> None:
    """The best and the worst off are named, and the span over algorithms is not called chance."""
    said = section(run)
    assert "of 100 white men flagged, 84 are who the machine says, of 100 black women 31" in said
    assert "Whiskers: from the ninth to the first tenth of algorithms, not chance." in said
    assert 2 * len(SHEETS) == said.count('class="whisker"')
    assert "black women, on a list of black women" in said
    for row in (("11.65", "4.6-23.35", "31"), ("0.5", "0.3-0.7", "91")):
        assert "".join(f'<td class="n">{cell}</td>' for cell in row) in said


def test_every_source_has_its_status(run: Path) -> None:
    """Each trial and each operating point is cited with how sure it is."""
    cited = re.findall(r'<br><span class="quiet">([^<]+)</span>', section(run))
    assert 16 == len(cited)
    assert all("published" in each for each in cited)


def test_an_operating_point_without_true_positives_says_what_it_borrows(run: Path) -> None:
    """An earlier version flagged one in a thousand: 21 of 100 right, if it found as many."""
    assert "21, if 89 % are found" in section(run)


# ---------------------------------------------------------------- a real run


def test_the_page_of_a_run_pictures_its_finding(finished_run: Path) -> None:
    """Every list and base rate of the finding is a tile of the page, at the scheme's own rate."""
    page = (finished_run / "report.html").read_text("utf-8")
    found = json.loads((finished_run / "findings.json").read_text("utf-8"))
    table = found["face.flagged_right.street-camera"]["value"]
    drawn = pictures(page.split('<section id="face"')[1].split("</section>", 1)[0])
    assert len(LISTS) * len(ONE_IN) == len(drawn)
    assert [round(100 * share) for row in table.values() for share in row.values()] == [
        r for _, r, _ in drawn
    ]
    assert {100} == {right + wrong for _, right, wrong in drawn}
    assert "about 1 in 60,000 is flagged against 1,000 faces (the scheme&#x27;s own figure)" in page
