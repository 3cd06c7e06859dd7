"""The headline: natural frequencies, what it is not, what the ranges leave out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demerit.cli.headline import headline_lines, status
from demerit.findings.finding import Finding
from demerit.report.folder import RunFolder
from demerit.runs.stored import Stored
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour, load_society
from demerit.study.assumed import assumed_in

GROUPS = {"eu": {"value": 0.1, "low": 0.09, "high": 0.11}, "ea": {"value": 0.23, "low": 0.2, "high": 0.26}}
MOCK: dict[str, tuple[float | None, float | None, float | None]] = {
    "wrong.people_share": (0.212, 0.208, 0.216),
    "band.entered_lowest_share": (0.063, 0.06, 0.066),
    "band.share.barred": (0.041, 0.04, 0.042),
    "access.but_for_wrong": (0.17, 0.16, 0.18),
    "access.but_for_unrelated": (0.58, 0.56, 0.6),
    "access.but_for_expressive": (0.09, 0.08, 0.1),
    "silence.withheld_share": (0.12, 0.11, 0.13),
    "group.gap.wrong.people_share": (2.1, 2.0, 2.2),
    "conduct.acts_change.drunk-driving": (-0.04, -0.06, -0.02),
}


@pytest.fixture
def run() -> RunFolder:
    """A run with the figures of the design's example, never lived."""
    scheme = load_scheme("as-described")
    lowest = f"band.share.{scheme.model.bands[0].id}"
    findings = {
        name.replace("band.share.barred", lowest): Finding(
            value=value,
            low=low,
            high=high,
            groups=GROUPS,
            unit="share",
            definition="",
            direction="harm",
            events=99,
        )
        for name, (value, low, high) in MOCK.items()
    }
    options: dict[str, Any] = {"people": 100_000, "days": 1_825, "ledger": True, "baseline": True, "sets": []}
    return RunFolder(
        stored=Stored(Path("runs/as-described-1")),
        manifest={"seed": 1, "options": options},
        findings=findings,
        scheme=scheme,
        society=load_society("china-2020"),
        behaviour=load_behaviour(),
    )


def assumed(run: RunFolder) -> int:
    """How many numbers its files assume."""
    return len(assumed_in(run.scheme, run.society, run.behaviour))


def ranges(run: RunFolder) -> str:
    """What it says of its ranges, where no number was drawn."""
    drawn = f"not drawn (--assumed 0); {assumed(run)} assumed numbers not varied."
    return f"Ranges are chance only. Assumed ranges: {drawn}"


def without(run: RunFolder, *names: str, **options: object) -> list[str]:
    """The headline of the same run with some findings not measurable and some options changed."""
    lack = "this run kept no ledger"
    lacking = {k: replace(f, value=None, reason=lack) for k, f in run.findings.items() if k in names}
    findings = run.findings | lacking
    manifest = run.manifest | {"options": run.options | options}
    return headline_lines(replace(run, findings=findings, manifest=manifest))


def test_the_example_of_the_design(run: RunFolder) -> None:
    """The figures of the design's example print as there: same words, same columns, within 80."""
    lines = headline_lines(run)
    assert lines[0] == "as-described on china-2020 · 100,000 synthetic people · 5 years · seed 1"
    assert " ".join(lines[1:3]) == (
        "NOT A REAL SYSTEM: no national score of persons exists. "
        "Sources dispute 9 points of it (see the report)."
    )
    assert lines[3:-2] == [
        "",
        "Of 1,000 people, against the same lives without the scheme",
        "   212  got a record for something they did not do         208-216",
        "    63  entered the lowest band; 41 are still there          60-66",
        "Of 100 refusals",
        "    17  would not have happened but for a wrong record       16-18",
        "    58  … but for conduct unrelated to the service           56-60",
        "     9  … but for speech, belief or protest                   8-10",
        "Of 100 posts, prayers and protests                12 were withheld",
        "Worst-hit group        wrong records 2.1 times the rest's  2.0-2.2",
        "Claimed benefit        drunk driving -4 %                 -6 to -2",
    ]
    assert " ".join(lines[-2:]) == ranges(run)
    assert max(map(len, lines)) <= 80


