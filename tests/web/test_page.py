"""The page as people use it: every section in a real browser, against a real server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from paged import PATIENCE, SECTIONS, SETTLED, SMALL, at, barriers, built, focused, tab_to
from served import Asking, serving

HEAD = "main h1"


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_opens_whole(browser: Browser, origin: str, section: str) -> None:
    """It has one heading and the card, complains of nothing, asks no other host; no hole, no id twice."""
    with at(browser, origin, SECTIONS[section]) as (page, said):
        expect(page.locator(HEAD)).to_have_count(1)
        expect(page.locator("aside.card").first).to_contain_text("nobody here is real")
        words = page.locator("main").inner_text()
        assert not re.search(r"\b(NaN|undefined|null|Infinity)\b|\[object", words)
        expect(page.locator("[role=alert]")).to_have_count(0)
        ids = page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
        assert len(ids) == len(set(ids))  # what a label is for is the one thing called so
        assert [] == said


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("section", SECTIONS)
def test_axe_finds_no_barrier(browser: Browser, origin: str, section: str, colours: str) -> None:
    """No violation of WCAG 2.2 AA or of good practice, in light and in dark."""
    with at(browser, origin, SECTIONS[section], color_scheme=colours) as (page, _):
        assert [] == barriers(page)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_phone_scrolls_one_way(browser: Browser, origin: str, section: str) -> None:
    """At 390 pixels nothing reaches beyond the right edge."""
    with at(browser, origin, SECTIONS[section], viewport={"width": 390, "height": 844}) as (page, _):
        assert 390 >= page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("section", ["society", "life", "dials", "compare", "story, a step"])
def test_every_chart_has_words_and_numbers(browser: Browser, origin: str, section: str) -> None:
    """A picture has a role and a label in words; a figure has a title and the table of its numbers."""
    with at(browser, origin, SECTIONS[section]) as (page, _):
        for figure in page.locator("main figure:has(svg[role=img])").all():
            assert figure.locator("figcaption").inner_text().strip()
            assert figure.locator("details table tbody tr").count() >= 1
        for chart in page.locator("main svg.chart, main svg.hundred").all():
            assert "img" == chart.get_attribute("role")
            assert len(chart.get_attribute("aria-label") or "") > 10


def test_where_people_are_is_pictured_of_both(browser: Browser, origin: str) -> None:
    """A comparison shows the bands of the last day under each scheme, which hold everybody."""
    with at(browser, origin, SECTIONS["compare"]) as (page, _):
        figures = page.locator("main figure", has_text="Where 1,000 people are on the last day.")
        figures.first.wait_for()
        assert 2 == figures.count()
        for figure in figures.all():
            counts = figure.locator("details table tbody td").all_text_contents()
            assert 1_000 == pytest.approx(sum(float(count.lstrip("<")) for count in counts), abs=len(counts))


def test_two_windows_show_the_same(browser: Browser, origin: str) -> None:
    """Two windows of the same address share one world, and say the same."""
    with (
        at(browser, origin, SECTIONS["society"]) as (one, _),
        at(browser, origin, SECTIONS["society"]) as (two, _),
    ):
        texts = [page.locator(".headline").inner_text() for page in (one, two)]
        assert texts[0] == texts[1]


# ---------------------------------------------------------------- the keyboard


def test_sections_are_reached_by_keyboard(browser: Browser, origin: str) -> None:
    """The first Tab offers to skip the bar; others reach a section, which opens with its heading in focus."""
    with at(browser, origin, SECTIONS["society"]) as (page, _):
        page.keyboard.press("Tab")
        assert "Skip to the content" in focused(page)
        tab_to(page, "The law")
        page.keyboard.press("Enter")
        expect(page.locator(HEAD)).to_have_text("What the law says about it")
        page.wait_for_function("() => document.activeElement?.tagName === 'H1'")


def test_a_person_is_chosen_by_keyboard(browser: Browser, origin: str) -> None:
    """Arrow keys on the picture choose one, then the next; Escape lets go; space plays and stops."""
    with at(browser, origin, SECTIONS["society"]) as (page, _):
        page.locator("canvas").focus()
        page.keyboard.press("ArrowRight")
        panel = page.get_by_role("region", name="The one chosen")
        expect(panel).to_contain_text("Synthetic person 0-0000")
        page.keyboard.press("ArrowRight")
        expect(panel).not_to_contain_text("0-0000")
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Pause")).to_be_visible()
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name=re.compile("^Play"))).to_be_visible()


def test_time_is_scrubbed_by_keyboard(browser: Browser, origin: str) -> None:
    """Home on the slider goes to the first day, and what hangs on the day follows."""
    with at(browser, origin, SECTIONS["society"]) as (page, _):
        page.get_by_role("slider", name="Day").focus()
        page.keyboard.press("Home")
        expect(page.locator("output.now")).to_have_text("year 1, day 1")
        expect(page.get_by_role("heading", name="Scores, year 1, day 1")).to_be_visible()
        page.wait_for_function("() => location.hash.includes('day=0')")


def test_a_dial_is_turned_by_keyboard(browser: Browser, origin: str) -> None:
    """A turned dial stands in the address, lives everybody anew, and can be put back."""
    with at(browser, origin, f"#/dials?{SMALL}") as (page, said):
        dial = page.get_by_role("slider").first
        dial.focus()
        page.keyboard.press("End")
        page.wait_for_function("() => location.hash.includes('set=')")
        page.wait_for_function(
            "() => [...document.querySelectorAll('svg.chart text')].some((t) => t.textContent === 'before')"
        )
        page.get_by_role("button", name=re.compile("^put back")).first.press("Enter")
        page.wait_for_function("() => !location.hash.includes('set=')")
        assert [] == said


@pytest.mark.parametrize("page_of", ["society", "dials", "drives", "compare"])
def test_a_scheme_of_some_says_of_whom_numbers_are(browser: Browser, origin: str, page_of: str) -> None:
    """Where a scheme scores claimants alone, each page says how many those are, and whom it counts."""
    some = "scheme=toeslagen&society=germany-2020&people=1200&days=60&with=volunteer-rewards"
    with at(browser, origin, f"#/{page_of}?{some}") as (page, _):
        page.locator("main .note", has_text="The scheme scores").first.wait_for()
        words = page.locator("main").inner_text()
        assert re.search(r"The scheme scores [\d,]+ of these 1,200 people: those who come to ask for", words)
        assert "count everybody, scored or not" in words


@pytest.mark.parametrize("address", ["#/%E0%A4%A", "#/nowhere/at/all", "#/society?people=many&days=x&as=y"])
def test_an_address_that_is_none_opens_the_first_section(browser: Browser, origin: str, address: str) -> None:
    """Also one that no browser can read."""
    with at(browser, origin, address) as (page, said):
        expect(page.locator(HEAD)).to_have_text("What would this scheme do to people?")
        assert [] == said


def test_a_change_that_cannot_be_is_said_once(browser: Browser, origin: str) -> None:
    """With the ways back from it."""
    with at(browser, origin, "#/dials?set=gibberish&people=400&days=30") as (page, _):
        page.locator("[role=alert]").first.wait_for()
        expect(page.locator("[role=alert]")).to_have_count(1)
        page.get_by_role("button", name="Take all changes back").click()
        page.locator(".findings").wait_for()
        expect(page.locator("[role=alert]")).to_have_count(0)


# ---------------------------------------------------------------- the second range


TINY = "scheme=brackwater-standing&society=brackwater&people=400&days=30"


def test_the_second_range_comes_by_itself(browser: Browser, origin: str, served: Asking) -> None:
    """Once a picture stands both ranges come into it, of before and of now, without a click."""
    before = served.world(people=400, days=30)
    served.post(f"/api/worlds/{before['id']}/ranges", {"draws": 39})
    served.events(before["id"])
    with at(browser, origin, f"#/dials?{TINY}&set=channels.street-camera.misnames%3D0.2") as (page, said):
        expect(page.get_by_text("Second range: if the")).to_be_visible(timeout=5 * PATIENCE)
        labels = page.locator(".findings svg.chart").evaluate_all("(all) => all.map((e) => e.ariaLabel)")
        ranged = [label for label in labels if label.count("if assumptions err") == 2]
        assert ranged
        assert all("before " in label and "now " in label for label in ranged)
        assert [] == said


def test_the_next_dial_ends_a_second_range(browser: Browser, origin: str, served: Asking) -> None:
    """What is drawn for a picture that is gone is ended; the next one gets its own."""
    spec = {"scheme": "brackwater-standing", "society": "brackwater", "people": 1200, "days": 365}
    where = f"#/dials?{SMALL}&seed=3&set=channels.street-camera.misnames%3D0.1"
    with at(browser, origin, where) as (page, said):
        page.get_by_text("Drawing the assumed numbers").wait_for()
        page.get_by_role("button", name=re.compile("^put back")).first.press("Enter")
        page.wait_for_function("() => !location.hash.includes('set=')")
        world = served.world(**spec, seed=3, sets=["channels.street-camera.misnames=0.1"])
        served.events(world["id"])
        assert "cancelled" == served.get(f"/api/worlds/{world['id']}")["parts"]["ranges"]
        page.get_by_text("Drawing the assumed numbers").wait_for()
        assert [] == said


def test_a_second_range_that_is_stopped_waits_to_be_asked_for(browser: Browser, origin: str) -> None:
    """Whoever stops one is not drawn another by itself, and finds the button; by keyboard."""
    with at(browser, origin, f"#/dials?{SMALL}&seed=4") as (page, _):
        page.get_by_text("Drawing the assumed numbers").wait_for()
        page.get_by_role("button", name="stop", exact=True).press("Enter")
        expect(page.get_by_role("button", name="And if the assumptions err?")).to_be_visible()
        page.get_by_role("slider").first.press("End")
        page.locator("svg.chart text", has_text="before").first.wait_for()
        page.wait_for_timeout(2_500)  # longer than the pause after which it would begin
        expect(page.get_by_text("Drawing the assumed numbers")).to_have_count(0)
        page.get_by_role("button", name="And if the assumptions err?").press("Enter")
        page.get_by_text("Drawing the assumed numbers").wait_for()


# ---------------------------------------------------------------- state and edges


def test_the_address_holds_the_state(browser: Browser, origin: str) -> None:
    """Opened anew from its address, a changed world is the same, and so is the unchanged one beside it."""
    with at(browser, origin, SECTIONS["dials"]) as (page, _):
        expect(page.get_by_text("1 dial turned, 1 rule off")).to_be_visible()
        expect(page.locator(".findings")).to_contain_text("before")
        first = page.locator(".findings").inner_text()
        page.reload()
        page.wait_for_function(
            "() => document.querySelector('.findings') && !document.querySelector('.waiting')"
        )
        expect(page.locator(".findings")).to_contain_text("before")
        assert first == page.locator(".findings").inner_text()


def test_a_value_that_cannot_be_is_told(browser: Browser, origin: str) -> None:
    """An address with a path that no scheme has is answered in words, with a way back."""
    where = f"#/dials?{SMALL}&set=conducts.jaywaking.points%3D0"
    with at(browser, origin, where) as (page, _):
        expect(page.get_by_role("alert").first).to_contain_text("jaywalking")
        page.get_by_role("button", name="Take all changes back").first.click()
        expect(page.locator(".findings")).to_be_visible()


def test_a_run_is_cancelled_and_run_again(browser: Browser, origin: str) -> None:
    """A long run can be stopped, says so, and can be asked for again."""
    with at(browser, origin, "#/story") as (page, _):
        page.goto(f"{origin}/#/society?scheme=as-described&people=20000&days=1825&seed=77")
        page.get_by_role("button", name="cancel").click()
        expect(page.get_by_text("This run was cancelled")).to_be_visible()
        expect(page.get_by_role("button", name="Run it again")).to_be_visible()


def test_a_server_that_is_gone_comes_back(browser: Browser, origin: str) -> None:
    """Without an answer the page says how to start it, and goes on by itself when it answers again."""
    with at(browser, origin, SECTIONS["society"]) as (page, _):
        page.context.set_offline(True)
        page.get_by_role("button", name="Another luck").click()
        expect(page.get_by_role("alert").first).to_contain_text("demerit serve")
        page.context.set_offline(False)
        expect(page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE)
        page.wait_for_function(
            "() => location.hash.includes('seed=2') && !document.querySelector('.waiting')"
        )


def test_a_server_that_was_killed_and_started_again_goes_on(browser: Browser) -> None:
    """A page that outlives its server says so, and once another answers at its place it shows the same."""
    with serving(built()) as first:
        origin = str(first.client.base_url).rstrip("/")
        room = browser.new_context()
        page = room.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{origin}/#/dials?{SMALL}")
        page.locator(".findings .item").first.wait_for()
        page.wait_for_function(SETTLED)  # with the ledger, which some numbers wait for
        shown = page.locator(".findings .item strong").all_inner_texts()
    page.get_by_role("slider").first.focus()
    page.keyboard.press("End")
    expect(page.get_by_role("alert").first).to_contain_text("demerit serve")
    with serving(built(), port=int(origin.rpartition(":")[2])):
        expect(page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE)
        page.get_by_role("button", name="Take all back").click()
        page.wait_for_function("() => !location.hash.includes('set=')")
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        page.wait_for_function(SETTLED)
        assert shown == page.locator(".findings .item strong").all_inner_texts()
        room.close()


def test_two_windows_change_one_world_apart(browser: Browser, origin: str) -> None:
    """A dial that one window turns moves nothing in the other; what one lets go the other still gets."""
    with (
        at(browser, origin, f"#/dials?{SMALL}") as (one, _),
        at(browser, origin, f"#/dials?{SMALL}") as (two, said),
    ):
        before = two.locator(".findings").inner_text()
        one.get_by_role("slider").first.focus()
        one.keyboard.press("End")
        one.wait_for_function("() => location.hash.includes('set=')")
        one.locator("svg.chart text", has_text="before").first.wait_for()
        assert before == two.locator(".findings").inner_text()
        two.goto(one.url)
        two.locator("svg.chart text", has_text="before").first.wait_for()
        expect(two.locator("[aria-busy=true]")).to_have_count(0)
        expect(one.locator("[aria-busy=true]")).to_have_count(0)
        assert one.locator(".findings").inner_text() == two.locator(".findings").inner_text()
        assert [] == said


def test_a_study_is_asked_and_ended_by_keyboard(browser: Browser, origin: str) -> None:
    """A claim is written, taken back, and a long study ended, each without a mouse."""
    with at(browser, origin, f"#/drives?{SMALL}") as (page, said):
        page.get_by_role("button", name="Measure them").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => location.hash.includes('drives=1')")
        page.get_by_role("button", name="end it").first.press("Enter")
        expect(page.get_by_text("This study was ended")).to_be_visible()
        page.get_by_role("button", name="leave it").press("Enter")
        page.get_by_label("this number").fill("0.5")
        page.keyboard.press("Enter")
        page.wait_for_function("() => location.hash.includes('claim=wrong.people_share')")
        page.get_by_role("button", name="take back").press("Enter")
        page.wait_for_function("() => !location.hash.includes('claim=')")
        assert [] == said


def test_a_saved_scheme_is_the_servers_file(browser: Browser, origin: str, served: Asking) -> None:
    """The file that is saved is the one that the API gives, with the command that lives it."""
    with at(browser, origin, f"#/dials?{SMALL}&off=conducts.jaywalking") as (page, _):
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save as a scheme file").click()
        saved = waiting.value.path().read_text(encoding="utf-8")
        spec = {"scheme": "brackwater-standing", "society": "brackwater", "off": ["conducts.jaywalking"]}
        file = served.post("/api/scheme/file", {**spec, "people": 1200, "days": 365})
        assert file["yaml"] == saved
        expect(page.locator(".save pre")).to_contain_text("demerit run")


def test_where_they_live_a_picture_is_painted_a_week(browser: Browser, origin: str) -> None:
    """However many frames there are: signs that stand still are not painted again."""
    with at(browser, origin, f"{SECTIONS['society']}&day=0") as (page, said):
        page.evaluate(
            "() => { const of = CanvasRenderingContext2D.prototype, put = of.putImageData;"
            " window.painted = 0;"
            " of.putImageData = function (...all) { window.painted += 1; return put.apply(this, all); }; }"
        )
        page.get_by_label("Speed").select_option("2")
        page.get_by_role("button", name="Play").click()
        page.get_by_role("button", name="Play again").wait_for()
        assert 3 < page.evaluate("window.painted") <= 365 // 7 + 4
        page.get_by_role("button", name="by score").click()
        page.wait_for_function("(before) => window.painted > before", arg=page.evaluate("window.painted") - 1)
        assert [] == said


def test_less_motion_moves_in_steps(browser: Browser, origin: str) -> None:
    """Where the system asks for less motion, playing goes by quarters and says so."""
    with at(browser, origin, f"{SECTIONS['society']}&day=0", reduced_motion="reduce") as (page, _):
        expect(page.get_by_text("in steps of a quarter")).to_be_visible()
        page.get_by_role("button", name="Play").click()
        page.wait_for_function("() => document.querySelector('output.now').textContent === 'year 1, day 92'")
        page.get_by_role("button", name="Pause").click()


def test_colours_are_chosen_and_kept(browser: Browser, origin: str) -> None:
    """The reader's choice of dark is kept for the next opening."""
    with at(browser, origin, SECTIONS["story"], color_scheme="light") as (page, _):
        page.get_by_role("button", name="Dark colours").click()
        page.reload()
        expect(page.get_by_role("button", name="Light colours")).to_be_visible()
        assert "dark" == page.evaluate("document.documentElement.dataset.theme")


