"""The page on replications is complete, and says what does not come out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demerit.report.replications import figure, page_text
from demerit.study.replicate import replicate
from demerit.study.replication import NAMED, read_all, read_replication, shipped
from replicas import EXPECT, a_replication

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.93, "0.93"),
        (-16.386, "−16.39"),
        (0.0, "0"),
        (1234567.0, "1,234,567"),
        (0.0000167, "1.67e-05"),
        (170.0, "170"),
    ],
)
def test_numbers_have_four_digits(value: float, text: str) -> None:
    """And a minus that is one."""
    assert text == figure(value)


def test_a_page_has_every_figure_and_note(tmp_path: Path) -> None:
    """Table, place in the paper, engine changes, what is not reproduced; a bar in a name breaks no table."""
    text = (
        EXPECT.replace("walks a person\n", "walks | a person\n")
        + "engine_changes: [It learnt to walk.]\nnot_reproduced: [Running.]\n"
    )
    read = [read_replication(a_replication(tmp_path / "walkers", text))]
    page = page_text(read, replicate(read), 3)
    assert "## Walkers" in page
    assert "`demerit replicate walkers --runs 3 --page docs/replications.md`" in page
    assert "4 of 4 figures are met." in page
    assert "| walks \\| a person | p. 1 | 2.5 |" in page
    assert "Made the engine more general:\n\n- It learnt to walk." in page
    assert "Not reproduced:\n\n- Running." in page


def test_the_shipped_page_lists_every_replication_and_figure() -> None:
    """docs/replications.md is made of what ships: made anew, its words would be the same but for numbers."""
    page = (ROOT / "docs" / "replications.md").read_text("utf-8")
    for replication in read_all([]):
        expect = replication.expect.model
        assert f"## {expect.title}\n\n{expect.paper}\n" in page
        assert f"(../replications/{replication.name}/README.md)" in page
        for each in expect.expect:
            assert f"| {each.figure} | {each.paper_place} | {figure(each.paper)} |" in page
        for sentence in (*expect.engine_changes, *expect.not_reproduced):
            assert " ".join(sentence.split()) in page
    figures = sum(len(each.expect.model.expect) for each in read_all([]))
    assert f"{figures} of {figures} figures are met." in page
    assert figures == len(re.findall(r"\| met \|$", page, re.MULTILINE))


def test_each_replication_explains_itself() -> None:
    """Model, mapping and differences, in a README beside its four files; the list of them is complete."""
    overview = (ROOT / "replications" / "README.md").read_text("utf-8")
    for name, folder in shipped().items():
        assert {*NAMED, "README.md"} <= {file.name for file in folder.iterdir()}
        text = (folder / "README.md").read_text("utf-8")
        assert [] == [part for part in ("## Model", "## Mapping", "## Differences") if part not in text]
        assert f"({name}/README.md)" in overview
