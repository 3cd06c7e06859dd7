"""A ledger entry in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cases import posts, read
from demerit.report.folder import RunFolder, read_folder
from demerit.report.life.entry import entry, fits, on_day, points, returns, root_of, tied
from demerit.report.life.story import SubjectLife, read_lives

MakeRun = Callable[..., Path]

RECORD = {
    "day": 3, "conduct": "jaywalking", "channel": "street-camera", "points": -3, "score": 997, "band": "x"
}  # fmt: skip


@pytest.mark.parametrize(
    ("cause", "part"),
    [("own", "was recorded"), ("misnamed", "somebody else did."), ("alarm", "Nobody did it."),
     ("lapse", "stopped counting"), ("redress", "appeal"), ("association", "A tie's record"),
     ("repair", "without a loss"), ("turnover", "newcomer")],
)  # fmt: skip
def test_causes_are_said_plainly(run: Path, cause: str, part: str) -> None:
    """An entry says whether its subject did it."""
    life = ledger({"cause": cause, "of": 1, "source": None})
    said = entry(read_folder(run), life.records[0], life)
    assert part in said
    assert "−3 points, score 997." in said


EVENING = {"day": 59, "conduct": None, "channel": None, "points": 0, "score": 30, "band": "low"}
RANKED: dict[str, Any] = {
    "score": {"start": 100, "min": 0, "max": 200, "fades": {"every_days": 30, "keeps": 0}},
    "bands": [
        {"id": "low", "title": "Selected", "from": 0, "rank": {"share": 0.1, "every_days": 30}},
        {"id": "plain", "from": 0},
    ],
}


@pytest.mark.parametrize(
    ("change", "score", "said"),
    [
        ({"cause": "rank"}, {}, "which put them in band “Selected”. Score 30."),
        ({"cause": "lapse", "band": "plain"}, {}, "no longer stood among the lowest scores"),
        ({"cause": "lapse", "band": "plain"}, {}, ": band “plain”. Score 30."),
        ({"cause": "lapse", "points": 60}, {}, "made anew, as every 30 days. +60 points, score 30."),
        ({"cause": "lapse", "points": 6}, {"every_days": 1, "keeps": 0.9}, "part of the way back to its"),
        ({"cause": "lapse", "points": 6}, {"every_days": 1, "keeps": 0.9}, "as every evening. +6 points"),
    ],
)
def test_what_an_evening_does(run: Path, change: dict[str, Any], score: dict[str, Any], said: str) -> None:
    """A ranking names the band; a score made anew, or brought part of the way back, says how often."""
    parts = dict(RANKED)
    if score:
        parts["score"] = {**RANKED["score"], "fades": score}
    told = replace(read_folder(run), scheme=read(posts(**parts)))
    assert said in entry(told, EVENING | change, ledger())


def test_days_and_points() -> None:
    """Days count from one; points carry a sign; one is one."""
    assert ("year 1, day 1", "year 2, day 41") == (on_day(0), on_day(405))
    assert ("−1 point", "+2 points", "±0 points") == (points(-1), points(2), points(0))


@pytest.mark.parametrize(
    ("tie", "mine", "theirs", "reaches"),
    [("friends", "person", "person", True), ("friends", "person", "company", False),
     ("employer", "person", "company", True), ("employer", "company", "person", False),
     ("responsible", "company", "person", True), ("responsible", "person", "company", True),
     ("responsible", "company", "government", False)],
)  # fmt: skip
def test_ties_join_certain_kinds(tie: str, mine: str, theirs: str, *, reaches: bool) -> None:
    """Friends are persons; employers are not; who answers for an organisation is a person."""
    assert reaches == fits(tie, mine, theirs)


def ledger(*records: dict[str, Any], **kinds: str) -> SubjectLife:
    """A life of so many entries, numbered from one."""
    blank = {"provider": 0, "of": None, "of_subject": None, "source": "0-0001", "channel": "camera"}
    rows = [blank | {"record": n} | RECORD | record for n, record in enumerate(records, 1)]
    return SubjectLife(
        role="", why="", subject="0-0001", lived={"kind": "person"}, without=None, every=rows, needs=[],
        kinds={name.replace("_", "-"): kind for name, kind in kinds.items()},
    )  # fmt: skip


@pytest.fixture(name="everything")
def _everything(eventful: Path) -> RunFolder:
    """The run in which everything happens, read."""
    return read_folder(eventful)


def test_a_tie_is_named_as_what_it_may_be(everything: RunFolder) -> None:
    """A person's record reaches a friend, a company's reaches whom it employs or who answers for it."""
    life = ledger(**{"0-0002": "person", "0-0041": "company"})
    assert "a friend" == tied(everything, life, "0-0002")
    assert "for whom they work or for whom they answer" == tied(everything, life, "0-0041")
    firm = replace(life, lived={"kind": "company"})
    assert "who answers for them" == tied(everything, firm, "0-0002")


def test_a_ties_record_says_whose_it_was_and_whether_they_did_it(everything: RunFolder) -> None:
    """Through which tie it came, and that the tie had not done it where it was misnamed or an alarm."""
    by_tie = {"cause": "association", "of_subject": "0-0002", "of": 7, "conduct": "crossing"}
    own, misnamed, alarm = (
        ledger(by_tie | {"source": source}, **{"0-0002": "person"}) for source in ("0-0002", "0-0003", None)
    )
    assert "“crossing” in the ledger of 0-0002, a friend, was counted too." in entry(
        everything, own.records[0], own
    )
    assert "though 0-0003 had done it" in entry(everything, misnamed.records[0], misnamed)
    assert "though nobody did it" in entry(everything, alarm.records[0], alarm)


def test_what_gives_back_finds_what_it_gives_back(everything: RunFolder) -> None:
    """A correction names its record and how long it took, one's own as well as a tie's."""
    life = ledger(
        {"cause": "misnamed"},
        {"cause": "association", "of_subject": "0-0002", "of": 7},
        {"cause": "redress", "of_subject": "0-0001", "of": 1, "day": 65},
        {"cause": "lapse", "of_subject": "0-0002", "of": 7, "day": 153},
    )
    wrong, by_tie, corrected, lapsed = life.records
    assert (wrong, by_tie) == (root_of(life, corrected), root_of(life, lapsed))
    assert [(wrong, corrected), (by_tie, lapsed)] == list(returns(life))
    assert "no longer counts, 62 days after year 1, day 4." in entry(everything, corrected, life)
    assert "of 0-0002 stopped counting by lapse, 150 days after" in entry(everything, lapsed, life)


def test_being_held_in_a_class_has_a_beginning_and_an_end(everything: RunFolder) -> None:
    """The record says for how long, its end that the band follows the score again."""
    life = ledger({"cause": "own", "conduct": "default"}, {"cause": "lapse", "conduct": "default"})
    began, ended = (entry(everything, record, life) for record in life.records)
    assert "It holds them in “low” for 40 days, whatever their score." in began
    assert "What “default” held them in is over" in ended


def test_every_entry_of_a_whole_run_can_be_told(everything: RunFolder) -> None:
    """No entry of any subject, with any provider, is without words, and every return finds its record."""
    people = everything.table("people")
    assert people is not None
    subjects = people.select("subject").collect()["subject"].to_list()[:60]
    told = 0
    for life in read_lives(everything, [(subject, "", "") for subject in subjects]):
        for record in life.every:
            assert "None" not in entry(everything, record, life)
            told += 1
            if record["cause"] == "redress":
                root = root_of(life, record)
                assert root is not None
                assert root["conduct"] == record["conduct"]
    assert told > 1000
