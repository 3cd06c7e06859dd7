"""The least change: on harms only, the fewest rules, no group worse off, and how far the search went."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demerit.errors import WrongUse
from demerit.findings.catalogue import questions
from demerit.study.ensemble.lived import findings_of
from demerit.study.turning.least import ABSENT, EXACT, KEPT, Least, Tried, least_change, read_ceilings
from demerit.study.turning.moves import moves
from demerit.study.turning.rises import HARM
from seeing import PEOPLE, job
from worlds import a_job


def least(*ceilings: str, **parts: Any) -> Least:
    """The least change of the town under some ceilings."""
    return least_change(job(**parts), read_ceilings(ceilings))


def test_one_change_is_found_and_shown() -> None:
    """The camera that errs sees less: one rule, with its line, before and after; the file runs."""
    found = least("wrong.people_share <= 0.08")
    assert (EXACT, 1) == (found.method, len(found.changed))
    (change,) = found.changed
    assert change.rule in {"channels.camera", "conducts.honking"}
    assert change.line is not None
    assert change.before != change.after
    told = found.as_json()
    assert told["met"]
    assert told["ceilings"][0]["before"]["value"] > 0.08
    assert told["ceilings"][0]["after"]["high"] <= 0.08
    assert found.weakened is not None
    again = a_job(found.weakened, job().society, people=PEOPLE, days=40)
    value = findings_of(again)["wrong.people_share"].value
    assert told["ceilings"][0]["after"]["value"] == pytest.approx(value)


def test_a_scheme_below_its_ceiling_is_left() -> None:
    """Nothing to change, and only one world to live."""
    found = least("wrong.people_share <= 0.9")
    assert ([], None, 1) == (found.changed, found.weakened, found.worlds)
    assert found.as_json()["met"]


def test_a_low_ceiling_is_met_all_the_same() -> None:
    """A tenth of what it is: however many rules that takes, each is changed once."""
    found = least("wrong.people_share <= 0.012")
    assert found.enough is not None
    assert found.changed
    assert len({each.rule for each in found.changed}) == len(found.changed)
    assert found.as_json()["ceilings"][0]["after"]["high"] <= 0.012


def test_what_no_weakening_meets_is_told() -> None:
    """A ceiling below nothing: every weakening at once does not do, and no change is given."""
    found = least("wrong.people_share < -1")
    assert (None, [], False) == (found.enough, found.changed, found.as_json()["met"])
    assert "even every weakening at once" in found.method


def test_a_ceiling_is_on_harms_only() -> None:
    """No finding of what people do, of favour or of obedience can be a ceiling or an aim."""
    base = findings_of(job())
    for name, finding in base.items():
        if finding.direction == HARM or not isinstance(finding.value, int | float):
            continue
        with pytest.raises(WrongUse, match="nothing here searches for a scheme that achieves something"):
            least_change(job(), read_ceilings([f"{name} <= 0.1"]))
        break
    harms = [question.id for question in questions() if question.direction == HARM]
    assert [] == [name for name in harms if name.startswith(("conduct.", "performed.", "score.", "rules."))]


@pytest.mark.parametrize(
    "text",
    ["wrong.people_share >= 0.1", "wrong.people_share + access.denied < 1", "2 * wrong.people_share < 1"],
)
def test_a_ceiling_is_one_harm_below_a_number(text: str) -> None:
    """A floor under a harm, sums and multiples are refused."""
    with pytest.raises(WrongUse, match="expected one harm below a number"):
        read_ceilings([text])


def test_few_districts_cannot_be_judged() -> None:
    """Without an interval nothing is met."""
    with pytest.raises(WrongUse, match=r"400 people live in 4 districts, and an interval takes 8"):
        least_change(job(people=400), read_ceilings(["wrong.people_share <= 0.1"]))


def test_stopped_it_goes_on_with_what_was_answered(tmp_path: Path) -> None:
    """Nothing is lived twice, and the answer is that of a search that was not stopped."""
    asked = read_ceilings(["wrong.people_share <= 0.02"])
    whole = least_change(job(), asked).as_json()
    told: list[tuple[int, int]] = []

    def until(done: int, total: int) -> None:
        told.append((done, total))
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        least_change(job(), asked, folder=tmp_path, on_progress=until)
    kept = (tmp_path / KEPT).read_bytes()
    assert 0 < kept.count(b"\n") <= 6
    assert whole == least_change(job(), asked, folder=tmp_path).as_json()
    assert (tmp_path / KEPT).read_bytes().startswith(kept)
    written = (tmp_path / KEPT).read_bytes()
    assert whole == least_change(job(), asked, folder=tmp_path).as_json()
    assert written == (tmp_path / KEPT).read_bytes()


def test_a_rule_that_was_added_has_no_line() -> None:
    """It is told as not in the file before, with what is written after."""
    town = job(redress={"notice": 1.0})
    added = next(move for move in moves(town.scheme) if move.rule == ("redress", "lapse"))
    before = Tried(moves=(), findings={})
    found = replace(before, moves=(added,))
    (change,) = Least(
        ceilings=(), people=PEOPLE, before=before, enough=found, most=None, method=EXACT, worlds=1,
        document=town.scheme,
    ).changed  # fmt: skip
    assert ("redress.lapse", None, ABSENT) == (change.rule, change.line, change.before)
    assert "days" in change.after
