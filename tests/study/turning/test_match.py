"""What facts rule out: implausible draws go, ranges narrow where facts say so, nothing else is matched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from demerit.study.turning.match import CUT, Matched, match
from demerit.study.turning.matters import matters
from made_facts import FEW, RIGHT, town

DRAWS = 64


NEVER = "id: never, fact: Wrongly recorded, value: 0.9, finding: wrong.people_share"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Matched:
    """A town of which it is known that few are wrongly recorded; another fact is held out."""
    facts, _ = matters([town(tmp_path_factory.mktemp("few"), FEW, RIGHT)], ["right"])
    return match(facts, draws=DRAWS, workers=2)


def test_what_a_fact_speaks_of_narrows(few: Matched) -> None:
    """Few wrong records: the camera takes few for others, or people honk seldom; the ranges say so."""
    assert 10 <= few.left.sum() < DRAWS
    (narrowed,) = [each for each in few.narrowed if each.name == "scheme:channels.camera.misnames"]
    assert narrowed.after[1] < narrowed.before[1]
    assert few.narrowed[0] == narrowed
    assert "point" not in few.as_json()


def test_each_draw_that_is_left_is_plausible(few: Matched) -> None:
    """Within three standard deviations of the fact; the one held out rules nothing out, and is told."""
    matched, held_out = few.fitted
    assert few.left.tolist() == (matched.implausibility <= CUT).tolist()
    assert [False, True] == [each["held_out"] for each in few.as_json()["facts"]]
    assert not held_out.plausible[few.left].all() or held_out.plausible.all()
    told = few.as_json()["facts"][0]
    assert (1.0, 0.02) == (told["plausible_after"], told["published"])
    assert told["before"][1] > told["after"][1]


def test_nothing_may_be_left(tmp_path: Path) -> None:
    """A fact that no draw comes near leaves none, and no range is told."""
    facts, _ = matters([town(tmp_path, NEVER)])
    found = match(facts, draws=DRAWS, discrepancy=0.01)
    assert (0, False, ()) == (found.left.sum(), found.telling, found.narrowed)
    assert None is found.as_json()["facts"][0]["plausible_after"]


def test_a_great_discrepancy_rules_nothing_out(tmp_path: Path) -> None:
    """A model that may be as far off as it likes leaves every draw, and narrows nothing."""
    facts, _ = matters([town(tmp_path, FEW)])
    found = match(facts, draws=DRAWS, discrepancy=1e6, folder=tmp_path)
    assert (DRAWS, ()) == (found.left.sum(), found.narrowed)
    begun = (tmp_path / "match.jsonl").read_text(encoding="utf-8")
    again = match(facts, draws=DRAWS, folder=tmp_path)  # another discrepancy asks for no other world
    assert begun == (tmp_path / "match.jsonl").read_text(encoding="utf-8")
    assert np.array_equal(found.fitted[0].values, again.fitted[0].values)
    assert again.left.sum() < DRAWS
