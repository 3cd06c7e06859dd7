"""What every room's tests share: Hypothesis without a clock, and the browser for pages."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    deadline=None,  # a first call compiles
    derandomize=bool(os.environ.get("CI")),  # one verdict a commit in CI; new examples at a desk
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

# Runs of tests live no ensemble of their assumed numbers, unless they say how many draws.
os.environ["DEMERIT_ASSUMED"] = "0"

# What a shell starts in the background, or through nohup, ignores stops; tests of stops need them heard.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Debian's chromium; `dev.py test` installs it where it may."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no chromium on this machine")
    return Path(found)


@pytest.fixture(scope="session")
def eventful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one finished run in which everything happens: see eventful.py."""
    from eventful import eventful_run  # noqa: PLC0415 - likewise

    return eventful_run(tmp_path_factory.mktemp("eventful"))


@pytest.fixture(scope="session")
def finished_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one finished run: as-described on 4,000 people of Brackwater, a year, report included."""
    import demerit  # noqa: PLC0415 - tests that need no run should not wait for it

    folder = tmp_path_factory.mktemp("finished") / "run"
    demerit.run("as-described", demerit.society("brackwater", people=4_000), days=365, seed=1, out=folder)
    return folder
