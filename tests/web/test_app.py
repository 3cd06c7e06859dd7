"""The addresses: worlds asked for, followed, read and ended over HTTP, and the page beside them."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from demerit import api
from served import PAGE, SMALL, Asking, serving, unpacked

Told = dict[str, object]


@pytest.fixture(scope="module")
def world(page: Asking) -> Told:
    """A small world, lived and traced."""
    return page.world()


def test_numbers_equal_the_apis_to_the_digit(page: Asking, world: Told) -> None:
    """Every finding that the page is told is what `demerit.run` finds of the same world."""
    society = api.society(SMALL["society"], people=SMALL["people"])
    run = api.run(SMALL["scheme"], society, days=SMALL["days"], workers=1, assumed=0)
    told = page.get(f"/api/worlds/{world['id']}")["findings"]
    assert set(run.findings) == set(told)
    for name, finding in run.findings.items():
        entry = finding.as_json()
        assert entry == {key: told[name][key] for key in entry}, name


def test_a_changed_world_equals_the_apis(page: Asking) -> None:
    """So it is with changes of rules, society and behaviour."""
    sets = ["conducts.jaywalking.points=-40", "society.ties.friends.mean=5", "behaviour.aware=0.4"]
    told = page.world(sets=sets)["findings"]
    run = api.run(
        SMALL["scheme"], SMALL["society"], people=SMALL["people"], days=SMALL["days"], sets=sets, workers=1,
        assumed=0,
    )  # fmt: skip
    assert {n: f.value for n, f in run.findings.items() if isinstance(f.value, float)} == {
        name: pytest.approx(told[name]["value"], rel=1e-11)
        for name, finding in run.findings.items()
        if isinstance(finding.value, float)
    }


def test_a_stream_tells_the_parts_in_order(page: Asking) -> None:
    """How far it is, that the world is there, that its ledger is, and the end."""
    begun = page.post("/api/worlds", SMALL | {"seed": 2})
    heard = page.events(begun["id"])
    assert [("part", "world"), ("part", "traced"), ("end", None)] == [
        (event, said.get("part")) for event, said in heard if event != "progress"
    ]


def test_the_same_world_is_lived_once_for_two_tabs(page: Asking) -> None:
    """Two that ask for the same at once get one world, and both hear of it."""
    heard: list[list[str]] = []
    asked = SMALL | {"seed": 3}

    def tab() -> None:
        begun = page.post("/api/worlds", asked)
        heard.append([begun["id"], *(event for event, _ in page.events(begun["id"]))])

    tabs = [threading.Thread(target=tab) for _ in range(2)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()
    (one, *first), (other, *second) = heard
    assert (one, "end", "end") == (other, first[-1], second[-1])
    assert "part" in first
    assert "part" in second


def test_a_world_that_is_let_go_is_ended(page: Asking) -> None:
    """A world that nobody waits for any more is cancelled, and can be asked for again."""
    asked = SMALL | {"people": 20_000, "days": 1_825, "seed": 4}
    begun = page.post("/api/worlds", asked)
    assert 204 == page.client.delete(f"/api/worlds/{begun['id']}").status_code
    assert "cancelled" in [event for event, _ in page.events(begun["id"])]
    again = page.post("/api/worlds", SMALL | {"seed": 4})
    assert "end" == page.events(again["id"])[-1][0]


def test_one_tab_does_not_end_what_another_waits_for(page: Asking) -> None:
    """While two listen, one that lets go takes nothing from the other."""
    begun = page.post("/api/worlds", SMALL | {"seed": 5, "days": 700})
    path = f"/api/worlds/{begun['id']}"
    with page.client.stream("GET", f"{path}/events"), page.client.stream("GET", f"{path}/events"):
        page.client.delete(path)
    assert [("part", "world"), ("part", "traced")] == [
        (event, said["part"]) for event, said in page.events(begun["id"]) if event == "part"
    ]


def test_too_many_at_once_are_refused(page: Asking) -> None:
    """More worlds than are waited for at a time are refused, with when to try again."""
    large = {"people": 20_000, "days": 1_825}
    begun: list[str] = []
    found = None
    for seed in range(100, 110):
        found = page.client.post("/api/worlds", json=SMALL | large | {"seed": seed})
        if found.status_code == 429:
            break
        begun.append(found.json()["id"])
    assert found is not None
    assert (429, "busy") == (found.status_code, found.json()["error"]["kind"])
    assert "1" == found.headers["retry-after"]
    for key in begun:
        page.client.delete(f"/api/worlds/{key}")
    for key in begun:
        page.events(key)
    assert 200 <= page.client.post("/api/worlds", json=SMALL).status_code < 300


def test_bands_and_courses_agree(page: Asking, world: Told) -> None:
    """People by band on every sampled day are the same in the table of days and one by one."""
    header, arrays = unpacked(page.client.get(f"/api/worlds/{world['id']}/replay").content)
    bands = page.get(f"/api/worlds/{world['id']}")["bands"]
    assert header["sampled"] == bands["days"]
    counted = [np.bincount(row, minlength=len(bands["ids"])).tolist() for row in arrays["band"]]
    assert np.sum(bands["people"], axis=0).tolist() == counted


def test_everybody_is_there_once(page: Asking, world: Told) -> None:
    """A row a person, lying apart from all others, with the last band of the courses."""
    header, people = unpacked(page.client.get(f"/api/worlds/{world['id']}/people").content)
    _, courses = unpacked(page.client.get(f"/api/worlds/{world['id']}/replay").content)
    places = set(zip(people["district"].tolist(), people["place"].tolist(), strict=True))
    spots = set(zip(people["x"].tolist(), people["y"].tolist(), strict=True))
    assert {SMALL["people"]} == {header["people"], len(places), len(spots)}
    assert courses["band"][-1].tolist() == people["band"].tolist()
    assert courses["score"][-1].tolist() == people["score"].tolist()
    assert ((people["x"] >= 0) & (people["x"] < 1) & (people["y"] >= 0) & (people["y"] < 1)).all()


def test_ties_go_both_ways(page: Asking, world: Told) -> None:
    """Whoever is somebody's friend or lives with them, it is so from the other side too."""
    path = f"/api/worlds/{world['id']}/ties"
    told = page.get(f"{path}/0-0003")
    _, people = unpacked(page.client.get(f"/api/worlds/{world['id']}/people").content)
    assert len(told["friends"]) == int(people["friends"][told["index"]])
    for kind in ("friends", "household"):
        for other in told[kind][:3]:
            name = f"{people['district'][other]}-{people['place'][other]:04}"
            assert told["index"] in page.get(f"{path}/{name}")[kind]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/worlds/0123", 404), ("/api/worlds/0123/events", 404), ("/api/comparisons/0123", 404),
        ("/api/none", 404), ("/api/", 404),
        ("/api/worlds/{}/ties/9-9999", 400), ("/api/worlds/{}/ties/x", 400),
        ("/api/comparisons/{}", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_in_one_shape(page: Asking, world: Told, path: str, status: int) -> None:
    """Unknown worlds, people and addresses are told as every fault is."""
    found, error = page.refusal("GET", path.format(world["id"]))
    assert status == found
    assert {"kind", "message", "problems"} == set(error)


def test_what_cannot_be_is_refused_before_it_is_lived(page: Asking) -> None:
    """A rule that leads nowhere is told at once, with the nearest name."""
    status, error = page.refusal(
        "POST", "/api/worlds", json=SMALL | {"sets": ["conducts.jaywaking.points=0"]}
    )
    assert (422, "invalid", "jaywalking") == (status, error["kind"], error["problems"][0]["near"])


def test_the_page_is_served_and_nothing_beside_it(page: Asking) -> None:
    """The first page for any address of the page, files of it by name, nothing above its folder."""
    assert PAGE == page.client.get("/").text == page.client.get("/life/3-0417").text
    found = page.client.get("/assets/page-1a2b3c4d.js")
    assert "immutable" in found.headers["cache-control"]
    assert "no-cache" == page.client.get("/assets/theme.js").headers["cache-control"]
    assert "javascript" in found.headers["content-type"]
    assert 404 == page.client.get("/assets/none.js").status_code
    above = (
        "/../conftest.py",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2fpyproject.toml",
        "//etc/hostname",
    )
    for path in above:
        assert page.client.get(path).text in {PAGE, "not here\n"}


def test_links_out_of_the_folder_lead_nowhere(tmp_path: Path) -> None:
    """A link in the built page to a file elsewhere is not followed."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    with serving(tmp_path / "page") as asking:
        (tmp_path / "page" / "link.txt").symlink_to(secret)
        assert "secret" not in asking.client.get("/link.txt").text
