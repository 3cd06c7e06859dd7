"""Back from a refusal to the records that caused it: every part adds up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from demerit.cli.told import one_life
from demerit.cli.why import LOSING, refusal_of, unrelated, whose, why_lines
from demerit.errors import WrongUse
from demerit.report.folder import read_folder
from demerit.report.story import Life


def record(**fields: Any) -> dict[str, Any]:
    """A ledger entry as far as the telling looks."""
    return {"cause": "own", "source": None, "context": "traffic", "points": -3} | fields


def made_up(needs: list[dict[str, Any]]) -> Life:
    """A life with some needs."""
    return Life(role="", why="", subject="0-0001", lived={}, without=None, records=[], needs=needs)


def test_whose_act_it_was_is_said() -> None:
    """Own, somebody else's (with whose), nobody's, a tie's."""
    assert "their own act" == whose(record())
    assert "somebody else's act entered against them, done by 0-0002" == whose(
        record(cause="misnamed", source="0-0002")
    )
    assert "an alarm: nobody did it" == whose(record(cause="alarm"))
    assert "a tie's act counted against them too" == whose(record(cause="association"))


def test_unrelated_follows_the_table_of_pairs() -> None:
    """The same context is never unrelated; a repair, which has none, neither; faith and trains are."""
    assert not unrelated(record(context="travel"), "travel")
    assert not unrelated(record(context=None), "travel")
    assert unrelated(record(context="religion"), "travel")


def test_the_first_refusal_is_told_before_a_delay() -> None:
    """Without a need named: the first denial, else the first delay, else nothing."""
    late = {"need": "loan", "effect": "wait"}
    denied = {"need": "flight", "effect": "denial"}
    assert denied == refusal_of(made_up([late, denied]), None)
    assert late == refusal_of(made_up([late]), None)
    assert refusal_of(made_up([]), None) is None
    with pytest.raises(WrongUse, match="'flght' was never refused to 0-0001: did you mean 'flight'"):
        refusal_of(made_up([late, denied]), "flght")


def test_the_losses_listed_are_those_that_stood(finished_run: Path) -> None:
    """For every refusal of one life, the losses told add up to what the ledger lost by then."""
    run = read_folder(finished_run)
    needs = pl.read_parquet(finished_run / "needs.parquet").filter(
        pl.col("effect").cast(pl.String) == "denial"
    )
    life = one_life(run, str(needs.row(needs.height // 2, named=True)["subject"]))
    for refusal in life.denied[:3]:
        standing = life.records[: refusal["after_record"]]
        lost = -sum(r["points"] for r in standing if r["points"] < 0 and r["cause"] in LOSING)
        lines = why_lines(run, life, refusal)
        if lost:
            assert f"had cost them {lost:,} points" in "\n".join(lines)
            assert f"Of these {lost:,} points: " in " ".join(lines)
        assert any("Their class was" in line for line in lines)
