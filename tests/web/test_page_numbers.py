"""Numbers on the page equal the API's to the digit: read off each section in a real browser, and compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Page

from paged import SECTIONS, SMALL, at
from served import Asking, unpacked

PEOPLE, DAYS = 1200, 365
CHANGED = {"sets": ["channels.street-camera.misnames=0.2"], "off": ["conducts.jaywalking"]}
TABLES = """() => Object.fromEntries([...document.querySelectorAll("main figure, main table")].map((e) => {
  const name = e.querySelector("figcaption h2, figcaption h3, caption") ?? e.closest("[aria-label]");
  const said = (c) => c.textContent.replaceAll("\u00a0%", " %").trim();  // a space that does not break
  const rows = [...e.querySelectorAll("tbody tr")].map((r) => [...r.cells].map(said));
  const own = e.matches("figure") || e.querySelector("caption");
  return [(own ? name.textContent : name.ariaLabel).trim(), rows];
}))"""
"""Every table of a page by its title: its rows as texts."""


def tables(page: Page) -> dict[str, list[list[str]]]:
    """What a page's tables say, those under pictures with them."""
    return page.evaluate(TABLES)


def titled(found: Mapping[str, list[list[str]]], begins: str) -> list[list[str]]:
    """The rows of the one table whose title begins so."""
    (rows,) = [rows for title, rows in found.items() if title.startswith(begins)]
    assert rows, begins
    return rows


def plain(value: float) -> str:
    """A number as the page writes it: three figures, no zeros at the end, whole from a thousand on."""
    if abs(value) >= 1000:
        return f"{round(value):,}".replace("-", "−")
    return f"{float(f'{value:.3g}'):g}".replace("-", "−")


def day_of(words: str) -> int:
    """'year 2, day 41' as a day."""
    year, day = map(int, re.findall(r"\d+", words))
    return (year - 1) * 365 + day - 1


