"""Serving the page on this machine: a port that is free, a browser that is opened, and an end at once."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from demerit.errors import WrongUse
from demerit.web.app import Server, application
from demerit.web.desk import Desk
from demerit.web.guard import LOCAL

PORT: Final = 8377
NEXT: Final = 20
"""How many ports after the first are tried, where nobody asked for one."""
HIGHEST_PORT: Final = 65_535
GRACE_SECONDS: Final = 1
"""How long a connection that is open may delay the end."""
SELDOM: Final = 10_000
"""How many collections of young garbage come before one of all: the desk makes these while nobody waits."""
HEADER_SECONDS: Final = 10.0
"""Within which a new connection has asked something: one that only stays is closed."""
MOST_CONNECTIONS: Final = 128
NOT_BUILT: Final = (
    "the page is not built here: in a checkout, `python3 dev.py serve` builds and opens it; "
    "an installed package has it built in"
)
WARNING: Final = (
    "--host {host}: whoever reaches this machine can use the page and its processor; "
    "nothing asks who they are"
)

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the page is served: host and port, None where any near 8377 will do."""

    host: str = "127.0.0.1"
    port: int | None = None

    @property
    def local(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in LOCAL


def static_folder() -> Path:
    """Where the built page lies. Raises `WrongUse` where it is not built."""
    folder = Path(str(resources.files("demerit.web"))) / "static"
    if not (folder / "index.html").is_file():
        raise WrongUse(NOT_BUILT)
    return folder


class Impatient(H11Protocol):
    """A connection that is closed where it asks nothing for too long after it was made."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a first request."""
        super().connection_made(transport)
        self.loop.call_later(HEADER_SECONDS, self._end_if_silent)

    def _end_if_silent(self) -> None:
        """Close it, unless somebody has asked something by now."""
        if not self.cycle and not self.transport.is_closing():
            self.transport.close()


class Quiet(uvicorn.Server):
    """A server that ends its streams with the first Ctrl-C, and says when it answers."""

    def __init__(self, config: uvicorn.Config, server: Server, ready: Callable[[], None]) -> None:
        """`ready` is called once, from the thread of the server, when it answers."""
        super().__init__(config)
        self._streams = server
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End at the first Ctrl-C: what is open is closed, what is waited for is dropped."""
        self._streams.close()
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # a request cut off is no fault of its
        super().handle_exit(sig, frame)


def serve(place: Place, *, static: Path, browser: bool, say: Say, desk: Desk | None = None) -> None:
    """Serve the built page in `static` until Ctrl-C.

    Raises `WrongUse` for a host or port that cannot be had.
    """
    if not place.local:
        say(WARNING.format(host=place.host))
    bound = bind(place)
    server = Server(desk or Desk(), static)
    names = () if place.host in {"0.0.0.0", "::"} else (place.host,)  # noqa: S104 - asked for, and warned of
    app = application(server, names=names, anywhere=not place.local)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=GRACE_SECONDS,
        limit_concurrency=MOST_CONNECTIONS, server_header=False, date_header=True, lifespan="off", ws="none",
        http=Impatient,
    )  # fmt: skip
    address = address_of(place.host, bound.getsockname()[1])

    def ready() -> None:
        """Say where, and open it."""
        say(f"the page is at {address} (Ctrl-C ends it)")
        if browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    gc.freeze()  # what was imported is looked through for garbage no more
    gc.set_threshold(*gc.get_threshold()[:2], SELDOM)
    with closing(bound):
        Quiet(config, server, ready).run(sockets=[bound])


def address_of(host: str, port: int) -> str:
    """What a browser is to open."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)  # noqa: S104
    return f"http://{shown}:{port}/"


def bind(place: Place) -> socket.socket:
    """A socket that listens there; of ports nobody asked for, the first that is free.

    Raises `WrongUse` where the port is taken, or the host is none of this machine.
    """
    if place.port is not None:
        return _bound(place.host, place.port)
    for port in range(PORT, PORT + NEXT):
        try:
            return _bound(place.host, port)
        except WrongUse as error:
            if not isinstance(error.__cause__, OSError) or isinstance(error.__cause__, socket.gaierror):
                raise
    raise WrongUse(f"ports {PORT} to {PORT + NEXT - 1} are all taken: name another with --port")


def _bound(host: str, port: int) -> socket.socket:
    """A socket bound to a host and port."""
    if not 0 <= port <= HIGHEST_PORT:
        raise WrongUse(f"--port {port}: expected 0 to {HIGHEST_PORT:,} (0: any that is free)")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen()
    except OSError as error:
        bound.close()
        reason = error.strerror or str(error)
        message = f"port {port} of {host} cannot be had ({reason}): name another with --port"
        raise WrongUse(message) from error
    bound.set_inheritable(False)
    return bound
