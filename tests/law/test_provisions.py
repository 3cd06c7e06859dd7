"""Provisions as data: word for word, dated, and refused where they are not."""

from __future__ import annotations

import json
import re
from datetime import date
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
    *(f"ai-act:{a}" for a in ("5(1)(a)", "5(1)(b)", "5(1)(f)", "49", "85", "111(2)")),
    *(f"ai-act:Annex III {a}" for a in ("2", "5(d)", "6", "7", "8")),
    *(f"gdpr:{a}" for a in ("2", "22(2)", "22(3)", "22(4)", "88")),
    "led:4", "led:10", "led:11", "ccd:18(3)", "ccd:18(8)", "ccd:19", "dsa:20", "dsa:27", "dsa:28", "dsa:38",
    *(f"echr:{a}" for a in (6, 8, 10, 11, 13, 14, "P1-1")), *(f"icescr:{a}" for a in (6, 9, 11, 12, 13)),
    "fcra:1681i", "fcra:1681m", "reg-b:1002.9", *(f"canada-adm:{a}" for a in ("6.1", "6.2", "6.3", "6.4")),
    *(f"charter:{a}" for a in (1, 7, 8, 10, 11, 12, 14, 15, 16, 20, 21, 34, 35, 41, 45, 47, 48, 51, 52)),
]  # fmt: skip


def test_all_provisions_are_there() -> None:
    """Every provision that the audit promises is there, once."""
    assert sorted(ASKED) == sorted(provision.id for _, provision in ALL)


@pytest.mark.parametrize(("instrument", "provision"), ALL, ids=lambda each: getattr(each, "id", ""))
def test_quotes_stand_in_the_text_word_for_word(instrument: object, provision: object) -> None:
    """Each quote is found in its own article, read here without the package's own reader."""
    held = json.loads((DATA / instrument.texts).read_text("utf-8"))  # type: ignore[attr-defined]
    texts = {e["article"]: e["text"] for e in held} if isinstance(held, list) else {
        article: entry["text"] for article, entry in held["articles"].items()
    }  # fmt: skip
    words = " ".join(texts[provision.article].split())  # type: ignore[attr-defined]
    assert [] == [q for q in provision.quotes if " ".join(q.split()) not in words]  # type: ignore[attr-defined]
    dated = provision.dated  # type: ignore[attr-defined]
    if dated is not None:
        assert " ".join(dated.words.split()) in " ".join(texts[dated.article].split())
        day = date.fromisoformat(provision.applies_from)  # type: ignore[attr-defined]
        given = {f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}"}
        assert [each for each in given if each in dated.words]


def test_the_prohibition_applies_since_february_2025() -> None:
    """Dates are those of the consolidated text: Article 5 from 2 February 2025, Annex III from 2027."""
    dates = {provision.id: provision.applies_from for _, provision in ALL}
    assert {"2025-02-02"} == {day for name, day in dates.items() if name.startswith("ai-act:5(")}
    assert {"2027-12-02"} == {dates[f"ai-act:{name}"] for name in ("6", "14", "26", "27", "Annex III 5(a)")}
    assert {"2026-08-02"} == {dates[f"ai-act:{name}"] for name in ("49", "50", "85", "86")}
    assert "2026-11-20" == dates["ccd:18(3)"]
    assert "2018-05-25" == dates["gdpr:22"]


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("applies_from: 2026-11-20", "applies_from: 2026-11-21"),
        ("They shall apply those measures", "They may apply"),
    ],
)
def test_a_date_that_the_text_does_not_give_is_refused(tmp_path: Path, key: str, wrong: str) -> None:
    """Another day, or other words: the file says which words of the law were expected."""
    text = (FOLDER / "ccd.yaml").read_text("utf-8")
    assert key in text
    path = tmp_path / "ccd.yaml"
    path.write_text(text.replace(key, wrong), "utf-8")
    with pytest.raises(FileInvalid, match="that stand there and give"):
        load_instrument(path)


def test_courts_are_named() -> None:
    """Scores, penalty points and explanations each have their judgment."""
    named = {p.id: " ".join(r.case for r in p.readings) for _, p in ALL if p.readings}
    assert {"gdpr:10", "gdpr:15", "gdpr:22", "echr:8"} == set(named)
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
        ("C(2025) 5052 final, adopted", "C(2024) 1", "timeline.csv"),
    ],
)  # fmt: skip
def test_a_provision_without_quote_or_date_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    """A missing quote or date, or words that the law does not have, is an error at its line when loaded."""
    message = broken(tmp_path, old, new)
    assert says in message
    assert re.search(r"ai-act\.yaml:\d+:\d+", message)
