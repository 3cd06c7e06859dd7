"""Which address answers what: a thin layer over the desk, and the built page beside it."""

from __future__ import annotations

import asyncio
import re
import sys
import traceback
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from demerit.errors import FileInvalid
from demerit.schemes.loading import scheme_from_text
from demerit.web.about import about
from demerit.web.asked import MOST_PEOPLE, Ask, Audited, Draws, Pair, Spec, StudyQuestion, Text, read_ask
from demerit.web.comparison import AskedComparison
from demerit.web.crowd import ties_told
from demerit.web.desk import Desk, Ranged
from demerit.web.faults import Fault, RefusedRequest, fault_of
from demerit.web.guard import Guard
from demerit.web.law import audit_told
from demerit.web.lives import MOST_LISTED, lives_told
from demerit.web.rules import scheme_told
from demerit.web.saving import changes_told, file_told
from demerit.web.shelf import library_told
from demerit.web.tasks import Listener, Task, as_event
from demerit.web.world import RANGES, AskedWorld

M = TypeVar("M", bound=Ask)
AT_ONCE: Final = 4
"""Requests that are worked on at a time, in threads."""
MOST_STREAMS: Final = 48
ALIVE_SECONDS: Final = 10.0
ACCEPTED: Final = 202
EMPTY: Final = 204
HASHED: Final = re.compile(r"-[A-Za-z0-9_-]{8}\.[a-z0-9]+$")
"""A file whose name changes with its contents, as the build names them."""
LASTING: Final = {"cache-control": "public, max-age=31536000, immutable"}
FRESH: Final = {"cache-control": "no-cache"}


