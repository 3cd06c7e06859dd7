"""Refusals as dots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from demerit.findings.finding import Finding
from demerit.report.folder import read_folder
from demerit.report.sections.refusals import dots_of, refusals, refuses

MakeRun = Callable[..., Path]


def test_a_hundred_where_there_were_many(run: Path) -> None:
    """Of many refusals a hundred are drawn."""
    said = refusals(read_folder(run))
    assert "Of 100 refusals, how many would not have happened but for …" in said
    assert 100 == said.split('class="hundred"')[1].split("</svg>")[0].count('class="dot ')


@pytest.mark.parametrize(("count", "said"), [(1, "1 refusal"), (2, "2 refusals"), (19, "19 refusals")])
def test_few_are_as_many_as_there_were(
    make_run: MakeRun, found: dict[str, Finding], count: int, said: str
) -> None:
    """Of few refusals each is a dot; nothing is said of a hundred, and no range of so few."""
    for name in ("wrong", "expressive", "unrelated", "first"):
        found[f"access.but_for_{name}"] = replace(found[f"access.but_for_{name}"], events=count)
    drawn = refusals(read_folder(make_run(found=found)))
    assert f"Of {said}, how many would not have happened but for …" in drawn
    assert count == drawn.split('class="hundred"')[1].split("</svg>")[0].count('class="dot ')
    assert "100" not in drawn.replace("viewBox", "").split("</figcaption>")[0]
    assert "no range of so few" in drawn


def test_none_is_said_as_it_is(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """A scheme that refuses nothing, one that refused nobody, and a run that cannot tell differ in words."""
    kept = {name: f for name, f in found.items() if not name.startswith("access.but_for")}
    folder = make_run(found=kept | {"access.denied": replace(found["access.denied"], value=0.0)})
    assert refuses(read_folder(folder))
    assert "Nobody was refused anything in this run." in refusals(read_folder(folder))
    path = folder / "inputs" / "scheme.yaml"
    path.write_text(path.read_text().replace("effect: denial", "effect: wait\n    wait: {days: 30}"))
    assert not refuses(read_folder(folder))
    assert "This scheme refuses people no service outright." in refusals(read_folder(folder))
    assert 100 == dots_of(read_folder(folder))
