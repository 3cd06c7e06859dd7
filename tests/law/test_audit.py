"""A whole audit: its JSON, its levels, its time."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cases import audited, library, posts, read
from demerit.law.audit import audit_scheme
from demerit.law.provisions import SEVERITIES
from demerit.schemes.loading import load_scheme


def test_the_json_has_the_contracts_keys() -> None:
    """Scheme, hash, run, clauses with elements, provided, lines and rules; the matrix of contexts."""
    told = json.loads(audited(library("tenant-score")).text())
    assert "tenant-score" == told["scheme"]
    assert told["run"] is None
    assert "unrelated" == told["contexts"]["speech"]["housing"]
    clause = next(each for each in told["clauses"] if each["provision"] == "ai-act:5(1)(c)(i)")
    wanted = {
        "provision",
        "status",
        "severity",
        "elements",
        "provided",
        "lines",
        "rules",
        "reason",
        "remedy",
        "evidence",
    }
    assert wanted <= set(clause)
    assert "antigovernment-post" in clause["rules"]
    ids = [
        "ai-system",
        "in-union",
        "natural-persons",
        "over-time",
        "behaviour-or-traits",
        "score-leads-to-treatment",
        "detriment",
        "unrelated",
    ]
    assert ids == [each["id"] for each in clause["elements"]]
    assert {"id", "status", "lines", "reason"} == set(clause["elements"][0])
    assert {} == clause["evidence"]


def test_the_hash_is_the_files() -> None:
    """The audit names the file's own SHA-256."""
    document = load_scheme("credit-file")
    assert document.sha256 == audit_scheme(document).as_json()["sha256"]


def test_dates_are_in_it_with_the_day_of_the_audit() -> None:
    """Each clause has its date and the words that give it; what applies on the day says so."""
    audit = audit_scheme(read(posts()), day=date(2026, 11, 28))
    told = audit.as_json()
    assert "2026-11-28" == told["day"]
    assert all(each["applies_from"] and each["dated_by"] for each in told["clauses"])
    clauses = {each["provision"]: each for each in told["clauses"]}
    assert "2 December 2027" in clauses["ai-act:27"]["dated_by"]
    assert audit.applies(audit.clause("ai-act:5(1)(c)(i)"))
    assert not audit.applies(audit.clause("ai-act:27"))


def test_levels() -> None:
    """At a level: everything indicated there or above; what needs facts never counts."""
    audit = audited(library("credit-file"))
    assert [] == audit.at_or_above("prohibited")
    assert "ai-act:Annex III 5(b)" in [c.provision.id for c in audit.at_or_above("high-risk")]
    sizes = [len(audit.at_or_above(level)) for level in SEVERITIES]
    assert sorted(sizes) == sizes
    with pytest.raises(KeyError):
        audit.clause("ai-act:99")


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("driving-licence-points", ["gdpr:10"]),
        ("credit-file", ["ai-act:Annex III 5(b)", "gdpr:22", "ai-act:86"]),
    ],
)
def test_what_narrow_schemes_are_flagged_for(name: str, flags: list[str]) -> None:
    """Points on a licence are data on offences; a credit file is high-risk, automated and to be explained."""
    audit = audited(library(name))
    assert ["indicated"] * len(flags) == [audit.clause(flag).status for flag in flags]


def test_an_audit_loads_nothing_heavy() -> None:
    """Neither numba nor polars nor numpy is imported: that is where the time would go."""
    code = (
        "import sys; from demerit.law.audit import audit_scheme\n"
        "from demerit.schemes.loading import load_scheme\n"
        "audit_scheme(load_scheme('credit-file')).text()\n"
        "print(sorted({'numba', 'polars', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert "[]\n" == done.stdout


def test_the_texts_ship_with_their_terms() -> None:
    """Beside the texts stands where they are from and under which terms."""
    folder = Path(audit_scheme.__code__.co_filename).parent / "data"
    sources = (folder / "SOURCES.md").read_text("utf-8")
    assert [] == [
        file.name
        for file in folder.iterdir()
        if file.name != "SOURCES.md" and f"`{file.name}`" not in sources
    ]
    assert "Decision 2011/833/EU" in sources
