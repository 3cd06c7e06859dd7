"""What every page says, whatever the run: one word for one thing, and nothing untrue of one or of few."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from demerit.cli.headline import headline_lines
from demerit.report.folder import read_folder
from demerit.report.page import render

RUNS = (
    ("as-described", 2, 1), ("as-described", 10, 100), ("access-pass", 30, 400), ("company-credit", 60, 90),
    ("welfare-fraud-flag", 60, 400), ("zhima-like", 2, 1), ("volunteer-rewards", 12, 30),
)  # fmt: skip
BLOCKS = "p|h1|h2|h3|li|tr|td|th|figcaption|details|summary|div|section|caption|dt|dd|article|title|a|button"
ONE = re.compile(r"(?<![\d.,/−-])1 (?!is |was |has )(\w+s|people|companies|entities|are|were|have)\b")
SINGULAR_IN_S = {"its", "this", "loss", "pass", "access", "less", "plus", "minus", "various"}


def words_of(page: str) -> list[str]:
    """A page's words, block by block, with the labels of its pictures."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r'<svg\b[^>]*aria-label="([^"]*)"[^>]*>.*?</svg>', r"\n\1\n", page, flags=re.DOTALL)
    page = re.sub(rf"</?(?:{BLOCKS})\b[^>]*>", "\n", page)
    lines = html.unescape(re.sub(r"<[^>]+>", "", page)).splitlines()
    return [line.strip() for line in lines if line.strip()]


@pytest.fixture(scope="module", name="pages")
def _pages(
    tmp_path_factory: pytest.TempPathFactory, eventful: Path, finished_run: Path
) -> dict[str, list[str]]:
    """The words of pages of runs from two people in a day to some thousand in a year."""
    import demerit as dm  # noqa: PLC0415 - tests that need no run should not wait for it

    folder = tmp_path_factory.mktemp("pages")
    found = {"eventful": eventful, "finished": finished_run}
    for scheme, people, days in RUNS:
        out = folder / f"{scheme}-{people}-{days}"
        dm.run(scheme, dm.society("brackwater", people=people), days=days, workers=1, out=out)
        found[out.name] = out
    pages = {name: words_of(render(read_folder(out))) for name, out in found.items()}
    headlines = {f"{name}, headline": headline_lines(read_folder(out)) for name, out in found.items()}
    return pages | headlines


def test_a_band_is_a_band(pages: dict[str, list[str]]) -> None:
    """No page calls a band a class: only error tables and cameras have classes."""
    for name, lines in pages.items():
        for line in lines:
            said = re.search(r"(?<![\w-])[Cc]lass(es)?(?![\w-])", line)
            assert not said or re.search(r"error tables|cameras class", line), f"{name}: {line}"


def test_one_is_one(pages: dict[str, list[str]]) -> None:
    """Nothing is said of one as of several; the headline's own tests hold that for the headline."""
    for name, lines in pages.items():
        if "headline" in name:
            continue
        for line in lines:
            wrong = [found for found in ONE.findall(line) if found not in SINGULAR_IN_S]
            assert not wrong, f"{name}: {line}"


def test_few_are_not_a_hundred(pages: dict[str, list[str]]) -> None:
    """A run of fewer than a thousand people says nothing of 1,000 people but yearly rates."""
    for name, lines in pages.items():
        people = re.search(r"-(\d+)-\d+$", name)
        if people is None:
            continue
        for line in lines:
            assert not re.search(r"^Of 1,000 people, \d", line) or "lose their work" in line, (
                f"{name}: {line}"
            )


def test_no_interval_is_of_no_width(pages: dict[str, list[str]]) -> None:
    """An interval has two ends."""
    for name, lines in pages.items():
        for line in lines:
            assert not re.search(r"\((\d[\d.,]*)(?:-| to )\1\)", line), f"{name}: {line}"


def test_no_word_of_the_machine_is_left(pages: dict[str, list[str]]) -> None:
    """Captions hold no keys of findings.json, and nothing reads None, nan or null."""
    for name, lines in pages.items():
        captions = [line for line in lines if "Unit: " in line]
        assert captions or "headline" in name
        for line in captions:
            assert not re.search(r"\bshare: of\b|\(outer\)|\(inner\)|_", line), f"{name}: {line}"
        for line in lines:
            line = line.removesuffix("null where all are of one band.")  # noqa: PLW2901 a definition
            assert not re.search(r"\b(None|nan|NaN|null)\b", line), f"{name}: {line}"


def test_what_was_measured_and_is_none_is_not_called_unmeasured(pages: dict[str, list[str]]) -> None:
    """No reason is the last resort's: each says what this run lacks."""
    for name, lines in pages.items():
        for line in lines:
            assert "this run did not measure it" not in line, f"{name}: {line}"
