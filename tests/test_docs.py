"""What the documents say is so: their code runs, their links lead somewhere, their lists are complete."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from runpy import run_path
from typing import Any, get_args

import click
import pytest

from coverage_of import LEAST
from demerit.cli.commands import demerit as commands
from demerit.cli.headline import headline_lines
from demerit.findings.catalogue import as_table
from demerit.findings.compare import Difference
from demerit.findings.evidence import load_evidence
from demerit.findings.measure import measure
from demerit.findings.registry import QUESTIONS
from demerit.formats.columns import names_of
from demerit.report.comparison.apart import differing
from demerit.report.folder import read_folder
from demerit.report.sections.backing import everything
from demerit.report.sections.first import headlines, plain_sentence
from demerit.schemes.loading import library, load_scheme
from demerit.schemes.treatments import Effect

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("replications/**/*.md")])


def blocks(language: str) -> list[tuple[str, str]]:
    """The fenced blocks of a language, with the page that each stands in."""
    fence = re.compile(rf"^```{language}\n(.*?)^```", re.MULTILINE | re.DOTALL)
    return [(page.name, code) for page in PAGES for code in fence.findall(page.read_text("utf-8"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link and picture of a page exists."""
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8"))
    assert [] == [t for t in targets if "://" not in t and not (page.parent / t).exists()]


EXAMPLE = re.compile(r"^```python\n(.*?)^```\n(?:```text\n(.*?)^```)?", re.MULTILINE | re.DOTALL)
TOLD = [page for page in PAGES if EXAMPLE.search(page.read_text("utf-8"))]


@pytest.mark.parametrize("page", TOLD, ids=lambda page: page.name)
def test_examples_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page's Python examples run one after the other, and print what the page shows after them."""
    monkeypatch.chdir(tmp_path)
    space, before = {"__name__": "example"}, dict(QUESTIONS)
    printed, shown = [], []
    try:
        for code, text in EXAMPLE.findall(page.read_text("utf-8")):
            with redirect_stdout(io.StringIO()) as out:
                exec(compile(code, page.name, "exec"), space)  # noqa: S102
            printed.append(out.getvalue())
            shown.append(text)
    finally:
        QUESTIONS.clear()
        QUESTIONS.update(before)
    assert shown == printed


def spoken() -> list[list[str]]:
    """Every `demerit …` command line in the pages' shell blocks, words only."""
    text = "\n".join(code for _, code in blocks("sh"))
    lines = [line.split("#")[0].split() for line in text.splitlines()]
    return [line[1:] for line in lines if line[:1] == ["demerit"]]


@pytest.mark.parametrize("words", spoken(), ids=" ".join)
def test_commands_are_understood(words: list[str]) -> None:
    """Every command line in the documents is one that the program takes."""
    with click.Context(commands) as context:
        command = commands.get_command(context, words[0])
        assert command is not None
        taken: dict[str, Any] = command.make_context(words[0], words[1:], parent=context).params
    assert taken


def test_first_commands_are_the_ones_that_ci_runs() -> None:
    """README names one command for the job and one for the tests, and CI runs the second and nothing else."""
    readme = (ROOT / "README.md").read_text("utf-8")
    assert ["run", "test"] == re.findall(r"^python3 dev\.py (\w+)", readme, re.MULTILINE)
    steps = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert ["exec python3 dev.py test </dev/null"] == [s for s in steps if not re.match(r"#|set |cd ", s)]


