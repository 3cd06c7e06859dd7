"""The least change as a page of rules changed: found, not needed, and none that does."""

from __future__ import annotations

from demerit.findings.finding import Finding
from demerit.report.turning.least import answer, ceiling_rows, change_rows, least_body
from demerit.schemes.loading import load_scheme
from demerit.study.turning.least import EXACT, Least, Tried, read_ceilings
from demerit.study.turning.moves import moves

DOCUMENT = load_scheme("brackwater-standing")


def tried(value: float | None, *names: str) -> Tried:
    """Some changes, and the share wrongly recorded under them."""
    finding = Finding(
        value=value, low=None if value is None else value - 0.004,
        high=None if value is None else value + 0.004,
        unit="share of persons", definition="", direction="harm",
    )  # fmt: skip
    chosen = tuple(move for move in moves(DOCUMENT) if move.name in names)
    return Tried(moves=chosen, findings={"wrong.people_share": finding})


def least(found: Tried | None, most: Tried | None = None, method: str = EXACT) -> Least:
    """An answer for the town's register."""
    return Least(
        ceilings=tuple(read_ceilings(["wrong.people_share <= 0.05"])), people=16_000, before=tried(0.083),
        enough=found, most=most, method=method, worlds=16, document=DOCUMENT,
    )  # fmt: skip


def test_rules_changed_stand_at_their_lines() -> None:
    """Before and after as the file has them, with the ceiling's interval before and after."""
    found = least(tried(0.04, "channels.street-camera: sees and rings half as much"))
    assert (
        "1 rule changed meets the ceilings (16 worlds of 16,000 people; every single change was tried)."
        == answer(found)
    )
    ((rule, line, words, before, after),) = change_rows(found)
    assert ("channels.street-camera", "sees and rings half as much") == (rule, words)
    assert "street-camera" in DOCUMENT.text.splitlines()[int(line) - 1]
    assert before != after
    assert [
        ("wrong.people_share <= 0.05", "0.083 (0.079 to 0.087)", "0.04 (0.036 to 0.044)")
    ] == ceiling_rows(found)
    page = "".join(map(str, least_body(found)))
    assert "Rules changed" in page
    assert "only changes that weaken the scheme" in page


def test_what_was_added_has_no_line() -> None:
    """A lapse that was not there."""
    ((_, line, _, before, after),) = change_rows(least(tried(0.04, "redress.lapse: added")))
    assert ("-", "not in it", True) == (line, before, "365" in after)


def test_nothing_needed_and_nothing_that_does() -> None:
    """Both are said, with no table of rules."""
    as_it_is = least(tried(0.04))
    assert "The scheme meets the ceilings as it is, lived by 16,000 people." == answer(as_it_is)
    none = least(None, tried(0.06), "even every weakening at once does not meet it")
    assert answer(none).startswith("No change was found that meets the ceilings (16 worlds")
    assert "0.06 (0.056 to 0.064)" == ceiling_rows(none)[0][2]
    for found in (as_it_is, none):
        assert "Rules changed" not in "".join(map(str, least_body(found)))


def test_no_number_is_said() -> None:
    """Where nothing of the kind happens any more."""
    assert "nothing of the kind" == ceiling_rows(least(tried(None)))[0][2]
