"""Lives worth a look, and one told twice."""

from __future__ import annotations

from typing import Any

import pytest

from served import Asking, unpacked

LISTS = ("wrong", "silent", "trapped", "gained", "refused", "ordinary")


@pytest.fixture(scope="module")
def world(page: Asking) -> dict[str, Any]:
    """A world in which much happens."""
    return page.world(scheme="as-described", people=2_000, days=365)


def path(world: dict[str, Any], more: str = "") -> str:
    """The address of a world's lives."""
    return f"/api/worlds/{world['id']}/lives{more}"


@pytest.mark.parametrize("name", LISTS)
def test_every_list_holds_whom_it_says(page: Asking, world: dict[str, Any], name: str) -> None:
    """Whoever is in a list is there for the reason that it gives, and each is there once."""
    told = page.get(path(world), params={"list": name, "limit": 50})
    _, people = unpacked(page.client.get(f"/api/worlds/{world['id']}/people").content)
    rows = [each["index"] for each in told["subjects"]]
    assert rows
    assert len(rows) == len(set(rows))
    counts = {each["id"]: each["count"] for each in told["lists"]}
    assert set(LISTS) == set(counts)
    column = {"wrong": "wrong", "silent": "withheld", "refused": "denied"}.get(name)
    if column:
        assert all(people[column][row] > 0 for row in rows)
        assert int((people[column] > 0).sum()) == counts[name]
    if name == "trapped":
        assert all(people["band"][row] == 0 for row in rows)


def test_the_next_person_is_one_further(page: Asking, world: dict[str, Any]) -> None:
    """One by one gives the same people as many at once, to the end."""
    many = page.get(path(world), params={"list": "refused", "limit": 3})
    one = [page.get(path(world), params={"list": "refused", "offset": n, "limit": 1}) for n in range(3)]
    assert many["subjects"] == [each["subjects"][0] for each in one]
    beyond = page.get(path(world), params={"list": "refused", "offset": 1_999, "limit": 5})
    assert None is beyond["next"]


@pytest.mark.parametrize("query", ["list=none", "offset=-1", "offset=x", "limit=9999", "offset=1e3"])
def test_what_is_no_list_is_refused(page: Asking, world: dict[str, Any], query: str) -> None:
    """Names and numbers out of bounds are told as every fault is."""
    assert 400 == page.refusal("GET", f"{path(world)}?{query}")[0]


def test_a_life_agrees_with_the_tables(page: Asking, world: dict[str, Any]) -> None:
    """Its steps end where the person stands; acts add up; each refusal has its record numbers and answers."""
    subject = page.get(path(world), params={"list": "refused", "limit": 1})["subjects"][0]
    told = page.get(path(world, f"/{subject['subject']}"))
    _, people = unpacked(page.client.get(f"/api/worlds/{world['id']}/people").content)
    row = subject["index"]
    assert int(people["score"][row]) == told["score"][-1][1]
    assert [band["id"] for band in told["bands"]][int(people["band"][row])] == told["entries"][-1]["band"]
    assert told["score_start"] == told["score"][0][1]
    acts, without = told["with"]["acts"][-1][1], told["without"]["acts"][-1][1]
    assert int(people["change"][row]) == acts - without
    refused = [each for each in told["refusals"] if each["denied"]]
    assert int(people["denied"][row]) == len(refused)
    numbers = {each["record"] for each in told["entries"]}
    for each in refused:
        assert set(each["records"]) <= numbers
        assert {"wrong", "association", "expressive", "unrelated"} == {again["id"] for again in each["again"]}
    kept_back = sum(each["with"] == "withheld" for each in told["occasions"])
    assert (kept_back > 0) == (int(people["withheld"][row]) > 0) or acts


def test_where_lives_part_they_differ(page: Asking, world: dict[str, Any]) -> None:
    """Every parting but a record's is a day on which one world had what the other had not."""
    subject = page.get(path(world), params={"list": "silent", "limit": 1})["subjects"][0]["subject"]
    told = page.get(path(world, f"/{subject}"))
    assert told["partings"]
    differ = {each["day"] for each in told["occasions"] if each["with"] != each["without"]}
    assert {each["day"] for each in told["partings"] if each["kind"] != "record"} <= differ
    assert "withheld" in {each["kind"] for each in told["partings"]}


@pytest.mark.parametrize("subject", ["9-9999", "x", "0-2"])
def test_nobodys_life_is_refused(page: Asking, world: dict[str, Any], subject: str) -> None:
    """An id that is nobody's is told so."""
    assert 400 == page.refusal("GET", path(world, f"/{subject}"))[0]
