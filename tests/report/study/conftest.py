"""One small study for the tests of its words and page."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.study.inquiry.studied import Studied, live_study
from studies import LOWEST, WRONG, an_inquiry


@pytest.fixture(scope="session")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Studied:
    """A grid of four worlds, two findings watched, of which one cannot differ in so few days."""
    folder: Path = tmp_path_factory.mktemp("study")
    return live_study(an_inquiry(folder, outcomes=[WRONG, LOWEST, "access.but_for_wrong"]), folder / "out")