def test_what_was_not_measured_is_left_out_or_explained(run: RunFolder) -> None:
    """A run without ledger says why refusals have no cause, and drops what it cannot say."""
    causes = [name for name in MOCK if name.startswith("access")]
    lines = without(run, *causes, "band.entered_lowest_share", ledger=False)
    assert "Refusals are not traced to causes: this run kept no ledger." in lines
    assert "    41  are in the lowest band on the last day               40-42" in lines
    assert "Of 100 refusals" not in lines


def test_a_run_without_baseline_claims_no_comparison(run: RunFolder) -> None:
    """'against the same lives without the scheme' stands only where they were lived."""
    assert "Of 1,000 people" in without(run, baseline=False)


def test_the_last_lines_without_a_ledger_end_with_the_ranges(run: RunFolder) -> None:
    """What the ranges hold stands last."""
    assert " ".join(without(run, ledger=False)[-2:]) == ranges(run)


def test_a_changed_rule_and_frozen_behaviour_are_said(run: RunFolder) -> None:
    """What makes this run another one stands at its top."""
    lines = without(run, sets=["conducts.jaywalking.points=0"], frozen_behaviour=True)
    assert "with conducts.jaywalking.points=0" in lines
    assert "· behaviour frozen" in " ".join(lines[:2])


@pytest.mark.parametrize("known", ["enacted", "piloted", "hypothetical", "described", "ended", None])
def test_every_status_says_that_people_are_synthetic_or_the_system_not_real(
    run: RunFolder, known: str | None
) -> None:
    """Whatever a scheme's status, the second line says what the run is not."""
    scheme = run.scheme.model.model_copy(update={"status": known, "disputed": ()})
    said = status(scheme)
    assert said.startswith(("NOT A REAL SYSTEM: ", "A SIMULATION: "))
    assert "dispute" not in said
    assert "synthetic" in said or "nobody is known to run it" in said


def test_a_scheme_for_companies_is_headed_by_companies(run: RunFolder) -> None:
    """Persons whom no rule is about are not counted; companies are, with intervals where there are some."""
    share = Finding(
        value=0.061, low=0.05, high=0.07, unit="share", definition="", direction="harm", events=90
    )
    rate = replace(share, value=103.0, low=95.0, high=111.0, unit="denied needs per 1,000 subject-years")
    findings = {
        "kind.wrong_share.company": replace(share, low=None, high=None, reason="fewer than 8 districts"),
        "kind.lowest_band_share.company": share,
        "kind.denied.company": rate,
    }
    run = replace(run, scheme=load_scheme("company-credit"), findings=findings)
    lines = headline_lines(run)
    text = "\n".join(lines)
    assert "Of 1,000 companies (the scheme scores no persons)" in lines
    assert "Of 1,000 people" not in text
    assert "    61  are in the lowest band on the last day" in text
    assert "   103  services a year were refused to 1,000 companies" in text
    assert "95-111" in text
    assert f"No ranges: fewer than 8 districts. {ranges(run).partition('. ')[2]}" in " ".join(lines)
    assert max(map(len, lines)) <= 80


def test_both_ranges_stand_under_a_number(run: RunFolder) -> None:
    """Chance first, then what comes of it if the assumed numbers err; the last line says of which draws."""
    found = run.findings | {
        name: replace(run.findings[name], assumed_low=0.151, assumed_high=0.984)
        for name in ("wrong.people_share", "access.but_for_wrong")
    }
    manifest = run.manifest | {"options": run.options | {"assumed": 64}}
    lines = headline_lines(replace(run, findings=found, manifest=manifest))
    at = lines.index("   212  got a record for something they did not do")
    assert lines[at + 1] == "        chance 208-216 · if assumptions err 151-984"
    assert "        chance 16-18 · if assumptions err 15-98" in lines
    assert lines[-2:] == [
        f"First range: chance, 95 %. Second range: if the {assumed(run)} assumed numbers err within",
        "theirs (64 draws).",
    ]
    assert max(map(len, lines)) <= 80
