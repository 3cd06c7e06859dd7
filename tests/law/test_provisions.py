"""Provisions as data: word for word, dated, and refused where they are not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from demerit.errors import FileInvalid
from demerit.law.provisions import FOLDER, SEVERITIES, instruments, load_instrument

DATA = FOLDER.parent / "data"
ALL = [(each, provision) for each in instruments() for provision in each.provisions]

ASKED = [
    "ai-act:2", "ai-act:3(1)", "ai-act:5(1)(c)(i)", "ai-act:5(1)(c)(ii)",
    "ai-act:5(1)(d)", "ai-act:5(1)(e)", "ai-act:5(1)(g)", "ai-act:5(1)(h)",
    *(f"ai-act:Annex III {a}" for a in ("1", "3", "4", "5(a)", "5(b)", "5(c)")),
    *(f"ai-act:{a}" for a in ("6", "14", "26", "27", "50", "86", "recital 31")),
    *(f"gdpr:{a}" for a in ("5(1)(b)", "5(1)(c)", "5(1)(d)", 6, 9, 10, 13, 14, 15, 16, 17, 21, 22, 35)),
    *(f"iccpr:{a}" for a in (2, 12, 14, 17, 18, 19, 21, 22, 25, 26)),
    *(f"charter:{a}" for a in (1, 7, 8, 10, 11, 12, 14, 15, 16, 20, 21, 34, 35, 41, 45, 47, 48, 52)),
]  # fmt: skip


def test_all_provisions_are_there() -> None:
    """Every provision that the audit promises is there, once."""
    assert sorted(ASKED) == sorted(provision.id for _, provision in ALL)


@pytest.mark.parametrize(("instrument", "provision"), ALL, ids=lambda each: getattr(each, "id", ""))
def test_quotes_stand_in_the_text_word_for_word(instrument: object, provision: object) -> None:
    """Each quote is found in its own article, read here without the package's own reader."""
    file = DATA / instrument.texts  # type: ignore[attr-defined]
    if file.suffix == ".json":
        entries = json.loads(file.read_text("utf-8"))
        text = next(e["text"] for e in entries if e["article"] == provision.article)  # type: ignore[attr-defined]
    else:
        rows = [line.split(",", 1) for line in file.read_text("utf-8").splitlines()]
        text = next(rest for number, rest in rows if number == provision.article)  # type: ignore[attr-defined]
    words = " ".join(text.split())
    assert [] == [q for q in provision.quotes if " ".join(q.split()) not in words]  # type: ignore[attr-defined]


def test_the_prohibition_applies_since_february_2025() -> None:
    """Dates are those of the texts: Article 5 from 2 February 2025, high-risk duties as first dated."""
    dates = {provision.id: provision.applies_from for _, provision in ALL}
    assert "2025-02-02" == dates["ai-act:5(1)(c)(i)"]
    assert "2026-08-02" == dates["ai-act:27"]
    assert "2018-05-25" == dates["gdpr:22"]


def test_what_was_moved_says_so() -> None:
    """High-risk duties name the later amendment beside their first date."""
    moved = [p for _, p in ALL if p.severity == "high-risk" or p.id in {"ai-act:26", "ai-act:27"}]
    assert moved
    assert [] == [p.id for p in moved if not any("Annex III high-risk duties" in event for event in p.later)]


def test_courts_are_named() -> None:
    """Scores, penalty points and explanations each have their judgment."""
    named = {p.id: " ".join(r.case for r in p.readings) for _, p in ALL if p.readings}
    assert {"gdpr:10", "gdpr:15", "gdpr:22"} == set(named)
    assert "C-439/19" in named["gdpr:10"]
    assert "C-203/22" in named["gdpr:15"]
    assert "C-634/21" in named["gdpr:22"]


def test_no_remedy_is_a_relabelling() -> None:
    """Each remedy changes what happens to people: none renames, redefines, declares or reclassifies."""
    label = re.compile(
        r"\b(relabel|renam|redefin|reclassif|declar|call it|describe|reword|label)", re.IGNORECASE
    )
    assert [] == [p.id for _, p in ALL if label.search(p.remedy)]


def test_severities_fall() -> None:
    """From prohibited to none; social scoring is the heaviest, and no article of data protection is."""
    assert "prohibited" == SEVERITIES[0]
    heaviest = {p.id.split("(")[0] for _, p in ALL if p.severity == "prohibited"}
    assert {"ai-act:5"} == heaviest


def broken(tmp_path: Path, old: str, new: str) -> str:
    """What loading says about the AI Act's file with one change."""
    text = (FOLDER / "ai-act.yaml").read_text("utf-8")
    assert old in text
    file = tmp_path / "ai-act.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FileInvalid) as refusal:
        load_instrument(file)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    applies_from: 2025-02-02\n", "", "applies_from: missing"),
        ("quotes:\n      - providers and deployers", "read_with:\n      - providers", "quotes: missing"),
        ("applies_from: 2025-02-02", "applies_from: soon", "applies_from"),
        ("affected persons that are located", "affected people", "as they stand in"),
        ("article: Annex III", "article: Annex IV", "Annex III"),
        ("guidelines formally adopted, C(2025) 5052 final", "guidelines of last year", "timeline.csv"),
    ],
)  # fmt: skip
def test_a_provision_without_quote_or_date_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    """A missing quote or date, or words that the law does not have, is an error at its line when loaded."""
    message = broken(tmp_path, old, new)
    assert says in message
    assert re.search(r"ai-act\.yaml:\d+:\d+", message)
