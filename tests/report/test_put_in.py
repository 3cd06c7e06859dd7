"""What was put in is told from what was found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demerit.findings.finding import Finding
from demerit.report.folder import RunFolder, read_folder
from demerit.report.put_in import put_in
from demerit.runs.stored import Stored
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour, load_society


def of(scheme: str, **findings: Finding) -> RunFolder:
    """A run of a scheme of the library, as far as its files go."""
    return RunFolder(
        stored=Stored(Path("nowhere")),
        manifest={},
        findings=findings,
        scheme=load_scheme(scheme),
        society=load_society("brackwater"),
        behaviour=load_behaviour(),
    )


@pytest.mark.parametrize(
    ("name", "flag", "described"),
    [
        ("wrong.people_share", True, False),
        ("wrong.per_1000_person_years", True, False),
        ("access.denied", False, False),
        ("channel.ppv.platform", False, True),
        ("channel.ppv.street-camera", False, False),
        ("silence.withheld_share", False, False),
        ("wrong.corrected_share", True, False),
        ("redress.upheld_share", False, False),
    ],
)
def test_what_the_file_states_is_put_in(name: str, flag: bool, described: bool) -> None:
    """The flags' error is the file's; looks that cameras take, and what people do, is found."""
    assert (flag, described) == (put_in(of("welfare-fraud-flag"), name), put_in(of("as-described"), name))


def test_what_follows_is_put_in_where_nothing_else_enters() -> None:
    """Where nearly all flags, or refusals for them, are wrong, they are the file's; else acts count too."""
    for name, only, mixed in (("access.but_for_wrong", 0.95, 0.5), ("channel.ppv.data-matching", 0.06, 0.5)):
        found = Finding(value=only, unit="share", definition="", direction="harm")
        assert put_in(of("welfare-fraud-flag", **{name: found}), name)
        assert not put_in(of("welfare-fraud-flag", **{name: replace(found, value=mixed)}), name)
        assert not put_in(of("welfare-fraud-flag"), name)
        assert not put_in(of("as-described", **{name: found}), name)


def test_a_stay_as_long_as_a_rule_is_put_in() -> None:
    """Half leave on the day on which the blacklist lets go: the rule's days; on any other, a finding."""
    name = "band.escape_days.blacklisted"
    exact = Finding(value=365.0, unit="days", definition="", direction="harm")
    assert put_in(of("as-described", **{name: exact}), name)
    assert not put_in(of("as-described", **{name: replace(exact, value=350.0)}), name)
    assert not put_in(of("as-described"), name)


def test_a_fabricated_run_found_its_numbers(run: Path) -> None:
    """A camera whose only error is the stated share of misnamed records: that is put in, nothing else."""
    read = read_folder(run)
    assert ["channel.ppv.street-camera"] == [name for name in read.findings if put_in(read, name)]
