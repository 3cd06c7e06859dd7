"""Points (a) to (f), as far as file and run can say."""

from __future__ import annotations

import re

from cases import audited, library, posts
from demerit.report.annex.assessment import measures, oversight, people, period, processes, quote


def text(markup: str) -> str:
    """The words of markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_each_point_begins_with_the_laws_words() -> None:
    """(a) to (f) as Article 27(1) has them."""
    audit = audited(posts())
    starts = (
        "a description of the deployer",
        "a description of the period",
        "the categories of natural persons",
        "the specific risks of harm",
        "a description of the implementation",
        "the measures to be taken",
    )
    for number, start in enumerate(starts, 1):
        assert text(quote(audit, number)).startswith(f"“{start}")


def test_what_the_file_leaves_out_is_said() -> None:
    """An unsaid purpose is said to be unsaid, data read for no rule too."""
    told = text(processes(audited(posts(data=[{"id": "height", "about": "trait"}]))).markup())
    assert "Purpose the file does not say" in told
    assert "no rule" in told
    assert "Legal basis the file does not say" in told


def test_every_point_asks() -> None:
    """Each has a marked question for the assessor, whatever the file says."""
    audit = audited(library("as-described"))
    for point in (processes, period, people, oversight, measures):
        assert "For the assessor" in text(point(audit).markup())


def test_how_often_and_how_long() -> None:
    """Looks a year and lapse come from the file."""
    assert "300 looks a year" in text(period(audited(library("as-described"))).markup())
    assert "for ever: nothing lapses" in text(period(audited(library("as-described"))).markup())
    assert "1,095 days" in text(period(audited(library("driving-licence-points"))).markup())


def test_whose_records_count() -> None:
    """Friends, or nobody."""
    assert "friends" in text(people(audited(library("as-described"))).markup())
    assert "nobody’s" in text(people(audited(posts())).markup())


def test_review_by_channel() -> None:
    """Who looks at entries, channel by channel."""
    assert "speed-camera camera none 50 % 31 %" in text(
        oversight(audited(library("driving-licence-points"))).markup()
    )


def test_remedies_are_those_of_what_is_indicated() -> None:
    """Each once, with the clauses that it would change."""
    told = text(measures(audited(posts())).markup())
    assert 1 == told.count("Take no points away, and give none, for what people say.")
    assert "(charter:11, echr:10, iccpr:19)" in told
