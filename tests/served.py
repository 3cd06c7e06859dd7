"""A page's server in a thread of its own, on a port of this machine, asked over HTTP as a browser would."""

from __future__ import annotations

import json
import re
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import numpy as np
import numpy.typing as npt
import uvicorn

from demerit.web.app import Server, application
from demerit.web.binary import MAGIC
from demerit.web.desk import Desk
from demerit.web.serving import Place, bind

SMALL: Final[dict[str, Any]] = {
    "scheme": "brackwater-standing", "society": "brackwater", "people": 1_200, "days": 120,
}  # fmt: skip
PAGE: Final = "<!doctype html><html lang=en><title>page</title><p>here"
PATIENCE: Final = 120.0
"""Seconds after which a server that does not answer has hung."""


@dataclass(frozen=True)
class Asking:
    """A server, and a client that asks it."""

    desk: Desk
    server: Server
    client: httpx.Client

    def get(self, path: str, **words: Any) -> Any:
        """What a GET tells, as JSON."""
        found = self.client.get(path, **words)
        assert 200 == found.status_code, found.text
        return found.json()

    def post(self, path: str, asked: Any) -> Any:
        """What a POST tells, as JSON."""
        found = self.client.post(path, json=asked)
        assert found.status_code in {200, 202}, found.text
        return found.json()

    def refusal(self, method: str, path: str, **words: Any) -> tuple[int, dict[str, Any]]:
        """With which status and error a request is refused."""
        found = self.client.request(method, path, **words)
        assert found.status_code >= 400, found.text
        return found.status_code, found.json()["error"]

    def events(self, key: str, where: str = "worlds") -> list[tuple[str, Any]]:
        """All messages of a stream, to its end."""
        with self.client.stream("GET", f"/api/{where}/{key}/events") as stream:
            return list(messages(stream.iter_lines()))

    def world(self, **asked: Any) -> dict[str, Any]:
        """A world that was asked for, lived and traced."""
        begun = self.post("/api/worlds", SMALL | asked)
        self.events(begun["id"])
        return self.get(f"/api/worlds/{begun['id']}")


def messages(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    """Events and what they say, of a stream's lines."""
    event = ""
    for line in lines:
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield event, json.loads(line.removeprefix("data: "))


def unpacked(content: bytes) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """The header and the arrays of a container."""
    assert MAGIC == content[: len(MAGIC)]
    (length,) = struct.unpack_from("<I", content, len(MAGIC))
    begin = len(MAGIC) + 4 + length
    header = json.loads(content[len(MAGIC) + 4 : begin])
    arrays: dict[str, npt.NDArray[Any]] = {}
    for entry in header["arrays"]:
        kind = np.dtype(entry["dtype"]).newbyteorder("<")
        count = int(np.prod(entry["shape"], dtype=np.int64))
        flat = np.frombuffer(content, kind, count, begin + entry["offset"])
        arrays[entry["name"]] = flat.reshape(entry["shape"])
    return header, arrays


@contextmanager
def serving(folder: Path, *, workers: int = 2, port: int = 0) -> Generator[Asking, None, None]:
    """A server of a page in `folder` (made up where it has none), to the end of the block.

    `port`: where it is, 0 for any that is free.
    """
    if not (folder / "index.html").exists():
        (folder / "assets").mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(PAGE, encoding="utf-8")
        for name in ("page-1a2b3c4d.js", "theme.js"):
            (folder / "assets" / name).write_text("export {};", encoding="utf-8")
    desk = Desk(workers=workers)
    server = Server(desk, folder)
    bound = bind(Place(port=port))
    config = uvicorn.Config(
        application(server), log_level="error", lifespan="off", ws="none", server_header=False
    )
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{bound.getsockname()[1]}"
    try:
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            yield Asking(desk, server, client)
    finally:
        server.close()
        running.should_exit = True
        thread.join(PATIENCE)
        bound.close()


PROGRAM = """
import sys
from pathlib import Path
from demerit.cli import serve as command
from demerit.cli.commands import demerit
from demerit.web import serving
serving.static_folder = lambda: Path({folder!r})
demerit(["serve", "--no-browser", *sys.argv[1:]], prog_name="demerit")
"""


def page_in(folder: Path) -> Path:
    """A built page, made up."""
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    return folder


@contextmanager
def program(
    folder: Path, *words: str, before: str = ""
) -> Generator[tuple[subprocess.Popen[str], str], None, None]:
    """`demerit serve` as a process, and its address; `before`: code that runs first."""
    code = before + PROGRAM.format(folder=str(page_in(folder)))
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code, *words], stderr=subprocess.PIPE, text=True, cwd=folder
    )
    try:
        assert process.stderr is not None
        said = ""
        while "http://" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
        yield process, re.findall(r"http://\S+/", said)[0]
    finally:
        process.kill()
        process.wait(PATIENCE)
        assert process.stderr is not None
        process.stderr.close()


def end_at_once(process: subprocess.Popen[str]) -> None:
    """Ctrl-C ends a program, with exit code 130 and no traceback, whatever is open."""
    process.send_signal(signal.SIGINT)
    assert 130 == process.wait(PATIENCE)
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
