"""Whom numbers are of, where a scheme scores but some."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cases import posts, read
from demerit.cli.headline import headline_lines
from demerit.report.folder import RunFolder
from demerit.report.page import render
from demerit.report.scored import how_many, scored, who_is_scored
from demerit.report.sections.first import with_caveat
from towns import a_town
from worlds import treatment

LIFE = {
    "opportunities": {"crossing": {"per_year": 40, "act": 0.9}},
    "needs": {"permit": {"context": "public-services", "per_year": 12, "who": {"age": [30, 50]}}},
}


def lived(folder: Path, **parts: Any) -> RunFolder:
    """A town of 200 under a scheme that sinks whoever crosses, and scores whom `parts` say."""
    return a_town(folder, LIFE, treatments=[treatment("it", "permit", "denial")], **parts)


def test_of_whom_the_numbers_are(tmp_path: Path) -> None:
    """Headline, first screen and the sentence to be quoted say how many are scored, and who they are."""
    run = lived(tmp_path, population={"needs": ["permit"]})
    number = run.number("population.share")
    assert number is not None
    assert 0 < number.events < run.people
    said = f"The scheme scores {number.events:,} of these 200 people: those who come to ask for permit."
    assert said == how_many(run)
    assert scored(run).startswith(f"{said} Of those scored, ")
    assert "count everybody, scored or not" in scored(run)
    printed = " ".join("\n".join(headline_lines(run)).split())
    assert scored(run) in printed
    assert said in render(run).split("</header>")[0]
    assert said in with_caveat(run, "Of 1,000 people, 5 …", 3)


def test_nobody_of_those_asked_for(tmp_path: Path) -> None:
    """Where nobody is scored it says so, and nothing came to nobody."""
    run = lived(tmp_path, population={"who": {"age": [119, 120]}})
    assert "The scheme scores 0 of these 200 people: those from 119 to below 120." == scored(run)


def test_everybody_needs_no_word(tmp_path: Path) -> None:
    """A scheme that scores everybody adds nothing."""
    run = lived(tmp_path)
    assert ("", "") == (how_many(run), scored(run))
    assert "The scheme scores" not in with_caveat(run, "Of 1,000 people, 5 …", 3)


@pytest.mark.parametrize(
    ("population", "said"),
    [
        (None, ""),
        ({"who": {"age": [22, 48]}}, "those from 22 to below 48"),
        ({"who": {"sex": ["female"]}}, "those whose sex is female"),
        ({"opportunities": ["attend-work"]}, "those in whose life this comes up: attend work"),
        (
            {"who": {"sex": ["male"]}, "needs": ["flight", "loan"]},
            "those whose sex is male who come to ask for a flight or a loan or a credit card",
        ),
    ],
)
def test_who_they_are(population: dict[str, Any] | None, said: str) -> None:
    """Ages, values of columns, needs and occasions, each in words."""
    assert said == who_is_scored(read(posts(population=population)).model)
