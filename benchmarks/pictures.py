"""The pictures of the documents, made anew: the report's first screen, the annex's matrix, and the page.

    python benchmarks/pictures.py [--run DIR] [--only NAME]

Lives `demerit run` as it is without arguments, unless a finished run of it is given, opens its report and its
annex in chromium, serves the built page and opens sections of it, and writes docs/images. A minute; it takes
chromium, the tools of the tests and a built page (`python3 dev.py serve` builds it).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from browsing import FLAGS
from demerit.cli.commands import demerit
from paged import PATIENCE, SETTLED, STATIC
from served import serving

IMAGES: Final = Path(__file__).resolve().parent.parent / "docs" / "images"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A page as a reader sees it: its size in pixels, and the heading that stands at the top."""

    name: str
    width: int
    height: int
    heading: str | None = None


REPORT: Final = Picture(name="report.png", width=1280, height=764)
SECTIONS: Final = {
    "page.png": "#/society",
    "page-life.png": "#/life?list=wrong",
    "page-dials.png": "#/dials?set=channels.street-camera.alarms.list%3D1000",
}
"""Pictures of the page, and the address of each."""
ANNEX: Final = Picture(name="annex.png", width=1100, height=1180, heading="(d) Specific risks of harm")


def main() -> int:
    """Live, open, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--run", type=Path, metavar="DIR", help="a finished run of as-described")
    parser.add_argument("--only", metavar="NAME", help="'page' or 'report': only these pictures")
    words = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        parser.error("there is no chromium on this machine")
    if words.only != "page":
        reported(chromium, words.run)
    if words.only != "report":
        paged(chromium)
    return 0


def reported(chromium: str, given: Path | None) -> None:
    """The report's first screen, and the annex."""
    with tempfile.TemporaryDirectory() as room:
        run = given or Path(room) / "run"
        if given is None:
            _call("run", "--out", str(run))
        _call("report", str(run))
        _call("audit", "as-described", "--format", "html", "--out", str(Path(room) / "annex"))
        (annex,) = (Path(room) / "annex").glob("*.html")
        take(chromium, run / "report.html", REPORT)
        take(chromium, annex, ANNEX)


def paged(chromium: str) -> None:
    """Sections of the page, as it is served."""
    if not (STATIC / "index.html").is_file():
        sys.exit("the page is not built: python3 dev.py serve builds it")
    with serving(STATIC) as asking, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for name, where in SECTIONS.items():
            room = browser.new_page(viewport={"width": 1280, "height": 860})
            room.goto(f"{str(asking.client.base_url).rstrip('/')}/{where}")
            room.wait_for_function(SETTLED, timeout=4 * PATIENCE)
            room.screenshot(path=IMAGES / name)
            print(f"docs/images/{name}")
        browser.close()


def _call(*words: str) -> None:
    """A command as typed, without leaving this program."""
    demerit.main(list[str](words), standalone_mode=False)


def take(chromium: str, page: Path, picture: Picture, flags: Sequence[str] = FLAGS) -> None:
    """One page as a picture in docs/images."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=list(flags))
        size = {"width": picture.width, "height": picture.height}
        room = browser.new_page(viewport=size)  # type: ignore[arg-type]
        room.goto(page.resolve().as_uri())
        if picture.heading is not None:
            heading = room.locator("h2", has_text=picture.heading).first
            heading.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 8)")
        room.screenshot(path=IMAGES / picture.name)
        browser.close()
    print(f"docs/images/{picture.name}")


if __name__ == "__main__":
    sys.exit(main())
