"""Where a channel looks."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from demerit.report.charts.figures import SHEETS
from demerit.report.folder import RunFolder, read_folder
from demerit.report.sections.patrols import patrols, true_shares, where_sent
from demerit.report.words import percent


@pytest.fixture(name="everything")
def _everything(eventful: Path) -> RunFolder:
    """The run in which everything happens, read."""
    return read_folder(eventful)


def test_even_channels_have_no_such_section(run: Path) -> None:
    """Who looks everywhere alike is sent nowhere."""
    assert patrols(read_folder(run)) is None


def test_true_shares_are_those_of_the_acts(everything: RunFolder, eventful: Path) -> None:
    """A district's share of acts of what the channel looks for, whoever did them; all add up to one."""
    camera = everything.scheme.model.channels[0]
    shares = true_shares(everything, camera)
    tallies = pl.read_parquet(eventful / "tallies.parquet")
    acts = tallies.filter(pl.col("id").is_in(["crossing", "never-done"]))
    first, whole = (int(part["acts"].sum()) for part in (acts.filter(pl.col("district") == 0), acts))
    assert first / whole == pytest.approx(shares[0])
    assert 1 == pytest.approx(sum(shares.values()))


def test_patrols_add_up(everything: RunFolder) -> None:
    """One patrol a day: the districts' shares add up to one; the district with most comes first."""
    sent = where_sent(everything, everything.scheme.model.channels[0])
    assert 10 == len(sent)
    assert 1 == pytest.approx(sum(each.last for each in sent))
    assert 1 == pytest.approx(sum(each.records for each in sent))
    assert sent[0].last == max(each.last for each in sent)


def test_where_it_goes_stands_against_where_acts_are(everything: RunFolder) -> None:
    """The sentence and the picture hold both shares; the table has every district."""
    section = patrols(everything)
    assert section is not None
    said = section.markup()
    most = where_sent(everything, everything.scheme.model.channels[0])[0]
    where = f"district {most.district}, where {percent(most.acts)} of what it looks for happens"
    assert f"{percent(most.last)} of its days were spent in {where}" in said
    assert 3 * len(SHEETS) == said.count(">sent to district ")
    assert 3 * len(SHEETS) == said.count(">acts in district ")
    assert 10 == said.count('<th scope="row">')
