"""Everything that is printed as a command works as printed: README, --help, next steps, footers, hints."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from demerit.cli.commands import Commands, demerit
from replicas import a_replication

ROOT = Path(__file__).resolve().parent.parent
FEW = ["--people", "300", "--days", "10", "--workers", "1"]
DISTRICT = 2_000
"""People in a district of the shipped societies."""
SIZES = re.compile(r" --(?:people|days|workers) \d+")
NASTY = "it's [a] (b) $HOME"


def commands(text: str) -> list[str]:
    """The commands in a text, lines that a backslash breaks put together again."""
    whole = re.sub(r"\\\n\s*", "", text)
    return [line.strip() for line in whole.splitlines() if re.match(r"\s*demerit(?: [a-z]|$)", line)]


def readme() -> list[str]:
    """The commands of README's shell blocks."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in commands(block)]


def helped() -> list[str]:
    """The examples of every --help."""
    said = [CliRunner().invoke(demerit, [*name.split(), "--help"]).output for name in ("", *Commands.homes)]
    return list(dict.fromkeys(line for text in said for line in commands(text.split("Options:")[0])))


def words_of(line: str, sizes: list[str]) -> list[str]:
    """A line's words as a shell gives them, lived small; comments, redirections and patterns resolved."""
    command = SIZES.sub("", line)
    words = shlex.split(command, comments=True)[1:]
    if ">" in words:
        words = words[: words.index(">")]
    if words[:1] in (["run"], ["compare"], ["study"]):
        words += sizes
    if words[:1] == ["study"] and not {"--claim", "--ceiling"}.isdisjoint(words):
        words += ["--days", "5"]
    if words[:1] == ["study"] and "--claim" in words:
        words += ["--draws", "64"]
    if words[:1] == ["study"] and "--ceiling" in words:
        words += ["--people", "16000"]
    if words[:2] == ["study", "--assumed"]:
        words += ["--draws", "16"]
    if words[:1] == ["replicate"]:
        words = [*re.sub(r" --runs \d+", "", " ".join(words)).split(), "--runs", "1"]
    return [found for word in words for found in _globbed(word)]


def _globbed(word: str) -> Iterator[str]:
    """The files that a pattern stands for."""
    yield from sorted(map(str, Path().glob(word))) if "*" in word else [word]


def works(line: str, sizes: list[str] = FEW) -> Result:
    """Run a printed command; it must not end in a fault, nor be refused."""
    done = CliRunner().invoke(demerit, words_of(line, sizes), catch_exceptions=False)
    allowed = {0} | ({4} if "--fail-on" in line else set()) | ({5} if "replicate" in line else set())
    never = "--why" in line and "was never refused to" in done.stderr  # its luck is another in so few days
    assert done.exit_code in allowed or never, f"{line}: {done.exit_code}\n{done.stderr}"
    return done


def people_told() -> int:
    """So many people that there is every subject whose life the examples follow in the first run."""
    lives = [line for line in [*readme(), *helped()] if line.startswith("demerit life")]
    return DISTRICT * (1 + max(int(line.split()[3].partition("-")[0]) for line in lives))


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the examples name: the first run, files of one's own and a run, a replication."""
    folder = tmp_path_factory.mktemp("work")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        for name in ("mine.yaml", "schemes/one.yaml"):
            Path(name).parent.mkdir(exist_ok=True)
            works(f"demerit new {name}")
        works("demerit run", ["--people", str(people_told()), "--days", "5", "--workers", "1"])
        works("demerit run mine.yaml --society brackwater --out runs/mine-1")
        a_replication(folder / "my-copies" / "runaway-feedback")
    return folder


def test_readme_and_help_work_as_printed(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In their order, at small size; but for all shipped replications or facts at once, which take long."""
    monkeypatch.chdir(workplace)
    lines = {tuple(words_of(line, [])): line for line in [*readme(), *helped()]}
    assert len(lines) >= 25
    del lines["replicate", "--runs", "1"], lines[("facts",)]
    lines = {words: line for words, line in lines.items() if words[0] != "serve"}  # tests/web/test_serving
    first = sorted(lines.values(), key=lambda line: not line.startswith("demerit new"))
    assert [] == [line for line in first if not works(line).stdout and "--why" not in line]


@pytest.mark.parametrize("style", ["plain", NASTY])
def test_next_steps_and_footers_work_as_printed(
    style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From `new` to a life and a changed rule, with blanks, brackets, quotes and a dollar in every path."""
    monkeypatch.chdir(tmp_path)
    Path(style).mkdir()
    begun = CliRunner().invoke(demerit, ["new", f"{style}/A_B.yaml"], catch_exceptions=False)
    check, run = commands(begun.stdout)
    works(check)
    lived = works(f"{run} --out {shlex.quote(f'{style}/run')}")
    opened = next(line for line in lived.stdout.splitlines() if line.startswith("Open"))
    assert Path(*shlex.split(opened)[1:]).is_file()
    footers = [re.sub(r"^(?:Follow one|Change a rule) +", "", line) for line in _joined(lived.stdout)]
    assert [["demerit", "life"], ["demerit", "compare"]] == [shlex.split(line)[:2] for line in footers]
    follow, change = footers
    works(follow)
    compared = works(change)
    pages = [line for line in compared.stdout.splitlines() if line.endswith((".html", ".html'"))]
    assert 3 == len(pages)
    assert all(Path(shlex.split(line)[-1]).is_file() for line in pages)
    monkeypatch.chdir(Path(style) / "run")
    works("demerit rerun manifest.json")  # as the report says


def _joined(text: str) -> list[str]:
    """The footers that are commands, broken lines put together."""
    whole = re.sub(r" \\\n\s*", " ", text)
    return [line for line in whole.splitlines() if line.startswith(("Follow one", "Change a rule"))]


def test_a_real_shell_reads_them_alike(tmp_path: Path) -> None:
    """What `new` prints is taken by sh itself, word by word."""
    if shutil.which("sh") is None:
        pytest.skip("no sh on this system")
    call = [sys.executable, "-m", "demerit.cli.main", "new", f"{NASTY}.yaml"]
    printed = subprocess.run(call, capture_output=True, text=True, cwd=tmp_path, check=True).stdout  # noqa: S603
    check = commands(printed)[0].replace("demerit", f"{sys.executable} -m demerit.cli.main", 1)
    done = subprocess.run(check, shell=True, capture_output=True, text=True, cwd=tmp_path, check=False)  # noqa: S602
    assert (0, f"{NASTY}.yaml: ok (demerit/scheme/1)\n") == (done.returncode, done.stdout)


def test_commands_named_in_messages_exist() -> None:
    """Whatever a message calls `demerit <word>` is a command."""
    named: set[str] = set()
    for path in (ROOT / "src" / "demerit").rglob("*.py"):
        named |= set(re.findall(r"['`]demerit ([a-z]+)\b", path.read_text(encoding="utf-8")))
    assert named
    assert named <= set(Commands.homes)


def test_paths_are_no_patterns() -> None:
    """A folder called '[a]' is read as it is called: no table is looked up by a pattern."""
    source = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "demerit").rglob("*.py")]
    reads = [call for text in source for call in re.findall(r"(?:scan|read)_parquet\([^\n]*", text)]
    assert reads
    assert [] == [call for call in reads if "glob=False" not in call]