def rows_of(world: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines of a world's headline."""
    return [row for part in world["headline"] for row in part["rows"]]


def test_the_society_is_the_apis(browser: Browser, origin: str, served: Asking) -> None:
    """Headline, bands day by day, where a year leads, refusals by cause, every group."""
    world = served.world(people=PEOPLE, days=DAYS)
    with at(browser, origin, SECTIONS["society"]) as (page, _):
        shown = page.locator(".headline .big strong").all_inner_texts()
        ends = page.locator(".headline .big .ends").all_inner_texts()
        sentences = [" ".join(each.split()) for each in page.locator(".headline .big").all_inner_texts()]
        found = tables(page)
        keys = [" ".join(each.split()) for each in page.locator("ul.keys li").all_inner_texts()]
    told = [row for row in rows_of(world) if row["count"] is not None]
    assert [row["count"] for row in told][: len(shown)] == shown
    assert shown
    for row, sentence in zip(told, sentences, strict=False):
        ends_told = f" ({row['ranges']})" if row["ranges"] else ""
        assert f"{row['among']}, {row['count']}{ends_told} {row['text']}." == sentence
    assert [f"({row['ranges']})" for row in told[: len(shown)] if row["ranges"]] == ends
    bands = world["bands"]
    for when, *counts in titled(found, "Who is where"):
        at_day = bands["days"].index(day_of(when))
        assert [sum(group[at_day][b] for group in bands["people"]) for b in range(len(counts))] == [
            *map(int, counts)
        ]
    flows = [list(map(int, row[1:])) for row in titled(found, "Where a year leads")]
    assert world["flows"]["people"][0] == flows
    causes_told = world["refusals"]["causes"]
    causes = {f"but for {cause['text']}": cause["count"] for cause in world["refusals"]["causes"]}
    ends_of = {
        f"but for {each['text']}": world["findings"][each["finding"]]["ranges"] for each in causes_told
    }
    for words, _, overlapping, both in titled(found, f"Of {len(world['refusals']['hundred'])} refusal"):
        assert (causes.get(words, ""), ends_of.get(words, "")) == (overlapping, both)
    for band in bands["ids"]:
        share = world["findings"][f"band.share.{band}"]
        if share["among"] == "Of 1,000 people":
            shown_ends = f" ({share['ranges']})" if share["ranges"] else ""
            assert f"{share['count']} {bands['titles'][band]}{shown_ends}" in keys
    grouped = next(row for row in world["groups"]["rows"] if row["id"] == "wrong.people_share")
    for (group, cell), (title, count, low, high) in zip(
        grouped["values"].items(), titled(found, grouped["label"]), strict=True
    ):
        assert (world["groups"]["titles"][group], cell["count"]) == (title, count)
        known = [None if end is None else plain(end * grouped["of"]) for end in (cell["low"], cell["high"])]
        assert known == [low or None, high or None]


def test_everybody_is_the_apis(browser: Browser, origin: str, served: Asking) -> None:
    """Scores of the last day add up to the people by score; the one chosen is the one in the columns."""
    world = served.world(people=PEOPLE, days=DAYS)
    columns, replay = (
        unpacked(served.client.get(f"/api/worlds/{world['id']}/{name}").content)[1]
        for name in ("people", "replay")
    )
    scores = replay["score"][-1]
    ties = served.get(f"/api/worlds/{world['id']}/ties/0-0007")
    with at(browser, origin, SECTIONS["by score, one chosen"]) as (page, _):
        panel = page.get_by_role("region", name="The one chosen")
        panel.get_by_text("friend", exact=False).first.wait_for()
        words, found = panel.inner_text(), tables(page)
    for span, count, _ in titled(found, "Scores, year 1, day 365"):
        low, high = map(int, re.findall(r"-?\d+", span.replace(" to ", " ")))
        assert int(((scores >= low) & (scores <= high)).sum()) == int(count)
    known = {
        name: int(columns[name][7]) for name in ("age", "decile", "records", "wrong", "denied", "withheld")
    }
    assert f"{known['age']}, " in words
    assert f"income tenth {known['decile']}" in words
    assert f"at {int(scores[7])} points" in words
    assert f"{known['records']} record" in words
    assert f"{known['wrong']} of them wrong; refused {known['denied']} time" in words
    assert f"{known['withheld']} post" in words
    assert f"{len(ties['friends'])} friend" in words


def test_a_life_is_the_apis(browser: Browser, origin: str, served: Asking) -> None:
    """Both lives' sums, each entry of the ledger, each refusal, and how long the lists are."""
    world = served.world(people=PEOPLE, days=DAYS)
    path = f"/api/worlds/{world['id']}/lives"
    listed = served.get(path, params={"list": "wrong", "limit": 1})
    life = served.get(f"{path}/{listed['subjects'][0]['subject']}")
    with at(browser, origin, SECTIONS["life"]) as (page, _):
        page.get_by_role("heading", name="Where the two lives part").wait_for()
        found = tables(page)
        buttons = page.locator("[aria-label='Whose life'] button").all_text_contents()
        refused = page.locator("details.refusal").count()
        partings = page.locator(".partings li").all_inner_texts()
    assert [f"{each['title']} ({each['count']:,})" for each in listed["lists"]] == buttons
    assert [[row["label"], row["with"], row["without"]] for row in life["compared"]] == titled(
        found, "In all these years"
    )
    rows = titled(found, "The ledger")
    assert len(life["entries"]) == len(rows)
    for entry, (when, words, points, score, _) in zip(life["entries"], rows, strict=True):
        assert entry["day"] == day_of(when)
        assert words.endswith(entry["words"])
        assert (entry["points"], str(entry["score"])) == (int(points), score)
    assert min(12, len(life["refusals"])) == refused
    assert [each["words"] for each in life["partings"]] == partings


def test_before_and_after_are_the_apis(browser: Browser, origin: str, served: Asking) -> None:
    """Each finding stands with its count now and before, each change with its line."""
    now = served.world(people=PEOPLE, days=DAYS, **CHANGED)
    before = {row["id"]: row for row in rows_of(served.world(people=PEOPLE, days=DAYS))}
    with at(browser, origin, SECTIONS["dials"]) as (page, _):
        page.locator("svg.chart text", has_text="before").first.wait_for()
        items = page.locator(".findings .item > p").all_inner_texts()
        labels = page.locator(".findings svg.chart").evaluate_all("(all) => all.map((e) => e.ariaLabel)")
        table = titled(tables(page), "The numbers of these sentences")
    lines = [each for row in rows_of(now) for each in (("before", before[row["id"]]), ("now", row))]
    written = [[row["text"], when, row["count"] or "not measured"] for when, row in lines]
    assert written == [row[:3] for row in table]
    assert len(rows_of(now)) == len(items)
    for row, text in zip(rows_of(now), items, strict=True):
        assert row["text"] in text
        assert row["among"] is None or text.startswith(f"{row['among']}, ")
        assert (row["count"] or "not measured") in text
        was = before[row["id"]]["count"]
        assert was is None or was == row["count"] or was in text
    ranged = [row for row in rows_of(now) if row["low"] is not None and row["value"]]
    for row in ranged:
        span = f"by chance {plain(row['low'] * (row['of'] or 1))} to {plain(row['high'] * (row['of'] or 1))}"
        assert any(span in label for label in labels), span
    spec = {
        "scheme": "brackwater-standing",
        "society": "brackwater",
        "people": PEOPLE,
        "days": DAYS,
        **CHANGED,
    }
    told = served.post("/api/scheme/changes", spec)["changes"]
    with at(browser, origin, SECTIONS["changes"]) as (page, _):
        shown = titled(tables(page), "Changes")
    assert len(told) == len(shown)
    for change, (what, old, new, line) in zip(told, shown, strict=True):
        assert what.endswith(change["path"])
        assert (change["before"] or "none", change["after"] or "gone") == (old or "none", new or "gone")
        assert str(change["line_before"] or "") == line


def test_two_schemes_are_the_apis(browser: Browser, origin: str, served: Asking) -> None:
    """Counts of both and what they differ by, with both ranges, in every table."""
    spec = {"scheme": "brackwater-standing", "society": "brackwater", "people": 400, "days": 7, "seed": 1}
    begun = served.post("/api/comparisons", {"a": spec, "b": {"scheme": "volunteer-rewards"}})
    served.events(begun["id"], "comparisons")
    served.post(f"/api/comparisons/{begun['id']}/ranges", {"draws": 39})
    served.events(begun["id"], "comparisons")
    told = served.get(f"/api/comparisons/{begun['id']}")
    where = "#/compare?scheme=brackwater-standing&society=brackwater&people=400&days=7&with=volunteer-rewards"
    with at(browser, origin, where) as (page, _):
        page.get_by_text("Second range").wait_for()
        found = tables(page)
    rows = {row[0]: row for title, rows in found.items() if title != "Rules that differ" for row in rows}
    both = [each for each in told["differences"] if each["a"] is not None and each["b"] is not None]
    counted = 0
    for each in told["differences"]:
        if not all(isinstance(each[side], int | float) for side in "ab"):
            continue
        of = f" of {each['of']:,}" if each["of"] > 1 else ""
        if [row for row in both if row["label"] == each["label"]] != [each]:
            continue
        row = rows[f"{each['label']}{of}"]
        counted += 1
        assert each["counts"] == row[1:3]
        scale = each["of"] or 1
        if each["difference"]:
            assert plain(abs(each["difference"]) * scale) in row[3]
        if each["assumed_low"] is not None:
            ends = [plain(each[f"assumed_{end}"] * scale) for end in ("low", "high")]
            assert " to ".join(ends) == row[4]
    assert counted > 10


def test_the_law_is_the_apis(browser: Browser, origin: str, served: Asking) -> None:
    """How many clauses stand where, each by name, every question, and what the world measured beside them."""
    spec = {"scheme": "brackwater-standing", "society": "brackwater", "people": PEOPLE, "days": DAYS}
    world = served.world(**spec)
    audit = served.post("/api/audit", {**spec, "world": world["id"]})
    with at(browser, origin, SECTIONS["law"]) as (page, _):
        page.get_by_text("With what was measured").wait_for()
        measured = page.locator("ul.measured li").all_text_contents()
        tags = page.locator("nav .tag").all_inner_texts()
        clauses = page.locator("details.clause > summary strong").all_inner_texts()
        questions = page.locator("[aria-label='Questions'] ol > li").count()
    for tag in tags:
        number, _, status = tag.partition(" ")
        assert int(number) == sum(each["status"].replace("-", " ") == status for each in audit["clauses"])
    assert sorted(each["provision"] for each in audit["clauses"]) == sorted(clauses)
    assert len({each["text"] for each in audit["questions"]}) == questions
    found = [each["sentence"] for clause in audit["clauses"] for each in clause["evidence"].values()]
    assert sorted(filter(None, found)) == sorted(each.replace("\N{NO-BREAK SPACE}", " ") for each in measured)
    assert measured


def test_what_drives_it_is_the_apis(browser: Browser, origin: str, served: Asking) -> None:
    """Each bar is the share that the server told, with its ends; a claim's share is the study's."""
    small = {"people": 400, "days": 7}
    world = served.world(**small)
    served.post(f"/api/worlds/{world['id']}/ranges", {"draws": 39})
    served.events(world["id"])
    world = served.get(f"/api/worlds/{world['id']}")
    leading = {name: bars for name, bars in world["leading"].items() if bars}
    claim = "wrong.people_share > 0.001"
    asked = {"scheme": "brackwater-standing", "society": "brackwater", **small, "question": "claims"}
    begun = served.post("/api/studies", {**asked, "claims": [claim], "draws": 64})
    served.events(begun["id"], "studies")
    (held,) = served.get(f"/api/studies/{begun['id']}")["claims"]
    outcome, bars = next(iter(leading.items()))
    base = SMALL.replace("people=1200&days=365", "people=400&days=7")
    where = f"#/drives?{base}&of={outcome}&turns=1&draws=64&claim=wrong.people_share%20%3E%200.001"
    with at(browser, origin, where) as (page, _):
        page.locator(".claim .big").wait_for()
        found, words = tables(page), page.locator(".claim").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    rows = titled(found, "Of 100 parts of the spread")
    assert [[b["words"], *(plain(b[key] * 100) for key in ("share", "low", "high"))] for b in bars] == [
        row[:4] for row in rows
    ]
    share, low, high = (f"{held[key] * 100:.2g}" for key in ("holds_share", "low", "high"))
    assert f"{float(share):g} ({float(low):g} to {float(high):g})" in words
    assert held["words"] in words


def test_a_step_of_the_story_is_the_apis(browser: Browser, origin: str, served: Asking) -> None:
    """The counts of a step, and those of the teacher's copy, are the default world's."""
    about = served.get("/api/about")["defaults"]
    spec = {key: about[key] for key in ("scheme", "society", "behaviour", "people", "days", "seed")}
    begun = served.post("/api/worlds", spec)
    served.events(begun["id"])
    world = served.get(f"/api/worlds/{begun['id']}")
    told = [row for row in rows_of(world) if row["count"] is not None]
    with at(browser, origin, SECTIONS["teacher"]) as (page, _):
        page.locator("article.sheet > ul li").nth(len(told) - 1).wait_for()
        lines = page.locator("article.sheet > ul li").all_inner_texts()
    with at(browser, origin, "#/story/4") as (page, _):
        page.locator(".findings .item").first.wait_for()
        items = page.locator(".findings .item > p").all_inner_texts()
    withheld = world["findings"]["silence.withheld_share"]
    assert any(f"{withheld['count']} {withheld['text']}" in " ".join(each.split()) for each in items)
    assert [row["sentence"] for row in told] == [line.partition(" (")[0].strip() for line in lines]
