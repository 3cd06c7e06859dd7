"""The server as a program: a port, a browser, an end at once, and a beginning after it was killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest

from demerit.errors import WrongUse
from demerit.web import serving
from demerit.web.serving import NEXT, PORT, Place, address_of, bind, static_folder
from served import PATIENCE, PROGRAM, SMALL, end_at_once, page_in, program


@pytest.fixture
def taken() -> Generator[int, None, None]:
    """A port that somebody has."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def test_a_taken_port_that_was_asked_for_is_refused(taken: int) -> None:
    """It is said which, why, and what to do."""
    with pytest.raises(WrongUse, match=f"port {taken} of 127.0.0.1 cannot be had .*--port"):
        bind(Place(port=taken))


def test_of_ports_nobody_asked_for_the_next_is_taken(monkeypatch: pytest.MonkeyPatch, taken: int) -> None:
    """A second `demerit serve` finds a port of its own; where all are taken, it says so."""
    monkeypatch.setattr(serving, "PORT", taken)
    with bind(Place()) as found:
        assert taken < found.getsockname()[1] < taken + NEXT
    monkeypatch.setattr(serving, "NEXT", 1)
    with pytest.raises(WrongUse, match="all taken"):
        bind(Place())


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    """Ports end at 65,535."""
    with pytest.raises(WrongUse, match="expected 0 to"):
        bind(Place(port=port))


def test_a_host_of_another_machine_is_refused() -> None:
    """An address that is not this machine's cannot be listened at."""
    with pytest.raises(WrongUse, match="cannot be had"):
        bind(Place(host="192.0.2.1", port=0))


def test_addresses_are_those_a_browser_opens() -> None:
    """Whatever is listened at, the address is one that can be opened here."""
    assert ["http://127.0.0.1:1/", "http://[::1]:1/", "http://x:1/"] == [
        address_of(host, 1) for host in ("127.0.0.1", "::", "x")
    ]
    assert (True, False) == (Place().local, Place(host="192.168.0.1").local)
    assert PORT == Place.__dataclass_fields__["port"].default or Place().port is None


def test_without_a_built_page_it_says_how_to_build_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a checkout whose page was not built, the command that builds it is named."""
    monkeypatch.setattr(serving.resources, "files", lambda _room: tmp_path)
    with pytest.raises(WrongUse, match=r"python3 dev.py serve"):
        static_folder()
    page_in(tmp_path / "static")
    assert tmp_path / "static" == static_folder()


def test_ctrl_c_ends_it_at_once_with_a_stream_open(tmp_path: Path) -> None:
    """A world of 100,000 people on its way and a page that listens delay nothing; the exit code is 130."""
    served = program(tmp_path / "page", "--port", "0")
    with served as (process, address), httpx.Client(base_url=address) as client:
        begun = client.post("/api/worlds", json=SMALL | {"people": 100_000, "days": 3_650}, timeout=PATIENCE)
        path = f"/api/worlds/{begun.json()['id']}/events"
        with client.stream("GET", path, timeout=PATIENCE) as stream:
            lines = stream.iter_lines()
            while "living" not in next(lines):
                pass
            end_at_once(process)


def test_killed_and_started_again_it_answers_the_same(tmp_path: Path) -> None:
    """A page that outlives its server asks again, and gets the same world under the same id."""
    told: list[object] = []
    port = "0"
    for _ in range(2):
        with program(tmp_path / "page", "--port", port) as (process, address):
            port = address.rstrip("/").rpartition(":")[2]
            with httpx.Client(base_url=address, timeout=PATIENCE) as client:
                begun = client.post("/api/worlds", json=SMALL).json()
                with client.stream("GET", begun["events"]) as stream:
                    assert "event: end" in list(stream.iter_lines())
                told.append(client.get(f"/api/worlds/{begun['id']}").json()["findings"])
            process.kill()
            process.wait(PATIENCE)
    assert told[0] == told[1]


def test_nothing_is_written(tmp_path: Path) -> None:
    """A world that was lived, looked at and ended leaves no file where the server was started."""
    with program(tmp_path / "page", "--port", "0") as (_, address):
        before = sorted(tmp_path.rglob("*"))
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            begun = client.post("/api/worlds", json=SMALL).json()
            with client.stream("GET", begun["events"]) as stream:
                list(stream.iter_lines())
            client.get(f"/api/worlds/{begun['id']}/replay")
        assert before == sorted(tmp_path.rglob("*"))


def test_another_host_is_warned_of(tmp_path: Path) -> None:
    """Listening beyond this machine is said aloud, before anything is served."""
    code = PROGRAM.format(folder=str(page_in(tmp_path / "page")))
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code, "--host", "0.0.0.0", "--port", "0"],  # noqa: S104
        stderr=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    try:
        assert process.stderr is not None
        assert "whoever reaches this machine" in process.stderr.readline()
        assert "the page is at http://127.0.0.1:" in process.stderr.readline()
    finally:
        process.kill()
        process.communicate()
