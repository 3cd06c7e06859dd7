"""All assumed numbers screened: what leads is found, the others are one group, all is gone on with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demerit.errors import WrongUse
from demerit.runs.folder import Interrupted
from demerit.study.inquiry.screening import (
    Screening,
    leaders_of,
    live_screening,
    others,
    screening,
    section_of,
)
from demerit.study.inquiry.studied import Studied
from uncertain import honkers

MISNAMES, OFTEN = "scheme:channels.camera.misnames", "life:opportunities.honking.per_year"
WRONG = "wrong.people_share"


@pytest.fixture(scope="module")
def asked() -> Screening:
    """A town of which two numbers are assumed."""
    return screening(honkers(), 16)


@pytest.fixture(scope="module")
def studied(asked: Screening, tmp_path_factory: pytest.TempPathFactory) -> Studied:
    """The three designs lived."""
    return live_screening(asked, tmp_path_factory.mktemp("screened") / "out")


def test_sections_move_together_first(asked: Screening) -> None:
    """A group a section of a file; the headline's findings that have a number are watched."""
    assert {"scheme:channels", "life:opportunities"} == set(asked.first.groups)
    assert {"scheme:channels", "life:opportunities"} == {section_of(each) for each in asked.numbers}
    assert WRONG in asked.outcomes


@pytest.mark.parametrize("samples", [0, 8, 24, -16])
def test_too_few_or_uneven_samples_are_refused(samples: int) -> None:
    """Sobol's sequence is even over powers of two only, and a handful says nothing."""
    with pytest.raises(WrongUse, match=f"--draws {samples}: expected a power of two from 16 on"):
        screening(honkers(), samples)


def test_what_leads_is_found_and_measured(studied: Studied) -> None:
    """Wrong records hang on how often one is taken for another, first and total index with intervals."""
    assert MISNAMES in leaders_of(studied.stages[1])
    found = studied.last.sensitivity[WRONG]
    index = found[MISNAMES]
    assert {"index", "low", "high", "first", "first_low", "first_high"} == set(index)
    assert (index["index"] or 0) > 0.3
    assert (index["low"] or 0) <= (index["index"] or 0) <= (index["high"] or 1)


def test_the_others_are_one_group(asked: Screening, studied: Studied) -> None:
    """With one leading number the other is what all others are called."""
    stage = studied.stages[1]
    values = stage.lived.values[:, :, [asked.outcomes.index(WRONG)]]
    only = replace(
        stage,
        inquiry=replace(stage.inquiry, outcomes=(WRONG,)),
        lived=replace(stage.lived, values=values * 0 + stage.inquiry.design.shares[:, :1, None]),
    )
    leaders = leaders_of(only)
    assert 1 == len(leaders)
    assert (*leaders, others(1)) == asked.third(only).groups


def test_stopped_in_any_design_it_goes_on(asked: Screening, studied: Studied, tmp_path: Path) -> None:
    """Stopped in each of the three, the same indices come out, for another number of workers too."""
    one = screening(replace(honkers(), workers=1), 16)
    assert asked.key == one.key
    for stage in ("screening", "drawing", "living"):

        def until(said: str, done: int, _total: int, stage: str = stage) -> None:
            if said == stage and done > 3:
                raise KeyboardInterrupt

        with pytest.raises(Interrupted):
            live_screening(one, tmp_path / "out", on_progress=until)
    again = live_screening(one, tmp_path / "out")
    assert studied.last.sensitivity == again.last.sensitivity
    assert studied.worlds == again.worlds
