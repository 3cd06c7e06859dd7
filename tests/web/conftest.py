"""One server for all tests of the page that do not end it; one of the built page for those in a browser."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from browsing import browser_of_all
from demerit.world import crew
from paged import built
from served import Asking, serving

browser = browser_of_all


@pytest.fixture(scope="package", autouse=True)
def nobody_stands_back() -> Generator[None, None, None]:
    """Other tests want this machine's cores at the same time: second ranges would wait for all of them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(crew, "NICENESS", 0)
        yield


@pytest.fixture(scope="package")
def page(tmp_path_factory: pytest.TempPathFactory) -> Generator[Asking, None, None]:
    """A server, and a client that asks it."""
    with serving(tmp_path_factory.mktemp("page")) as asking:
        yield asking


@pytest.fixture(scope="package")
def served() -> Generator[Asking, None, None]:
    """A server of the built page, its code compiled before anybody looks at a clock."""
    with serving(built()) as asking:
        asking.world(people=1200, days=365)
        yield asking


@pytest.fixture(scope="package")
def origin(served: Asking) -> str:
    """Where the built page is."""
    return str(served.client.base_url).rstrip("/")
