"""The page of a study: the card first, then the answer; nothing is fetched and nobody asked."""

from __future__ import annotations

from demerit.report.markup import tag
from demerit.report.turning.page import page
from worlds import a_job, a_scheme, a_society


def test_the_card_stands_before_any_number() -> None:
    """What the scheme is, then the answer; one card a scheme, and hostile titles stay text."""
    job = a_job(a_scheme(title="<script>alert(1)</script>", status="hypothetical"), a_society(), people=400)
    said = page([job, job], "Where does it turn?", [tag("p", "42 draws")])
    assert 2 == said.count('class="card"')
    assert said.index('class="card"') < said.index("42 draws")
    assert "<script>alert" not in said
    assert "nobody real was scored" in said
