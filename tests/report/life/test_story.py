"""What the tables hold of a life, and whom a scheme is about."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from demerit.report.folder import read_folder
from demerit.report.life.roles import chosen
from demerit.report.life.story import main_kind, read_lives, scored, touches_persons


def test_a_scheme_for_companies_tells_companies(run: Path) -> None:
    """Where nobody but organisations is scored, theirs are the lives worth telling."""
    persons = read_folder(run).scheme.model
    assert (["person"], "person", True) == (scored(persons), main_kind(persons), touches_persons(persons))
    text = (run / "inputs" / "scheme.yaml").read_text().replace("subject: person", "subject: company")
    (run / "inputs" / "scheme.yaml").write_text(text)
    companies = read_folder(run).scheme.model
    assert (["company"], "company", False) == (
        scored(companies), main_kind(companies), touches_persons(companies),
    )  # fmt: skip
    assert {"0-9000", "0-9001"} >= {subject for subject, _, _ in chosen(read_folder(run))} > set()


def test_who_is_not_there_is_left_out(run: Path) -> None:
    """An id that the run does not have gives no life."""
    lives_ = read_lives(read_folder(run), [("0-0001", "a", "b"), ("9-9999", "a", "b")])
    assert ["0-0001"] == [life.subject for life in lives_]


def test_each_provider_keeps_a_ledger_of_its_own(eventful: Path) -> None:
    """Entries with the first provider stand apart, all are numbered together; refusals are everybody's."""
    run = read_folder(eventful)
    needs, people = run.table("needs"), run.table("people")
    assert needs is not None
    assert people is not None
    subject = str(needs.filter(pl.col("provider") > 0).collect()["subject"][0])
    (life,) = read_lives(run, [(subject, "", "")])
    assert list(range(1, len(life.every) + 1)) == [record["record"] for record in life.every]
    assert {0} == {record["provider"] for record in life.records}
    assert {0, 1} <= {record["provider"] for record in life.every}
    assert any(need["provider"] > 0 for need in life.needs)
    assert [0, 1, 2] == [row["provider"] for row in life.providers]
    assert life.kinds.keys() >= {str(r["source"]) for r in life.every if r["source"]}


def test_what_counts_for_ties_reaches_persons(eventful: Path) -> None:
    """A scheme for companies whose records count for who works there is about persons, too."""
    model = read_folder(eventful).scheme.model
    firms = model.model_copy(
        update={
            "conducts": tuple(c for c in model.conducts if c.subject == "company"),
            "treatments": tuple(t for t in model.treatments if t.subject == "company"),
        }
    )
    assert touches_persons(firms)
    assert not touches_persons(firms.model_copy(update={"influence": ()}))