class Server:
    """The addresses of a desk, and the folder of the built page (None: there is none)."""

    def __init__(self, desk: Desk, static: Path | None) -> None:
        """Nobody is served yet."""
        self.desk = desk
        self.static = static
        self.listeners: set[Listener] = set()
        self.closing = False
        self._at_once = asyncio.Semaphore(AT_ONCE)

    # ------------------------------------------------------------ ways in

    def routes(self) -> list[Route]:
        """Every address."""
        get, post, delete, desk = self.get, self.post, self.delete, self.desk
        return [
            get("/api/about", lambda _r: about()),
            get("/api/library", lambda _r: library_told()),
            post("/api/scheme", Spec, lambda _r, spec: scheme_told(desk.shelf, spec)),
            post("/api/scheme/file", Spec, lambda _r, spec: file_told(desk.shelf, spec)),
            post("/api/scheme/changes", Spec, lambda _r, spec: changes_told(desk.shelf, spec)),
            post("/api/scheme/check", Text, lambda _r, text: check_told(text)),
            post("/api/audit", Audited, self.audit),
            post("/api/worlds", Spec, lambda _r, spec: _begun("worlds", desk.world(spec))),
            get("/api/worlds/{key}", lambda r: self._world(r).as_json()),
            delete("/api/worlds/{key}", self.cancel),
            post("/api/worlds/{key}/ranges", Draws, partial(self.ask_ranges, "worlds", AskedWorld)),
            delete("/api/worlds/{key}/ranges", lambda r: self.cancel(r, RANGES)),
            get("/api/worlds/{key}/people", partial(self.columns, "people")),
            get("/api/worlds/{key}/replay", partial(self.columns, "replay")),
            get("/api/worlds/{key}/ties/{subject}", self.ties),
            Route("/api/worlds/{key}/events", self.events, methods=["GET"]),
            get("/api/worlds/{key}/lives", self.lives),
            get("/api/worlds/{key}/lives/{subject}", self.life),
            get("/api/studies", lambda _r: {"studies": desk.studies_told()}),
            post("/api/studies", StudyQuestion, lambda _r, asked: _begun("studies", desk.question(asked))),
            get("/api/studies/{key}", lambda r: desk.study(_key(r))),
            delete("/api/studies/{key}", self.cancel),
            Route("/api/studies/{key}/events", self.events, methods=["GET"]),
            post("/api/comparisons", Pair, lambda _r, pair: _begun("comparisons", desk.pair(pair))),
            get("/api/comparisons/{key}", lambda r: desk.known(_key(r), AskedComparison).as_json()),
            delete("/api/comparisons/{key}", self.cancel),
            post(
                "/api/comparisons/{key}/ranges",
                Draws,
                partial(self.ask_ranges, "comparisons", AskedComparison),
            ),
            delete("/api/comparisons/{key}/ranges", lambda r: self.cancel(r, RANGES)),
            Route("/api/comparisons/{key}/events", self.events, methods=["GET"]),
            get("/api/{rest:path}", _nothing, methods=["GET", "POST", "DELETE"]),
            Route("/{path:path}", self.page, methods=["GET"]),
        ]

    def get(self, path: str, tell: Callable[[Request], Any], methods: Sequence[str] = ("GET",)) -> Route:
        """An address that answers with what is told of a request: JSON, or an answer of its own."""

        async def answer(request: Request) -> Response:
            return await self.answered(partial(tell, request))

        return Route(path, answer, methods=list(methods))

    def delete(self, path: str, tell: Callable[[Request], Any]) -> Route:
        """The same where something is ended."""
        return self.get(path, tell, ["DELETE"])

    def post(self, path: str, model: type[M], tell: Callable[[Request, M], Any]) -> Route:
        """An address that answers to what a body asks."""

        async def answer(request: Request) -> Response:
            body = await request.body()
            return await self.answered(lambda: tell(request, read_ask(model, body)))

        return Route(path, answer, methods=["POST"])

    async def answered(self, tell: Callable[[], Any]) -> Response:
        """What is told, worked out in a thread; what goes wrong in the one shape of faults."""
        try:
            async with self._at_once:
                response = await run_in_threadpool(lambda: _response(tell()))
        except Exception as error:  # noqa: BLE001 - a browser is told, whatever it is
            fault = fault_of(error)
            if fault.kind == "internal":  # the terminal is told, the browser only that it was one
                traceback.print_exception(error, file=sys.stderr)
            return _refusal(fault)
        return response

    # ------------------------------------------------------------ worlds

    def _world(self, request: Request) -> AskedWorld:
        """The world that an address names."""
        return self.desk.known(_key(request), AskedWorld)

    def ask_ranges(self, where: str, kind: type[Ranged], request: Request, asked: Draws) -> Response:
        """A second range on its way, or there already."""
        task = self.desk.ranges(_key(request), kind, asked.draws, unasked=asked.unasked)
        return _begun(where, task, RANGES)

    def cancel(self, request: Request, *parts: str) -> Response:
        """End what is not done, all of it or those parts, unless somebody else waits for it too."""
        task = self.desk.task(_key(request))
        if task.heard <= 1:
            task.cancel(*parts)
        return Response(status_code=EMPTY)

    def ties(self, request: Request) -> Any:
        """Whom a person is tied to."""
        return ties_told(self._world(request).need_lived().districts, request.path_params["subject"])

    def lives(self, request: Request) -> Any:
        """Whose lives are worth a look."""
        world = self._world(request)
        world.whole()
        query = request.query_params
        offset, limit = (
            _whole(query.get(name), most) for name, most in (("offset", MOST_PEOPLE), ("limit", MOST_LISTED))
        )
        return lives_told(world.folder, query.get("list", "wrong"), offset or 0, limit or MOST_LISTED)

    def life(self, request: Request) -> Any:
        """One life, twice."""
        return self._world(request).life(request.path_params["subject"])

    def audit(self, _request: Request, asked: Audited) -> Any:
        """A scheme held against the law."""
        world = None if asked.world is None else self.desk.known(asked.world, AskedWorld)
        return audit_told(self.desk.shelf.files(asked.spec).scheme, world)

    def columns(self, name: str, request: Request) -> Response:
        """Arrays of everybody."""
        return Response(self._world(request).packed(name), media_type="application/octet-stream")

    # ------------------------------------------------------------ streams

    async def events(self, request: Request) -> Response:
        """A stream of how far a task is."""
        try:
            task = self._listened(_key(request))
        except RefusedRequest as refused:
            return _refusal(fault_of(refused))
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._stream(task), media_type="text/event-stream", headers=headers)

    def _listened(self, key: str) -> Task:
        """A task that one more page may listen to."""
        if len(self.listeners) >= MOST_STREAMS or self.closing:
            raise RefusedRequest("busy", "too many pages listen")
        return self.desk.task(key)

    async def _stream(self, task: Task) -> AsyncIterator[bytes]:
        """Messages as they come; ends with the last, when the browser goes, or when the server is ended."""
        listener = Listener(asyncio.get_running_loop())
        self.listeners.add(listener)
        task.listen(listener)
        try:
            while not self.closing:
                try:
                    event, message = await asyncio.wait_for(listener.queue.get(), ALIVE_SECONDS)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                yield as_event(event, message)
                if event == "end":
                    return
        finally:
            self.listeners.discard(listener)
            task.leave(listener)

    def close(self) -> None:
        """End every stream and everything that is waited for."""
        self.closing = True
        for listener in list(self.listeners):
            listener.tell("end", {})
        self.desk.close()

    # ------------------------------------------------------------ the page

    async def page(self, request: Request) -> Response:
        """A file of the built page; its first page for an address that is none."""
        if self.static is None:
            return Response("The page is not built.\n", 503, media_type="text/plain")
        path = (self.static / request.path_params["path"]).resolve()
        if path.is_file() and path.is_relative_to(self.static.resolve()):
            return FileResponse(path, headers=LASTING if HASHED.search(path.name) else FRESH)
        if path.suffix:
            return Response("not here\n", 404, media_type="text/plain")
        return FileResponse(self.static / "index.html", headers=FRESH)