def test_set_up_explains_itself() -> None:
    """Called with an unknown word, dev.py says what it can do, and fails as a wrong call."""
    call = [sys.executable, "dev.py", "rum"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 2
    assert "python3 dev.py run" in done.stderr


def test_every_finding_is_documented(finished_run: Path) -> None:
    """Every finding that a run yields stands in docs/findings.md, <…> for what differs by scheme."""
    listed = re.findall(r"`([a-z_]+(?:\.[a-z0-9_<>]+)+)`", (ROOT / "docs" / "findings.md").read_text("utf-8"))
    known = [re.compile(re.sub("<[a-z]+>", ".+", re.escape(name))) for name in listed]
    found = measure(load_evidence(finished_run))
    assert [] == [name for name in found if not any(pattern.fullmatch(name) for pattern in known)]


def test_a_finding_of_ones_own_stands_everywhere(finished_run: Path) -> None:
    """The page's question, under 15 lines, is measured and said in its words wherever findings are said."""
    before = dict(QUESTIONS)
    page = (ROOT / "docs" / "findings.md").read_text("utf-8")
    code = page.partition("```python\n")[2].partition("```")[0]
    assert len([line for line in code.splitlines() if line]) < 15
    try:
        exec(code, {"__name__": "stranger"})  # noqa: S102 the page's own lines
        findings = measure(load_evidence(finished_run))
        run = replace(read_folder(finished_run), findings=findings)
        name, words = "young.lost_share", "lost a point before 30"
        assert isinstance(findings[name].as_json()["value"], float)
        assert words in "\n".join(headline_lines(run))
        assert any(words in plain_sentence(run, each) for each in headlines(run))
        assert f"of 1,000 people {words}" in str(everything(run).markup())
        many = replace(run, findings={name: replace(findings[name], events=400)})
        apart = Difference(a=1.0, b=0.0, difference=-1.0, low=-2.0, high=-0.5)
        (one,) = differing(many, many, {name: apart})
        assert ("Other", f"of 1,000 people {words}") == (one.group, one.words)
        assert any(f"`{name}`" in row and words in row for row in as_table())
    finally:
        QUESTIONS.clear()
        QUESTIONS.update(before)


def test_every_effect_is_documented() -> None:
    """The formats page names every effect of a treatment and every column that a value can differ by."""
    page = (ROOT / "docs" / "formats.md").read_text("utf-8")
    words = [*get_args(Effect), *names_of()]
    assert [] == [word for word in words if not re.search(rf"\b{word}\b", page)]


def test_every_scheme_and_rule_has_its_figures() -> None:
    """The pages that a command makes have every scheme of the library, and every part of `as-described`."""
    found = (ROOT / "docs" / "library.md").read_text("utf-8")
    assert [] == [
        s.model.id for s in library() if found.count(f"[{s.model.id}](schemes/{s.model.id}.md)") < 2
    ]
    fired = (ROOT / "docs" / "fired.md").read_text("utf-8")
    times = dict(re.findall(r"^\| ([a-z-]+) \| ([\d,]+) \|$", fired, re.MULTILINE))
    scheme = load_scheme("as-described").model
    parts = [*scheme.conducts, *scheme.channels, *scheme.data, *scheme.treatments]
    assert ["name"] == [part.id for part in parts if times.get(part.id, "0") == "0"]


def test_the_table_of_coverage_has_every_finding_and_nothing_held_too_little() -> None:
    """docs/coverage.md has a line or a reason for every question with intervals, and no range below 92.

    But for those that none of its schemes gives an answer to.
    """
    page = (ROOT / "docs" / "coverage.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_.0-9<>]+)`", page))
    no_interval = {"rules.fired", "band.transitions", "access.but_for_wrong"}
    unasked = ("face.", "providers.", "allocation.", "investigations.", "population.")
    asked = {name for name in QUESTIONS if not name.startswith(unasked)}
    assert set() == asked - named - no_interval
    cells = re.findall(r"([\d.]+) \(([\d.]+)-([\d.]+); [\d,]+\)", page)
    assert len(cells) > 100
    assert [] == [cell for cell in cells if float(cell[2]) < 100 * LEAST]
    assert all(float(low) <= float(held) <= float(high) for held, low, high in cells)


def test_no_mechanism_moves_nothing() -> None:
    """The page that switches each mechanism off names at least one finding that it moves."""
    page = (ROOT / "docs" / "ablation.md").read_text("utf-8")
    rows = rows_under("# What each mechanism moves", page)
    mechanisms = run_path(str(ROOT / "benchmarks" / "ablation.py"))["MECHANISMS"]
    assert [each.title for each in mechanisms.values()] == [row[0] for row in rows]
    assert [] == [row[0] for row in rows if int(row[3]) == 0]


def test_the_page_says_that_detection_deters_and_the_announcement_fades() -> None:
    """More is let go the more is detected; with nothing detected less than a tenth of the launch is left."""
    page = (ROOT / "docs" / "ablation.md").read_text("utf-8")
    rows = rows_under("## What detection does", page)
    assert list(run_path(str(ROOT / "benchmarks" / "ablation.py"))["DETECTION"]) == [row[0] for row in rows]
    launch, end, driving = ([float(row[column]) for row in rows] for column in (1, 2, 3))
    assert end == sorted(end)
    assert driving == sorted(driving, reverse=True)
    assert end[0] < 0.1 * launch[0]


def test_every_scheme_s_headline_has_both_ranges() -> None:
    """Each scheme of the library once; each number lies in its range of chance, and most have the second."""
    page = (ROOT / "docs" / "headlines.md").read_text("utf-8")
    ids = sorted(each.model.id for each in library())
    assert ids == re.findall(r"^## \[([a-z-]+)\]", page, flags=re.MULTILINE)
    rows = [row for name in ids for row in rows_under(f"## [{name}](schemes/{name}.md)", page)[1:]]
    number = re.compile(r"−?[\d,]+(?:\.\d+)?")
    for value, _, chance, _ in rows:
        held, *ends = (
            float(each.replace(",", "").replace("−", "-"))
            for each in number.findall(f"{value.split()[0]} {chance}")
        )
        assert not ends or ends[0] <= held <= ends[1], value
    assert sum(" to " in second for *_, second in rows) > len(rows) / 2
    assert len(rows) > 2 * len(ids)


def rows_under(head: str, page: str) -> list[list[str]]:
    """The cells of the first table below a heading of a page, its head row left out."""
    own = page.split(f"{head}\n", 1)[1].split("\n## ", 1)[0]
    return [line.strip("| ").split(" | ") for line in own.splitlines() if line.startswith("| ")][1:]
