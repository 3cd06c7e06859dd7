"""The whole library, however small it is lived: a run ends with its headline, its report and its annex."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from demerit.cli.commands import demerit
from demerit.schemes.loading import library

LIBRARY: Final = sorted(document.model.id for document in library())
SOCIETIES: Final = ("brackwater", "china-2020")
SMALL: Final = ("as-described-rollout", "company-credit", "zhima-like")


def call(*words: str | Path) -> Result:
    """A command as typed; a fault of ours is raised."""
    return CliRunner().invoke(demerit, [str(word) for word in words], catch_exceptions=False)


def walked(folder: Path, scheme: str | Path, society: str, people: int, days: int) -> str:
    """What is seen of a run, walked to its end: headline, report, a life and the annex, as text."""
    size = ("--people", people, "--days", days, "--out", folder)
    lived = call("run", scheme, "--society", society, *map(str, size))
    assert lived.exit_code == 0, lived.stderr
    shown = call("life", folder, "0-0000")
    assert shown.exit_code == 0, shown.stderr
    audited = call("audit", scheme, "--run", folder, "--format", "html")
    assert audited.exit_code == 0, audited.stderr
    pages = (folder / "report.html").read_text(encoding="utf-8") + audited.stdout
    words = re.sub(r"<(style|script)>.*?</\1>|<[^>]+>", "\n", pages, flags=re.DOTALL)
    return f"{lived.stdout}\n{shown.stdout}\n{words}"


def numberless(words: str) -> list[str]:
    """What was printed where a number should be and is none."""
    return re.findall(r".{0,40}\b(?:nan|NaN|None|inf|undefined)\b.{0,40}", words)


@pytest.mark.parametrize("society", SOCIETIES)
@pytest.mark.parametrize("scheme", LIBRARY)
def test_two_people_for_a_day(scheme: str, society: str, tmp_path: Path) -> None:
    """Every scheme can be lived by two people for one day, and all that is printed of it has its numbers."""
    assert [] == numberless(walked(tmp_path / "run", scheme, society, 2, 1))


@pytest.mark.parametrize("scheme", SMALL)
def test_a_hundred_for_a_month(scheme: str, tmp_path: Path) -> None:
    """So can a hundred for a month."""
    assert [] == numberless(walked(tmp_path / "run", scheme, "germany-2020", 100, 30))


def test_companies_of_two_hundred_for_ten_days(tmp_path: Path) -> None:
    """A scheme of which no data fed any record in so short a time says so."""
    said = walked(tmp_path / "run", "company-credit", "china-2020", 200, 10)
    assert [] == numberless(said)
    assert "Which rules did anything?" in said


def test_the_first_path_of_a_newcomer(tmp_path: Path) -> None:
    """A new scheme, as it is written, is checked, lived and reported: its data feed no record."""
    file = tmp_path / "my-scheme.yaml"
    assert 0 == call("new", file).exit_code == call("check", file).exit_code
    said = walked(tmp_path / "run", file, "brackwater", 2_000, 60)
    assert [] == numberless(said)
    assert "none of them fed a record in this run" in said