def _whole(text: str | None, most: int) -> int | None:
    """A whole number of an address; None where it is not said. Raises `RefusedRequest` for another word."""
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and int(text[:9]) <= most):
        raise RefusedRequest("wrong-use", f"{text[:40]!r}: expected a whole number from 0 to {most:,}")
    return int(text)


def check_told(asked: Text) -> dict[str, Any]:
    """Whether a text is a sound scheme, and if not everything that is wrong with it."""
    try:
        scheme = scheme_from_text(asked.text, "the scheme").model
    except FileInvalid as error:
        return {
            "ok": False,
            "problems": fault_of(error).as_json()["error"]["problems"],
            "message": str(error),
        }
    return {"ok": True, "id": scheme.id, "title": scheme.title}


def _nothing(request: Request) -> Any:
    """Nothing is at this address."""
    raise RefusedRequest("not-found", f"nothing is at {request.url.path[:80]}")


def _begun(where: str, task: Task, part: str = "") -> Response:
    """Where what was asked for is told: a task's first part, or another."""
    state = task.parts[part].state if part else task.main.state
    answer = {"id": task.key, "state": state, "events": f"/api/{where}/{task.key}/events"}
    return JSONResponse(answer, 200 if state == "done" else ACCEPTED)


def _key(request: Request) -> str:
    """The id that an address names."""
    return request.path_params["key"]


def _refusal(fault: Fault) -> Response:
    """An answer that says what is wrong, and, where it is only too much at once, when to ask again."""
    response = JSONResponse(fault.as_json(), fault.status)
    if fault.kind == "busy":
        response.headers["retry-after"] = "1"
    return response


def _response(answer: Any) -> Response:
    """An answer as it is, or as JSON, in which no number is missing or endless."""
    return answer if isinstance(answer, Response) else JSONResponse(answer)


def application(server: Server, *, names: tuple[str, ...] = (), anywhere: bool = False) -> Starlette:
    """The application of a server; `names` and `anywhere` as in `Guard`.

    Within one machine nothing is gained by squeezing what is sent.
    """
    squeezed = [Middleware(GZipMiddleware, minimum_size=2_048, compresslevel=1)] if anywhere else []
    return Starlette(
        routes=server.routes(),
        middleware=[Middleware(Guard, names=names, anywhere=anywhere), *squeezed],
    )
