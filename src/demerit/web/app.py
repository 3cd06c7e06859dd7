"""Which address answers what: a thin layer over the desk, and the built page beside it."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from demerit.errors import FileInvalid
from demerit.schemes.loading import scheme_from_text
from demerit.web.about import about
from demerit.web.asked import MOST_PEOPLE, Audited, Draws, Pair, Question, Spec, Text, read_ask
from demerit.web.crowd import ties_told
from demerit.web.desk import Desk
from demerit.web.faults import Fault, Refused, fault_of
from demerit.web.guard import Guard
from demerit.web.inquiry import STUDY
from demerit.web.law import audit_told
from demerit.web.lives import MOST_LISTED, life_told, lives_told
from demerit.web.rules import scheme_told
from demerit.web.saving import changes_told, file_told
from demerit.web.shelf import library_told
from demerit.web.tasks import Listener, Task, as_event
from demerit.web.world import RANGES, WORLD, AskedWorld

A = TypeVar("A")
Answer = Callable[[Request], Awaitable[Response]]
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
        self.streams = 0
        self.closing = False
        self._listeners: set[Listener] = set()
        self._at_once: asyncio.Semaphore | None = None

    # ------------------------------------------------------------ ways in

    def routes(self) -> list[Route]:
        """Every address."""
        get, post, delete = ["GET"], ["POST"], ["DELETE"]
        return [
            Route("/api/about", self.of_request(lambda _request: about()), methods=get),
            Route("/api/library", self.of_request(lambda _request: library_told()), methods=get),
            Route(
                "/api/scheme", self.of_body(Spec, lambda _r, s: scheme_told(self.desk.shelf, s)), methods=post
            ),
            Route("/api/worlds", self.of_body(Spec, self.ask), methods=post),
            Route("/api/worlds/{key}", self.of_request(lambda r: self._world(r).as_json()), methods=get),
            Route("/api/worlds/{key}", self.of_request(self.cancel), methods=delete),
            Route("/api/worlds/{key}/ranges", self.of_body(Draws, self.ask_ranges), methods=post),
            Route("/api/worlds/{key}/ranges", self.of_request(self.cancel_ranges), methods=delete),
            Route("/api/worlds/{key}/people", self.columns("people"), methods=get),
            Route("/api/worlds/{key}/replay", self.columns("replay"), methods=get),
            Route("/api/worlds/{key}/ties/{subject}", self.of_request(self.ties), methods=get),
            Route("/api/worlds/{key}/events", self.events, methods=get),
            Route("/api/worlds/{key}/lives", self.of_request(self.lives), methods=get),
            Route("/api/worlds/{key}/lives/{subject}", self.of_request(self.life), methods=get),
            Route("/api/audit", self.of_body(Audited, self.audit), methods=post),
            Route(
                "/api/scheme/file",
                self.of_body(Spec, lambda _r, s: file_told(self.desk.shelf, s)),
                methods=post,
            ),
            Route(
                "/api/scheme/changes",
                self.of_body(Spec, lambda _r, s: changes_told(self.desk.shelf, s)),
                methods=post,
            ),
            Route("/api/scheme/check", self.of_body(Text, lambda _r, t: check_told(t)), methods=post),
            Route(
                "/api/studies", self.of_request(lambda _r: {"studies": self.desk.studies_told()}), methods=get
            ),
            Route("/api/studies", self.of_body(Question, self.inquire), methods=post),
            Route(
                "/api/studies/{key}",
                self.of_request(lambda r: self.desk.study(r.path_params["key"])),
                methods=get,
            ),
            Route("/api/studies/{key}", self.of_request(self.cancel), methods=delete),
            Route("/api/studies/{key}/events", self.events, methods=get),
            Route("/api/comparisons", self.of_body(Pair, self.compare), methods=post),
            Route(
                "/api/comparisons/{key}",
                self.of_request(lambda r: self.desk.compared(r.path_params["key"]).as_json()),
                methods=get,
            ),
            Route("/api/comparisons/{key}", self.of_request(self.cancel), methods=delete),
            Route("/api/comparisons/{key}/ranges", self.of_body(Draws, self.ask_pair_ranges), methods=post),
            Route("/api/comparisons/{key}/ranges", self.of_request(self.cancel_ranges), methods=delete),
            Route("/api/comparisons/{key}/events", self.events, methods=get),
            Route("/api/{rest:path}", self.of_request(_nothing), methods=["GET", "POST", "DELETE"]),
            Route("/{path:path}", self.page, methods=get),
        ]

    def of_request(self, tell: Callable[[Request], Any]) -> Answer:
        """Answer with what is told of a request: JSON, or an answer of its own."""

        async def answer(request: Request) -> Response:
            return await self.answered(partial(tell, request))

        return answer

    def of_body(self, model: type[A], tell: Callable[[Request, A], Any]) -> Answer:
        """Answer to what a body asks."""

        async def answer(request: Request) -> Response:
            body = await request.body()
            return await self.answered(lambda: tell(request, read_ask(model, body)))  # type: ignore[type-var]

        return answer

    async def answered(self, tell: Callable[[], Any]) -> Response:
        """What is told, worked out in a thread; what goes wrong in the one shape of faults."""
        self._at_once = self._at_once or asyncio.Semaphore(AT_ONCE)
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
        return self.desk.known(request.path_params["key"])

    def ask(self, _request: Request, spec: Spec) -> Response:
        """A world on its way, or there already."""
        world = self.desk.world(spec)
        return _begun(world, world.parts[WORLD].state, "worlds")

    def ask_ranges(self, request: Request, asked: Draws) -> Response:
        """A second range on its way, or there already."""
        world = self.desk.ranges(request.path_params["key"], asked.draws, unasked=asked.unasked)
        return _begun(world, world.parts[RANGES].state, "worlds")

    def ask_pair_ranges(self, request: Request, asked: Draws) -> Response:
        """The second ranges of a comparison on their way, or there already."""
        comparison = self.desk.pair_ranges(request.path_params["key"], asked.draws, unasked=asked.unasked)
        return _begun(comparison, comparison.parts[RANGES].state, "comparisons")

    def compare(self, _request: Request, pair: Pair) -> Response:
        """A comparison on its way, or there already."""
        comparison = self.desk.pair(pair)
        return _begun(comparison, comparison.parts["compared"].state, "comparisons")

    def inquire(self, _request: Request, asked: Question) -> Response:
        """A study on its way, or there already."""
        study = self.desk.question(asked)
        return _begun(study, study.parts[STUDY].state, "studies")

    def cancel(self, request: Request) -> Response:
        """End what is not done, unless somebody else waits for it too."""
        task = self.desk.task(request.path_params["key"])
        if task.heard <= 1:
            task.cancel()
        return Response(status_code=EMPTY)

    def cancel_ranges(self, request: Request) -> Response:
        """End a second range that is not done, unless somebody else waits for it too."""
        task = self.desk.task(request.path_params["key"])
        if task.heard <= 1 and RANGES in task.parts:
            task.cancel(RANGES)
        return Response(status_code=EMPTY)

    def ties(self, request: Request) -> Any:
        """Whom a person is tied to."""
        world = self._world(request)
        if world.lived is None:
            raise Refused("conflict", "this world has not been lived yet")
        return ties_told(world.lived.districts, request.path_params["subject"])

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
        world = self._world(request)
        lived, traced = world.whole()
        subject = request.path_params["subject"]
        return world.once(f"life {subject}", lambda: life_told(world.folder, lived, traced.coded, subject))

    def audit(self, _request: Request, asked: Audited) -> Any:
        """A scheme held against the law."""
        world = None if asked.world is None else self.desk.known(asked.world)
        return audit_told(self.desk.shelf.files(asked.spec).scheme, world)

    def columns(self, name: str) -> Answer:
        """Arrays of everybody."""
        return self.of_request(
            lambda request: Response(self._world(request).packed(name), media_type="application/octet-stream")
        )

    # ------------------------------------------------------------ streams

    async def events(self, request: Request) -> Response:
        """A stream of how far a task is."""
        try:
            task = self._listened(request.path_params["key"])
        except Refused as refused:
            return _refusal(fault_of(refused))
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._stream(task), media_type="text/event-stream", headers=headers)

    def _listened(self, key: str) -> Task:
        """A task that one more page may listen to."""
        if self.streams >= MOST_STREAMS or self.closing:
            raise Refused("busy", "too many pages listen")
        return self.desk.task(key)

    async def _stream(self, task: Task) -> AsyncIterator[bytes]:
        """Messages as they come; ends with the last, when the browser goes, or when the server is ended."""
        listener = Listener(asyncio.get_running_loop())
        self.streams += 1
        self._listeners.add(listener)
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
            self.streams -= 1
            self._listeners.discard(listener)
            task.leave(listener)

    def close(self) -> None:
        """End every stream and everything that is waited for."""
        self.closing = True
        for listener in list(self._listeners):
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
    """A whole number of an address; None where it is not said. Raises `Refused` for another word."""
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and int(text[:9]) <= most):
        raise Refused("wrong-use", f"{text[:40]!r}: expected a whole number from 0 to {most:,}")
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
    raise Refused("not-found", f"nothing is at {request.url.path[:80]}")


def _begun(task: Task, state: str, where: str) -> Response:
    """Where what was asked for is told."""
    known = state == "done"
    answer = {"id": task.key, "state": state, "events": f"/api/{where}/{task.key}/events"}
    return _json(answer, 200 if known else ACCEPTED)


def _refusal(fault: Fault) -> Response:
    """An answer that says what is wrong, and, where it is only too much at once, when to ask again."""
    response = _json(fault.as_json(), fault.status)
    if fault.kind == "busy":
        response.headers["retry-after"] = "1"
    return response


def _response(answer: Any) -> Response:
    """An answer as it is, or as JSON."""
    return answer if isinstance(answer, Response) else _json(answer)


def _json(answer: Any, status: int = 200) -> Response:
    """An answer in JSON, in which no number is missing or endless."""
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(text, status, media_type="application/json")


def application(server: Server, *, names: tuple[str, ...] = (), anywhere: bool = False) -> Starlette:
    """The application of a server; `names` and `anywhere` as in `Guard`.

    Within one machine nothing is gained by squeezing what is sent.
    """
    squeezed = [Middleware(GZipMiddleware, minimum_size=2_048, compresslevel=1)] if anywhere else []
    return Starlette(
        routes=server.routes(),
        middleware=[Middleware(Guard, names=names, anywhere=anywhere), *squeezed],
    )