def test_colours_follow_the_system_until_they_are_chosen(browser: Browser, origin: str) -> None:
    """Also when the system changes while the page is open."""
    with at(browser, origin, SECTIONS["story"], color_scheme="dark") as (page, _):
        assert "dark" == page.evaluate("document.documentElement.dataset.theme")
        page.emulate_media(color_scheme="light")
        page.wait_for_function("() => document.documentElement.dataset.theme === 'light'")


def test_the_sheet_prints(browser: Browser, origin: str) -> None:
    """On paper stand the questions with room to write, and neither bar nor buttons."""
    with at(browser, origin, SECTIONS["sheet"]) as (page, _):
        page.emulate_media(media="print")
        expect(page.locator("header.top")).to_be_hidden()
        expect(page.get_by_role("button", name="Print")).to_be_hidden()
        assert page.locator(".sheet .line").count() >= 2 * page.locator(".sheet li.question").count() > 0


def test_nothing_is_asked_of_the_reader(browser: Browser, origin: str) -> None:
    """No section has a field for a name, an age, a picture, or anything else of a person."""
    for where in SECTIONS.values():
        with at(browser, origin, where) as (page, _):
            kinds = page.locator("input").evaluate_all("(all) => [...new Set(all.map((e) => e.type))]")
            assert set(kinds) <= {"range", "checkbox", "text"}
            texts = page.locator("input[type=text]").evaluate_all("(all) => all.map((e) => e.pattern)")
            assert set(texts) <= {"[0-9]+-[0-9]+", "[0-9.]+"}
