"""What is said while worlds live, and that pipes hear none of it."""

from __future__ import annotations

import pytest

from demerit.cli.progress import announce, progress_bar
from demerit.study.living import unheard
from demerit.world.run import JobEstimate


def expected(memory_bytes: int, seconds: float) -> JobEstimate:
    """What a job takes."""
    return JobEstimate(memory_bytes=memory_bytes, seconds=seconds, occasions=1.0)


@pytest.mark.parametrize(
    ("estimates", "said"),
    [
        ([expected(10**8, 5)], None),
        ([expected(2 * 10**9, 5)], "this takes about 8 s and 2.0 GB of memory"),
        ([expected(10**8, 40), expected(10**8, 40)], "this takes about 83 s and 0.1 GB of memory"),
        ([expected(10**8, 1_200)], "this takes about 20 min"),
        ([expected(10**8, 10_000)], "this takes about 2.8 h"),
    ],
)
def test_long_or_large_jobs_are_announced(
    capsys: pytest.CaptureFixture[str], estimates: list[JobEstimate], said: str | None
) -> None:
    """Over a minute or a gigabyte it is said beforehand, on standard error; below, nothing is."""
    announce(estimates)
    heard = capsys.readouterr()
    assert "" == heard.out
    assert ("this takes" in heard.err) == (said is not None)
    assert (said or "") in heard.err


def test_much_disk_is_announced(capsys: pytest.CaptureFixture[str]) -> None:
    """From a gigabyte on, over all runs of a command, and what it takes on the way."""
    one = JobEstimate(memory_bytes=1, seconds=1.0, occasions=1.0, disk_bytes=6e8)
    announce([one])
    assert "disk" not in capsys.readouterr().err
    announce([one, one])
    assert "it leaves about 1.2 GB on the disk, and takes twice that on its way" in capsys.readouterr().err


def test_nobody_watches_a_pipe() -> None:
    """Without a terminal the watch does nothing."""
    with progress_bar() as on_progress:
        assert on_progress is unheard
