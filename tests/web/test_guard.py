"""Who is let in: pages of this server, with requests of bounded size and number, and nobody else."""

from __future__ import annotations

import socket

import httpx
import pytest

from demerit.web.guard import LARGEST_BODY, MOST_A_SECOND, MOST_AT_ONCE, POLICY, Bucket, Guard
from served import Asking

POSTED = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "",
        "192.168.1.7",
        "[::2]",
        "evil@x",
    ],
)
def test_a_name_that_merely_points_here_is_refused(page: Asking, host: str) -> None:
    """Whatever name a site has made point at this machine, it is told nothing."""
    assert "forbidden" == page.refusal("GET", "/api/about", headers={"host": host})[1]["kind"]
    assert 403 == page.client.get("/", headers={"host": host}).status_code


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://localhost", "file://"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_pages_of_other_sites_are_refused(page: Asking, method: str, origin: str) -> None:
    """A page of another origin is told nothing and changes nothing."""
    status, error = page.refusal(method, "/api/worlds", headers={"origin": origin, **POSTED})
    assert (403, "forbidden") == (status, error["kind"])


def test_the_pages_own_origin_is_let_in(page: Asking) -> None:
    """What a browser says of the page itself is no obstacle."""
    origin = str(page.client.base_url).rstrip("/")
    headers = {"origin": origin, "sec-fetch-site": "same-origin"}
    assert 200 == page.client.get("/api/about", headers=headers).status_code


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_embeds_is_refused(page: Asking, site: str) -> None:
    """A script or picture of another site that points here is not answered."""
    assert 403 == page.refusal("GET", "/api/about", headers={"sec-fetch-site": site})[0]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_what_a_form_can_send_is_refused(page: Asking, kind: str) -> None:
    """A form of any site sends such types without asking first: none of them is read."""
    found = page.client.post("/api/worlds", content=b"{}", headers={"content-type": kind})
    assert 403 == found.status_code


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(page: Asking, method: str) -> None:
    """Nothing is answered that would let another site ask whether it may."""
    found = page.client.request(method, "/api/worlds")
    assert 403 == found.status_code
    assert "access-control-allow-origin" not in found.headers


def test_a_large_body_is_not_read(page: Asking) -> None:
    """More than the bound is refused by its header, and, where it has none, when it is passed."""
    large = b"x" * (LARGEST_BODY + 1)
    assert 413 == page.client.post("/api/worlds", content=large, headers=POSTED).status_code
    parts = (b"x" * 65_536 for _ in range(LARGEST_BODY // 65_536 + 2))
    try:
        status = page.client.post("/api/worlds", content=parts, headers=POSTED).status_code
    except httpx.TransportError:  # it was closed in the face of who goes on sending
        status = 413
    assert 413 == status


@pytest.mark.parametrize("length", ["x", "-1", "1e9", "9" * 40])
def test_a_length_that_is_no_number_is_refused(page: Asking, length: str) -> None:
    """A made-up length is no way past the bound."""
    with socket.create_connection((page.client.base_url.host, page.client.base_url.port or 80), 10) as raw:
        raw.sendall(
            f"POST /api/worlds HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {length}\r\n\r\n".encode()
        )
        assert raw.recv(64).split()[1] in {b"400", b"413"}


def test_a_long_address_is_refused(page: Asking) -> None:
    """An address beyond the bound is not looked up."""
    assert 413 == page.refusal("GET", f"/api/worlds/{'x' * 9_000}")[0]


def test_every_answer_says_what_a_page_may_do(page: Asking) -> None:
    """Pages, answers and refusals alike: own scripts only, no frame, no guessing of types, no referrer."""
    for found in (page.client.get("/"), page.client.get("/api/about"), page.client.get("/api/none")):
        assert POLICY == found.headers["content-security-policy"]
        assert "nosniff" == found.headers["x-content-type-options"]
        assert "same-origin" == found.headers["cross-origin-resource-policy"]
        assert "server" not in found.headers
    assert "'unsafe" not in POLICY
    assert "http" not in POLICY


def test_answers_are_not_kept_by_browsers(page: Asking) -> None:
    """What a world says is not stored on disk by a browser."""
    assert "no-store" == page.client.get("/api/about").headers["cache-control"]


def test_a_bucket_lets_so_many_in() -> None:
    """So many at once, then as many as time gives, and never more than it holds."""
    now = [0.0]
    bucket = Bucket(clock=lambda: now[0])
    assert int(MOST_AT_ONCE) == sum(bucket.take() for _ in range(1_000))
    now[0] = 0.5
    assert int(MOST_A_SECOND / 2) == sum(bucket.take() for _ in range(1_000))
    now[0] = 1e6
    assert int(MOST_AT_ONCE) == sum(bucket.take() for _ in range(1_000))


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("192.168.1.7:8377", True), ("[fe80::1]:8377", True), ("lab.example:8377", True), ("localhost", True),
        ("evil.example", False), ("192.168.1.7.evil.example", False),
    ],
)  # fmt: skip
def test_elsewhere_numbers_and_the_named_host_are_own(host: str, own: bool) -> None:
    """Where another host was asked for, it is answered to, and so is any address that is a number."""
    guard = Guard(lambda *_: None, names=("lab.example",), anywhere=True)  # type: ignore[arg-type]
    assert own == guard.is_own(host)
