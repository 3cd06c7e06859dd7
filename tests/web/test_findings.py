"""Findings in words: the numbers of the file, and the sentences that findings own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demerit.findings.finding import Finding
from demerit.report.folder import RunFolder, read_folder
from demerit.schemes.loading import load_scheme
from demerit.web.findings import card, finding_words, findings_told, group_table, headline, title_of

WRONG = "wrong.people_share"


@pytest.fixture(scope="module")
def run(finished_run: Path) -> RunFolder:
    """A run of as-described."""
    return read_folder(finished_run)


def test_every_finding_keeps_its_numbers(run: RunFolder) -> None:
    """Whatever is said of a finding, what its file has of it is untouched."""
    told = findings_told(run)
    assert list(run.findings) == list(told)
    for name, finding in run.findings.items():
        entry = finding.as_json()
        assert entry == {key: told[name][key] for key in entry}


def test_a_share_is_said_as_a_count(run: RunFolder) -> None:
    """A share of people is so many of 1,000 of them, in one sentence."""
    finding = run.findings[WRONG]
    told = finding_words(run, WRONG, finding)
    count = f"{finding.value * 1_000:,.0f}"
    assert (1_000, count) == (told["of"], told["count"].partition(".")[0])
    assert told["sentence"].startswith(f"Of 1,000 people, {told['count']} got a record")


def test_few_are_counted(run: RunFolder) -> None:
    """Of few events the count is said, among all there were."""
    rare = replace(run.findings[WRONG], value=0.001, events=4)
    told = finding_words(replace(run, findings={WRONG: rare}), WRONG, rare)
    assert (True, "4", "Of 4,000 people") == (told["few"], told["count"], told["among"])


@pytest.mark.parametrize("value", [None, {"a": 1.0}, "words", True])
def test_what_is_no_number_is_not_said_as_one(run: RunFolder, value: object) -> None:
    """Nothing, tables and words have no count and no sentence; what is missing says why."""
    finding = Finding(value=value, unit="share", definition="d", direction="harm", reason="no ledger")
    told = finding_words(run, WRONG, finding)
    assert (None, None) == (told["count"], told["sentence"])
    assert ("no ledger" if value is None else None) == told["missing"]


def test_the_headline_is_the_terminals(run: RunFolder) -> None:
    """People come first; every row is a finding of the run, with its own numbers."""
    groups = headline(run)
    assert "Of 1,000 people" == groups[0]["among"]
    rows = [row for group in groups for row in group["rows"]]
    assert len(rows) == len({row["id"] for row in rows})
    assert WRONG in {row["id"] for row in groups[0]["rows"]}
    assert {row["id"]: run.findings[row["id"]].as_json()["value"] for row in rows} == {
        row["id"]: row["value"] for row in rows
    }


def test_groups_add_up_and_keep_their_values(run: RunFolder) -> None:
    """Each group's value is the finding's; a gap that chance may explain is marked."""
    groups = {"majority": 3_600, "minority": 400}
    told = group_table(run, groups, [WRONG, "score.mean", "none"])
    row = told["rows"][0]
    assert [WRONG, "score.mean"] == [each["id"] for each in told["rows"]]
    assert {g: run.findings[WRONG].as_json()["groups"][g]["value"] for g in groups} == {
        g: row["values"][g]["value"] for g in groups
    }
    gap = row["gap"]
    assert gap is None or gap["beyond_chance"] in {True, False}


def test_the_card_says_what_it_is_not() -> None:
    """A scheme that nobody runs is marked, with every disputed sentence."""
    scheme = load_scheme("as-described").model
    told = card(scheme)
    assert ("NOT A REAL SYSTEM", list(scheme.disputed)) == (told["mark"], told["disputed"])


def test_the_title_names_scheme_society_and_size(run: RunFolder) -> None:
    """One line says what was lived."""
    assert "as-described on brackwater · 4,000 synthetic people · 1 year · seed 1" == title_of(run)
