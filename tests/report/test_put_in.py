"""What was put in is told from what was found."""

from __future__ import annotations

from pathlib import Path

from demerit.report.folder import RunFolder
from demerit.report.put_in import put_in
from demerit.scheme.loading import load_scheme
from demerit.society.loading import load_behaviour, load_society


def told(scheme: str, finding: str) -> bool:
    """Whether a finding of a scheme's run is put in."""
    run = RunFolder(
        path=Path("nowhere"),
        manifest={},
        findings={},
        scheme=load_scheme(scheme),
        society=load_society("brackwater"),
        behaviour=load_behaviour(),
    )
    return put_in(run, finding)


def test_wrong_records_at_a_given_rate_are_put_in() -> None:
    """The flags' rate is the file's; what follows from it, and what looks find, is not."""
    assert told("welfare-fraud-flag", "wrong.people_share")
    assert not told("welfare-fraud-flag", "access.but_for_wrong")
    assert not told("as-described", "wrong.people_share")
