"""Benefits and costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from demerit.findings.finding import Finding
from demerit.report.folder import read_folder
from demerit.report.sections.claims import benefits, costs
from demerit.report.sections.section import numbered

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
    """Where no change was measured the section says why, once for all families that lack it alike."""
    for name in ("conduct.change.traffic", "conduct.change.kindness"):
        found[name] = replace(
            found[name], value=None, low=None, high=None, reason="no baseline was simulated"
        )
    said = benefits(read_folder(make_run(found=found))).markup()
    assert "For traffic and kindness this is not measurable here, because no baseline was simulated." in said
    none = {k: f for k, f in found.items() if not k.startswith("conduct.")}
    said = benefits(read_folder(make_run("none", found=none))).markup()
    assert "This scheme counts no conduct of people but speech and belief." in said


def test_without_ranges_nothing_is_beyond_chance(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """A run of few districts does not say that no change is beyond chance."""
    for name in ("conduct.change.traffic", "conduct.change.kindness"):
        found[name] = replace(found[name], low=None, high=None)
    said = benefits(read_folder(make_run(found=found))).markup()
    assert "Without ranges it cannot be said which change is beyond chance." in said


def test_costs_by_tenth(run: Path) -> None:
    """Costs run from the lowest to the highest tenth, in order."""
    read = read_folder(run)
    assert list(range(1, 11)) == [row[0] for row in numbered(read.findings["cost.income_share"])]
    said = costs(read).markup()
    assert "take 1 % in the lowest tenth and take 0.1 % in the highest tenth." in said
    assert "Nobody here has" not in said


def test_tenths_keep_their_names_where_others_are_empty(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """In a society without its three poorest tenths nobody is called the poorest, and who lacks is said."""
    name = "cost.income_share"
    paid = {str(d): None if d < 4 else d / 100 for d in range(1, 11)}
    found[name] = replace(found[name], value=paid)
    said = costs(read_folder(make_run(found=found))).markup()
    assert "take 4 % in the fourth tenth and take 10 % in the highest tenth." in said
    assert "Nobody here has an income in the lowest, second and third tenth." in said
    assert ">4<" in said
    assert "lowest tenth)" not in said


def test_gains_are_explained(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """A share below nought is said to be a gain."""
    name = "cost.income_share"
    found[name] = replace(found[name], value={"1": 0.01, "2": -0.01})
    said = costs(read_folder(make_run(found=found))).markup()
    assert "take 1 % in the lowest tenth and give back 1 % in the second tenth. Below nothing" in said


def test_a_scheme_without_prices_costs_nothing(run: Path) -> None:
    """Where the scheme makes nothing dearer, the section says so and draws nothing."""
    path = run / "inputs" / "scheme.yaml"
    before, after = path.read_text().split("  - {id: dear-rail")
    path.write_text(before + after.split("}\n", 1)[1])
    said = costs(read_folder(run)).markup()
    assert "This scheme makes nothing dearer for people, and takes no tax of them." in said
    assert "<svg" not in said
