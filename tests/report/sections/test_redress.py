"""Ways back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from demerit.report.folder import read_folder
from demerit.report.sections.redress import rules, ways_back
from demerit.schemes.model import Appeal, Lapse, Redress, Repair


def test_a_scheme_without_redress_has_no_such_section(run: Path) -> None:
    """Where there is no way back there is nothing to show."""
    assert ways_back(read_folder(run)) is None


def test_rules_are_said_with_what_is_missing() -> None:
    """Each way back in a sentence; those that the scheme does not know in one."""
    nothing = rules(Redress())
    assert ["The scheme knows no notice of a record, no appeal, no lapse and no repair."] == nothing
    appeal = Appeal(rate=0.5, within_days=5, decided_days=20, upheld_if_wrong=0.9, upheld_if_right=0.1)
    every = rules(
        Redress(
            notice=0.8, appeal=appeal, repair=Repair(after_days=60, points=1), lapse=Lapse(days=150, of="all")
        )
    )
    assert "Of 100 records, their subjects hear of 80." == every[0]
    assert "may appeal within 5 days; it is decided 20 days later, upheld for 90 % of wrong" in every[1]
    assert "Records stop counting after 150 days." == every[2]
    assert "Each 60 days without a loss give 1 point back, up to the start." == every[3]
    assert 4 == len(every)


def test_how_far_appeals_carry(eventful: Path) -> None:
    """Three bars, each a share of what stands before it; days until correction; entries; what is assumed."""
    run = read_folder(eventful)
    section = ways_back(run)
    assert section is not None
    said = section.markup()
    appeals, upheld = (run.findings[f"redress.{n}"].value for n in ("appeals_per_100_losses", "upheld_share"))
    assert f"records that cost: appealed: {appeals:.3g} %; appeals decided: upheld: " in said
    assert 0 < appeals < 100
    assert 0 < upheld < 1
    assert "Half of the wrong records that were corrected stood for" in said
    assert "corrections after an appeal, those to ties included" in said
    assert "1 number behind this is assumed, not measured." in said


def test_what_nobody_appealed_is_no_bar(eventful: Path) -> None:
    """Without values there is a reason, no picture."""
    run = read_folder(eventful)
    names = ("redress.appeals_per_100_losses", "redress.upheld_share", "wrong.corrected_share")
    gone = {name: replace(run.findings[name], value=None, events=0, groups={}) for name in names}
    section = ways_back(replace(run, findings=run.findings | gone))
    assert section is not None
    assert "How many appeals succeed: not measurable here, because nothing of the kind" in section.markup()
    assert "<svg" not in section.markup()


def test_bars_of_few_cases_say_so(eventful: Path) -> None:
    """A share that rests on fewer than twenty cases is named with their number."""
    run = read_folder(eventful)
    upheld = replace(run.findings["redress.upheld_share"], value=1.0, events=2)
    section = ways_back(replace(run, findings=run.findings | {"redress.upheld_share": upheld}))
    assert section is not None
    assert "Resting on few: “appeals decided: upheld” on 2." in section.markup()
