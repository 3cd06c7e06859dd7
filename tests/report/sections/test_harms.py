"""What is done to people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from demerit.findings.finding import Finding
from demerit.report.folder import read_folder
from demerit.report.sections.harms import beyond_chance, excludes_one, flags, gaps, refused, silent, wrong

MakeRun = Callable[..., Path]


def test_flagged_gaps_name_the_group(run: Path) -> None:
    """A flagged gap is a sentence with the group, the ratio and its interval; others are none."""
    times = "2.3 times (1.9-2.8) as common in group “minority” as in the rest of society."
    assert [f"People with a wrong record are {times}"] == flags(read_folder(run), "wrong.")
    assert [] == flags(read_folder(run), "access.")


def test_no_flag_is_no_all_clear(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """Where no gap is flagged, the page does not say that all is well."""
    name = "group.gap.wrong.people_share"
    found[name] = replace(
        found[name], groups={"minority": {"ratio": 1.1, "low": 0.9, "high": 1.3, "flagged": False}}
    )
    said = gaps(read_folder(make_run(found=found))).markup()
    assert "no proof that there is none" in said


def test_wrong_records_by_group_and_channel(run: Path) -> None:
    """Wrong records come by group with the whole society's share, and by how far a channel is right."""
    said = wrong(read_folder(run)).markup()
    assert all(
        part in said
        for part in ("all: 212 of 1,000", ">minority<", ">street camera<", "Of 1,000 people, 212")
    )
    assert "The scheme knows no appeal: no record is corrected." in said
    assert "were ever corrected" not in said


def test_refusals_by_kind_of_service(run: Path) -> None:
    """The most refused comes first; what was never refused is said, not drawn."""
    said = refused(read_folder(run)).markup()
    assert said.index(">travel<") < said.index(">housing<")
    assert "Nothing was refused in health." in said
    assert ">health<" not in said


def test_a_scheme_that_refuses_nothing(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """Without refusals the section says so and draws nothing."""
    nothing = {k: replace(f, value=0.0) if k.startswith("access.denied") else f for k, f in found.items()}
    said = refused(read_folder(make_run(found=nothing))).markup()
    assert "Nobody was refused anything in this run." in said
    assert "<svg" not in said
    assert "would not have happened" not in said


def test_silence_has_both_worlds(run: Path) -> None:
    """What was withheld and the change against the world without the scheme are both said."""
    said = silent(read_folder(run)).markup()
    assert "12.0 (11.8-12.2) were withheld" in said
    assert "9 % (8.82-9.18 %) fewer" in said


def test_a_gap_is_printed_only_beyond_chance(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """A ratio whose interval holds 1 is no gap; the interval allows for picking the worst group."""
    name = "group.gap.wrong.people_share"
    ends = {"ratio": 1.1, "difference": 0.01, "low": 1.01, "high": 1.2, "flagged": False}
    gap = replace(found[name], value=1.1, groups={"minority": ends})
    clear, chance = (replace(gap, low=low, high=1.21) for low in (1.005, 0.99))
    told = read_folder(make_run("clear", found=found | {name: clear}))
    assert ["wrong people share in group “minority”, 1.1 times the rest (1-1.21)"] == beyond_chance(told)
    assert "Some gaps are beyond chance; none is so large that it is flagged" in gaps(told).markup()
    none = read_folder(make_run("chance", found=found | {name: chance}))
    assert [] == beyond_chance(none)
    assert "No gap beyond chance. That is no proof that there is none." in gaps(none).markup()
    assert excludes_one(ends)
    assert not excludes_one(ends | {"low": 0.9})
    assert not excludes_one(ends | {"low": None})
