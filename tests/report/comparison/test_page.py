"""The page that shows worlds side by side: whole at every edge, escaped, asking nothing of anybody."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from demerit import api
from demerit.errors import FileInvalid, WrongUse
from demerit.findings.compare import compare
from demerit.findings.finding import Finding, read_findings
from demerit.report.comparison.page import most_apart, write_comparison
from demerit.report.folder import read_folder
from demerit.study.compare import live_and_compare
from demerit.study.plan import Options

MakeRun = Callable[..., Path]
HOSTILE = '</style><script>alert(1)</script><img src=x onerror=alert(2)>"&'


def side_by_side(folder: Path) -> Path:
    """Write what `demerit compare` writes beside the runs in a folder."""
    names = sorted(entry.name for entry in folder.iterdir())
    found = {name: read_findings(folder / name / "findings.json") for name in names}
    by_other = {name: compare(found[names[0]], found[name]) for name in names[1:]}
    written = by_other[names[1]] if len(names) == 2 else by_other
    (folder / "compare.json").write_text(json.dumps(written), encoding="utf-8")
    return folder


def page_of(folder: Path) -> str:
    """The page of a comparison's folder."""
    return write_comparison(side_by_side(folder)).read_text(encoding="utf-8")


@pytest.fixture
def both(make_run: MakeRun, tmp_path: Path) -> Path:
    """Two fabricated runs of one scheme, with the same people."""
    for letter in "ab":
        make_run(f"both/{letter}-x", people=40)
    return tmp_path / "both"


def test_the_page_has_every_part(both: Path) -> None:
    """Both first screens, what differs, the rules and a life in every world."""
    page = page_of(both)
    assert 2 == page.count("<figcaption><strong>Of 100 refusals, how many")
    for words in ("What differs?", "Which rules differ?", "What does it do to one life?", "without a scheme"):
        assert words in page
    assert "Nothing differs: every finding is the same in both." in page
    assert "No rule differs: it is the same scheme twice." in page
    assert 2 == page.count(": the score, day by day.</strong>")


def test_the_page_is_escaped_and_offline(make_run: MakeRun, tmp_path: Path) -> None:
    """Hostile titles stay text; no address, no script, and a policy that would let none in."""
    for letter in "ab":
        make_run(f"both/{letter}-x", title=HOSTILE.replace('"', "'"), disputed=("<b>no</b>",))
    page = page_of(tmp_path / "both")
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "default-src 'none'" in unescape(page)
    assert [] == re.findall(r"""(?:src|href)=["'](?!#)[^"']*""", page)
    ids = Counter(re.findall(r' id="([^"]*)"', page))
    assert {} == {name: count for name, count in ids.items() if count > 1}
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)


def test_without_ledger_or_findings_it_says_what_cannot_be_told(
    make_run: MakeRun, tmp_path: Path, found: dict[str, Finding]
) -> None:
    """No ledger: no score day by day; no findings: nothing differs."""
    few = {name: found[name] for name in list(found)[:1]}
    for letter in "ab":
        make_run(f"both/{letter}-x", ledger=False, found=few)
    page = page_of(tmp_path / "both")
    assert "a: this run kept no ledger" in page
    assert "b: this run kept no ledger" in page


def test_three_worlds_are_shown_each_against_the_first(make_run: MakeRun, tmp_path: Path) -> None:
    """Three columns, and the parts twice, under anchors of their own."""
    for letter in "abc":
        make_run(f"both/{letter}-x")
    page = page_of(tmp_path / "both")
    assert "Several worlds, side by side" in page
    assert 'id="differs-b"' in page
    assert 'id="differs-c"' in page


@pytest.mark.parametrize(
    ("schemes", "options"),
    [
        (["as-described", "as-described"], Options(people=2, days=1, workers=1)),
        (["as-described", "brackwater-standing"], Options(people=2, days=1, workers=1, baseline=False)),
        (["company-credit", "company-credit"], Options(people=300, days=20, workers=1)),
        (["as-described", "company-credit"], Options(people=300, days=20, workers=1, ledger=False)),
        (["volunteer-rewards", "access-pass", "zhima-like"], Options(people=300, days=20, workers=1)),
    ],
)
def test_a_page_is_made_at_every_edge(schemes: list[str], options: Any, tmp_path: Path) -> None:
    """Two people for a day, no baseline, companies only, no ledger, three schemes."""
    jobs = api.jobs_for(schemes, "brackwater", None, options)
    live_and_compare(jobs, tmp_path / "out", page=write_comparison)
    page = (tmp_path / "out" / "compare.html").read_text(encoding="utf-8")
    assert "What differs?" in page
    assert [] == re.findall(r"\b(?:nan|None)\b", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))


def test_the_life_told_is_the_one_most_apart(make_run: MakeRun) -> None:
    """Of equal runs the first, and it says that nothing differs."""
    run = read_folder(make_run("both/a-x"))
    chosen = most_apart(run, run)
    assert chosen is not None
    assert "no life differs" in chosen[1]


def test_what_is_no_comparison_is_refused(both: Path, run: Path) -> None:
    """A run is none; a compare.json that is none is named."""
    with pytest.raises(WrongUse, match=r"lacks compare\.json"):
        write_comparison(run)
    side_by_side(both)
    (both / "compare.json").write_text("no", encoding="utf-8")
    with pytest.raises(FileInvalid, match=r"compare\.json: this is not JSON"):
        write_comparison(both)
