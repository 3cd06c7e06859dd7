"""The facts that ship are whole, and each has what makes it one."""

from __future__ import annotations

import pytest

from demerit.facts.loading import library, load_facts
from demerit.facts.model import Facts
from demerit.formats.problems import Problems
from demerit.formats.reading import Document
from demerit.study.holding import input_problems, job_of

SHIPPED = library()


def test_there_are_facts_of_every_matter() -> None:
    """Those that docs and issues name, by id."""
    ids = {file.model.id for file in SHIPPED}
    assert {"courts-list", "licence-points-held", "licence-points-effect", "errors-in-credit-files"} <= ids
    assert {"benefit-flags", "jaywalking"} <= ids


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.model.id)
def test_each_fact_says_whence_of_whom_and_when(file: Document[Facts]) -> None:
    """No source unused, no fact without population and period, and what is put in names inputs that exist."""
    facts = file.model.facts
    assert set(file.model.sources) == {fact.source for fact in facts}
    assert all(fact.population and fact.period and fact.unit for fact in facts)
    assert [] == input_problems(file, job_of(file))


def test_an_unknown_file_names_the_nearest() -> None:
    """As for schemes."""
    with pytest.raises(Problems, match="courts-list"):
        load_facts("court-list")
