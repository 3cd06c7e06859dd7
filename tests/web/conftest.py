"""One server for all tests of the page that do not end it."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from served import Asking, serving


@pytest.fixture(scope="package")
def page(tmp_path_factory: pytest.TempPathFactory) -> Generator[Asking, None, None]:
    """A server, and a client that asks it."""
    with serving(tmp_path_factory.mktemp("page")) as asking:
        yield asking
