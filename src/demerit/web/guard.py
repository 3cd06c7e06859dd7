"""Who is let in, and with how much: requests of this machine's own pages, of bounded size and number.

A page of another site that a browser shows cannot read from here or change anything: names that point here
are refused by Host, foreign pages by Origin, and what a form can send by the type of its content.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demerit.web.faults import Fault, RefusedRequest, fault_of

LARGEST_BODY: Final = 524_288
BODY_SECONDS: Final = 10.0
"""Within which a body has come whole: who sends a letter a minute holds a connection for nothing."""
MOST_A_SECOND, MOST_AT_ONCE = 40.0, 80.0
"""Changes (POST and DELETE) that are let in, in the long run and in one go."""
LONGEST_ADDRESS: Final = 8_192
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final[tuple[tuple[bytes, bytes], ...]] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), interest-cohort=()"),
)
CHANGING: Final = frozenset({"POST", "DELETE"})
ALLOWED: Final = CHANGING | {"GET", "HEAD"}


@dataclass
class Bucket:
    """A bucket of tokens that fills with time."""

    rate: float = MOST_A_SECOND
    size: float = MOST_AT_ONCE
    clock: Callable[[], float] = time.monotonic
    level: float = MOST_AT_ONCE
    at: float | None = field(default=None)

    def take(self) -> bool:
        """Take one, where there is one."""
        now = self.clock()
        passed = 0.0 if self.at is None else now - self.at
        self.level, self.at = min(self.size, self.level + passed * self.rate), now
        if self.level < 1.0:
            return False
        self.level -= 1.0
        return True


class Guard:
    """Stands before the application: refuses what does not belong, and bounds and marks what does."""

    def __init__(self, app: ASGIApp, *, names: Iterable[str] = (), anywhere: bool = False) -> None:
        """`names`: hosts besides this machine's own; `anywhere`: so is any address that is a number."""
        self.app = app
        self.names = LOCAL | {name.lower().strip("[]") for name in names}
        self.anywhere = anywhere
        self.bucket = Bucket()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have it answered."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":  # nothing here speaks it
                await send({"type": "websocket.close", "code": 1008})
                return
            await self.app(scope, receive, send)
            return
        try:
            self._check(scope)
            body = Bounded(receive)
            await self.app(scope, body, _marked(send, scope))
        except RefusedRequest as refused:
            await answer(fault_of(refused))(scope, receive, _marked(send, scope))

    def _check(self, scope: Scope) -> None:
        """Raise `RefusedRequest` for a request that does not belong here."""
        headers = _headers(scope)
        method = str(scope["method"])
        if method not in ALLOWED:
            raise RefusedRequest("forbidden", f"{method} is not answered here")
        if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > LONGEST_ADDRESS:
            raise RefusedRequest("too-large", "the address is too long")
        host = headers.get("host", "")
        if not self.is_own(host):
            raise RefusedRequest("forbidden", "this server answers to its own name only")
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2].lower() != host.lower():
            raise RefusedRequest("forbidden", "pages of other sites are not answered")
        asked_api = str(scope["path"]).startswith("/api/")
        site = headers.get("sec-fetch-site", "same-origin")
        if (asked_api or method in CHANGING) and site not in {"same-origin", "none"}:
            raise RefusedRequest("forbidden", "pages of other sites are not answered")
        if method in CHANGING:
            self._check_change(method, headers)

    def _check_change(self, method: str, headers: dict[str, str]) -> None:
        """Raise `RefusedRequest` for a change of another type, too large, or too soon."""
        if (
            method == "POST"
            and headers.get("content-type", "").partition(";")[0].strip() != "application/json"
        ):
            raise RefusedRequest("forbidden", "a request with a body is application/json")
        if int(headers.get("content-length") or 0) > LARGEST_BODY:
            raise RefusedRequest("too-large", f"at most {LARGEST_BODY:,} bytes are read")
        if not self.bucket.take():
            raise RefusedRequest("busy", "too many requests at once: try again in a second")

    def is_own(self, host: str) -> bool:
        """Whether a Host header names this server: no name of a site that merely points here."""
        name = _name_of(host)
        return name in self.names or (self.anywhere and _is_number(name))


class Bounded:
    """A request's body, of which no more is read, and for no longer, than is allowed; whatever it says."""

    def __init__(self, receive: Receive) -> None:
        """Nothing is read yet."""
        self._receive = receive
        self._read = 0
        self._until: float | None = None
        self._whole = False

    async def __call__(self) -> Message:
        """The next part, or, after the last, that the browser is gone.

        Raises `RefusedRequest` for one too many.
        """
        if self._whole:
            return await self._receive()
        self._until = self._until or asyncio.get_running_loop().time() + BODY_SECONDS
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            raise RefusedRequest("too-slow", f"a request is sent within {BODY_SECONDS:g} seconds") from None
        self._whole = not message.get("more_body")
        self._read += len(message.get("body") or b"")
        if self._read > LARGEST_BODY:
            raise RefusedRequest("too-large", f"at most {LARGEST_BODY:,} bytes are read")
        return message


def _headers(scope: Scope) -> dict[str, str]:
    """Headers by their names. Raises `RefusedRequest` where a guarded one comes twice."""
    headers: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1").lower()
        if name in headers and name in {"host", "origin", "content-length", "content-type"}:
            raise RefusedRequest("forbidden", f"{name} is said twice")
        headers[name] = value.decode("latin-1")
    length = headers.get("content-length")
    if length is not None and not (length.isascii() and length.isdecimal() and len(length) < 16):  # noqa: PLR2004
        raise RefusedRequest("wrong-use", "the length of the body is no number")
    return headers


def _name_of(host: str) -> str:
    """The name in a Host header, without port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _is_number(name: str) -> bool:
    """Whether a name is an address written as a number, which no other site can own."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _marked(send: Send, scope: Scope) -> Send:
    """Send with the headers that every answer has."""
    fresh = str(scope["path"]).startswith("/api/")

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [pair for pair in message.get("headers", ()) if pair[0].lower() != b"server"]
            known = {name.lower() for name, _ in headers}
            headers += [pair for pair in HEADERS if pair[0] not in known]
            if fresh and b"cache-control" not in known:
                headers.append((b"cache-control", b"no-store"))
            message = {**message, "headers": headers}
        await send(message)

    return marked


def answer(fault: Fault) -> Response:
    """An answer that says what is wrong; the rest of a body that came too slowly is not waited for."""
    headers = {"busy": {"retry-after": "1"}, "too-slow": {"connection": "close"}}.get(fault.kind)
    return Response(json.dumps(fault.as_json()), fault.status, headers, "application/json")
