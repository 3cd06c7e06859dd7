"""`demerit audit`: text, JSON, annex, exit codes, bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from demerit.cli.commands import demerit
from demerit.law.audit import audit_scheme
from demerit.schemes.loading import load_scheme


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def audit(*words: str) -> Result:
    """Call the command."""
    return CliRunner().invoke(demerit, ["audit", *words])


def test_json_on_standard_output() -> None:
    """`--format json` prints what Python gives, and nothing else."""
    done = audit("tenant-score", "--format", "json")
    assert 0 == done.exit_code
    assert audit_scheme(load_scheme("tenant-score")).as_json() == json.loads(done.stdout)


def test_text_fits_a_terminal() -> None:
    """Every line within 80 columns; what it is not stands in front, clauses with their lines below."""
    done = audit("tenant-score")
    assert 0 == done.exit_code
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "no status clears a scheme" in " ".join(done.stdout.split())
    assert "ai-act:5(1)(c)(i)" in done.stdout


@pytest.mark.parametrize(
    ("scheme", "level", "code"),
    [
        ("tenant-score", "prohibited", 4),
        ("credit-file", "prohibited", 0),
        ("credit-file", "high-risk", 4),
        ("driving-licence-points", "high-risk", 0),
        ("driving-licence-points", "right", 4),
        ("volunteer-rewards", "high-risk", 0),
    ],
)
def test_fail_on(scheme: str, level: str, code: int) -> None:
    """Exit 4 where a clause at the level or above is indicated; what needs facts fails nothing."""
    done = audit(scheme, "--fail-on", level)
    assert code == done.exit_code
    assert done.stdout


def test_fail_on_names_what_it_stands_on() -> None:
    """Each clause with the words that decide it, their lines, and the condition that the file leaves open."""
    told = audit("tenant-score", "--fail-on", "prohibited").stderr.splitlines()
    assert ["ai-act:5(1)(c)(i)", "ai-act:5(1)(c)(ii)"] == [line.split()[2] for line in told]
    assert "provided an AI system makes the score and it is used in the Union." in told[0]
    assert "Data from speech lead to treatment in housing: 2 of 'party-post' to 'higher-deposit'" in told[0]
    assert "Acts that exercise a right lead to a burden: 'party-post'" in told[1]
    assert all("(lines " in line for line in told)


def test_what_is_named_only_is_to_be_looked_up() -> None:
    """At the end stand instruments without text, those alone that may concern whoever scores."""
    state, platform = (" ".join(audit(name).stdout.split()) for name in ("syri", "driver-deactivation"))
    assert "2000/43/EC (race)" in state[state.index("TO LOOK UP") :]
    assert "2024/2831 (platform work)" in platform[platform.index("TO LOOK UP") :]
    assert "2024/2831" not in state


def test_the_overview_begins_with_article_5() -> None:
    """Before anything else: the day, then the prohibitions, whether indicated or not."""
    for name in ("tenant-score", "credit-file"):
        lines = audit(name).stdout.splitlines()
        at = next(n for n, line in enumerate(lines) if line.startswith("OVERVIEW on "))
        assert lines[at + 1].startswith("  prohibited (Article 5): ")
        assert not any(line.startswith(("INDICATED", "NEEDS FACTS")) for line in lines[:at])


def test_the_annex_is_html() -> None:
    """`--format html` prints one whole page."""
    done = audit("credit-file", "--format", "html")
    assert 0 == done.exit_code
    assert done.stdout.startswith("<!doctype html>")
    assert done.stdout.rstrip().endswith("</html>")


def test_out_keeps_both(here: Path) -> None:
    """A new folder gets JSON and annex; one that is taken is refused."""
    done = audit("credit-file", "--format", "html", "--out", "kept")
    assert "kept/annex.html\n" == done.stdout
    assert {"audit.json", "annex.html"} == {file.name for file in (here / "kept").iterdir()}
    assert audit_scheme(load_scheme("credit-file")).as_json() == json.loads(
        (here / "kept" / "audit.json").read_text()
    )
    again = audit("credit-file", "--out", "kept")
    assert 2 == again.exit_code
    assert "kept" in again.stderr


def test_an_invalid_scheme_gives_its_errors(here: Path) -> None:
    """No audit, but every problem at its line, and exit 3."""
    text = (
        load_scheme("tenant-score")
        .text.replace("effect: denial", "effect: denail")
        .replace("gravity: serious", "gravity: bad")
    )
    (here / "mine.yaml").write_text(text)
    done = audit("mine.yaml")
    assert 3 == done.exit_code
    assert "" == done.stdout
    assert "denial" in done.stderr
    assert "mine.yaml:" in done.stderr
    assert 2 <= done.stderr.count("mine.yaml:")


def test_a_run_of_another_scheme(finished_run: Path) -> None:
    """Refused by hash, as wrong use."""
    done = audit("tenant-score", "--run", str(finished_run))
    assert 2 == done.exit_code
    assert "a run of another scheme" in done.stderr


def test_a_run_gives_evidence(finished_run: Path) -> None:
    """With a run of the scheme, sentences of evidence stand in text and JSON, and statuses are the same."""
    done = audit("as-described", "--run", str(finished_run))
    assert 0 == done.exit_code, done.stderr
    assert "In a synthetic society, under these assumptions" in " ".join(done.stdout.split())
    told = json.loads(audit("as-described", "--run", str(finished_run), "--format", "json").stdout)
    assert str(finished_run) == told["run"]
    assert [c.status for c in audit_scheme(load_scheme("as-described")).clauses] == [
        c["status"] for c in told["clauses"]
    ]


def test_an_unknown_scheme_or_level() -> None:
    """A scheme that is none exits with 3 and names the nearest, a level that is none with 2."""
    unknown = audit("tenant-scor")
    assert 3 == unknown.exit_code
    assert "tenant-score" in unknown.stderr
    assert 2 == audit("tenant-score", "--fail-on", "grave").exit_code
