"""Benefits and costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from demerit.findings.finding import Finding
from demerit.report.claims import benefits, by_decile, costs
from demerit.report.folder import read_folder

MakeRun = Callable[..., Path]


def test_only_changes_beyond_chance_are_claimed(run: Path) -> None:
    """A change whose interval holds nought is drawn, but not said to have happened."""
    said = benefits(read_folder(run)).markup()
    assert "Beyond chance: traffic −4 % (−6 % to −2 %)." in said
    assert ">+1.5 %<" in said


def test_the_usual_defence_is_measured_too(run: Path) -> None:
    """The gravest conduct that the general law forbids is said with its own change and interval."""
    said = benefits(read_folder(run)).markup()
    assert "“jaywalking”: −9.6 % (−9." in said


def test_no_baseline_no_change(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """Where no change was measured the section says why."""
    kept = {k: f for k, f in found.items() if not k.startswith("conduct.")}
    assert (
        "The change in conduct: not measurable here" in benefits(read_folder(make_run(found=kept))).markup()
    )


def test_costs_by_tenth(run: Path) -> None:
    """Costs run from the lowest to the highest tenth, in order."""
    read = read_folder(run)
    assert [str(d) for d in range(1, 11)] == [row[0] for row in by_decile(read.findings["cost.income_share"])]
    assert "take 1 % in the lowest tenth and take 0.1 % in the highest." in costs(read).markup()


def test_gains_are_explained(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """A share below nought is said to be a gain."""
    name = "cost.income_share"
    found[name] = replace(found[name], value={"1": 0.01, "2": -0.01})
    said = costs(read_folder(make_run(found=found))).markup()
    assert "take 1 % in the lowest tenth and give back 1 % in the highest. Below nothing" in said
