"""Whether it matters whom one asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from demerit.report.folder import RunFolder, read_folder
from demerit.report.sections.providers import several


def test_one_provider_has_no_such_section(run: Path) -> None:
    """Where there is one, there is nobody else to ask."""
    assert several(read_folder(run)) is None


def test_one_provider_against_all(eventful: Path) -> None:
    """Refused by who was asked, by all; at the bottom with the first, with all; each provider in a table."""
    run = read_folder(eventful)
    section = several(run)
    assert section is not None
    said = section.markup()
    assert "3 providers score the same people by the same rules: of 50 % of acts all see the same" in said
    assert "services refused by who was asked: " in said
    assert "people in the lowest band with all 3: " in said
    everywhere, asked = run.findings["exclusion.all_providers"].value, run.findings["access.denied"].share
    assert asked is not None
    assert 0 < everywhere < asked
    assert ["0", "1", "2"] == [n for n in "0123" if f'<th scope="row">provider {n}</th>' in said]


def in_phases(run: RunFolder, *providers: int) -> RunFolder:
    """The run as if its rollout had so many providers, phase by phase."""
    model = run.scheme.model
    phases = tuple(
        phase.model_copy(update={"providers": count})
        for phase, count in zip(model.rollout, providers, strict=True)
    )
    scheme = replace(run.scheme, model=model.model_copy(update={"rollout": phases}))
    return replace(run, scheme=scheme)


def test_who_no_longer_scores_is_not_held_against_who_does(eventful: Path) -> None:
    """Where one provider scores in the end, the last day is not compared, and the phases are said."""
    section = several(in_phases(read_folder(eventful), 3, 1))
    assert section is not None
    said = section.markup()
    assert "3 from day 0 on and 1 from day 100 on" in said
    assert "Who no longer scores on the last day is not held against who does." in said
    assert "in one band with some providers" not in said
    assert "people in the lowest band" not in said
