"""Set-up, the main job and the tests in one command each; needs only Python 3.11 or newer, pip and git.

    python3 dev.py run [ARGUMENTS OF demerit run]
    python3 dev.py serve [ARGUMENTS OF demerit serve]
    python3 dev.py test [ARGUMENTS OF pytest]
    python3 dev.py cover           (the tests again, counting which lines they run: twice as long)
    python3 dev.py lock            (for who changes a dependency; needs uv)

Everything lands in .venv beside this file. A second call finds it there and starts at once.
The environment is passed on as it is, so that a machine's own settings for pip hold.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NoReturn

ROOT: Final = Path(__file__).resolve().parent
VENV: Final = ROOT / ".venv"
BIN: Final = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON: Final = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS: Final = {"run": ("build",), "serve": ("build", "page"), "dev": ("build", "page", "dev")}
"""Each lock file under requirements/, and the dependency groups of pyproject.toml that it holds."""

CHECKS: Final[tuple[tuple[str, ...], ...]] = (
    ("ruff", "check", "--quiet"),
    ("ruff", "format", "--check", "--quiet"),
    ("pyright", "--warnings"),
    ("lint-imports", "--no-logo"),
)
WHOLE: Final = ("-n", "auto", "--dist", "worksteal")
"""How pytest is called for all tests: a worker a core."""
COVERED: Final = (*WHOLE, "--cov", "--cov-report=term-missing:skip-covered")
"""The same, counting the lines that run: that takes twice as long below Python 3.12, so CI does without."""
MIN_PYTHON: Final = (3, 11)


class Stopped(Exception):
    """Set-up cannot go on; the message says why and what to do."""


def main(words: Sequence[str]) -> int:
    """Carry out one command; its exit code."""
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "run": run, "serve": serve, "test": test, "cover": cover, "lock": lock,
    }  # fmt: skip
    if not words or words[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 0 if words and words[0] in {"-h", "--help"} else 2
    try:
        return commands[words[0]](words[1:])
    except Stopped as stopped:
        print(f"dev.py: {stopped}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: Sequence[str]) -> NoReturn:
    """Set up what running needs, then become `demerit run`."""
    set_up("run")
    os.execv(BIN / "demerit", ["demerit", "run", *arguments])  # it gets Ctrl-C itself


def serve(arguments: Sequence[str]) -> NoReturn:
    """Set up what the page needs, build it where its sources have changed, then become `demerit serve`."""
    set_up("serve")
    build_page()
    os.execv(BIN / "demerit", ["demerit", "serve", *arguments])  # it gets Ctrl-C itself


def test(arguments: Sequence[str]) -> int:
    """Set up what testing needs, then every check, and pytest last; 0 if all of them pass."""
    set_up("dev")
    with compiling():
        provide_browser()
        build_page()
        failed = [" ".join(words) for words in CHECKS if not passes(words)]
    words = arguments or WHOLE
    code = subprocess.run([str(PYTHON), "-m", "pytest", *words], cwd=ROOT, check=False).returncode
    for name in failed:
        print(f"failed before the tests: {name} (its words are above)")
    return code or int(bool(failed))


def cover(_: Sequence[str]) -> int:
    """All tests with the lines counted that they run, and those named that none runs."""
    return test(COVERED)


def lock(_: Sequence[str]) -> int:
    """Write requirements/*.txt anew from pyproject.toml: every version and hash, and no host."""
    if shutil.which("uv") is None:
        message = "uv is not on the PATH; it is needed only to change the lock"
        raise Stopped(message)
    for name, groups in LOCKS.items():
        chosen = [word for group in groups for word in ("--group", group)]
        words = ["uv", "pip", "compile", "pyproject.toml", *chosen, "--universal", "--python-version", "3.11"]
        words += ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", "--quiet"]
        subprocess.run([*words, "-o", f"requirements/{name}.txt"], cwd=ROOT, check=True)
    return 0


def set_up(kind: str) -> None:
    """Make .venv hold what a lock file names, and demerit itself; nothing to do if it does already."""
    if sys.version_info[:2] < MIN_PYTHON:
        message = f"Python 3.11 or newer is needed, this is {platform.python_version()}"
        raise Stopped(message)
    if VENV.exists() and not answers(PYTHON):
        say(".venv is of another machine or a Python that is gone: made anew")
        shutil.rmtree(VENV)
    if any(stamp(held).exists() and stamp(held).read_text() == wanted(held) for held in {kind, "dev"}):
        return
    if not VENV.exists():
        make_venv()
    pip = pip_words()
    say("installing the locked dependencies into .venv (once; a minute or two)")
    # The lock is whole. Left to resolve, an older pip takes an extra (`coverage[toml]`) for unpinned as
    # soon as a newer version is out.
    lock = str(ROOT / "requirements" / f"{kind}.txt")
    install(pip, "--require-hashes", "--no-deps", "--only-binary=:all:", "-r", lock)
    install(pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp(kind).write_text(wanted(kind))


def make_venv() -> None:
    """Create .venv, without a pip of its own where this Python cannot give it one."""
    bare = [] if find_spec("ensurepip") else ["--without-pip"]
    made = subprocess.run([sys.executable, "-m", "venv", *bare, str(VENV)], check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        message = (
            "this Python cannot make a virtual environment (its words are above).\n"
            "On Debian and Ubuntu: apt-get install python3-venv, then the same command again."
        )
        raise Stopped(message)


def pip_words() -> list[str]:
    """How to call a pip that installs into .venv: its own, or else the one of this Python."""
    own = [str(PYTHON), "-m", "pip"]
    if answers(*own):
        return own
    outer = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if find_spec("pip") and answers(*outer):
        return outer
    if subprocess.run([str(PYTHON), "-m", "ensurepip"], capture_output=True, check=False).returncode == 0:
        return own
    message = (
        "no pip: neither .venv nor this Python has one.\nOn Debian and Ubuntu: apt-get install python3-pip."
    )
    raise Stopped(message)


def install(pip: Sequence[str], *words: str) -> None:
    """Run `pip install`; what it says is shown only where it fails."""
    done = subprocess.run([*pip, "install", "--quiet", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        message = "pip could not install (its words are above)"
        raise Stopped(message)


def answers(*words: str | Path) -> bool:
    """Whether a program starts and knows its own version."""
    try:
        call = [*map(str, words), "--version"]
        return subprocess.run(call, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def build_page() -> None:
    """Have the page built with the Node of the lock, where a source of it has changed."""
    say("building the page where it has changed (a first time takes a minute)")
    if subprocess.run([str(PYTHON), str(ROOT / "hatch_build.py")], cwd=ROOT, check=False).returncode:
        message = "the page could not be built (its words are above)"
        raise Stopped(message)


def stamp(kind: str) -> Path:
    """The file in .venv that says which lock was installed last."""
    return VENV / f"demerit-{kind}.sha256"


def wanted(kind: str) -> str:
    """A hash over all that decides what is installed: the lock, pyproject.toml, and where the tree lies."""
    parts = [(ROOT / "requirements" / f"{kind}.txt").read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join([*parts, str(ROOT).encode()])).hexdigest()


@contextmanager
def compiling() -> Generator[None, None, None]:
    """Meanwhile compile the engine on the other core, by a run that nobody keeps: else each worker would."""
    with tempfile.TemporaryDirectory() as folder:
        words = [
            "run",
            "--people",
            "2000",
            "--days",
            "5",
            "--assumed",
            "0",
            "--out",
            str(Path(folder) / "run"),
        ]
        call = [str(BIN / "demerit"), *words]
        with subprocess.Popen(
            call, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as lived:
            try:
                yield
            except BaseException:
                lived.kill()
                raise


def provide_browser() -> None:
    """Have Debian's chromium for the tests that look at pages; where that cannot be, they say they skip."""
    if shutil.which("chromium") or shutil.which("apt-get") is None:
        return
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if rights and shutil.which("sudo") is None:
        say("no chromium and no right to install it: the tests of pages will be skipped")
        return
    say("installing Debian's chromium for the tests of pages (once)")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", "chromium"]):
        call = [*rights, "apt-get", *words]
        done = subprocess.run(
            call, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        if done.returncode:
            say(f"{' '.join(call)} failed: the tests of pages will be skipped")
            return


def passes(words: Sequence[str]) -> bool:
    """Run one checker of the dev group; its output is shown only where it finds something."""
    began = time.monotonic()
    call = [str(BIN / words[0]), *words[1:]]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    verdict = "ok" if done.returncode == 0 else "FAILED"
    if done.returncode:
        print(done.stdout + done.stderr)
    print(f"{' '.join(words):<32} {verdict}  {time.monotonic() - began:.1f} s", flush=True)
    return done.returncode == 0


def say(text: str) -> None:
    """One line about what happens, apart from the output of the job itself."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
