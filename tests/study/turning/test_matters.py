"""Which facts are matched: nothing else is, no input is, and some are held out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demerit.errors import FileInvalid, WrongUse
from demerit.facts.loading import load_facts
from demerit.study.turning.matters import matters
from made_facts import TEXT


def test_an_outcome_is_no_fact() -> None:
    """Nothing can be matched but what was measured of real life."""
    with pytest.raises(WrongUse, match="this is a finding, and no fact"):
        matters(["wrong.people_share"])
    with pytest.raises(FileInvalid, match="courts-list"):
        matters(["court-list"])
    with pytest.raises(WrongUse, match=r"did you mean courts-list\.paid"):
        matters(["courts-list.pad"])


def test_an_input_rules_nothing_out(tmp_path: Path) -> None:
    """A fact that was put in is refused by name, and left aside in a file; so is one that nothing shows."""
    (tmp_path / "small.yaml").write_text(TEXT, encoding="utf-8")
    facts, aside = matters([str(tmp_path / "small.yaml")])
    assert ["small.start", "small.days"] == [each.name for each in facts]
    assert "put in as scheme.score.start" in aside["small.put"]
    assert "Nobody counted." in aside["small.no"]
    put_in = next(
        f"{file.model.id}.{fact.id}"
        for file in map(load_facts, ["benefit-flags"])
        for fact in file.model.facts
        if fact.put_in
    )
    with pytest.raises(WrongUse, match="this is an input, put in as"):
        matters([put_in])


def test_some_facts_are_held_out() -> None:
    """Every third by the hashes of their names unless said; the same every time; never all of them."""
    facts, _ = matters(["courts-list"])
    again, _ = matters(["courts-list"])
    assert [each.out for each in facts] == [each.out for each in again]
    assert len(facts) // 3 == sum(each.out for each in facts)
    chosen, _ = matters(["courts-list"], ["paid"])
    assert ["courts-list.paid"] == [each.name for each in chosen if each.out]
    with pytest.raises(WrongUse, match=r"--hold-out payd: .*did you mean paid"):
        matters(["courts-list"], ["payd"])
    with pytest.raises(WrongUse, match="every fact is held out"):
        matters(["courts-list.paid"], ["paid"])


def test_a_fact_named_twice_is_one() -> None:
    """By its file and by itself."""
    facts, _ = matters(["courts-list.paid", "courts-list.paid"])
    assert 1 == len(facts)
    assert replace(facts[0], out=True).name == "courts-list.paid"
