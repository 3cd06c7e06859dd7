"""Which rules did anything."""

from __future__ import annotations

import re
from pathlib import Path

from demerit.report.folder import read_folder
from demerit.report.sections.rules import fired, idle


def test_without_a_count_there_is_no_section(run: Path) -> None:
    """A run that kept no ledger cannot say which rules fired."""
    assert fired(read_folder(run)) is None


def test_what_never_fired_is_named(eventful: Path) -> None:
    """A conduct that nobody did is named; what fired is drawn with its count."""
    run = read_folder(eventful)
    section = fired(run)
    assert section is not None
    said = section.markup()
    counts = run.findings["rules.fired"].value
    assert ["“never done”"] == idle(run, counts["conducts"])
    assert "Of the conducts, 5 of 6 were recorded at least once. Never: “never done”." in said
    assert f"posting: {counts['conducts']['posting']:,}" in said
    assert "Of the treatments, all 4 took effect." in said
    assert "days in its bands" in said


def test_data_say_what_they_feed_through_what(eventful: Path) -> None:
    """Each kind of data with what it is about, collected for, feeds and comes through; none is none."""
    whole = fired(read_folder(eventful)).markup()  # type: ignore[union-attr]
    said = re.sub(r' data-head="[^"]*"', "", whole)
    row = '<th scope="row">driving</th><td>conduct</td><td>road safety</td><td>crossing</td><td>camera</td>'
    assert row in said
    assert '<th scope="row">names</th><td>trait</td><td>telling people apart</td><td>none here</td>' in said
