"""What a scheme does besides refusing is said wherever it does it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.report.folder import RunFolder
from demerit.report.page import render
from demerit.report.sections.backing import limits_of
from demerit.report.sections.besides import besides
from towns import a_town
from worlds import treatment

LIFE = {
    "opportunities": {"crossing": {"per_year": 40, "act": 0.9}},
    "needs": {"permit": {"context": "public-services", "per_year": 12}},
}


def lived(folder: Path, effect: str, need: str | None = "permit", **parts: Any) -> RunFolder:
    """A town under a scheme whose low band, in which people soon are, means one thing only."""
    return a_town(folder, LIFE, treatments=[treatment("it", need, effect, **parts)])


@pytest.mark.parametrize(
    ("effect", "parts", "said"),
    [
        ("wait", {"wait": {"days": 30}}, "times a year"),
        ("price", {"factor": 3.0}, "Of income, prices and taxes take"),
        ("exposure", {"need": None}, "in a band that is shown in public"),
        ("investigation", {"need": None, "investigation": {"days": 60}}, "are investigated"),
        ("priority", {}, "put first"),
    ],
)
def test_no_effect_reads_as_harmless(tmp_path: Path, effect: str, parts: dict[str, Any], said: str) -> None:
    """A scheme whose only effect is one of these says so at the top."""
    run = lived(tmp_path, effect, **parts)
    (sentence,) = besides(run)
    assert said in sentence or (effect == "wait" and "came late" in sentence)
    top = render(run).split("</header>")[0]
    assert "This scheme refuses people no service outright." in top
    assert sentence.split(",")[0] in top


def test_what_an_investigation_is_here_is_a_limit_of_the_run(tmp_path: Path) -> None:
    """Said with the limits where somebody can come under one, and only there."""
    investigated = lived(tmp_path, "investigation", need=None, investigation={"days": 60})
    assert 1 == str(limits_of(investigated)).count("Coming under investigation does here")


def test_a_scheme_that_only_refuses_does_nothing_besides(tmp_path: Path) -> None:
    """Where there is nothing to wait for, to pay or to be shown by, nothing is said."""
    run = lived(tmp_path, "denial")
    assert [] == besides(run)
    assert "investigation" not in str(limits_of(run))
