"""The annex's first page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from cases import audited, library, posts, read
from demerit.law.audit import audit_scheme
from demerit.law.measured import measured
from demerit.report.annex.summary import harms, questions, shortly, summary
from demerit.schemes.loading import load_scheme


def text(markup: object) -> str:
    """The words of markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", str(markup)).split())


def test_prohibitions_first_with_their_dates() -> None:
    """What applies on the day stands apart from what applies later, the prohibitions in the first row."""
    told = text(summary(audit_scheme(load_scheme("as-described"), day=date(2026, 11, 28))).markup())
    assert told.index("ai-act:5(1)(c)(i)") < told.index("ai-act:6")
    assert "(from 2027-12-02)" in told
    assert "Deployer" in told


def test_three_harms_at_most(finished_run: Path) -> None:
    """With a run three findings, each with both ranges, none that was zero; without one, how to get them."""
    document = load_scheme("as-described")
    found = harms(audit_scheme(document, measured(finished_run, document)))
    assert 3 == len(found)
    assert all(each.value and "chance alone" in each.sentence for each in found)
    assert "named with --run" in text(summary(audited(posts())).markup())


def test_each_question_once() -> None:
    """Questions of several clauses stand there once, with the first that asks; the heaviest first."""
    asked = questions(audited(library("credit-file")))
    assert len(set(asked)) == len(asked)
    assert asked[:2] == questions(audited(library("credit-file")), 2)
    assert asked[0].endswith("(ai-act:5(1)(a))")


def test_what_is_shown_may_ask_as_well() -> None:
    """Labels that contradict lower nothing, and what they ask stands among the open questions."""
    tickets = [{"id": "tickets", "generated_in": "travel", "about": "conduct", "channels": ["web"]}]
    audit = audited(posts(data=tickets))
    assert "indicated" == audit.clause("ai-act:5(1)(c)(i)").status
    said = "'post' is politics by the context 'politics', and travel by the file: which is it?"
    assert f"{said} (ai-act:5(1)(c)(i))" in questions(audit)


def test_what_decides() -> None:
    """Each clause that is indicated has its row, or is named below it; where none is, there is no table."""
    audit = audited(posts())
    table, alike = map(text, shortly(audit))
    assert "ai-act:5(1)(c)(i)" in table
    for clause in audit.with_status("indicated"):
        if clause.provision.severity != "none":
            assert clause.provision.id.split(":")[1] in table + alike
    assert "By elements that are told above: " in alike
    bare = read(posts(treatments=None, conducts=None, data=None, channels=None, use=None))
    assert not any("None" in text(each) for each in shortly(audit_scheme(bare)))
