"""The replay in a report: still on paper and without scripts, moving on a screen, by keyboard too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsing import opened
from demerit.report.crowd import crowd
from demerit.report.folder import read_folder
from demerit.report.page import write_report
from demerit.report.sections.replay import STILLS, replay

DOTS = "(all) => all.map((path) => path.getAttribute('d').split('h0').length - 1)"
"""How many dots each path of a drawing has."""


@pytest.fixture(name="report", scope="module")
def _report(finished_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a run that was lived."""
    page = tmp_path_factory.mktemp("replay") / "report.html"
    page.write_bytes(write_report(finished_run).read_bytes())
    return page


def test_it_says_who_is_shown(finished_run: Path) -> None:
    """How many of how many; as many stills for a page and for a phone; a table with the last day."""
    run = read_folder(finished_run)
    found = crowd(run)
    assert found is not None
    made = replay(run).markup()
    assert f"one of {found.people:,} people (" in made
    assert 2 * STILLS == len(re.findall(r'<svg role="img"[^>]*class="(?:wide|narrow)">', made))
    assert f'<th scope="row">{found.days[-1]:,}</th>' in made


def test_it_is_played_by_keyboard(browser: Browser, finished_run: Path, report: Path) -> None:
    """Home, arrows and End move the day; what the drawing counts is the run's; Enter plays and stops."""
    run = read_folder(finished_run)
    found = crowd(run)
    assert found is not None
    names = [run.title(band.id) for band in run.scheme.model.bands]
    with opened(browser, report) as (page, said):
        slider, drawn = page.locator(".player input"), page.locator(".moving.wide")
        for key, place in (("Home", 0), ("ArrowRight", 1), ("End", len(found.days) - 1)):
            slider.press(key)
            counts = found.counts(place, len(names))
            told = ", ".join(f"{count:,} {name}" for count, name in zip(counts, names, strict=True))
            assert (drawn.get_attribute("aria-label") or "").endswith(f": {told}.")
            dots = drawn.locator("path").evaluate_all(DOTS)
            assert counts == dots
        button = page.locator(".player button")
        button.press("Enter")
        expect(button).to_have_text("Pause")
        page.wait_for_function("() => Number(document.querySelector('.player input').value) > 1")
        button.press("Enter")
        expect(button).to_have_text("Play")
        assert [] == said


def test_less_motion_moves_in_steps(browser: Browser, report: Path) -> None:
    """Where the system asks for less motion, it goes on by a quarter of a year a second."""
    with opened(browser, report, reduced_motion="reduce") as (page, _):
        page.locator(".player input").press("Home")
        page.locator(".player button").press("Enter")
        page.wait_for_function("() => Number(document.querySelector('.player input').value) >= 13")
        assert 0 == int(page.locator(".player input").input_value()) % 13
        page.locator(".player button").press("Enter")


def test_paper_and_no_script_have_stills(browser: Browser, report: Path) -> None:
    """On paper, and without scripts, the days stand below one another; the player is not there."""
    with opened(browser, report) as (page, _):
        expect(page.locator(".stills svg.wide").first).to_be_hidden()
        page.emulate_media(media="print")
        expect(page.locator(".player")).to_be_hidden()
        expect(page.locator(".moving.wide")).to_be_hidden()
        for still in page.locator(".stills svg.wide").all():
            expect(still).to_be_visible()
    with opened(browser, report, java_script_enabled=False) as (page, _):
        expect(page.locator(".player")).to_be_hidden()
        expect(page.locator(".stills svg.wide")).to_have_count(STILLS)
        expect(page.locator(".stills svg.wide").first).to_be_visible()
