"""What the numbers stand on."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import pytest

from demerit.formats.assumptions import Assumption
from demerit.report.folder import RunFolder, read_folder
from demerit.report.sections.backing import (
    built_on,
    computed,
    disputed,
    everything,
    limits,
    limits_of,
    words,
    written,
)

MakeRun = Callable[..., Path]


def test_every_assumed_number_has_its_place_and_range(run: Path) -> None:
    """Assumed numbers are listed by path with value and range."""
    read = read_folder(run)
    said = built_on(read).markup()
    assert f"{len(read.assumed):,} numbers are assumed" in said
    assert "channels.street-camera.detects</th>" in said
    assert ">0.05 to 0.2<" in said


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.12, "0.12"), ([-3, -2], "−3 to −2"), ({"by": "age", "values": {18: 0.5}}, "by age: 18: 0.5"),
     ({"value": 3, "assumed": True}, "3"), (None, "the entry as a whole"), ("x", "x")],
)  # fmt: skip
def test_values_of_files_are_written_plainly(value: object, said: str) -> None:
    """Whatever shape a file's number has, it is written as one reads it."""
    assert said == written(value)


def test_disputed_points_are_all_listed(make_run: MakeRun) -> None:
    """Each point that sources contradict is an item of the list; a scheme without says so."""
    assert 3 == disputed(read_folder(make_run("a", disputed=("x", "y", "z")))).markup().count("<li>")
    assert "lists no point" in disputed(read_folder(make_run("b"))).markup()


def test_how_to_compute_it_again(run: Path) -> None:
    """The section has the command, the seed and the run's hash."""
    read = read_folder(run)
    said = computed(read).markup()
    assert all(part in said for part in ("demerit rerun manifest.json", read.hash, ">seed<"))


def test_every_finding_is_in_the_table(run: Path) -> None:
    """Each finding stands with its definition, and one without a value with its reason."""
    read = read_folder(run)
    said = everything(read).markup()
    assert all(f">{name}</th>" in said for name in read.findings)
    assert "not measurable here, because nothing of the kind happened" in said
    assert not re.search(r"\b(nan|None|null)\b", said, re.IGNORECASE)


def test_limits_and_words_are_there(run: Path) -> None:
    """The limits that users must know, and the words of the page."""
    said = limits(read_folder(run)).markup()
    assert all(
        part in said for part in ("Nobody is born, ages or dies", "lie within a district", "chance only")
    )
    assert "<dt>withheld</dt>" in words().markup()


class AssumingNothing(RunFolder):
    """A run whose files assume no number."""

    @cached_property
    def assumed(self) -> list[tuple[str, Assumption]]:
        """None."""
        return []


def test_limits_are_those_of_the_run(run: Path, eventful: Path) -> None:
    """What is said of newcomers, of being shown and of groups depends on the run's own files."""
    quiet, full = limits_of(AssumingNothing(**vars(read_folder(run)))), limits_of(read_folder(eventful))
    assert "some are replaced by newcomers" in full[0]
    assert "Nobody is born, ages or dies" in quiet[0]
    shown = "Being shown in public raises hardship and cuts friendships here"
    assert any(limit.startswith(shown) for limit in full)
    assert not any("Being shown in public" in limit or "partly assumed" in limit for limit in quiet)
    assert any("partly assumed" in limit for limit in full)
    assert any("error tables" in limit for limit in full)
    assert not any("error tables" in limit for limit in quiet)


def test_what_an_interval_is_not_is_not_said() -> None:
    """A confidence interval is about the model's value; it is no forecast of another society's number."""
    said = words().markup()
    assert "would lie in 95 of 100" not in said
    assert "the value of another run lies outside more often" in said


def test_disputed_points_of_a_real_scheme_are_not_called_one_sources_story(make_run: MakeRun) -> None:
    """Only a described scheme is one source's description."""
    real = disputed(read_folder(make_run("real", status="enacted", disputed=("a", "b")))).markup()
    told = disputed(read_folder(make_run("told", status="described", disputed=("a",)))).markup()
    assert "one source" not in real
    assert "is how one source describes such a scheme. Published sources contradict it on this point:" in told
